package org.headroom.console.offers;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.headroom.model.bidding.Tariff;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.Watts;
import org.headroom.ui.text.UsdcFormat;

/**
 * Rules as a person writes them, and back; what is written can be read again. What cannot be read is refused with a few words
 * that fit under a field. Pure.
 */
final class RulesText {
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})\\s*(s|min|h|d|days?)", Pattern.CASE_INSENSITIVE);
    private static final Pattern BAND =
            Pattern.compile("(\\S+)\\s+(\\d{1,2}:\\d{2})\\s*[-–]\\s*(\\d{1,2}:\\d{2})\\s+(\\S+)");

    private RulesText() {}

    /** Without the zeros that nobody would type, but with cents: {@code 0.38}, {@code 0.385}. */
    static String usdc(Usdc amount) {
        String text = amount.format(Usdc.DECIMALS).replace('−', '-');
        int end = text.length();
        while (text.charAt(end - 1) == '0' && end > text.indexOf('.') + 3) end--;
        return text.substring(0, end);
    }

    /** A price an hour, as the tables write it: {@code 0.380}. */
    static String price(Usdc price) {
        return UsdcFormat.price(price).replace('−', '-');
    }

    static Usdc usdc(String text) {
        Usdc amount;
        try {
            amount = Usdc.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("an amount such as 0.38", e);
        }
        if (amount.baseUnits() < 0) throw new IllegalArgumentException("not below zero");
        return amount;
    }

    static String watts(Watts watts) {
        return watts.milliwatts() % 1000 == 0
                ? Long.toString(watts.milliwatts() / 1000)
                : String.format(Locale.ROOT, "%d.%03d", watts.milliwatts() / 1000, watts.milliwatts() % 1000);
    }

    static Watts watts(String text) {
        return new Watts(whole(text, 1, 5_000) * 1000L);
    }

    static int whole(String text, int least, int most) {
        String digits = text.strip();
        String fault = least + " to " + most;
        if (!digits.matches("\\d{1,6}")) throw new IllegalArgumentException("a whole number, " + fault);
        int value = Integer.parseInt(digits);
        if (value < least || value > most) throw new IllegalArgumentException(fault);
        return value;
    }

    /** In the largest unit that says it exactly: {@code 24 h}, {@code 30 d}, {@code 90 min}. */
    static String time(Duration time) {
        long s = time.toSeconds();
        if (s >= 2 * 86_400 && s % 86_400 == 0) return s / 86_400 + " d";
        if (s % 3600 == 0) return s / 3600 + " h";
        return s % 60 == 0 ? s / 60 + " min" : s + " s";
    }

    static Duration time(String text) {
        Matcher m = TIME.matcher(text.strip());
        if (!m.matches()) throw new IllegalArgumentException("such as 24 h or 30 d");
        long count = Long.parseLong(m.group(1));
        if (count == 0) throw new IllegalArgumentException("more than nothing");
        return switch (m.group(2).toLowerCase(Locale.ROOT)) {
            case "s" -> Duration.ofSeconds(count);
            case "min" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /** Words with commas between; at least one. */
    static List<String> words(String text) {
        List<String> words = Arrays.stream(text.split("[,;\\s]+"))
                .filter(w -> !w.isBlank())
                .map(w -> w.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        if (words.isEmpty()) throw new IllegalArgumentException("at least one, such as none");
        return words;
    }

    static String bands(List<Tariff.Band> bands) {
        return bands.stream()
                .map(b -> days(b.days()) + " " + b.from() + "-" + b.to() + " " + usdc(b.perKilowattHour()))
                .collect(Collectors.joining("\n"));
    }

    static List<Tariff.Band> bands(String text) {
        List<Tariff.Band> bands = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank()) continue;
            try {
                bands.add(band(line.strip()));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new IllegalArgumentException("line " + number + ": such as Mon-Fri 22:00-06:00 0.22", e);
            }
        }
        return List.copyOf(bands);
    }

    private static Tariff.Band band(String line) {
        Matcher m = BAND.matcher(line);
        if (!m.matches()) throw new IllegalArgumentException("not a line of a tariff");
        return new Tariff.Band(days(m.group(1)), clock(m.group(2)), clock(m.group(3)), usdc(m.group(4)));
    }

    /** A day ends at 24:00, which is the next one's beginning. */
    private static LocalTime clock(String text) {
        return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text.length() == 4 ? "0" + text : text);
    }

    private static String brief(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }

    /** {@code Mon-Fri}, {@code Sat,Sun}, {@code daily}. */
    static String days(Set<DayOfWeek> days) {
        if (days.size() == 7) return "daily";
        List<String> parts = new ArrayList<>();
        DayOfWeek[] week = DayOfWeek.values();
        for (int i = 0; i < 7; i++) {
            if (!days.contains(week[i])) continue;
            int end = i;
            while (end < 6 && days.contains(week[end + 1])) end++;
            if (end - i >= 2) parts.add(brief(week[i]) + "-" + brief(week[end]));
            else for (int d = i; d <= end; d++) parts.add(brief(week[d]));
            i = end;
        }
        return String.join(",", parts);
    }

    static Set<DayOfWeek> days(String text) {
        if (text.equalsIgnoreCase("daily")) return EnumSet.allOf(DayOfWeek.class);
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.split(",")) {
            String[] ends = part.split("[-–]", 2);
            DayOfWeek from = day(ends[0]);
            DayOfWeek to = ends.length == 2 ? day(ends[1]) : from;
            for (DayOfWeek d = from; ; d = d.plus(1)) {
                days.add(d);
                if (d == to) break;
            }
        }
        return days;
    }

    private static DayOfWeek day(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        for (DayOfWeek day : DayOfWeek.values())
            if (wanted.length() >= 2
                    && day.getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                            .toLowerCase(Locale.ROOT)
                            .startsWith(wanted)) return day;
        throw new IllegalArgumentException("not a day: " + text);
    }
}
