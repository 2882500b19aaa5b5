package org.headroom.console.gpu;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.headroom.ui.chart.TimeView;

/** The stretches of time that a person chooses with one press. */
public enum Range {
    MINUTE("1 min", Duration.ofMinutes(1)),
    MINUTES("5 min", Duration.ofMinutes(5)),
    HOUR("1 h", Duration.ofHours(1)),
    HOURS("6 h", Duration.ofHours(6)),
    DAY("day", Duration.ofDays(1)),
    WEEK("week", Duration.ofDays(7)),
    MONTH("month", Duration.ofDays(30)),
    YEAR("year", Duration.ofDays(365));

    private final String label;
    private final Duration time;

    Range(String label, Duration time) {
        this.label = label;
        this.time = time;
    }

    public String label() {
        return label;
    }

    public Duration time() {
        return time;
    }

    public TimeView live() {
        return TimeView.live(time);
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(Range::label).toList();
    }

    /** The range that a view is, where it is one. */
    public static Optional<Range> of(TimeView view) {
        return Arrays.stream(values())
                .filter(r -> view.live() && r.time.equals(view.span()))
                .findFirst();
    }
}
