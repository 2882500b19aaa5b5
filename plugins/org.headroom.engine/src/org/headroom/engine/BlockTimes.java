package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamState;

/**
 * How far the times of blocks are believed. One answer with a time that is ahead would otherwise shut out all later ones as
 * older, and make the stream seem to have paid what it has not. {@code lease-loop} only.
 */
final class BlockTimes {
    /** Clocks differ by seconds, and a chain may name the time of its next block. */
    private static final Duration AHEAD = Duration.ofSeconds(15);

    /** By how much the chain is ahead of this rig's clock: the least that the last two polls say. */
    private Duration known = Duration.ZERO;
    /** What the last poll says. */
    private Duration last = Duration.ZERO;

    /** @param at when these were read */
    void polled(Collection<StreamReading> readings, Instant at) {
        Optional<Instant> newest =
                KnownStream.states(readings).map(StreamState::readAt).max(Comparator.naturalOrder());
        if (newest.isEmpty()) return;
        Duration ahead = positive(Duration.between(at, newest.get()));
        known = Deadlines.lesser(last, ahead);
        last = ahead;
    }

    /** The clock was set. */
    void clockMoved(Duration by) {
        known = positive(known.minus(by));
        last = positive(last.minus(by));
    }

    /** @param at when it was read */
    StreamState believable(StreamState reading, Instant at) {
        Instant chain = at.plus(known);
        return reading.readAt().isAfter(chain.plus(AHEAD)) ? reading.readNoLaterThan(chain) : reading;
    }

    private static Duration positive(Duration d) {
        return d.isNegative() ? Duration.ZERO : d;
    }
}
