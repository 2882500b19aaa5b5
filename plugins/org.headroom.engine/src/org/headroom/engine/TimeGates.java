package org.headroom.engine;

import static org.headroom.engine.Gates.failed;
import static org.headroom.engine.Gates.passed;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.market.Order;
import org.headroom.model.rig.Decision.Gate;

/** Whether the time suits. */
final class TimeGates {
    private TimeGates() {}

    static Gate start(BidCase it) {
        Optional<Instant> from = it.order().start().notBefore();
        Optional<Instant> until = it.order().start().notAfter();
        if (from.isPresent() && it.now().isBefore(from.get()))
            return failed("start", "may start from " + from.get() + " on; it is bid for then, if it is still open");
        if (until.isPresent() && it.now().isAfter(until.get()))
            return failed("start", "had to start until " + until.get());
        return passed("start", until.map(u -> "may start until " + u).orElse("may start at once"));
    }

    static Gate duration(BidCase it) {
        Order order = it.order();
        Duration longest = it.rules().longest();
        if (order.duration().compareTo(longest) > 0)
            return failed(
                    "duration",
                    "asks for " + RigSentence.spoken(order.duration()) + "; you take at most "
                            + RigSentence.spoken(longest));
        Duration least = it.policy().leastRunway();
        if (order.duration().compareTo(least) < 0)
            return failed(
                    "duration",
                    "pays for " + order.duration().toSeconds() + " s; you start nothing that is paid for less than "
                            + least.toSeconds() + " s");
        return passed("duration", order.duration().toSeconds() + " s is within what you take");
    }

    static Gate deadline(BidCase it) {
        Duration left = it.order().validity().left(it.now());
        return left.compareTo(it.rules().leastTimeToAnswer()) < 0
                ? failed("deadline", "the order ends before a bid could be answered")
                : passed("deadline", "open for another " + left.toSeconds() + " s");
    }
}
