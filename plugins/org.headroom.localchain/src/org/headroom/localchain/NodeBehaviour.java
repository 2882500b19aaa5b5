package org.headroom.localchain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link PublicNode} behaves. Block numbers are those that the node shows.
 *
 * @param latency how long each request takes
 * @param faults which requests fail; the first rule that strikes wins
 * @param multicall whether the contract Multicall3 answers at its usual address
 */
public record NodeBehaviour(
        Latency latency, List<FaultRule> faults, Logs logs, Batches batches, Head head, Lies lies, boolean multicall) {
    /** What most public nodes take at most. */
    public static final int LOG_SPAN = 2_000;

    /** Evenly spread between two bounds. */
    public record Latency(int minMillis, int maxMillis) {
        private static final int MAX = 60_000;

        public Latency {
            if (minMillis < 0 || maxMillis < minMillis || maxMillis > MAX)
                throw new IllegalArgumentException("no latency is " + minMillis + " to " + maxMillis + " ms");
        }
    }

    /** What is done to the logs that are found. */
    public enum LogLie {
        NONE,
        LEAVE_OUT,
        DOUBLE
    }

    /**
     * @param span how many blocks one question may cover; null for any number
     * @param error how a longer one is refused
     * @param depth logs that lie deeper under the head are gone; null if all are kept
     * @param invented withdrawals that never happened
     */
    public record Logs(
            @Nullable Integer span,
            LogRangeError error,
            @Nullable Long depth,
            LogLie lie,
            List<InventedWithdrawal> invented) {
        public Logs {
            if (span != null && span < 1) throw new IllegalArgumentException("span must be 1 or more, not " + span);
            Objects.requireNonNull(error, "error");
            Objects.requireNonNull(lie, "lie");
            invented = List.copyOf(invented);
        }
    }

    /** An event {@code WithdrawFromFlowStream}, shown in the last block of each question that it fits. */
    public record InventedWithdrawal(BigInteger stream, String to, BigInteger amount) {
        public InventedWithdrawal {
            if (stream.signum() < 0 || amount.signum() < 0 || !to.matches("0x[0-9a-fA-F]{40}"))
                throw new IllegalArgumentException("no withdrawal of " + amount + " from " + stream + " to " + to);
        }
    }

    /** How a batch that is not taken is refused. */
    public enum BatchRefusal {
        ERROR_OBJECT,
        HTTP_400
    }

    /** @param max how many calls a batch may hold, 0 for no batches at all; null for any number */
    public record Batches(@Nullable Integer max, BatchRefusal refusal) {
        public Batches {
            Objects.requireNonNull(refusal, "refusal");
            if (max != null && max < 0) throw new IllegalArgumentException("max must be 0 or more, not " + max);
        }
    }

    /**
     * @param lag how many blocks behind the chain the node is
     * @param frozenAt the head that the node stays at; null while it follows the chain
     * @param ahead how much higher than it is the node says its head is
     * @param safeBehind how far {@code safe} and {@code finalized} are behind; null if it does not know these tags
     * @param stateDepth state that lies deeper under the head is gone; null if all is kept
     */
    public record Head(
            int lag,
            @Nullable Long frozenAt,
            long ahead,
            @Nullable Integer safeBehind,
            @Nullable Integer stateDepth) {
        public Head {
            if (lag < 0) throw new IllegalArgumentException("lag must be 0 or more, not " + lag);
        }
    }

    /**
     * @param chainId null for the true one; the others alike
     * @param tokenBalance what every account holds, in base units
     * @param streamBalance what every stream holds, in base units
     * @param unreadable streams whose every call fails
     */
    public record Lies(
            @Nullable Long chainId,
            @Nullable BigInteger tokenBalance,
            @Nullable BigInteger streamBalance,
            Set<BigInteger> unreadable) {
        public Lies {
            unreadable = Set.copyOf(unreadable);
        }
    }

    /** Answers at once, keeps everything, takes everything; {@code safe} and {@code finalized} are 64 blocks behind. */
    public static final NodeBehaviour HONEST = new NodeBehaviour(
            new Latency(0, 0),
            List.of(),
            new Logs(null, LogRangeError.COMMON, null, LogLie.NONE, List.of()),
            new Batches(null, BatchRefusal.ERROR_OBJECT),
            new Head(0, null, 0, 64, null),
            new Lies(null, null, null, Set.of()),
            true);

    /**
     * A public node on an ordinary day: 100 ms a request, 2,000 blocks of logs at once out of the last 100,000, state of
     * the last 128 blocks, batches of up to 50 calls, now and then a 429 or a connection that drops.
     */
    public static final NodeBehaviour PUBLIC = HONEST.withLatency(100)
            .withLogSpan(LOG_SPAN)
            .withLogDepth(100_000L)
            .withStateDepth(128)
            .withBatches(50)
            .withFaults(
                    FaultRule.every(29, Fault.TOO_MANY_REQUESTS),
                    FaultRule.every(47, Fault.DROP),
                    FaultRule.every(61, Fault.TOO_MANY_REQUESTS).retryAfter(1));

    public NodeBehaviour {
        faults = List.copyOf(faults);
    }

    public NodeBehaviour withLatency(int millis) {
        return withLatency(millis, millis);
    }

    public NodeBehaviour withLatency(int minMillis, int maxMillis) {
        return new NodeBehaviour(new Latency(minMillis, maxMillis), faults, logs, batches, head, lies, multicall);
    }

    /** In place of the present rules. */
    public NodeBehaviour withFaults(FaultRule... rules) {
        return withFaults(List.of(rules));
    }

    NodeBehaviour withFaults(List<FaultRule> rules) {
        return new NodeBehaviour(latency, rules, logs, batches, head, lies, multicall);
    }

    /** Before the present rules. */
    public NodeBehaviour plusFault(FaultRule rule) {
        List<FaultRule> all = new ArrayList<>(faults);
        all.addFirst(rule);
        return new NodeBehaviour(latency, all, logs, batches, head, lies, multicall);
    }

    public NodeBehaviour withLogs(Logs rules) {
        return new NodeBehaviour(latency, faults, rules, batches, head, lies, multicall);
    }

    public NodeBehaviour withLogSpan(@Nullable Integer span) {
        return withLogs(new Logs(span, logs.error(), logs.depth(), logs.lie(), logs.invented()));
    }

    public NodeBehaviour withLogError(LogRangeError error) {
        return withLogs(new Logs(logs.span(), error, logs.depth(), logs.lie(), logs.invented()));
    }

    public NodeBehaviour withLogDepth(@Nullable Long depth) {
        return withLogs(new Logs(logs.span(), logs.error(), depth, logs.lie(), logs.invented()));
    }

    public NodeBehaviour withLogLie(LogLie lie) {
        return withLogs(new Logs(logs.span(), logs.error(), logs.depth(), lie, logs.invented()));
    }

    public NodeBehaviour withInvented(InventedWithdrawal... withdrawals) {
        return withLogs(new Logs(logs.span(), logs.error(), logs.depth(), logs.lie(), Arrays.asList(withdrawals)));
    }

    public NodeBehaviour withBatches(@Nullable Integer max) {
        return withBatches(new Batches(max, batches.refusal()));
    }

    public NodeBehaviour withoutBatches(BatchRefusal refusal) {
        return withBatches(new Batches(0, refusal));
    }

    public NodeBehaviour withBatches(Batches rules) {
        return new NodeBehaviour(latency, faults, logs, rules, head, lies, multicall);
    }

    public NodeBehaviour withHead(Head rules) {
        return new NodeBehaviour(latency, faults, logs, batches, rules, lies, multicall);
    }

    public NodeBehaviour withLag(int blocks) {
        return withHead(new Head(blocks, head.frozenAt(), head.ahead(), head.safeBehind(), head.stateDepth()));
    }

    public NodeBehaviour withFrozenHead(@Nullable Long block) {
        return withHead(new Head(head.lag(), block, head.ahead(), head.safeBehind(), head.stateDepth()));
    }

    public NodeBehaviour withHeadAhead(long blocks) {
        return withHead(new Head(head.lag(), head.frozenAt(), blocks, head.safeBehind(), head.stateDepth()));
    }

    /** @param blocks null if {@code safe} and {@code finalized} are not known */
    public NodeBehaviour withSafeBehind(@Nullable Integer blocks) {
        return withHead(new Head(head.lag(), head.frozenAt(), head.ahead(), blocks, head.stateDepth()));
    }

    public NodeBehaviour withStateDepth(@Nullable Integer depth) {
        return withHead(new Head(head.lag(), head.frozenAt(), head.ahead(), head.safeBehind(), depth));
    }

    public NodeBehaviour withLies(Lies told) {
        return new NodeBehaviour(latency, faults, logs, batches, head, told, multicall);
    }

    public NodeBehaviour withChainId(@Nullable Long id) {
        return withLies(new Lies(id, lies.tokenBalance(), lies.streamBalance(), lies.unreadable()));
    }

    public NodeBehaviour withTokenBalance(@Nullable BigInteger baseUnits) {
        return withLies(new Lies(lies.chainId(), baseUnits, lies.streamBalance(), lies.unreadable()));
    }

    public NodeBehaviour withStreamBalance(@Nullable BigInteger baseUnits) {
        return withLies(new Lies(lies.chainId(), lies.tokenBalance(), baseUnits, lies.unreadable()));
    }

    public NodeBehaviour withUnreadable(BigInteger... streams) {
        Set<BigInteger> set = new LinkedHashSet<>(Arrays.asList(streams));
        return withLies(new Lies(lies.chainId(), lies.tokenBalance(), lies.streamBalance(), set));
    }

    public NodeBehaviour withMulticall(boolean there) {
        return new NodeBehaviour(latency, faults, logs, batches, head, lies, there);
    }
}
