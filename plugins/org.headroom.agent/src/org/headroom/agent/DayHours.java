package org.headroom.agent;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.model.availability.WeekSchedule;

/** A day's open hours in words: {@code 0-8, 22-24}; nothing for a day that is closed. */
final class DayHours {
    private static final Pattern SPAN = Pattern.compile("\\s*(\\d{1,2})\\s*-\\s*(\\d{1,2})\\s*");

    private DayHours() {}

    static String words(WeekSchedule week, DayOfWeek day) {
        List<String> spans = new ArrayList<>();
        for (int from = 0; from < WeekSchedule.HOURS; from++) {
            if (!week.open(day, from)) continue;
            int to = from;
            while (to < WeekSchedule.HOURS && week.open(day, to)) to++;
            spans.add(from + "-" + to);
            from = to;
        }
        return String.join(", ", spans);
    }

    static int bits(String day, String words) {
        int bits = 0;
        if (words.isBlank()) return 0;
        for (String span : words.split(",", -1)) {
            Matcher m = SPAN.matcher(span);
            int from = m.matches() ? Integer.parseInt(m.group(1)) : -1;
            int to = m.matches() ? Integer.parseInt(m.group(2)) : -1;
            if (from < 0 || from >= to || to > WeekSchedule.HOURS)
                throw new IllegalArgumentException("The hours of " + day
                        + " must be spans of whole hours such as \"0-8, 22-24\", not \"" + words + "\".");
            for (int hour = from; hour < to; hour++) bits |= 1 << hour;
        }
        return bits;
    }
}
