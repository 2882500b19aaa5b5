package org.headroom.renter;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.headroom.model.market.Bid;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.renter.StreamFunding.Mark;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One rental's dealings with the chain: asked on the {@code renter} thread, done on virtual threads, told on the
 * {@code renter} thread.
 */
final class ChainWork {
    private static final Logger LOG = LoggerFactory.getLogger(ChainWork.class);

    /** A question to the chain. */
    @FunctionalInterface
    private interface Asked<T> {
        T ask() throws PaymentFailure;
    }

    /** A transaction that was in a replaced block can come into one with a lower number. */
    private static final long REPLACED_BLOCKS = 64;
    /** Far longer than a chain takes to be final. */
    private static final Duration REFUND_WATCHED = Duration.ofDays(7);

    private static final Duration SLOWEST_WATCH = Duration.ofMinutes(1);

    /** What the stream cost, and the block that shows it. */
    private record Ended(RentalRecord.Settled settled, Mark block) {}

    /** What became of a refund. @param block shows it; empty where the chain does not show it any more */
    private record Refund(boolean isFinal, Optional<Mark> block) {}

    private final RentalDesk desk;
    private final Rental rental;
    private final ToldCauses told = new ToldCauses();
    private boolean busy;
    private int failures;
    private Instant notBefore = Instant.MIN;
    /** Readings in a row that did not show the stream of a job that is awaited or runs; those that failed do not count. */
    private int missed;

    private @Nullable Instant nextCheck;
    /** Of a refund that is not final. */
    private Instant nextWatch = Instant.MIN;

    private int watched;
    /** When this program first asked for it; what happened while no program asked is not known. */
    private @Nullable Instant watchedFrom;

    private boolean watchEnded;
    /** Readings in a row that did not show the refund. */
    private int gone;

    ChainWork(RentalDesk desk, Rental rental) {
        this.desk = desk;
        this.rental = rental;
    }

    /** Brings the stream about, if nothing is on its way yet. */
    void fund(Instant now) {
        if (busy || now.isBefore(notBefore)) return;
        RentalRecord record = rental.record();
        if (record.intent().isEmpty() && rental.tooLateToOpen(now).isPresent()) {
            rental.notFunded(rental.tooLateToOpen(now).get());
            return;
        }
        if (!desk.takeTurn(rental)) return;
        if (record.intent().isPresent()) look(record.intent().get());
        else ask(desk.funding::head, this::intend, this::again);
    }

    private void intend(long head) {
        Bid bid = rental.record().taken().orElseThrow().message();
        var order = rental.record().order().message();
        var intent = new RentalRecord.Intent(
                bid.payment().recipient(),
                RatePerSecond.ofHourly(bid.perHour()),
                desk.policy.deposit(bid.perHour(), order.duration()),
                head);
        rental.intends(intent);
        // From now on it is not known that nothing is paid.
        told.forget();
        openInTime(intent);
    }

    /** A stream that was opened before a crash, or by a transaction that went astray, is taken and not opened again. */
    private void look(RentalRecord.Intent intent) {
        ask(
                () -> desk.funding.opened(intent.recipient(), intent.rate(), intent.afterBlock()),
                found -> unclaimed(found, intent).ifPresentOrElse(this::opened, () -> openInTime(intent)),
                this::again);
    }

    private Optional<OpenedStream> unclaimed(List<OpenedStream> found, RentalRecord.Intent intent) {
        var claimed = desk.claimed();
        return found.stream()
                .filter(s -> desk.funding.rail().holds(s.ref()))
                .filter(s -> s.deposit().equals(intent.deposit()) && !claimed.contains(s.ref()))
                .min(Comparator.comparing(s -> s.ref().id()));
    }

    private void openInTime(RentalRecord.Intent intent) {
        Optional<Closing> tooLate = rental.tooLateToOpen(desk.clock.instant());
        if (tooLate.isPresent()) {
            desk.endTurn(rental);
            rental.notFunded(tooLate.get());
            return;
        }
        ask(
                () -> desk.funding.open(
                        intent.recipient(),
                        intent.rate(),
                        intent.deposit(),
                        () -> rental.tooLateToOpen(desk.clock.instant()).isEmpty()),
                this::opened,
                this::notOpened);
    }

    private void opened(OpenedStream stream) {
        succeeded();
        desk.endTurn(rental);
        rental.streamOpened(stream);
    }

    private void notOpened(PaymentFailure failure) {
        // A stream that may be on its way is looked for, and not given up.
        if (failure.kind().worthRetrying() || failure.kind() == PaymentFailure.Kind.PENDING) {
            again(failure);
            return;
        }
        desk.endTurn(rental);
        rental.notFunded(rental.tooLateToOpen(desk.clock.instant())
                .orElseGet(() -> new Closing(
                        Closing.Ending.NOT_FUNDED,
                        "The payment stream was not opened, and nothing was paid: " + failure.getMessage())));
    }

    /**
     * Looks now and then whether the chain still has the stream of a job that is awaited or runs. A reorganisation can take it
     * out, and a provider that misses it for a minute stops the job.
     */
    void check(Instant now) {
        if (busy || !rental.record().needsStream()) return;
        Instant next = nextCheck;
        if (next == null) checkAgainIn(desk.policy.streamCheck());
        else if (!now.isBefore(next) && desk.checks.take(rental, now)) readStream();
    }

    private void readStream() {
        OpenedStream stream = rental.record().stream().orElseThrow();
        RatePerSecond rate = rate();
        boolean passedOn = desk.isPassedOn(rental);
        ask(() -> !passedOn && isThere(stream, rate), this::checked, this::notChecked);
    }

    private void checked(boolean there) {
        desk.checks.done(rental);
        // What has ended is settled, and settling looks for itself.
        if (!rental.record().needsStream()) return;
        if (there && desk.mayBePassedOn(rental)) {
            checkAgainIn(desk.policy.streamCheck().dividedBy(2));
            return;
        }
        missed = there ? 0 : missed + 1;
        checkAgainIn(
                there ? desk.policy.streamCheck() : desk.policy.streamCheck().dividedBy(2));
        if (there) rental.streamSeen();
        // A node that is behind for a moment is not believed.
        if (missed < 2) return;
        rental.streamMissing();
        lookElsewhere(() -> rental.record().needsStream(), () -> desk.endTurn(rental), this::notChecked);
    }

    /** A node that does not answer says nothing about the stream. */
    private void notChecked(PaymentFailure failure) {
        desk.checks.done(rental);
        desk.endTurn(rental);
        checkAgainIn(desk.policy.streamCheck().dividedBy(2));
        LOG.info("Whether the payment stream of {} is there is asked again: {}", rental.id(), failure.getMessage());
    }

    private void checkAgainIn(Duration pause) {
        nextCheck = desk.clock.instant().plus(pause);
    }

    /** Ends the stream and takes the rest back, if that is not on its way yet. */
    void settle(Instant now) {
        if (busy || now.isBefore(notBefore)) return;
        OpenedStream stream = rental.record().stream().orElseThrow();
        RatePerSecond rate = rate();
        boolean passedOn = desk.isPassedOn(rental);
        ask(
                () -> !passedOn && isThere(stream, rate),
                there -> {
                    // It could be another rental's, which would be ended here.
                    if (there && desk.mayBePassedOn(rental))
                        notBefore = desk.clock.instant().plus(desk.policy.pause(0));
                    else if (there) settle(stream, rate);
                    else lookElsewhere(() -> true, this::missing, this::again);
                },
                this::again);
    }

    private void settle(OpenedStream stream, RatePerSecond rate) {
        rental.streamSeen();
        ask(
                () -> settled(stream, rate),
                ended -> {
                    succeeded();
                    watched = 0;
                    watchedFrom = null;
                    nextWatch = desk.clock.instant().plus(desk.policy.streamCheck());
                    rental.settled(ended.settled(), ended.block());
                },
                this::again);
    }

    /**
     * Asks now and then whether the refund of a rental that is over is final. Where a reorganisation took it out, the rental is
     * settled once more. Ends after a week of this program's questions, which leaves the record as it is.
     */
    void watchRefund(Instant now) {
        if (busy || watchEnded || now.isBefore(nextWatch)) return;
        Instant from = watchedFrom;
        if (from != null && !from.plus(REFUND_WATCHED).isAfter(now)) {
            watchEnded = true;
            rental.trouble("The chain did not show within seven days that the refund of payment stream "
                    + rental.record().stream().orElseThrow().ref().id()
                    + " is final. It stays marked as not final and is checked again after the next start.");
            return;
        }
        if (!desk.checks.take(rental, now)) return;
        if (from == null) watchedFrom = now;
        RentalRecord record = rental.record();
        OpenedStream stream = record.stream().orElseThrow();
        RatePerSecond rate = rate();
        Mark block = record.provisional().orElseThrow().block();
        ask(() -> refund(stream, rate, block), refund -> watched(refund, block), failure -> {
            desk.checks.done(rental);
            watchAgainIn(slower());
            LOG.info("Whether the refund of {} is final is asked again: {}", rental.id(), failure.getMessage());
        });
    }

    /** Whether the chain is asked for the refund, and not given up. */
    boolean watchesRefund() {
        return !watchEnded && rental.record().awaitsFinality();
    }

    private Refund refund(OpenedStream stream, RatePerSecond rate, Mark block) throws PaymentFailure {
        return switch (desk.funding.standing(block)) {
            case FINAL -> new Refund(true, Optional.of(block));
            case OPEN -> new Refund(false, Optional.of(block));
            case REPLACED -> new Refund(false, refundedIn(stream, rate));
        };
    }

    private Optional<Mark> refundedIn(OpenedStream stream, RatePerSecond rate) throws PaymentFailure {
        try {
            StreamFunding.Reading now = desk.funding.look(stream.ref());
            return Optional.of(now)
                    .filter(r -> isOwn(r.state(), rate)
                            && r.state().voided()
                            && ours(r.state()).baseUnits() == 0)
                    .map(StreamFunding.Reading::block);
        } catch (PaymentFailure e) {
            if (e.kind() == PaymentFailure.Kind.NO_SUCH_STREAM) return Optional.empty();
            throw e;
        }
    }

    private void watched(Refund refund, Mark before) {
        desk.checks.done(rental);
        if (!rental.record().awaitsFinality()) return;
        gone = refund.block().isPresent() ? 0 : gone + 1;
        watchAgainIn(gone == 0 ? slower() : desk.policy.streamCheck().dividedBy(2));
        if (refund.isFinal()) rental.refundFinal();
        // A node that is behind for a moment is not believed.
        else if (gone >= 2) {
            gone = 0;
            rental.refundGone();
        } else refund.block().filter(b -> !b.equals(before)).ifPresent(rental::refundMoved);
    }

    private Duration slower() {
        Duration pause = desk.policy.streamCheck().multipliedBy(1L << Math.min(watched++, 10));
        return pause.compareTo(SLOWEST_WATCH) < 0 ? pause : SLOWEST_WATCH;
    }

    private void watchAgainIn(Duration pause) {
        nextWatch = desk.clock.instant().plus(pause);
    }

    private RatePerSecond rate() {
        return RatePerSecond.ofHourly(
                rental.record().taken().orElseThrow().message().perHour());
    }

    /**
     * Whether the contract has the stream that was opened. A reorganisation can take it away, and its number can go to another
     * stream, of this account, too.
     */
    private boolean isThere(OpenedStream stream, RatePerSecond rate) throws PaymentFailure {
        try {
            return isOwn(desk.funding.state(stream.ref()), rate);
        } catch (PaymentFailure e) {
            if (e.kind() == PaymentFailure.Kind.NO_SUCH_STREAM) return false;
            throw e;
        }
    }

    private boolean isOwn(StreamState state, RatePerSecond rate) {
        return state.sender().equals(desk.funding.account())
                && state.recipient().equals(recipient())
                && (state.voided() || state.rate().equals(rate));
    }

    private EthAddress recipient() {
        return rental.record().taken().orElseThrow().message().payment().recipient();
    }

    /**
     * The transaction that opened it is sent again where no block has it. It may be in another block by now, and the stream have
     * another number.
     *
     * @param wanted asked right before anything is sent; any thread
     */
    private void lookElsewhere(BooleanSupplier wanted, Runnable missing, Consumer<PaymentFailure> failed) {
        if (!desk.takeTurn(rental)) {
            notBefore = desk.clock.instant().plus(desk.policy.pause(0));
            return;
        }
        RentalRecord record = rental.record();
        Optional<RentalRecord.Intent> intent = record.intent();
        if (intent.isEmpty()) {
            missing.run();
            return;
        }
        long after = Math.max(0, intent.get().afterBlock() - REPLACED_BLOCKS);
        ask(
                () -> wanted.getAsBoolean()
                        ? desk.funding.opened(
                                intent.get().recipient(), intent.get().rate(), after)
                        : List.<OpenedStream>of(),
                found -> found(found, intent.get(), missing),
                failed);
    }

    private void found(List<OpenedStream> found, RentalRecord.Intent intent, Runnable missing) {
        StreamRef number = rental.record().stream().orElseThrow().ref();
        boolean isOwn = !desk.isPassedOn(rental);
        if (isOwn && found.stream().anyMatch(s -> s.ref().equals(number))) back();
        else unclaimed(found, intent).ifPresentOrElse(this::moved, missing);
    }

    /** It is in a block again and has its number. */
    private void back() {
        desk.endTurn(rental);
        succeeded();
        missed = 0;
        // A node whose logs are ahead of its state would be asked without a pause.
        notBefore = desk.clock.instant().plus(desk.policy.pause(0));
        rental.streamSeen();
    }

    private void moved(OpenedStream stream) {
        desk.endTurn(rental);
        succeeded();
        missed = 0;
        rental.streamMoved(stream);
    }

    private void missing() {
        desk.endTurn(rental);
        notBefore = desk.clock.instant().plus(desk.policy.pause(failures++));
        rental.streamMissing();
    }

    /** Reads before each step, so that it may be done again after any failure. Needs no logs of the chain. */
    private Ended settled(OpenedStream stream, RatePerSecond rate) throws PaymentFailure {
        StreamFunding.Reading read = desk.funding.look(stream.ref());
        if (!read.state().voided()) {
            desk.funding.end(stream.ref());
            read = desk.funding.look(stream.ref());
        }
        if (ours(read.state()).baseUnits() > 0) {
            desk.funding.refund(stream.ref());
            read = desk.funding.look(stream.ref());
        }
        StreamState state = read.state();
        if (!state.voided() || ours(state).baseUnits() > 0)
            throw new PaymentFailure(
                    PaymentFailure.Kind.BAD_ANSWER, "the chain does not show yet that the stream has ended");
        Usdc spent = spent(stream, rate, state);
        return new Ended(new RentalRecord.Settled(stream.deposit().minus(spent), spent), read.block());
    }

    /** What was withdrawn and what is still due. Where no node has the logs any more, what streamed until the void. */
    private Usdc spent(OpenedStream stream, RatePerSecond rate, StreamState ended) {
        Usdc spent;
        try {
            StreamState read = desk.funding.read(stream.ref());
            spent = read.withdrawn().plus(read.balance());
        } catch (PaymentFailure e) {
            LOG.info(
                    "What stream {} cost is worked out from time and rate: {}",
                    stream.ref().id(),
                    e.getMessage());
            spent = rate.streamed(Duration.between(stream.at(), ended.settledAt()));
        }
        return spent.min(stream.deposit());
    }

    private static Usdc ours(StreamState state) {
        return state.balance().minus(state.due(state.readAt()));
    }

    private void again(PaymentFailure failure) {
        desk.endTurn(rental);
        notBefore = desk.clock.instant().plus(desk.policy.pause(failures++));
        if (told.isNew(failure))
            rental.trouble("The payment chain did not do what was asked; this is tried again, each time within "
                    + RenterPolicy.LONGEST_PAUSE.toSeconds() + " s: " + failure.getMessage());
        else LOG.info("The work of {} on the chain is done again: {}", rental.id(), failure.getMessage());
    }

    private void succeeded() {
        failures = 0;
        told.forget();
    }

    private <T> void ask(Asked<T> asked, Consumer<T> answer, Consumer<PaymentFailure> failure) {
        busy = true;
        Thread.ofVirtual().name("renter-chain").start(() -> {
            desk.chain.lock();
            Runnable told;
            try {
                T result = asked.ask();
                told = () -> answer.accept(result);
            } catch (PaymentFailure e) {
                told = () -> failure.accept(e);
            } catch (RuntimeException | Error e) {
                LOG.warn("A call to the chain failed unexpectedly", e);
                told = () -> failure.accept(
                        new PaymentFailure(PaymentFailure.Kind.BAD_ANSWER, "unexpected failure: " + e.getMessage(), e));
            } finally {
                desk.chain.unlock();
            }
            Runnable answered = told;
            desk.post(() -> {
                busy = false;
                answered.run();
                rental.proceed();
            });
        });
    }
}
