package org.headroom.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node: whether it is believed, what it takes in one request, and when it may be asked again after a failure. Any
 * thread; no lock is held while the node is waited for.
 */
final class NodeConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeConnection.class);
    /** How long a check of the contracts holds: behind one address there may be another node the next time. */
    private static final Duration CHECK_HOLDS = Duration.ofMinutes(10);
    /** How long a check of the chain id holds for what does not ask for it anyway: a reconnection is not seen. */
    private static final Duration CHAIN_CHECK_HOLDS = Duration.ofSeconds(5);
    /** A reorganisation replaces a few blocks; a head that falls back by more belongs to a node that lags. */
    private static final int REORG_DEPTH = 8;
    /** How long a head is remembered: one wrong answer must not silence a node for longer. */
    private static final Duration HEAD_HOLDS = Duration.ofSeconds(20);
    /** For so long a node that was not believed, or refused something, is asked after the others. */
    private static final Duration DEMOTED = Duration.ofSeconds(30);

    private static final int FAILURES_OF_A_MOMENT = 4;
    private static final Duration PAUSE_OF_A_MOMENT = Duration.ofSeconds(8);
    /** A node that is left alone for less is as good as there. */
    private static final Duration WORTH_A_WARNING = Duration.ofSeconds(4);

    /** Of a node that was not asked for so long it is not known whether it answers. */
    private static final Duration UNUSED = Duration.ofSeconds(10);
    /** The same of one that failed the last time. With failures so far apart and no answer between it is out. */
    private static final Duration FAILED = Duration.ofSeconds(3);

    private static final Duration TOLD_AGAIN = Duration.ofMinutes(1);

    private final ChainSettings settings;
    private final RetryPolicy policy;
    private final Clock clock;
    private final JsonRpc rpc;
    private final BatchReader reader;
    private final AdaptiveLimit logSpan;

    // Guarded by this.
    private int failures;
    private long readyAt = System.nanoTime();
    private long demotedUntil = System.nanoTime();
    private long checkedUntil = System.nanoTime();
    private long chainCheckedUntil = System.nanoTime();
    private boolean finalTagKnown;
    private @Nullable Long finalTagUnknownSince;
    private long highest;
    private long highestUntil = System.nanoTime();
    private @Nullable String problem;
    private long failed;
    private long usedAt = System.nanoTime();
    private boolean probed;
    private long failingSince = System.nanoTime();
    private boolean warned;
    private @Nullable Long warnedAt;
    private @Nullable Long healedTold;

    NodeConnection(ChainSettings settings, RetryPolicy policy, Clock clock, JsonRpc rpc) {
        this.settings = settings;
        this.policy = policy;
        this.clock = clock;
        this.rpc = rpc;
        this.reader = new BatchReader(rpc, settings.flow(), policy.request(), this::requireChain);
        this.logSpan = new AdaptiveLimit(settings.logSpan(), Math.max(settings.logSpan(), 10_000));
    }

    /** Host and port; never more of the address. */
    String host() {
        return rpc.host();
    }

    /** Whether the other one is this node, or another URL of the same host: then it confirms nothing. */
    boolean isSameParty(NodeConnection other) {
        return rpc.party().equals(other.rpc.party());
    }

    JsonRpc rpc() {
        return rpc;
    }

    /** Reads several values in few requests. */
    BatchReader reader() {
        return reader;
    }

    /** How many blocks the node searches for logs in one request. */
    AdaptiveLimit logSpan() {
        return logSpan;
    }

    Duration requestTimeout(Deadline deadline) {
        return deadline.atMost(policy.request());
    }

    /**
     * Reads the newest block; checks the chain id, and the contracts unless that was done lately.
     *
     * @param withFinal whether the final block is read, too
     * @throws NodeFailure NOT_BELIEVED where the node serves another chain, lacks the contracts, or is behind
     */
    NodeHead head(boolean withFinal, Deadline deadline) throws PaymentFailure {
        boolean check = !isChecked();
        Optional<String> finalTag =
                withFinal && !isFinalTagUnknown() ? settings.finality().tag().rpcName() : Optional.empty();
        List<RpcRequest> requests = new ArrayList<>(newestAnd(check));
        finalTag.ifPresent(tag -> requests.add(RpcRequest.block(tag)));
        List<RpcReply> replies = reader.requests(requests, deadline);
        checkIdentity(check, replies);
        Chain.Block block = believed(replies.getFirst().value());
        Optional<Long> finalBlock = Optional.empty();
        if (withFinal) finalBlock = finalBlock(block, finalTag.isPresent() ? replies.getLast() : null);
        return new NodeHead(block, finalBlock);
    }

    /**
     * Reads the newest block; checks the chain id, and the contracts unless that was done lately. Of a node that is not known
     * to take batches only the chain id is checked: for those who see by the contracts' own answers that they are there. Two
     * requests at most; what a look finds out about batches is not found out here.
     */
    Chain.Block newest(Deadline deadline) throws PaymentFailure {
        boolean check = !isChecked();
        Optional<List<RpcReply>> replies = reader.inOneBatch(newestAnd(check), deadline);
        if (replies.isPresent()) {
            checkIdentity(check, replies.get());
            return believed(replies.get().getFirst().value());
        }
        requireChain(deadline);
        return believed(rpc.call(RpcRequest.block("latest"), requestTimeout(deadline)));
    }

    private Chain.Block believed(JsonNode latest) throws PaymentFailure {
        Chain.Block block = RpcValues.block(latest);
        believe(block);
        return block;
    }

    /** The newest block, and what {@link #checkIdentity(boolean, List)} wants to see after it. */
    private List<RpcRequest> newestAnd(boolean contracts) {
        return contracts ? identity() : List.of(RpcRequest.block("latest"), RpcRequest.chainId());
    }

    /** Checks the chain id, and the contracts where they were asked for. */
    private void checkIdentity(boolean contracts, List<RpcReply> replies) throws PaymentFailure {
        if (contracts) {
            checkIdentity(replies);
            markChecked();
        } else {
            checkChain(replies.get(1).value());
        }
    }

    /** What {@link #checkIdentity(List)} wants to see. */
    private List<RpcRequest> identity() {
        return List.of(
                RpcRequest.block("latest"),
                RpcRequest.chainId(),
                RpcRequest.code(settings.flow()),
                RpcRequest.call(new ContractCall(settings.token(), FlowContract.decimals()), "latest"));
    }

    /** Checks chain id and contracts unless that was done lately: the chain id within some seconds. */
    void requireIdentity(Deadline deadline) throws PaymentFailure {
        if (isChecked()) requireChainLately(deadline);
        else head(false, deadline);
    }

    /** Checks the chain id unless that was done within some seconds. */
    void requireChainLately(Deadline deadline) throws PaymentFailure {
        if (!isChainChecked()) requireChain(deadline);
    }

    /** @throws NodeFailure NOT_BELIEVED where the node does not have a block that it, or another one, names as the newest */
    void requireBlock(long number, Deadline deadline) throws PaymentFailure {
        JsonNode block = rpc.call(RpcRequest.block(RpcRequest.quantity(number)), requestTimeout(deadline));
        if (block.isObject() && RpcValues.block(block).number() == number) return;
        throw notBelieved(
                Kind.BAD_ANSWER,
                "The chain's node " + host() + " is not believed: it does not have block " + number
                        + ", which was named as the newest; it is asked again.");
    }

    /** Checks the chain id, however lately that was done. */
    private void requireChain(Deadline deadline) throws PaymentFailure {
        checkChain(rpc.call(RpcRequest.chainId(), requestTimeout(deadline)));
    }

    /** The node did what it was asked. */
    synchronized void succeeded() {
        usedAt = System.nanoTime();
        if (problem != null) healed(System.nanoTime());
        failures = 0;
        problem = null;
    }

    /** The node did not do what it was asked: it is given a pause, or asked after the others. */
    synchronized void failed(PaymentFailure failure) {
        if (failure instanceof NodeFailure f && f.type() == NodeFailure.Type.INTERRUPTED) return;
        long now = System.nanoTime();
        usedAt = now;
        if (problem == null) failingSince = now;
        String message = String.valueOf(failure.getMessage());
        problem = message;
        failed++;
        if (!(failure instanceof NodeFailure f && f.type() == NodeFailure.Type.THROTTLED)) {
            checkedUntil = now;
            chainCheckedUntil = now;
        }
        if (failure instanceof NodeFailure f && f.type().isRepeatable()) {
            failures = Math.min(failures + 1, 64);
            readyAt = now + f.retryAfter().orElse(policy.pause(failures)).toNanos();
        } else {
            demotedUntil = now + DEMOTED.toNanos();
        }
        warn(now, message);
    }

    /** What heals by itself is told at most once a minute, and only for those who look for it. */
    private void healed(long now) {
        if (warned) LOG.info("The chain's node {} answers again", host());
        Long told = healedTold;
        if (!warned && (told == null || now - told >= TOLD_AGAIN.toNanos())) {
            LOG.info("The chain's node {} failed {} times for a moment and answers again: {}", host(), failed, problem);
            healedTold = now;
            failed = 0;
        }
        warned = false;
    }

    /** The owner is warned where the node is left alone for some time, at most once a minute. */
    private void warn(long now, String message) {
        long left = Math.max(readyAt, demotedUntil) - now;
        Long before = warnedAt;
        boolean early = before != null && now - before < TOLD_AGAIN.toNanos();
        if (left < WORTH_A_WARNING.toNanos() || early) return;
        warned = true;
        warnedAt = now;
        boolean alone = readyAt - now >= WORTH_A_WARNING.toNanos();
        LOG.warn("{}", warning(message, alone, settings.nodes().size(), Duration.ofNanos(left)));
    }

    /**
     * What is wrong with a node, and what becomes of it meanwhile.
     *
     * @param alone whether it is not asked at all; otherwise it is asked after the others, where there are others
     */
    static String warning(String message, boolean alone, int nodes, Duration left) {
        if (!alone && nodes == 1) return message;
        return message + " It is " + (alone ? "left alone" : "asked after the other nodes") + " for "
                + left.plusMillis(500).toSeconds() + " s.";
    }

    /** How long the node is to be left alone; zero: it may be asked now. */
    synchronized Duration pause() {
        return Duration.ofNanos(Math.max(0, readyAt - System.nanoTime()));
    }

    /** Whether it has failed so few times in a row, and is left alone for so short, that it may answer the next time. */
    synchronized boolean failsForAMoment() {
        return failures > 0
                && failures < FAILURES_OF_A_MOMENT
                && readyAt - System.nanoTime() <= PAUSE_OF_A_MOMENT.toNanos()
                && !isDemoted();
    }

    synchronized boolean isDemoted() {
        return demotedUntil - System.nanoTime() > 0;
    }

    /** Why the node was of no use the last time; empty where it was. */
    synchronized Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Whether it failed the last time, and not for a moment only. */
    synchronized boolean isOut() {
        return problem != null && (!failsForAMoment() || usedAt - failingSince >= FAILED.toNanos());
    }

    /** Whether it is to be asked if it answers; then {@link #endProbe} follows. */
    synchronized boolean beginProbe() {
        Duration rest = problem == null ? UNUSED : FAILED;
        if (probed || System.nanoTime() - usedAt < rest.toNanos()) return false;
        probed = true;
        return true;
    }

    synchronized void endProbe() {
        probed = false;
    }

    @Override
    public void close() {
        rpc.close();
    }

    private void checkIdentity(List<RpcReply> replies) throws PaymentFailure {
        checkChain(replies.get(1).value());
        if (RpcValues.code(replies.get(2).value()).length() <= 2)
            throw notBelieved(
                    Kind.WRONG_CHAIN,
                    "There is no contract at " + settings.flow() + " on " + settings.name()
                            + ": correct the address of the payment contract in the settings.");
        String word = RpcValues.text("the token's decimals", replies.get(3).value());
        if (word.equals("0x"))
            throw notBelieved(
                    Kind.WRONG_CHAIN,
                    "There is no token at " + settings.token() + " on " + settings.name()
                            + ": correct the address of the token in the settings.");
        long decimals = new AbiWords("the token's decimals", word, 1).number(0, 8);
        if (decimals != Usdc.DECIMALS)
            throw notBelieved(
                    Kind.WRONG_CHAIN,
                    "The token " + settings.token() + " has " + decimals + " decimals, USDC has " + Usdc.DECIMALS
                            + ": correct the token's address in the settings.");
    }

    private void checkChain(JsonNode answer) throws PaymentFailure {
        long id = RpcValues.number("eth_chainId", answer);
        if (id != settings.chainId())
            throw notBelieved(
                    Kind.WRONG_CHAIN,
                    "The node " + host() + " serves chain " + id + ", but " + settings.name() + " is chain "
                            + settings.chainId() + ": correct the node's address in the settings; nothing was signed.");
        markChainChecked();
    }

    private void believe(Chain.Block block) throws NodeFailure {
        if (settings.maxHeadAge().isPresent()) {
            Duration limit = settings.maxHeadAge().get();
            Duration age = Duration.between(block.time(), clock.instant());
            if (age.abs().compareTo(limit) > 0)
                throw NodeFailure.headTime(
                        block.time(),
                        "The chain's node " + host() + " is not believed: the time of its newest block is "
                                + age.abs().toSeconds() + " s " + (age.isNegative() ? "ahead" : "ago")
                                + ", the limit is "
                                + limit.toSeconds() + " s: the node is behind, or this machine's clock is wrong.");
        }
        long before;
        synchronized (this) {
            long now = System.nanoTime();
            before = highestUntil - now > 0 ? highest : 0;
            if (block.number() + REORG_DEPTH >= before) {
                if (block.number() >= before) {
                    highest = block.number();
                    highestUntil = now + HEAD_HOLDS.toNanos();
                }
                return;
            }
        }
        throw notBelieved(
                Kind.BAD_ANSWER,
                "The chain's node " + host() + " is not believed: its newest block went back from " + before + " to "
                        + block.number() + ": the node is behind.");
    }

    private Optional<Long> finalBlock(Chain.Block head, @Nullable RpcReply tagged) throws PaymentFailure {
        if (tagged instanceof RpcReply.Result r && r.value().isObject()) {
            rememberFinalTag();
            return Optional.of(Math.min(RpcValues.block(r.value()).number(), head.number()));
        }
        if (tagged instanceof RpcReply.Failed f && !isRefusal(f.failure())) return Optional.empty();
        // A node that has known the tag once errs now: a depth in its place may call final what is not.
        if (tagged != null && isFinalTagKnown()) return Optional.empty();
        if (tagged != null) forgetFinalTag();
        return Optional.of(Math.max(0, head.number() - settings.finality().depth()));
    }

    private static boolean isRefusal(PaymentFailure failure) {
        return failure instanceof NodeFailure f && f.type() == NodeFailure.Type.REFUSED;
    }

    private synchronized void rememberFinalTag() {
        finalTagKnown = true;
        finalTagUnknownSince = null;
    }

    private synchronized boolean isFinalTagKnown() {
        return finalTagKnown;
    }

    private synchronized void forgetFinalTag() {
        if (finalTagUnknownSince == null)
            LOG.info(
                    "The chain's node {} does not know the tag {}: a block is final when {} blocks follow it",
                    host(),
                    settings.finality().tag(),
                    settings.finality().depth());
        finalTagUnknownSince = System.nanoTime();
    }

    /** Asked again after a while: the node may have been replaced, or may have erred. */
    private synchronized boolean isFinalTagUnknown() {
        Long since = finalTagUnknownSince;
        return since != null && System.nanoTime() - since < CHECK_HOLDS.toNanos();
    }

    private synchronized boolean isChecked() {
        return checkedUntil - System.nanoTime() > 0;
    }

    /** Whether the chain id was checked within some seconds, and the node has not failed since. */
    private synchronized boolean isChainChecked() {
        return chainCheckedUntil - System.nanoTime() > 0;
    }

    private synchronized void markChainChecked() {
        chainCheckedUntil = System.nanoTime() + CHAIN_CHECK_HOLDS.toNanos();
    }

    private synchronized void markChecked() {
        checkedUntil = System.nanoTime() + CHECK_HOLDS.toNanos();
    }

    private static NodeFailure notBelieved(Kind kind, String message) {
        return new NodeFailure(NodeFailure.Type.NOT_BELIEVED, kind, message, null);
    }
}
