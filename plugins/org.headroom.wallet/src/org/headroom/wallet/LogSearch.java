package org.headroom.wallet;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamRef;

/** Searches the blocks of one node for logs, in parts of the size that the node takes. Any thread; blocks. */
final class LogSearch {
    /** The result of one request. */
    sealed interface Part {
        /** @param through the last block that was searched */
        record Found(List<Chain.Log> logs, long through) implements Part {}

        /** The part was too large: the next one is smaller. */
        record Smaller() implements Part {}

        /** The node has no logs of such old blocks. */
        record Pruned(String message) implements Part {}
    }

    /** How many requests may still be made. Not thread-safe. */
    static final class Budget {
        private int left;

        Budget(int requests) {
            left = requests;
        }

        void use(int requests) {
            left -= requests;
        }

        /** Whether so many blocks take more requests than are left, where one request takes as many as the node is known to take. */
        boolean isTooSmallFor(long blocks, int span) {
            return blocks > (long) Math.max(0, left) * span;
        }

        boolean isSpent() {
            return left <= 0;
        }
    }

    private static final List<String> PRUNED = List.of(
            "prun", "missing trie node", "not available", "archive", "too old", "ancient", "no longer", "state histor");

    private LogSearch() {}

    static LogFilter withdrawals(ChainSettings settings, StreamRef stream, long from, long to) {
        return new LogFilter(
                settings.flow(), Arrays.asList(FlowContract.WITHDRAWN, FlowContract.topic(stream.id())), from, to);
    }

    /**
     * Searches the first part of a range.
     *
     * @throws PaymentFailure where the node fails, or refuses even one block and is not known to be pruned
     */
    static Part part(NodeConnection node, LogFilter range, Budget budget, Deadline deadline) throws PaymentFailure {
        AdaptiveLimit span = node.logSpan();
        long to = Math.min(range.to(), range.from() + span.current() - 1);
        LogFilter filter = range.between(range.from(), to);
        int size = Math.toIntExact(to - range.from() + 1);
        budget.use(1);
        try {
            List<Chain.Log> logs = filter.accepted(node.rpc().call(filter.request(), node.requestTimeout(deadline)));
            span.succeeded(size);
            return new Part.Found(logs, to);
        } catch (NodeFailure f) {
            if (f.type() == NodeFailure.Type.TIMED_OUT) span.slowDown(size);
            if (f.type() != NodeFailure.Type.REFUSED) throw f;
            if (isPruned(f.detail())) return new Part.Pruned(String.valueOf(f.getMessage()));
            if (size > 1) {
                span.refused(size, LimitHint.below(size, f.detail()));
                return new Part.Smaller();
            }
            // Not even one block: only the newest one tells whether the others are pruned. It is asked for in the next
            // call.
            if (range.to() > to && budget.isSpent()) return new Part.Smaller();
            if (range.to() > to && takesNewestBlock(node, range, budget, deadline))
                return new Part.Pruned(String.valueOf(f.getMessage()));
            throw f;
        }
    }

    private static boolean takesNewestBlock(NodeConnection node, LogFilter range, Budget budget, Deadline deadline)
            throws PaymentFailure {
        LogFilter newest = range.between(range.to(), range.to());
        budget.use(1);
        try {
            newest.accepted(node.rpc().call(newest.request(), node.requestTimeout(deadline)));
            return true;
        } catch (NodeFailure f) {
            if (f.type() != NodeFailure.Type.REFUSED) throw f;
            return false;
        }
    }

    private static boolean isPruned(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        return PRUNED.stream().anyMatch(lower::contains);
    }
}
