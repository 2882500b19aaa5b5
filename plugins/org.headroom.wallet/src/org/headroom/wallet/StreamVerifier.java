package org.headroom.wallet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.VerifiedStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one stream for a decision about money: from two nodes, at a block that both have, where two answer. Any thread;
 * blocks.
 */
final class StreamVerifier {
    /** Requests for the logs of one stream from the only node. */
    private static final int LOG_REQUESTS = 4;

    /** The same from each of two nodes. */
    private static final int LOG_REQUESTS_OF_EACH = 3;

    private static final Logger LOG = LoggerFactory.getLogger(StreamVerifier.class);

    /**
     * What a node says: a state, or that there is none.
     *
     * @param state without withdrawals
     * @param withdrawn what its logs show; empty where they were not searched to the end
     * @param newest the node's own newest block, where it was asked for it
     */
    private record Statement(
            Chain.Block block,
            Optional<Chain.Block> newest,
            Optional<StreamState> state,
            Optional<Usdc> withdrawn,
            @Nullable PaymentFailure refusal) {
        /** Logs that one of the two has not searched contradict nothing. */
        boolean agreesWith(Statement other) {
            if (!state.equals(other.state)) return false;
            if (withdrawn.isPresent() && other.withdrawn.isPresent() && !withdrawn.equals(other.withdrawn))
                return false;
            PaymentFailure a = refusal;
            PaymentFailure b = other.refusal;
            return a == null || b == null ? a == b : a.kind() == b.kind();
        }
    }

    private final ChainSettings settings;
    private final NodePool pool;
    private final StreamCodec codec;
    private final ChainNotices notices;
    private final Disputes disputes;

    StreamVerifier(ChainSettings settings, NodePool pool, ChainNotices notices, Disputes disputes) {
        this.settings = settings;
        this.pool = pool;
        this.notices = notices;
        this.disputes = disputes;
        this.codec = new StreamCodec(settings);
    }

    /**
     * Asks in the newest block of the node that is asked first, or in an older one if the second does not have that one. Where
     * nothing fails it takes 8 requests at most of both nodes together, whatever they take in one request: of each its chain id,
     * its newest block, the stream and the withdrawals. Where a node takes few blocks in one request for logs it is asked up to
     * {@value #LOG_REQUESTS} times for these, or {@value #LOG_REQUESTS_OF_EACH} times where there are two. What is due follows
     * from the contract's state alone, so logs that were not searched by then, or are pruned, do not keep a stream from being
     * accepted.
     *
     * @param since the first block that may hold withdrawals; empty: they are not searched for
     */
    VerifiedStream verify(StreamRef ref, Optional<Long> since) throws PaymentFailure {
        codec.requireOurs(ref);
        Deadline deadline = pool.deadline();
        if (pool.parties() == 1) return decide(ref, since, List.of(asked(ref, since, deadline)), deadline);
        NodePool.Answer<Chain.Block> head = pool.ask(deadline, NodeConnection::newest);
        Optional<NodePool.Answer<Statement>> second = askSecond(head, ref, since, deadline);
        Chain.Block block = second.map(s -> s.value().block()).orElse(head.value());
        // Only now: the second one may not have the first one's newest block.
        List<NodePool.Answer<Statement>> said = new ArrayList<>();
        pool.askWitness(head.node(), deadline, (node, d) -> ask(node, ref, since, block, Optional.of(head.value()), d))
                .ifPresent(said::add);
        if (said.isEmpty() && second.isPresent())
            askThird(head.node(), second.get().node(), ref, since, block, deadline)
                    .ifPresent(said::add);
        second.ifPresent(said::add);
        if (said.isEmpty()) said.add(asked(ref, since, deadline));
        return decide(ref, since, said, deadline);
    }

    /** Asks the first node that answers, in its newest block. */
    private NodePool.Answer<Statement> asked(StreamRef ref, Optional<Long> since, Deadline deadline)
            throws PaymentFailure {
        return pool.ask(deadline, (node, d) -> {
            Chain.Block own = node.newest(d);
            return ask(node, ref, since, own, Optional.of(own), d);
        });
    }

    /** Asks another node in the first one's newest block, or in its own if that is older. */
    private Optional<NodePool.Answer<Statement>> askSecond(
            NodePool.Answer<Chain.Block> first, StreamRef ref, Optional<Long> since, Deadline deadline)
            throws PaymentFailure {
        Chain.Block block = first.value();
        for (NodeConnection other : pool.witnesses()) {
            if (other.isSameParty(first.node())) continue;
            Optional<NodePool.Answer<Statement>> answer = pool.askWitness(other, deadline, (node, d) -> {
                Chain.Block own = node.newest(d);
                return ask(node, ref, since, own.number() < block.number() ? own : block, Optional.of(own), d);
            });
            if (answer.isPresent()) return answer;
        }
        return Optional.empty();
    }

    /** Where the first one did not answer after all. */
    private Optional<NodePool.Answer<Statement>> askThird(
            NodeConnection first,
            NodeConnection second,
            StreamRef ref,
            Optional<Long> since,
            Chain.Block block,
            Deadline deadline)
            throws PaymentFailure {
        for (NodeConnection other : pool.witnesses()) {
            if (other == first || other.isSameParty(second)) continue;
            Optional<NodePool.Answer<Statement>> answer = pool.askWitness(other, deadline, (node, d) -> {
                Chain.Block own = node.newest(d);
                return ask(node, ref, since, block, Optional.of(own), d);
            });
            if (answer.isPresent()) return answer;
        }
        return Optional.empty();
    }

    /** @param said one or two statements about the same block */
    private VerifiedStream decide(
            StreamRef ref, Optional<Long> since, List<NodePool.Answer<Statement>> said, Deadline deadline)
            throws PaymentFailure {
        Statement first = said.getFirst().value();
        if (said.size() < Math.min(2, pool.parties())) {
            String host = said.getFirst().node().host();
            if (disputes.isOpen(Disputes.stream(ref)))
                throw new PaymentFailure(
                        Kind.DISAGREEMENT,
                        "The chain's nodes answered differently about stream " + ref.id() + " before, and only " + host
                                + " answers now: nothing is decided until two of them agree.");
            LOG.warn("Stream {} is judged by the chain's node {} alone: no other one answers", ref.id(), host);
        }
        if (said.size() == 2) {
            boolean agree = first.agreesWith(said.getLast().value());
            if (!agree) throw disagreement(ref, said);
            disputes.agreed(Disputes.stream(ref));
            notices.clear(Disputes.stream(ref));
        }
        PaymentFailure refusal = first.refusal();
        if (refusal != null && refusal.kind() == Kind.NO_SUCH_STREAM) requireNowhere(ref, said, deadline);
        if (refusal != null) throw refusal;
        return verified(first.state().orElseThrow(), first.block(), since, said);
    }

    /** Withdrawals count once all that were asked have searched for them. Those that there are are searched for again, to be booked. */
    private VerifiedStream verified(
            StreamState state, Chain.Block block, Optional<Long> since, List<NodePool.Answer<Statement>> said) {
        boolean searched = said.stream().allMatch(s -> s.value().withdrawn().isPresent());
        Usdc withdrawn = searched ? said.getFirst().value().withdrawn().orElseThrow() : Usdc.ZERO;
        boolean none = searched && withdrawn.equals(Usdc.ZERO);
        return new VerifiedStream(
                state.withWithdrawn(withdrawn), none ? Optional.empty() : since.map(s -> first(s, block)));
    }

    private PaymentFailure disagreement(StreamRef ref, List<NodePool.Answer<Statement>> said) {
        String message = "The chain's nodes " + said.getFirst().node().host() + " and "
                + said.getLast().node().host() + " answer differently about stream " + ref.id() + " in block "
                + said.getFirst().value().block().number()
                + ": nothing is decided until they agree. If it lasts, remove the wrong one from the settings.";
        // Its lease may end before it is asked about again.
        notices.disagree(Disputes.stream(ref), message, Disputes.LASTS);
        disputes.disagreed(Disputes.stream(ref));
        return new PaymentFailure(Kind.DISAGREEMENT, message);
    }

    /** A stream may be missing because one node is behind: then it is not refused, but asked for again. */
    private void requireNowhere(StreamRef ref, List<NodePool.Answer<Statement>> said, Deadline deadline)
            throws PaymentFailure {
        long block = said.getFirst().value().block().number();
        for (NodePool.Answer<Statement> one : said) {
            Optional<NodePool.Answer<Statement>> ahead = pool.askOnce(one.node(), deadline, (node, d) -> {
                Optional<Chain.Block> known = one.value().newest();
                Chain.Block own = known.isPresent() ? known.get() : node.newest(d);
                return own.number() > block ? ask(node, ref, Optional.empty(), own, Optional.of(own), d) : one.value();
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
            NodeConnection node,
            StreamRef ref,
            Optional<Long> since,
            Chain.Block block,
            Optional<Chain.Block> newest,
            Deadline deadline)
            throws PaymentFailure {
        try {
            List<RpcReply> replies = node.reader().together(codec.calls(ref), block.number(), deadline);
            // Where there is no contract, the settings or the node are wrong: the check says which.
            if (replies.getFirst() instanceof RpcReply.Result r
                    && r.value().asText().equals("0x")) node.requireIdentity(deadline);
            StreamState state = codec.decode(ref, block, replies);
            Optional<Usdc> withdrawn = since.isEmpty()
                    ? Optional.of(Usdc.ZERO)
                    : withdrawn(node, ref, first(since.get(), block), block.number(), deadline);
            return new Statement(block, newest, Optional.of(state), withdrawn, null);
        } catch (PaymentFailure e) {
            if (NodePool.isNodes(e)) throw e;
            return new Statement(block, newest, Optional.empty(), Optional.empty(), e);
        }
    }

    /** A first block that does not exist yet was named by a node with a wrong head: the last part of the chain is searched. */
    private long first(long since, Chain.Block block) {
        long known = since <= block.number() ? since : block.number() - settings.logSpan() + 1;
        return Math.max(Math.max(0, known), settings.firstBlock());
    }

    /** @return empty where a few requests do not search all these blocks, or the node does not serve their logs */
    private Optional<Usdc> withdrawn(NodeConnection node, StreamRef ref, long from, long to, Deadline deadline)
            throws PaymentFailure {
        List<Chain.Log> logs = new ArrayList<>();
        LogSearch.Budget budget = new LogSearch.Budget(pool.parties() == 1 ? LOG_REQUESTS : LOG_REQUESTS_OF_EACH);
        int span = node.logSpan().current();
        long next = from;
        while (next <= to && !budget.isTooSmallFor(to - next + 1, node.logSpan().current())) {
            LogSearch.Part part = part(node, LogSearch.withdrawals(settings, ref, next, to), budget, deadline);
            if (part instanceof LogSearch.Part.Pruned) {
                node.logSpan().restore(span);
                return Optional.empty();
            }
            if (part instanceof LogSearch.Part.Found f) {
                logs.addAll(f.logs());
                next = f.through() + 1;
            }
        }
        if (next > to) return Optional.of(WithdrawalReceipts.sum(logs));
        // What was refused may be pruned rather than too large: the search that is done afterwards finds out.
        if (next == from && node.logSpan().current() != span) node.logSpan().restore(span);
        return Optional.empty();
    }

    /** A node that refuses logs, or does not find them in time, has answered about the stream: it is as if it had pruned them. */
    private static LogSearch.Part part(NodeConnection node, LogFilter range, LogSearch.Budget budget, Deadline deadline)
            throws PaymentFailure {
        try {
            return LogSearch.part(node, range, budget, deadline);
        } catch (NodeFailure f) {
            if (f.type() != NodeFailure.Type.REFUSED && f.type() != NodeFailure.Type.TIMED_OUT) throw f;
            return new LogSearch.Part.Pruned(String.valueOf(f.getMessage()));
        }
    }
}
