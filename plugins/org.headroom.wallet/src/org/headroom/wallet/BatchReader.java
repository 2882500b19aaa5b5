package org.headroom.wallet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Reads many values from one node in few requests: in JSON-RPC batches of the size that the node takes; where it takes none
 * or small ones, many contract calls in one {@code eth_call}; one by one where neither works. What the node takes is
 * remembered. Any thread.
 */
final class BatchReader {
    static final EthAddress MULTICALL = new EthAddress("0xcA11bde05977b3631167028862bE2a173976CA11");

    private static final int FIRST_BATCH = 100;
    private static final int FIRST_AGGREGATE = 200;
    private static final int LARGEST = 250;
    /** A node that refuses a batch of this size is taken to refuse them all. */
    private static final int SMALLEST_BATCH = 5;
    /** With more batches than this, contract calls are aggregated. */
    private static final int MOST_BATCHES = 7;
    /** Additional requests to find out which calls of an aggregate fail. */
    private static final int MOST_SPLITS = 40;
    /** How many parts of one reading may be asked again. */
    private static final int MOST_REPEATS = 6;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** Throws where the node behind the address is no longer one of the right chain. */
    interface IdentityCheck {
        void check(Deadline deadline) throws PaymentFailure;
    }

    private final JsonRpc rpc;
    private final EthAddress flow;
    private final Duration requestTimeout;
    private final IdentityCheck identity;
    private final AdaptiveLimit batch = new AdaptiveLimit(FIRST_BATCH, LARGEST);
    private final AdaptiveLimit aggregate = new AdaptiveLimit(FIRST_AGGREGATE, LARGEST);
    private volatile @Nullable Boolean hasMulticall;
    /** A batch was taken, and none was refused since. */
    private volatile boolean takesBatches;

    /** @param identity is asked before a reading goes on after a failed connection */
    BatchReader(JsonRpc rpc, EthAddress flow, Duration requestTimeout, IdentityCheck identity) {
        this.rpc = rpc;
        this.flow = flow;
        this.requestTimeout = requestTimeout;
        this.identity = identity;
    }

    /**
     * @return one reply for each request, in their order
     * @throws PaymentFailure where the node failed as a whole
     */
    List<RpcReply> requests(List<RpcRequest> requests, Deadline deadline) throws PaymentFailure {
        return read(requests, List.of(), 0, deadline);
    }

    /** Contract calls in the state of one block. @return one reply for each call, in their order; results are text */
    List<RpcReply> calls(List<ContractCall> calls, long block, Deadline deadline) throws PaymentFailure {
        return read(List.of(), calls, block, deadline);
    }

    /** Several requests in one batch. @return empty where the node is not known to take one of that size */
    Optional<List<RpcReply>> inOneBatch(List<RpcRequest> requests, Deadline deadline) throws PaymentFailure {
        if (!takesBatches || batch.current() < requests.size()) return Optional.empty();
        List<RpcReply> replies = batch(requests, deadline);
        return replies.isEmpty() ? Optional.empty() : Optional.of(replies);
    }

    /**
     * Calls of the payment contract in the state of one block, in one request: in a batch where the node is known to take
     * them, else in one {@code eth_call} of the contract's own {@code batch}, which every node can answer. Meant for few calls.
     * Where one reverts, they are asked one by one up to the first that fails; those after it have its failure.
     *
     * @return one reply for each call, in their order; results are text
     */
    List<RpcReply> together(List<ContractCall> calls, long block, Deadline deadline) throws PaymentFailure {
        if (calls.size() < 2 || takesBatches && batch.current() >= calls.size()) return calls(calls, block, deadline);
        String at = RpcRequest.quantity(block);
        List<RpcReply> grouped = grouped(calls, at, deadline);
        if (!grouped.isEmpty()) return grouped;
        List<RpcReply> replies = new ArrayList<>(calls.size());
        for (ContractCall call : calls) {
            boolean failed = !replies.isEmpty() && replies.getLast() instanceof RpcReply.Failed;
            replies.add(failed ? replies.getLast() : one(RpcRequest.call(call, at), deadline));
        }
        return replies;
    }

    /** @return empty where the contract refused one of the calls, or is not there */
    private List<RpcReply> grouped(List<ContractCall> calls, String block, Deadline deadline) throws PaymentFailure {
        ContractCall group = new ContractCall(flow, CallAggregate.FLOW_BATCH.encode(calls));
        try {
            String answer =
                    RpcValues.text("a group of calls", rpc.call(RpcRequest.call(group, block), timeout(deadline)));
            return answer.length() > 2 ? CallAggregate.FLOW_BATCH.decode(calls.size(), answer) : List.of();
        } catch (NodeFailure f) {
            throw f;
        } catch (PaymentFailure e) {
            if (e.kind() == Kind.BAD_ANSWER) throw e;
            return List.of();
        }
    }

    /**
     * Requests, and contract calls in the state of one block.
     *
     * @return the replies to the requests, then to the calls
     * @throws PaymentFailure where the node failed as a whole
     */
    List<RpcReply> read(List<RpcRequest> requests, List<ContractCall> calls, long block, Deadline deadline)
            throws PaymentFailure {
        String at = RpcRequest.quantity(block);
        List<RpcRequest> all = new ArrayList<>(requests);
        for (ContractCall c : calls) all.add(RpcRequest.call(c, at));
        List<RpcReply> replies = new ArrayList<>(all.size());
        int[] splits = {MOST_SPLITS};
        int repeats = MOST_REPEATS;
        Optional<CallAggregate> how = Optional.empty();
        while (replies.size() < all.size()) {
            int from = replies.size();
            int left = all.size() - from;
            if (how.isEmpty() && left > MOST_BATCHES * batch.current()) how = aggregate(calls, deadline);
            if (how.isPresent() && from >= requests.size()) {
                int first = from - requests.size();
                int size = Math.min(aggregate.current(), left);
                replies.addAll(aggregated(how.get(), calls.subList(first, first + size), at, splits, deadline));
                continue;
            }
            int end = how.isPresent() ? requests.size() : all.size();
            int size = Math.min(batch.current(), end - from);
            try {
                if (size == 1) replies.add(one(all.get(from), deadline));
                else replies.addAll(batch(all.subList(from, from + size), deadline));
            } catch (NodeFailure f) {
                // What was answered is kept and only the part that failed is asked again. A node that has answered
                // nothing
                // yet, or is silent, is left to the pool: another one may be better.
                if (replies.isEmpty() || repeats-- == 0 || !waited(f, deadline)) throw f;
                if (f.type() != NodeFailure.Type.THROTTLED) identity.check(deadline);
            }
        }
        return replies;
    }

    /** Waits before a part is repeated. @return false where there is no time left, or the node wants a longer pause */
    private static boolean waited(NodeFailure f, Deadline deadline) {
        Duration pause = f.retryAfter().orElse(FIRST_PAUSE);
        if (!f.type().isRepeatable() || f.type() == NodeFailure.Type.TIMED_OUT) return false;
        if (pause.compareTo(LONGEST_PAUSE) > 0) return false;
        if (pause.plus(LONGEST_PAUSE).compareTo(deadline.left()) > 0) return false;
        LockSupport.parkNanos(pause.toNanos());
        return !Thread.currentThread().isInterrupted();
    }

    /** Empty: refused, and smaller batches are to be tried. */
    private List<RpcReply> batch(List<RpcRequest> part, Deadline deadline) throws PaymentFailure {
        int size = part.size();
        try {
            List<RpcReply> replies = rpc.batch(part, timeout(deadline));
            batch.succeeded(size);
            takesBatches = true;
            return replies;
        } catch (NodeFailure f) {
            // A limit of one would never grow: nothing is sent in a batch any more that could succeed.
            if (f.type() == NodeFailure.Type.THROTTLED && size > SMALLEST_BATCH) batch.slowDown(size);
            if (f.type() != NodeFailure.Type.REFUSED) throw f;
            takesBatches = false;
            batch.refused(size, size <= SMALLEST_BATCH ? 1 : LimitHint.below(size, f.detail()));
            return List.of();
        }
    }

    private RpcReply one(RpcRequest request, Deadline deadline) throws PaymentFailure {
        try {
            return new RpcReply.Result(rpc.call(request, timeout(deadline)));
        } catch (NodeFailure f) {
            if (f.type() != NodeFailure.Type.REFUSED) throw f;
            return new RpcReply.Failed(f);
        } catch (PaymentFailure e) {
            return new RpcReply.Failed(e);
        }
    }

    private Optional<CallAggregate> aggregate(List<ContractCall> calls, Deadline deadline) throws PaymentFailure {
        Boolean known = hasMulticall;
        if (known == null) {
            RpcReply code = one(RpcRequest.code(MULTICALL), deadline);
            known = code instanceof RpcReply.Result r
                    && RpcValues.code(r.value()).length() > 2;
            hasMulticall = known;
        }
        if (known) return Optional.of(CallAggregate.MULTICALL3);
        return calls.stream().allMatch(c -> c.to().equals(flow))
                ? Optional.of(CallAggregate.FLOW_BATCH)
                : Optional.empty();
    }

    /** A part that fails is halved, so that each call fails alone. */
    private List<RpcReply> aggregated(
            CallAggregate how, List<ContractCall> part, String block, int[] splits, Deadline deadline)
            throws PaymentFailure {
        int size = part.size();
        if (size == 1) return List.of(one(RpcRequest.call(part.getFirst(), block), deadline));
        PaymentFailure failure;
        try {
            RpcRequest request = RpcRequest.call(
                    new ContractCall(how == CallAggregate.MULTICALL3 ? MULTICALL : flow, how.encode(part)), block);
            String answer = RpcValues.text("a group of calls", rpc.call(request, timeout(deadline)));
            List<RpcReply> replies = how.decode(size, answer);
            aggregate.succeeded(size);
            return replies;
        } catch (NodeFailure f) {
            if (f.type() == NodeFailure.Type.THROTTLED) aggregate.slowDown(size);
            if (f.type() != NodeFailure.Type.REFUSED) throw f;
            failure = f;
        } catch (PaymentFailure e) {
            if (e.kind() == Kind.BAD_ANSWER) throw e;
            failure = e;
        }
        if (splits[0] <= 0) {
            RpcReply failed = new RpcReply.Failed(failure);
            return part.stream().map(c -> failed).toList();
        }
        splits[0] -= 2;
        List<RpcReply> replies = new ArrayList<>(size);
        replies.addAll(aggregated(how, part.subList(0, size / 2), block, splits, deadline));
        replies.addAll(aggregated(how, part.subList(size / 2, size), block, splits, deadline));
        // Nothing is wrong with any call of it: it was too large.
        if (replies.stream().allMatch(RpcReply.Result.class::isInstance)) aggregate.refused(size, 0);
        return replies;
    }

    private Duration timeout(Deadline deadline) throws NodeFailure {
        if (deadline.isOver())
            throw new NodeFailure(
                    NodeFailure.Type.UNREACHABLE,
                    Kind.UNREACHABLE,
                    "The chain's node " + rpc.host() + " is too slow: its answers took longer than one read may.",
                    null);
        return deadline.atMost(requestTimeout);
    }
}
