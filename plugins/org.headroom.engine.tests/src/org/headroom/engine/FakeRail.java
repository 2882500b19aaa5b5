package org.headroom.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.BlockStanding;
import org.headroom.model.payment.ChainLook;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.Finality;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentRail;
import org.headroom.model.payment.StreamClaim;
import org.headroom.model.payment.StreamPayout;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.VerifiedStream;
import org.headroom.model.payment.WalletBalance;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.payment.WithdrawalScan;

/** A chain in memory. */
final class FakeRail implements PaymentRail {
    final Map<StreamRef, StreamState> streams = new ConcurrentHashMap<>();
    /** Sent by this account. */
    final List<Withdrawal> done = new CopyOnWriteArrayList<>();
    /** Sent by others: only the logs show them. */
    /** No node has logs that old. */
    volatile boolean pruned;

    final AtomicInteger refusedSearches = new AtomicInteger();
    /** The first block that no verification has searched for withdrawals; empty where each has searched all. */
    volatile Optional<Long> unsearchedFrom = Optional.empty();
    /** Where each search began. */
    final List<Long> searches = new CopyOnWriteArrayList<>();

    final List<Withdrawal> foreign = new CopyOnWriteArrayList<>();

    /** Of each block in which a stream was verified. */
    volatile BlockStanding standing = BlockStanding.STANDS;

    volatile Finality finality = Finality.SEEN;
    /** Streams that the node fails to read. */
    final Set<StreamRef> unreadable = ConcurrentHashMap.newKeySet();

    /** Streams of which two nodes say different things when they are verified. */
    final Set<StreamRef> disagreed = ConcurrentHashMap.newKeySet();

    final AtomicInteger looks = new AtomicInteger();
    /** How many streams each look asked for. */
    final List<Integer> asked = new CopyOnWriteArrayList<>();

    volatile boolean up = true;
    /** What is known of the chain while it is up. */
    volatile ChainStatus chain = Scene.CHAIN_UP;

    /** Why a stream that is not there is not read. */
    volatile PaymentFailure.Kind missing = PaymentFailure.Kind.REVERTED;

    /** Whoever asks for the status waits until it is open. */
    volatile CountDownLatch gate = new CountDownLatch(0);
    /** Whoever has looked at one of these streams, and perhaps others, has the answer when it is open. */
    final Map<StreamRef, CountDownLatch> late = new ConcurrentHashMap<>();

    final AtomicInteger waiting = new AtomicInteger();
    /** Whoever withdraws waits until it is open, and is counted. */
    volatile CountDownLatch withdrawalGate = new CountDownLatch(0);

    final AtomicInteger withdrawals = new AtomicInteger();
    /** Whoever asks for a quote waits until it is open. */
    volatile CountDownLatch quoteGate = new CountDownLatch(0);

    @Override
    public PaymentTerms terms() {
        return Scene.TERMS;
    }

    @Override
    public ChainStatus status() {
        looks.incrementAndGet();
        pass(gate);
        return up ? chain : new ChainStatus(false, 31337, "test chain", 7, "The chain does not answer.");
    }

    @Override
    public ChainLook look(Collection<StreamRef> asked) {
        this.asked.add(asked.size());
        ChainStatus status = status();
        Map<StreamRef, StreamReading> readings = new HashMap<>();
        if (!status.up()) return new ChainLook(status, Optional.empty(), readings);
        for (StreamRef ref : asked) {
            try {
                readings.put(ref, new StreamReading.Read(read(ref)));
            } catch (PaymentFailure e) {
                readings.put(ref, new StreamReading.Unreadable(ref, e.kind(), String.valueOf(e.getMessage())));
            }
        }
        for (StreamRef ref : asked) {
            CountDownLatch arrives = late.get(ref);
            if (arrives == null) continue;
            waiting.incrementAndGet();
            pass(arrives);
        }
        return new ChainLook(status, Optional.of(balance(Scene.PROVIDER)), readings);
    }

    @Override
    public StreamState verify(StreamRef stream, Optional<Long> since) throws PaymentFailure {
        pass(gate);
        if (disagreed.contains(stream))
            throw new PaymentFailure(
                    PaymentFailure.Kind.DISAGREEMENT,
                    "Two nodes give different balances for stream " + stream.id() + ".");
        return read(stream);
    }

    @Override
    public BlockStanding standing(StreamState read) throws PaymentFailure {
        pass(gate);
        if (!up) throw new PaymentFailure(PaymentFailure.Kind.UNREACHABLE, "The chain does not answer.");
        return standing;
    }

    @Override
    public VerifiedStream verifyOpened(StreamRef stream, Optional<Long> since) throws PaymentFailure {
        return new VerifiedStream(verify(stream, since), unsearchedFrom);
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private StreamState read(StreamRef stream) throws PaymentFailure {
        if (unreadable.contains(stream))
            throw new PaymentFailure(PaymentFailure.Kind.BAD_ANSWER, "The node cannot read this stream.");
        if (!up) throw new PaymentFailure(PaymentFailure.Kind.UNREACHABLE, "The chain does not answer.");
        return Optional.ofNullable(streams.get(stream))
                .orElseThrow(() -> new PaymentFailure(missing, "There is no such stream."));
    }

    @Override
    public WalletBalance balance(EthAddress account) {
        return new WalletBalance(account, Usdc.ZERO, Wei.ZERO);
    }

    @Override
    public WithdrawQuote quoteClaims(List<StreamClaim> claims) {
        pass(quoteGate);
        List<StreamPayout> payouts = claims.stream()
                .flatMap(c -> payout(c, streams.get(c.stream())).stream())
                .toList();
        return new WithdrawQuote(payouts, Scene.PROVIDER, 100_000, Wei.ZERO, Wei.ZERO, Wei.ZERO, Wei.ZERO, Scene.NOON);
    }

    private static Optional<StreamPayout> payout(StreamClaim claim, StreamState stream) {
        Instant at = Scene.NOON.plusSeconds(20);
        return StreamPayout.of(claim, StreamPayout.Owed.of(stream, at));
    }

    @Override
    public List<Withdrawal> withdraw(WithdrawQuote quote) {
        withdrawals.incrementAndGet();
        pass(withdrawalGate);
        List<Withdrawal> now = quote.payouts().stream().map(this::done).toList();
        done.addAll(now);
        return now;
    }

    private Withdrawal done(StreamPayout payout) {
        return new Withdrawal(
                payout.stream(),
                Scene.hash(1 + done.size()),
                9,
                payout.amount(),
                payout.returned(),
                100_000,
                Wei.ZERO,
                afterReading(payout.stream()));
    }

    /** A withdrawal's block comes after the one in which its stream was read. */
    private Instant afterReading(StreamRef stream) {
        StreamState read = streams.get(stream);
        return read == null ? Scene.NOON : read.readAt().plusSeconds(1);
    }

    @Override
    public List<Withdrawal> resume() {
        return List.copyOf(done);
    }

    @Override
    public WithdrawalScan withdrawals(StreamRef stream, long from) {
        searches.add(from);
        if (pruned) {
            refusedSearches.incrementAndGet();
            return new WithdrawalScan(List.of(), from, WithdrawalScan.Outcome.PRUNED, "the logs are pruned");
        }
        return new WithdrawalScan(
                Stream.concat(done.stream(), foreign.stream())
                        .filter(w -> w.stream().equals(stream) && w.block() >= from)
                        .toList(),
                10,
                WithdrawalScan.Outcome.COMPLETE,
                "");
    }

    @Override
    public Map<Hash32, Finality> finality(Collection<Withdrawal> withdrawals) {
        Map<Hash32, Finality> all = new HashMap<>();
        for (Withdrawal w : withdrawals) all.put(w.transaction(), finality);
        return all;
    }
}
