package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.headroom.model.payment.ChainStatus;

/**
 * Measures how often the chain makes a block, by the heads that polls have read anyway: the median over the latest of them, so
 * that single wrong heads, missed blocks and pauses count for little. {@code lease-loop} only.
 */
final class BlockInterval {
    /** How many measurements are kept. */
    private static final int MOST = 9;
    /** With fewer, the interval is unknown. */
    private static final int LEAST = 3;

    private record Head(long number, Instant time) {}

    private final Deque<Duration> measured = new ArrayDeque<>();
    private Optional<Head> last = Optional.empty();

    /** Takes the head of a poll. A chain that is down, or whose head has no time, says nothing. */
    void head(ChainStatus status) {
        if (!status.up() || status.blockTime().isEmpty()) return;
        Head head = new Head(status.block(), status.blockTime().get());
        if (last.isPresent()) {
            long blocks = head.number() - last.get().number();
            if (blocks == 0) return;
            Duration time = Duration.between(last.get().time(), head.time());
            // Back by a reorganisation, or to another node's older head: measured anew from here.
            if (blocks > 0 && !time.isNegative()) measured.addLast(time.dividedBy(blocks));
            if (measured.size() > MOST) measured.removeFirst();
        }
        last = Optional.of(head);
    }

    /** Empty until three heads have followed a first one. */
    Optional<Duration> median() {
        if (measured.size() < LEAST) return Optional.empty();
        List<Duration> sorted = new ArrayList<>(measured);
        sorted.sort(Comparator.naturalOrder());
        return Optional.of(sorted.get(sorted.size() / 2));
    }
}
