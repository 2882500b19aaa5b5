package org.headroom.wallet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one stream for a decision about money: from two nodes, at a block that both have, where two answer. Any thread;
 * blocks.
 */
final class StreamVerifier {
    /** How many times the nodes are asked, where what they were asked for failed on all of them. */
    private static final int ROUNDS = 4;
    /** Requests for the logs of one stream from one node. */
    private static final int MOST_LOG_REQUESTS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(StreamVerifier.class);

    /** What a node says: a state, or that there is none. */
    private record Statement(
            Optional<StreamState> state, @Nullable PaymentFailure refusal) {
        boolean agreesWith(Statement other) {
            if (!state.equals(other.state)) return false;
            PaymentFailure a = refusal;
            PaymentFailure b = other.refusal;
            return a == null || b == null ? a == b : a.kind() == b.kind();
        }
    }

    private final ChainSettings settings;
    private final NodePool pool;
    private final StreamCodec codec;

    StreamVerifier(ChainSettings settings, NodePool pool) {
        this.settings = settings;
        this.pool = pool;
        this.codec = new StreamCodec(settings);
    }

    /** @param since the first block that may hold withdrawals; empty: they are not searched for */
    StreamState verify(StreamRef ref, Optional<Long> since) throws PaymentFailure {
        codec.requireOurs(ref);
        Deadline deadline = pool.deadline();
        List<PaymentFailure> failures = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<NodePool.Answer<NodeHead>> heads = pool.askTwo(deadline, (node, d) -> node.head(false, d));
            Chain.Block block = heads.stream()
                    .map(a -> a.value().block())
                    .min(Comparator.comparingLong(Chain.Block::number))
                    .orElseThrow();
            List<NodePool.Answer<Statement>> said = new ArrayList<>();
            for (NodePool.Answer<NodeHead> a : heads)
                pool.askOnce(a.node(), deadline, (node, d) -> ask(node, ref, since, block, d), failures::add)
                        .ifPresent(said::add);
            if (!said.isEmpty()) return decide(ref, block, said, heads, deadline);
            if (deadline.isOver() || !isRepeatable(failures.getLast())) break;
        }
        throw failures.getLast();
    }

    private StreamState decide(
            StreamRef ref,
            Chain.Block block,
            List<NodePool.Answer<Statement>> said,
            List<NodePool.Answer<NodeHead>> heads,
            Deadline deadline)
            throws PaymentFailure {
        Statement first = said.getFirst().value();
        if (said.size() < Math.min(2, pool.size()))
            LOG.warn(
                    "Stream {} is judged by the chain's node {} alone: no other one answers",
                    ref.id(),
                    said.getFirst().node().host());
        if (said.size() == 2 && !first.agreesWith(said.getLast().value()))
            throw new PaymentFailure(
                    Kind.DISAGREEMENT,
                    "The chain's nodes " + said.getFirst().node().host() + " and "
                            + said.getLast().node().host() + " answer differently about stream " + ref.id()
                            + " in block " + block.number()
                            + ": nothing is decided until they agree. If it lasts, remove the wrong one from the settings.");
        PaymentFailure refusal = first.refusal();
        if (refusal != null && refusal.kind() == Kind.NO_SUCH_STREAM) requireNowhere(ref, block, heads, deadline);
        if (refusal != null) throw refusal;
        return first.state().orElseThrow();
    }

    /** A stream may be missing because one node is behind: then it is not refused, but asked for again. */
    private void requireNowhere(
            StreamRef ref, Chain.Block block, List<NodePool.Answer<NodeHead>> heads, Deadline deadline)
            throws PaymentFailure {
        for (NodePool.Answer<NodeHead> ahead : heads) {
            Chain.Block newest = ahead.value().block();
            if (newest.number() <= block.number()) continue;
            Optional<NodePool.Answer<Statement>> there =
                    pool.askOnce(ahead.node(), deadline, (node, d) -> ask(node, ref, Optional.empty(), newest, d));
            if (there.filter(a -> a.value().state().isPresent()).isPresent())
                throw new PaymentFailure(
                        Kind.UNREACHABLE,
                        "Stream " + ref.id() + " is known to the chain's node "
                                + ahead.node().host() + " alone: the other one is "
                                + (newest.number() - block.number()) + " blocks behind; it is asked again.");
        }
    }

    private Statement ask(
            NodeConnection node, StreamRef ref, Optional<Long> since, Chain.Block block, Deadline deadline)
            throws PaymentFailure {
        try {
            StreamState state =
                    codec.decode(ref, block, node.reader().calls(codec.calls(ref), block.number(), deadline));
            if (since.isPresent()) {
                long from = Math.max(Math.max(0, since.get()), settings.firstBlock());
                state = state.withWithdrawn(WithdrawalReceipts.sum(logs(node, ref, from, block.number(), deadline)));
            }
            return new Statement(Optional.of(state), null);
        } catch (PaymentFailure e) {
            if (NodePool.isNodes(e)) throw e;
            return new Statement(Optional.empty(), e);
        }
    }

    private List<Chain.Log> logs(NodeConnection node, StreamRef ref, long from, long to, Deadline deadline)
            throws PaymentFailure {
        List<Chain.Log> logs = new ArrayList<>();
        LogSearch.Budget budget = new LogSearch.Budget(MOST_LOG_REQUESTS);
        int span = node.logSpan().current();
        long next = from;
        while (next <= to) {
            if (budget.isSpent())
                throw failure("The withdrawals from stream " + ref.id() + " since block " + from
                        + " are too far back to be searched at once: they are searched in parts.");
            LogSearch.Part part =
                    LogSearch.part(node, LogSearch.withdrawals(settings, ref, next, to), budget, deadline);
            if (part instanceof LogSearch.Part.Pruned p) {
                node.logSpan().restore(span);
                throw failure(p.message());
            }
            if (part instanceof LogSearch.Part.Found f) {
                logs.addAll(f.logs());
                next = f.through() + 1;
            }
        }
        return logs;
    }

    private static boolean isRepeatable(PaymentFailure e) {
        return e instanceof NodeFailure f && f.type().isRepeatable();
    }

    private static NodeFailure failure(String message) {
        return new NodeFailure(NodeFailure.Type.REFUSED, Kind.BAD_ANSWER, message, null);
    }
}
