package org.headroom.console.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.headroom.console.fixture.FixtureDesk;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.lease.LedgerTotals;
import org.headroom.model.market.Bid;
import org.headroom.model.market.BidId;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.Signed;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigDesk;
import org.headroom.model.rig.RigView;

/** A desk over a list of closed leases, whose answers come when a test lets them. */
public final class LedgerDesk implements RigDesk {
    /** The latest closed first. */
    public final List<LeaseSummary> ledger = new ArrayList<>();
    /** What was asked and is not answered yet. */
    public final List<Runnable> waiting = new ArrayList<>();

    /** Questions for a quote; a test answers them. */
    public final List<CompletableFuture<WithdrawQuote>> questions = new ArrayList<>();

    public int pages;
    public int leases;
    public boolean failing;
    private final RigView base;
    private final Optional<LeaseView> lease;
    private int inView;

    public LedgerDesk(int closed) {
        try (FixtureDesk desk = new FixtureDesk()) {
            base = desk.view();
        }
        lease = base.leases().stream().filter(LeaseView::closed).findFirst();
        LongStream.range(0, closed).forEach(i -> close());
    }

    /** One more lease is over. */
    public void close() {
        long number = ledger.size() + 1L;
        ledger.addFirst(new LeaseSummary(
                new LeaseId(String.format("bid-%08d", number)),
                (int) number,
                new EthAddress("0x8c41b7f02d5a6e9134c8d01f7ab362e95f04d2e0"),
                List.of(new GpuId("GPU-5c6b4a2e-0000-4000-8000-000000000000")),
                false,
                Optional.of(Receipt.Outcome.COMPLETED),
                "",
                Optional.of(Instant.EPOCH.plusSeconds(number * 100)),
                Instant.EPOCH.plusSeconds(number * 100 + 60),
                Usdc.parse("0.006"),
                Usdc.parse("0.006"),
                Usdc.ZERO,
                Usdc.ZERO,
                Wei.ZERO,
                Optional.empty()));
    }

    /** A view that holds so many of the latest closed leases. */
    public RigView view(int closedInView) {
        inView = closedInView;
        return view();
    }

    @Override
    public RigView view() {
        List<LeaseView> shown = ledger.stream().limit(inView).map(this::shown).toList();
        return with(base, shown, LedgerTotals.NONE, base.chain(), ledger.size());
    }

    /** Only its id is looked at. */
    private LeaseView shown(LeaseSummary summary) {
        LeaseView any = lease.orElseThrow();
        var terms = any.state().terms();
        var bid = terms.bid();
        var named = new Bid(
                new BidId(summary.lease().value()),
                bid.order(),
                bid.renter(),
                bid.provider(),
                bid.gpus(),
                bid.simulated(),
                bid.perHour(),
                bid.sealingKey(),
                bid.payment(),
                bid.validity());
        var signed = new Signed<>(named, terms.signedBid().signature());
        var refused = new LeaseState.Refused(new LeaseTerms(terms.signedOrder(), signed), "", summary.endedAt());
        return new LeaseView(summary.number(), refused, Optional.empty(), Optional.empty(), true);
    }

    /** A view with other leases, sums and chain. */
    public static RigView with(
            RigView view, List<LeaseView> leases, LedgerTotals closed, ChainStatus chain, long count) {
        return new RigView(
                view.at(),
                view.status(),
                view.account(),
                leases,
                view.market(),
                view.decisions(),
                view.link(),
                chain,
                view.engine(),
                view.balance(),
                view.due(),
                view.withdrawals(),
                new LedgerTotals(
                        count, closed.due(), closed.withdrawn(), closed.returned(), closed.shortfall(), closed.fees()));
    }

    /** Lets the answers come that are waited for, with what the ledger holds now. */
    public void answer() {
        List<Runnable> now = List.copyOf(waiting);
        waiting.clear();
        now.forEach(Runnable::run);
    }

    @Override
    public CompletableFuture<List<LeaseSummary>> closedLeases(long skip, int limit) {
        pages++;
        return later(() -> ledger.stream().skip(skip).limit(limit).toList());
    }

    @Override
    public CompletableFuture<Optional<LeaseView>> lease(LeaseId id) {
        leases++;
        return later(() ->
                ledger.stream().filter(s -> s.lease().equals(id)).findFirst().map(this::shown));
    }

    private <T> CompletableFuture<T> later(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        boolean fails = failing;
        waiting.add(() -> {
            if (fails) answer.completeExceptionally(new IllegalStateException("The disk is full."));
            else answer.complete(question.get());
        });
        return answer;
    }

    @Override
    public Subscription onChange(Runnable listener) {
        return () -> {};
    }

    @Override
    public void takeWork(boolean on) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stop(LeaseId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<WithdrawQuote> quoteWithdrawal() {
        CompletableFuture<WithdrawQuote> question = new CompletableFuture<>();
        questions.add(question);
        return question;
    }

    @Override
    public CompletableFuture<List<Withdrawal>> withdraw(WithdrawQuote quote) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String log(LeaseId id) {
        return "";
    }
}
