package org.headroom.wallet;

import java.util.ArrayList;
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
    /** Requests for the logs of one stream from one node. */
    private static final int MOST_LOG_REQUESTS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(StreamVerifier.class);

    /** What a node says: a state, or that there is none. */
    private record Statement(
            Chain.Block block,
            Optional<StreamState> state,
            @Nullable PaymentFailure refusal) {
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
        NodePool.Answer<Statement> first = pool.ask(deadline, (node, d) -> ask(node, ref, since, node.newest(d), d));
        Optional<NodePool.Answer<Statement>> second = askSecond(first, ref, since, deadline);
        if (second.isEmpty()) return decide(ref, List.of(first), first.value().block(), deadline);
        Chain.Block block = second.get().value().block();
        if (block.number() == first.value().block().number())
            return decide(ref, List.of(first, second.get()), first.value().block(), deadline);
        // The second one does not have the first one's block yet.
        List<NodePool.Answer<Statement>> said = new ArrayList<>();
        pool.askOnce(first.node(), deadline, (node, d) -> ask(node, ref, since, block, d))
                .ifPresent(said::add);
        said.add(second.get());
        return decide(ref, said, first.value().block(), deadline);
    }

    /**
     * Asks another node for what decides alone, in the first one's block: it is not asked for its own newest block unless it
     * does not have that one.
     */
    private Optional<NodePool.Answer<Statement>> askSecond(
            NodePool.Answer<Statement> first, StreamRef ref, Optional<Long> since, Deadline deadline)
            throws PaymentFailure {
        Chain.Block block = first.value().block();
        for (NodeConnection other : pool.usable()) {
            if (other == first.node()) continue;
            Optional<NodePool.Answer<Statement>> answer = pool.askOnce(other, deadline, (node, d) -> {
                node.requireChainId(d);
                try {
                    return ask(node, ref, since, block, d);
                } catch (NodeFailure f) {
                    if (f.type() != NodeFailure.Type.REFUSED) throw f;
                    Chain.Block own = node.newest(d);
                    if (own.number() >= block.number()) throw f;
                    return ask(node, ref, since, own, d);
                }
            });
            if (answer.isPresent()) return answer;
        }
        return Optional.empty();
    }

    /** @param said one or two statements about the same block @param newest of the node that was asked first */
    private StreamState decide(
            StreamRef ref, List<NodePool.Answer<Statement>> said, Chain.Block newest, Deadline deadline)
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
                            + " in block " + first.block().number()
                            + ": nothing is decided until they agree. If it lasts, remove the wrong one from the settings.");
        PaymentFailure refusal = first.refusal();
        if (refusal != null && refusal.kind() == Kind.NO_SUCH_STREAM) requireNowhere(ref, said, newest, deadline);
        if (refusal != null) throw refusal;
        return first.state().orElseThrow();
    }

    /** A stream may be missing because one node is behind: then it is not refused, but asked for again. */
    private void requireNowhere(
            StreamRef ref, List<NodePool.Answer<Statement>> said, Chain.Block newest, Deadline deadline)
            throws PaymentFailure {
        long block = said.getFirst().value().block().number();
        for (NodePool.Answer<Statement> one : said) {
            boolean isFirst = one == said.getFirst();
            Optional<NodePool.Answer<Statement>> ahead = pool.askOnce(one.node(), deadline, (node, d) -> {
                Chain.Block own = isFirst ? newest : node.newest(d);
                return own.number() > block ? ask(node, ref, Optional.empty(), own, d) : one.value();
            });
            if (ahead.filter(a -> a.value().state().isPresent()).isPresent())
                throw new PaymentFailure(
                        Kind.UNREACHABLE,
                        "Stream " + ref.id() + " is known to the chain's node "
                                + one.node().host() + " alone: the other one is "
                                + (ahead.get().value().block().number() - block)
                                + " blocks behind; it is asked again.");
        }
    }

    private Statement ask(
            NodeConnection node, StreamRef ref, Optional<Long> since, Chain.Block block, Deadline deadline)
            throws PaymentFailure {
        try {
            List<RpcReply> replies = node.reader().together(codec.calls(ref), block.number(), deadline);
            // Where there is no contract, the settings or the node are wrong: the check says which.
            if (replies.getFirst() instanceof RpcReply.Result r
                    && r.value().asText().equals("0x")) node.requireIdentity(deadline);
            StreamState state = codec.decode(ref, block, replies);
            if (since.isPresent())
                state = state.withWithdrawn(
                        WithdrawalReceipts.sum(logs(node, ref, first(since.get(), block), block.number(), deadline)));
            return new Statement(block, Optional.of(state), null);
        } catch (PaymentFailure e) {
            if (NodePool.isNodes(e)) throw e;
            return new Statement(block, Optional.empty(), e);
        }
    }

    /** A first block that does not exist yet was named by a node with a wrong head: the last part of the chain is searched. */
    private long first(long since, Chain.Block block) {
        long known = since <= block.number() ? since : block.number() - settings.logSpan() + 1;
        return Math.max(Math.max(0, known), settings.firstBlock());
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

    private static NodeFailure failure(String message) {
        return new NodeFailure(NodeFailure.Type.REFUSED, Kind.BAD_ANSWER, message, null);
    }
}
