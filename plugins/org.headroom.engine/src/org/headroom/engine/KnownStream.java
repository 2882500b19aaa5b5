package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamState;

/** What is known of the stream of one open lease; {@link StreamBeliefs} alone changes it. {@code lease-loop} only. */
final class KnownStream {
    /** The fastest chain in use makes fewer blocks than that in this time. */
    private static final Duration CONSECUTIVE = Duration.ofSeconds(15);

    /** As the chain had it in the block that was read; this is kept in the ledger. */
    Optional<StreamState> read = Optional.empty();
    /** The same, with the known withdrawals that are newer than the reading. */
    Optional<StreamState> believed = Optional.empty();

    /** Why it could not be read at the last poll. */
    Optional<String> unreadable = Optional.empty();
    /** When it was read last, since the last start or suspend. */
    Optional<Instant> current = Optional.empty();
    /** When a reading was last taken in, by this rig's clock. */
    Optional<Instant> takenAt = Optional.empty();
    /** What was said once, and is not believed before a second reading says so. */
    final PendingReading pending = new PendingReading();
    /** What was said that contradicts what was paid. */
    final DoubtfulReading doubtful = new DoubtfulReading();
    /** A withdrawal vanished, and the logs were not searched since: nobody knows whether another took its place. */
    boolean vanished;
    /** The last reading may be of blocks that were replaced: a withdrawal vanished that it may hold already. */
    boolean replaced;
    /**
     * The block up to which it is explained for sure: that of its last reading, but no higher than two readings in a row say
     * that the chain is. One reading alone may have a wrong number of its block.
     */
    Optional<Long> explainedTo = Optional.empty();

    /** Whether a second reading is needed. */
    boolean isWaiting() {
        return pending.isWaiting() || doubtful.isWaiting();
    }

    /** When the chain last said that the stream pays at least what is believed, by the earlier of its clock and this rig's. */
    Instant seenAt(StreamState state) {
        Instant seen = pending.seenAt(state);
        return takenAt.filter(seen::isAfter).orElse(seen);
    }

    /** A time of a block that turned out to be none counts as the time at which it was read. */
    void correct(BlockTimes times) {
        takenAt.ifPresent(at -> {
            read = read.map(s -> times.believable(s, at));
            believed = believed.map(s -> times.believable(s, at));
        });
    }

    /** Keeps why it could not be read. @return whether it was another reason before */
    boolean isNewReason(String reason) {
        boolean other = !unreadable.equals(Optional.of(reason));
        unreadable = Optional.of(reason);
        return other;
    }

    /** The last block up to which all is explained, where a later reading has something that is not. */
    Optional<Long> explainedBetween(StreamState before, StreamState now) {
        boolean consecutive = Duration.between(before.readAt(), now.readAt()).compareTo(CONSECUTIVE) <= 0;
        return explainedTo
                .or(() -> before.block().filter(b -> consecutive))
                // Explained up to a block that the chain does not have: then a node named a wrong one.
                .filter(block -> now.block().filter(b -> block <= b).isPresent());
    }

    /** The newest block of the readings of one poll. */
    static Optional<Long> head(Collection<StreamReading> readings) {
        return states(readings).flatMap(s -> s.block().stream()).max(Comparator.naturalOrder());
    }

    /** What was read of those that could be read. */
    static Stream<StreamState> states(Collection<StreamReading> readings) {
        return readings.stream()
                .filter(StreamReading.Read.class::isInstance)
                .map(r -> ((StreamReading.Read) r).state());
    }

    /**
     * A reading explains what was paid up to its block, where nothing is unexplained.
     *
     * @param head the newest block of this poll; @param before that of the poll before
     */
    void explainedTo(StreamState now, Optional<Long> head, Optional<Long> before) {
        Optional<Long> seenTwice = head.flatMap(h -> before.map(b -> Math.min(h, b)));
        now.block()
                .flatMap(block -> seenTwice.map(twice -> Math.min(twice, block)))
                .ifPresent(block -> explainedTo = Optional.of(block));
    }
}
