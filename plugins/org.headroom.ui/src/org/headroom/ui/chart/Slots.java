package org.headroom.ui.chart;

import java.time.Instant;

/**
 * A view cut into equal slots for its curves, whose edges are multiples of the slot since 1970: whatever a slot shows stays the
 * same while the view moves on, and a new picture is due only when a new slot begins.
 *
 * @param from left edge of the picture
 * @param to right edge of the picture
 * @param first where the first slot begins, at or before {@code from}
 * @param millis length of a slot
 * @param count of slots; the last ends at or after {@code to}
 */
public record Slots(Instant from, Instant to, Instant first, long millis, int count) {
    private static final long SHORTEST = 1000;

    /** @param most how many slots at most, about */
    public static Slots of(TimeView view, Instant now, int most) {
        long span = view.span().toMillis();
        long slot = Math.max(SHORTEST, (span + most - 1) / Math.max(1, most));
        // In whole seconds, so that every slot has the same number of samples.
        slot = (slot + SHORTEST - 1) / SHORTEST * SHORTEST;
        long to = view.live() ? up(now.toEpochMilli(), slot) : view.to(now).toEpochMilli();
        long from = to - span;
        long first = Math.floorDiv(from, slot) * slot;
        int count = (int) ((up(to, slot) - first) / slot);
        return new Slots(
                Instant.ofEpochMilli(from), Instant.ofEpochMilli(to), Instant.ofEpochMilli(first), slot, count);
    }

    /** Where the last slot ends. */
    public Instant last() {
        return first.plusMillis(millis * count);
    }

    private static long up(long value, long step) {
        return -Math.floorDiv(-value, step) * step;
    }
}
