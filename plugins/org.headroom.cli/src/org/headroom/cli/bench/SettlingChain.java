package org.headroom.cli.bench;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
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
import org.headroom.model.payment.WalletBalance;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.payment.WithdrawalScan;

/** A chain in memory: streams pay, are ended, are withdrawn from, and all of it is final at once. Any thread. */
final class SettlingChain implements PaymentRail {
    /** Streams are opened so long ago that something is due. */
    private static final Duration AGO = Duration.ofSeconds(30);

    private static final Wei FEE = new Wei(BigInteger.valueOf(1_000_000_000L));

    private final Clock clock;
    private final PaymentTerms terms = MadeUpMarket.terms(MadeUpLease.PROVIDER);
    private final Map<StreamRef, StreamState> streams = new ConcurrentHashMap<>();
    private final AtomicLong lastStream = new AtomicLong();
    private final AtomicLong block = new AtomicLong(1);

    SettlingChain(Clock clock) {
        this.clock = clock;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** As a renter does. */
    StreamRef open(EthAddress renter) {
        StreamRef ref = new StreamRef(
                terms.chainId(), terms.contract(), terms.token(), BigInteger.valueOf(lastStream.incrementAndGet()));
        put(MadeUpLease.stream(ref, renter, now().minus(AGO)));
        return ref;
    }

    void put(StreamState stream) {
        streams.put(stream.ref(), stream);
    }

    /** As a renter does that takes back what is not owed. */
    public void end(StreamRef stream) {
        streams.computeIfPresent(stream, (ref, s) -> {
            Usdc owed = s.due(now());
            return changed(s, new RatePerSecond(BigInteger.ZERO), owed, owed, true);
        });
    }

    private StreamState changed(StreamState s, RatePerSecond rate, Usdc balance, Usdc debt, boolean voided) {
        return new StreamState(
                s.ref(),
                s.sender(),
                s.recipient(),
                rate,
                balance,
                debt,
                now(),
                voided,
                Usdc.ZERO,
                now(),
                BigInteger.ZERO,
                Optional.of(block.incrementAndGet()));
    }

    /** Forgets all streams: nobody asks for them any more. */
    void clear() {
        streams.clear();
    }

    @Override
    public PaymentTerms terms() {
        return terms;
    }

    @Override
    public ChainStatus status() {
        return new ChainStatus(
                true, terms.chainId(), "made up", block.get(), "answers", Optional.of(now()), Optional.of(block.get()));
    }

    @Override
    public ChainLook look(Collection<StreamRef> asked) {
        Map<StreamRef, StreamReading> readings = new HashMap<>();
        for (StreamRef ref : asked) {
            try {
                readings.put(ref, new StreamReading.Read(verify(ref, Optional.empty())));
            } catch (PaymentFailure e) {
                readings.put(ref, new StreamReading.Unreadable(ref, e.kind(), String.valueOf(e.getMessage())));
            }
        }
        return new ChainLook(status(), Optional.of(balance(terms.recipient())), readings);
    }

    @Override
    public StreamState verify(StreamRef stream, Optional<Long> since) throws PaymentFailure {
        StreamState s = streams.get(stream);
        if (s == null)
            throw new PaymentFailure(PaymentFailure.Kind.NO_SUCH_STREAM, "There is no stream " + stream.id() + ".");
        return new StreamState(
                s.ref(),
                s.sender(),
                s.recipient(),
                s.rate(),
                s.balance(),
                s.settledDebt(),
                s.settledAt(),
                s.voided(),
                Usdc.ZERO,
                now(),
                s.settledDust(),
                Optional.of(block.get()));
    }

    @Override
    public WalletBalance balance(EthAddress account) {
        return new WalletBalance(account, Usdc.ZERO, FEE);
    }

    @Override
    public WithdrawQuote quoteClaims(List<StreamClaim> claims) throws PaymentFailure {
        List<StreamPayout> payouts =
                claims.stream().flatMap(c -> payout(c).stream()).toList();
        if (payouts.isEmpty())
            throw new PaymentFailure(PaymentFailure.Kind.NOTHING_DUE, "Nothing is due to be withdrawn yet.");
        return new WithdrawQuote(payouts, terms.recipient(), 100_000, Wei.ZERO, FEE, Wei.ZERO, FEE, now());
    }

    private Optional<StreamPayout> payout(StreamClaim claim) {
        return Optional.ofNullable(streams.get(claim.stream()))
                .flatMap(s -> StreamPayout.of(claim, StreamPayout.Owed.of(s, now())));
    }

    @Override
    public List<Withdrawal> withdraw(WithdrawQuote quote) {
        long height = block.incrementAndGet();
        Hash32 transaction = new Hash32(String.format("0x%064x", height));
        List<Withdrawal> done = new ArrayList<>();
        for (StreamPayout payout : quote.payouts())
            streams.computeIfPresent(payout.stream(), (ref, s) -> {
                Usdc owed = s.due(now());
                if (owed.equals(Usdc.ZERO)) return s;
                Usdc own = payout.exact() ? payout.amount() : owed;
                Usdc returned = payout.returns() ? owed.minus(own) : Usdc.ZERO;
                Usdc taken = own.plus(returned);
                done.add(new Withdrawal(ref, transaction, height, own, returned, 131_072, FEE, now()));
                return changed(
                        s,
                        payout.ends() ? new RatePerSecond(BigInteger.ZERO) : s.rate(),
                        s.balance().minus(taken),
                        s.owed(now()).minus(taken),
                        s.voided() || payout.ends());
            });
        return done;
    }

    @Override
    public List<Withdrawal> resume() {
        return List.of();
    }

    @Override
    public WithdrawalScan withdrawals(StreamRef stream, long from) {
        return new WithdrawalScan(List.of(), block.get() + 1, WithdrawalScan.Outcome.COMPLETE, "");
    }

    @Override
    public Map<Hash32, Finality> finality(Collection<Withdrawal> withdrawals) {
        Map<Hash32, Finality> all = new HashMap<>();
        for (Withdrawal w : withdrawals) all.put(w.transaction(), Finality.FINAL);
        return all;
    }
}
