package org.headroom.renter;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.headroom.market.ManifestSecrets;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.BidId;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.LogChunk;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Signed;
import org.headroom.model.market.StopRequest;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.signing.Sealed;
import org.headroom.renter.Closing.Ending;
import org.headroom.renter.RentalRecord.Phase;
import org.headroom.renter.RentalRecord.Step;
import org.headroom.renter.StreamFunding.Mark;
import org.jspecify.annotations.Nullable;

/**
 * One order's life on the renter's side. {@link #proceed} looks at what is on record and does whatever is due, so that
 * going on after a crash is the same as going on. Public methods: any thread; all others: the {@code renter} thread.
 */
public final class Rental {
    private static final int MOST_BIDS = 256;

    private final RentalDesk desk;
    private final ChainWork chain;
    private volatile CountDownLatch closed = new CountDownLatch(1);
    private volatile RentalRecord record;
    private volatile @Nullable LogAssembly output;
    private final RentalWords words;
    private boolean orderWithdrawn;

    Rental(RentalDesk desk, RentalRecord record) {
        this.desk = desk;
        this.record = record;
        this.chain = new ChainWork(desk, this);
        this.words = new RentalWords(desk, this);
        if (!record.open()) closed.countDown();
    }

    public OrderId id() {
        return record.id();
    }

    /** All that is known now; empty {@code closing} while it goes on. */
    public RentalRecord record() {
        return record;
    }

    public Optional<LeaseId> lease() {
        return record.lease();
    }

    /** The job's output as far as it has arrived. */
    public String log() {
        return assembly().text();
    }

    /** Waits until all is settled. @return false if it is not by then */
    public boolean await(Duration atMost) throws InterruptedException {
        return closed.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private LogAssembly assembly() {
        LogAssembly known = output;
        if (known != null) return known;
        LogAssembly read = desk.files.output(record.id());
        output = read;
        return read;
    }

    // ---- what is due

    void proceed() {
        if (!record.open()) return;
        Instant now = desk.clock.instant();
        if (!record.stopWanted() && desk.files.stopWished(id())) wantStop();
        if (record.phase() != Phase.COLLECTING) withdrawOrder();
        switch (record.phase()) {
            case COLLECTING -> collect(now);
            case FUNDING -> chain.fund(now);
            case LEASED -> follow(now);
            case SETTLING -> chain.settle(now);
            case CLOSED -> {}
        }
    }

    /** What is due while it is over, and its refund not final. */
    boolean watchesRefund() {
        return chain.watchesRefund();
    }

    void watchRefund() {
        chain.watchRefund(desk.clock.instant());
    }

    /** Nobody need bid any more; said once a run, for the run before may have ended too soon. */
    private void withdrawOrder() {
        if (orderWithdrawn) return;
        orderWithdrawn = true;
        desk.link.withdrawOrder(id());
    }

    private void collect(Instant now) {
        Instant expires = record.order().message().validity().expiresAt();
        if (record.stopWanted()) {
            close(new Closing(Ending.CANCELLED, "The order was called off before a bid was taken; nothing was paid."));
            return;
        }
        try {
            words.sayOrder(now);
        } catch (IllegalArgumentException e) {
            close(new Closing(Ending.CANCELLED, "The order cannot be sent; nothing was paid. " + e.getMessage()));
            return;
        }
        BidChoice choice =
                BidChoice.of(record.order().message(), record.bids(), desk.funding.rail(), record.wanted(), now);
        if (choice.taken().isPresent() && choiceIsDue(now)) take(choice.taken().get(), now);
        else if (!now.isBefore(expires)) close(new Closing(Ending.NO_BID, RentalText.noBid(choice)));
    }

    private boolean choiceIsDue(Instant now) {
        if (record.wanted().isPresent()) return true;
        if (record.choosing() == OrderRequest.Choosing.PERSON) return false;
        return record.at(Step.FIRST_BID)
                .filter(first -> !now.isBefore(first.plus(desk.policy.collect())))
                .isPresent();
    }

    private void take(Signed<Bid> bid, Instant now) {
        commit(record.change()
                .taken(bid)
                .phase(Phase.FUNDING)
                .step(Step.BID_CHOSEN, now)
                .done());
        tell(l -> l.chosen(this, bid.message()));
        chain.fund(now);
    }

    private void follow(Instant now) {
        words.sayAcceptance(now);
        if (record.stopWanted() && record.stop().isEmpty()) {
            StopRequest request = words.stopRequest(lease().orElseThrow(), now);
            commit(record.change().stop(desk.link.sign(request)).done());
        }
        words.sayStop(now);
        Silence.Heard heard = new Silence.Heard(
                desk.startedAt,
                desk.link.state().upSince(),
                desk.link.heardAt(),
                desk.offlineSince(record.taken().orElseThrow().message().provider()),
                words.stopSaidAt(),
                words.lastHeard());
        Silence.of(record, desk.policy, heard, now).ifPresent(why -> settle(Ending.SILENT, why));
        chain.check(now);
    }

    /** The same acceptance, which ended before the lease did. */
    void renewed(Signed<Acceptance> acceptance) {
        commit(record.change().acceptance(acceptance).done());
    }

    // ---- what happens

    void bid(Signed<Bid> signed) {
        Bid bid = signed.message();
        if (record.phase() != Phase.COLLECTING
                || !BidChoice.concerns(record.order().message(), bid)
                || record.bids().size() >= MOST_BIDS
                || record.bids().stream().anyMatch(b -> b.message().id().equals(bid.id()))) return;
        commit(record.change()
                .bid(signed)
                .step(Step.FIRST_BID, desk.clock.instant())
                .done());
        tell(l -> l.bid(this, bid));
        proceed();
    }

    void choose(BidId bid) {
        if (record.phase() != Phase.COLLECTING) return;
        commit(record.change().wanted(bid).done());
        proceed();
    }

    void stop() {
        if (!record.open() || record.stopWanted()) return;
        wantStop();
        proceed();
    }

    private void wantStop() {
        commit(record.change().stopWanted().done());
        desk.files.forgetWish(id());
    }

    /** Why no stream may be opened any more. */
    Optional<Closing> tooLateToOpen(Instant now) {
        if (record.stopWanted())
            return Optional.of(new Closing(
                    Ending.CANCELLED, "The order was called off before a stream was opened; nothing was paid."));
        Bid bid = record.taken().orElseThrow().message();
        return bid.validity().left(now).compareTo(BidChoice.LEAST_LEFT) < 0
                ? Optional.of(new Closing(
                        Ending.TOO_LATE,
                        "The bid ended before its payment stream could be opened; nothing was paid. Order again."))
                : Optional.empty();
    }

    void intends(RentalRecord.Intent intent) {
        commit(record.change().intent(intent).done());
    }

    void notFunded(Closing why) {
        if (record.phase() == Phase.FUNDING) close(why);
    }

    void streamOpened(OpenedStream stream) {
        if (record.phase() != Phase.FUNDING) return;
        Instant now = desk.clock.instant();
        Bid bid = record.taken().orElseThrow().message();
        var change = record.change().stream(stream).step(Step.STREAM_OPENED, now);
        if (record.stopWanted() || bid.validity().left(now).isNegative()) {
            Closing why = record.stopWanted()
                    ? new Closing(Ending.CANCELLED, "The order was called off while its stream was being opened.")
                    : new Closing(Ending.TOO_LATE, "The bid ended while its stream was being opened.");
            commit(change.closing(why).phase(Phase.SETTLING).done());
        } else {
            Optional<Sealed> sealed;
            try {
                sealed = sealed(bid);
            } catch (IllegalArgumentException | UncheckedIOException e) {
                // Without them the provider would refuse: better to end the stream at once.
                commit(change.closing(new Closing(Ending.CANCELLED, String.valueOf(e.getMessage())))
                        .phase(Phase.SETTLING)
                        .done());
                tell(l -> l.streamOpened(this, stream));
                return;
            }
            Acceptance acceptance = new Acceptance(
                    LeaseId.of(bid.id()),
                    bid.id(),
                    bid.order(),
                    desk.account,
                    bid.provider(),
                    stream.ref(),
                    sealed,
                    desk.validity(now, RentalWords.ACCEPTANCE_LASTS));
            commit(change.acceptance(desk.link.sign(acceptance))
                    .phase(Phase.LEASED)
                    .step(Step.ACCEPTED, now)
                    .done());
            // What is sealed is in the acceptance; the values themselves need be nowhere any more.
            desk.files.forgetSecrets(id());
        }
        tell(l -> l.streamOpened(this, stream));
        if (record.phase() == Phase.LEASED) tell(l -> l.accepted(this));
    }

    /** The manifest's secrets for this bid's provider alone. */
    private Optional<Sealed> sealed(Bid bid) {
        Order order = record.order().message();
        if (order.manifest().secrets().isEmpty()) return Optional.empty();
        return Optional.of(ManifestSecrets.seal(
                desk.sealer, order, bid, desk.files.secrets(id()).values()));
    }

    void update(LeaseUpdate update) {
        if (!between(update.provider(), update.renter())) return;
        Instant now = desk.clock.instant();
        if (record.told().filter(t -> t.number() >= update.number()).isPresent()) {
            words.heard(now);
            return;
        }
        var told = new RentalRecord.Told(update.number(), update.phase(), update.detail(), now);
        var change = record.change().told(told);
        step(update.phase()).ifPresent(s -> change.step(s, now));
        boolean refused = update.phase() == LeaseUpdate.Phase.REFUSED && record.phase() == Phase.LEASED;
        if (refused)
            change.phase(Phase.SETTLING)
                    .closing(new Closing(
                            Ending.REFUSED, RentalText.sentence("The provider did not take the job", update.detail())));
        commit(change.done());
        words.heard(now);
        if (update.phase() == LeaseUpdate.Phase.RUNNING) words.runs();
        tell(l -> l.told(this, update));
        proceed();
    }

    private static Optional<Step> step(LeaseUpdate.Phase phase) {
        return switch (phase) {
            case STARTING -> Optional.of(Step.STARTING);
            case RUNNING -> Optional.of(Step.RUNNING);
            case STOPPING -> Optional.of(Step.STOPPING);
            case ENDED -> Optional.of(Step.ENDED);
            case REFUSED -> Optional.empty();
        };
    }

    void log(LogChunk chunk) {
        if (!between(chunk.provider(), chunk.renter())) return;
        words.heardOutput(desk.clock.instant());
        LogAssembly.Added added = assembly().add(chunk.offset(), chunk.text());
        if (!added.fresh()) return;
        desk.files.appendOutput(id(), chunk.offset(), chunk.text());
        if (!added.text().isEmpty()) tell(l -> l.output(this, added.text()));
    }

    void receipt(Signed<ReceiptMessage> signed) {
        Receipt receipt = signed.message().receipt();
        // A stranger's receipt is no lie of our provider's.
        if (!between(receipt.provider(), desk.account) || record.receipt().isPresent()) return;
        Instant now = desk.clock.instant();
        Optional<String> no = ReceiptCheck.refuse(receipt, record, now);
        var change = record.change();
        if (no.isEmpty()) change.receipt(signed).step(Step.RECEIPT, now);
        if (record.phase() == Phase.LEASED)
            change.phase(Phase.SETTLING)
                    .closing(no.map(why -> new Closing(
                                    Ending.FALSE_RECEIPT, "The provider's receipt is not true: " + why + "."))
                            .orElseGet(() -> new Closing(Ending.RECEIPTED, RentalText.outcome(receipt))));
        // It was late, or we were: the stream is being ended already, and the rental ends as the receipt says.
        else if (no.isEmpty() && record.phase() == Phase.SETTLING && gaveUp())
            change.closing(new Closing(Ending.RECEIPTED, RentalText.outcome(receipt)));
        commit(change.done());
        if (no.isEmpty()) tell(l -> l.receipt(this));
        proceed();
    }

    private boolean gaveUp() {
        return record.closing().filter(c -> c.ending() == Ending.SILENT).isPresent();
    }

    private boolean between(EthAddress provider, EthAddress renter) {
        return record.stream().isPresent()
                && renter.equals(desk.account)
                && record.taken()
                        .filter(b -> b.message().provider().equals(provider))
                        .isPresent();
    }

    private void settle(Ending ending, String words) {
        commit(record.change()
                .closing(new Closing(ending, words))
                .phase(Phase.SETTLING)
                .done());
        proceed();
    }

    /** @param block shows it */
    void settled(RentalRecord.Settled settled, Mark block) {
        if (record.phase() != Phase.SETTLING) return;
        settled(
                settled,
                Optional.of(block),
                settled.words(record.receipt().map(s -> s.message().receipt()), record.due()));
    }

    private void settled(RentalRecord.Settled settled, Optional<Mark> block, String money) {
        Closing why = record.closing().orElseThrow();
        Instant now = desk.clock.instant();
        Closing last = new Closing(why.ending(), why.words() + RentalText.cause(record, why) + " " + money);
        commit(record.change()
                .settled(settled)
                .provisional(block.map(b -> new RentalRecord.Provisional(why, b)))
                .closing(last)
                .phase(Phase.CLOSED)
                .step(Step.REFUNDED, now)
                .step(Step.CLOSED, now)
                .done());
        over(last);
    }

    /** No reorganisation undoes the end any more. */
    void refundFinal() {
        commit(record.change().provisional(Optional.empty()).done());
    }

    /** Another block shows it now. */
    void refundMoved(Mark block) {
        commit(record.change()
                .provisional(record.provisional().map(p -> new RentalRecord.Provisional(p.reason(), block)))
                .done());
    }

    /** The stream has to be ended, and the rest taken back, once more. */
    void refundGone() {
        Closing reason = record.provisional().orElseThrow().reason();
        commit(record.change().reopened(reason).done());
        closed = new CountDownLatch(1);
        trouble("A reorganisation of the chain took out the end of payment stream "
                + record.stream().orElseThrow().ref().id() + " or the refund of what it holds: both are sent again.");
    }

    /** The chain shows the stream. */
    void streamSeen() {
        if (record.at(Step.STREAM_MISSING).isEmpty()) return;
        commit(record.change().without(Step.STREAM_MISSING).done());
        trouble("The chain shows payment stream "
                + record.stream().orElseThrow().ref().id() + " again.");
    }

    /** The transaction that opened the stream is in another block, where the stream has another number. */
    void streamMoved(OpenedStream stream) {
        boolean leased = record.phase() == Phase.LEASED;
        if (!leased && record.phase() != Phase.SETTLING) return;
        commit(record.change().stream(stream).without(Step.STREAM_MISSING).done());
        tell(l -> l.streamOpened(this, stream));
        if (leased)
            trouble("After a reorganisation of the chain the payment stream has another number, "
                    + stream.ref().id()
                    + ". A provider that does not find it there stops the job about a minute after it was gone.");
    }

    /** The chain does not show the stream. While nothing is leased, no transaction of this account is waiting for a block. */
    void streamMissing() {
        boolean leased = record.phase() == Phase.LEASED;
        if (!leased && record.phase() != Phase.SETTLING) return;
        Instant now = desk.clock.instant();
        Optional<Instant> since = record.at(Step.STREAM_MISSING);
        OpenedStream stream = record.stream().orElseThrow();
        if (since.isEmpty()) {
            commit(record.change().step(Step.STREAM_MISSING, now).done());
            trouble("The chain does not show payment stream " + stream.ref().id()
                    + " any more: a reorganisation replaced the block that opened it. Its deposit is in your account"
                    + " while it is missing. "
                    + (leased
                            ? "Its transaction is sent again; a provider that misses it for a minute stops the job."
                            : "It is looked for during "
                                    + desk.policy.streamLost().toMinutes() + " minutes and ended if it comes back."));
        } else if (!leased && !now.isBefore(since.get().plus(desk.policy.streamLost()))) {
            settled(
                    new RentalRecord.Settled(stream.deposit(), Usdc.ZERO),
                    Optional.empty(),
                    "The payment stream was never opened in the end: a reorganisation of the chain replaced its block. The"
                            + " provider gets nothing, and the deposit of " + stream.deposit()
                            + " never left your account.");
        }
    }

    private void close(Closing why) {
        commit(record.change()
                .closing(why)
                .phase(Phase.CLOSED)
                .step(Step.CLOSED, desk.clock.instant())
                .done());
        withdrawOrder();
        over(why);
    }

    private void over(Closing why) {
        desk.files.forgetWish(id());
        desk.files.forgetSecrets(id());
        // What did not come by now is not waited for: the reader is told what is missing, and what came behind it.
        String rest = record.lease().isPresent() ? assembly().rest() : "";
        if (!rest.isEmpty()) tell(l -> l.output(this, rest));
        tell(l -> l.closed(this, why));
        closed.countDown();
    }

    void trouble(String words) {
        tell(l -> l.trouble(this, words));
    }

    private void tell(Consumer<RentalListener> what) {
        what.accept(desk.listener);
    }

    /** Durable before anyone acts on it. @throws java.io.UncheckedIOException nothing has happened then */
    private void commit(RentalRecord next) {
        desk.files.write(next);
        record = next;
    }
}
