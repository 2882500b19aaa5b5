package org.headroom.ui.chart;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which stretch of time charts show: the last so long, following now, or one that stands still. Immutable; to the
 * millisecond. It never reaches beyond now, nor further back than a year.
 *
 * @param span from its left edge to its right
 * @param end its right edge; empty while it follows now
 */
public record TimeView(Duration span, Optional<Instant> end) {
    public static final Duration LEAST = Duration.ofMinutes(1);
    public static final Duration MOST = Duration.ofDays(366);

    public TimeView {
        if (span.compareTo(LEAST) < 0 || span.compareTo(MOST) > 0)
            throw new IllegalArgumentException("a view of " + span + " is not between a minute and a year");
    }

    /** The last {@code span}, whatever now is. */
    public static TimeView live(Duration span) {
        return new TimeView(bounded(span.toMillis()), Optional.empty());
    }

    public boolean live() {
        return end.isEmpty();
    }

    public Instant to(Instant now) {
        return end.orElse(now);
    }

    public Instant from(Instant now) {
        return to(now).minus(span);
    }

    /**
     * Longer by a factor, or shorter where it is less than 1, about a place: 0 is the left edge, 1 the right. What is at that
     * place stays there, unless an end of time is in the way.
     */
    public TimeView zoomed(double factor, double share, Instant now) {
        Duration longer = bounded(Math.round(span.toMillis() * factor));
        if (live() && share >= 1) return new TimeView(longer, end);
        double at = from(now).toEpochMilli() + span.toMillis() * share;
        return ending(longer, Math.round(at + longer.toMillis() * (1 - share)), now);
    }

    /** Moved by a share of its span; towards now where it is positive. */
    public TimeView panned(double share, Instant now) {
        if (live() && share >= 0) return this;
        return ending(span, to(now).toEpochMilli() + Math.round(span.toMillis() * share), now);
    }

    /** Only what lies between two places; at least a minute around their middle. */
    public TimeView chosen(double one, double other, Instant now) {
        double left = Math.clamp(Math.min(one, other), 0, 1);
        double right = Math.clamp(Math.max(one, other), 0, 1);
        Duration shorter = bounded(Math.round(span.toMillis() * (right - left)));
        double middle = from(now).toEpochMilli() + span.toMillis() * (left + right) / 2;
        return ending(shorter, Math.round(middle + shorter.toMillis() / 2.0), now);
    }

    private static TimeView ending(Duration span, long millis, Instant now) {
        long most = now.toEpochMilli();
        long least = most - MOST.toMillis() + span.toMillis();
        return millis >= most
                ? new TimeView(span, Optional.empty())
                : new TimeView(span, Optional.of(Instant.ofEpochMilli(Math.max(least, millis))));
    }

    private static Duration bounded(long millis) {
        return Duration.ofMillis(Math.clamp(millis, LEAST.toMillis(), MOST.toMillis()));
    }
}
