package org.headroom.console.availability;

import java.time.DayOfWeek;
import java.util.List;
import org.headroom.model.availability.WeekSchedule;

/**
 * What the view shows, in words.
 *
 * @param sentences one a GPU
 * @param week the hours of what is chosen
 * @param weekNote what is said of them
 * @param weekCounts whether the week decides anything
 * @param today where the clock on the wall stands
 */
record AvailabilityScene(
        List<Sentence> sentences,
        WeekSchedule week,
        String weekNote,
        boolean weekCounts,
        DayOfWeek today,
        int hour,
        List<Row> rows,
        List<String> notes) {
    AvailabilityScene {
        sentences = List.copyOf(sentences);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    record Sentence(boolean open, String text) {}

    /**
     * @param key what a press on the row means
     * @param value what stands at its right; a press there means {@code valueKey}, where that is not empty
     */
    record Row(
            Kind kind,
            String key,
            String label,
            String value,
            String valueKey,
            boolean on,
            boolean enabled,
            String tip) {
        enum Kind {
            TITLE,
            SWITCH,
            RADIO,
            LINK
        }

        static Row title(String text) {
            return new Row(Kind.TITLE, "", text, "", "", false, false, "");
        }
    }
}
