package org.headroom.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.headroom.agent.Rig;
import org.headroom.engine.LeaseBook;
import org.headroom.engine.LeaseLoop;
import org.headroom.jobs.DemoJob;
import org.headroom.model.lease.Journal;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Requirements;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.rig.RigDesk;
import org.headroom.model.units.ByteCount;
import org.headroom.renter.OrderRequest;
import org.headroom.renter.Rental;
import org.headroom.renter.RentalRecord;
import org.headroom.renter.Renter;

/** The demo's own lease, from the order to the money in the wallet. */
final class OwnLease {
    private static final Usdc CEILING = Usdc.parse("0.50");
    private static final Duration PAID_FOR = Duration.ofMinutes(5);
    private static final int JOB_SECONDS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int TRIES = 3;

    /** The lease at its end, as both sides have it. */
    record Paid(Rental rental, LeaseState.Paid lease) {}

    private final Rig rig;
    private final LeaseLoop leases;
    private final Renter renter;
    private final OtherRenters others;
    private final DemoTale tale;

    OwnLease(Rig rig, Renter renter, OtherRenters others, DemoTale tale) {
        this.rig = rig;
        this.leases = rig.leases().orElseThrow();
        this.renter = renter;
        this.others = others;
        this.tale = tale;
    }

    /** The newest of the demo's own leases whose money was withdrawn before this start. */
    Optional<Paid> paidBefore() {
        Journal journal = rig.journal().orElseThrow();
        return newestFirst()
                .filter(OwnLease::good)
                .flatMap(rental -> rental.lease().flatMap(lease -> paid(journal.events(lease))).stream()
                        .map(lease -> new Paid(rental, lease)))
                .findFirst();
    }

    /** The ledger knows a lease that is closed, too, which the book of a rig that was started again may not. */
    static Optional<LeaseState.Paid> paid(List<LeaseEvent> events) {
        return LeaseBook.replay(events).all().stream()
                .filter(LeaseState.Paid.class::isInstance)
                .map(LeaseState.Paid.class::cast)
                .findFirst();
    }

    /** Orders, or goes on with what was ordered, until the money is in the wallet. */
    Paid play() throws Exception {
        Rental rental = rent();
        return new Paid(rental, withdraw(rental));
    }

    /** The book of a rig is empty until its ledger has been read. */
    static void awaitRestored(Rig rig) throws Demo.Failed, InterruptedException {
        await("the rig's ledger", rig.leases().orElseThrow()::isRestored);
    }

    /** Whether the lease is open in the rig's book; a closed one was shown by the demo that was cut off. */
    private boolean isOpen(Rental rental) {
        return rental.lease()
                .filter(lease -> leases.book().isOpen(lease))
                .flatMap(lease -> leases.book().find(lease))
                .filter(OwnLease::receipted)
                .isPresent();
    }

    private Rental rent() throws InterruptedException, Demo.Failed {
        for (int attempt = 1; ; attempt++) {
            Rental rental = newestFirst()
                    .filter(r -> r.record().open() || good(r) && isOpen(r))
                    .findFirst()
                    .orElse(null);
            if (rental == null) {
                awaitGpu();
                rental = order(renter);
            }
            awaitEnd(rental);
            if (good(rental)) return rental;
            String why = rental.record().closing().map(tale::words).orElse("no reason given");
            if (attempt == TRIES) throw new Demo.Failed("The demo's order found no good end: " + why);
            tale.say("renter   tries once more");
        }
    }

    /** An order that nobody can bid for would only run out. */
    private void awaitGpu() throws InterruptedException, Demo.Failed {
        if (!others.haveEveryGpu()) return;
        tale.waitsForGpu();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (others.haveEveryGpu()) {
            if (System.nanoTime() > end)
                throw new Demo.Failed("The demo ordered nothing for itself: another renter's job has had the GPU for "
                        + PATIENCE.toMinutes() + " minutes.");
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private void awaitEnd(Rental rental) throws InterruptedException, Demo.Failed {
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean told = false;
        while (!renter.await(rental, Duration.ofSeconds(1))) {
            if (System.nanoTime() > end)
                throw new Demo.Failed(
                        "The demo's lease did not come to its end within " + PATIENCE.toMinutes() + " minutes.");
            if (!told && rental.record().phase() == RentalRecord.Phase.COLLECTING && others.haveEveryGpu()) {
                tale.waitsForGpu();
                told = true;
            }
        }
    }

    static Rental order(Renter renter) {
        return renter.place(OrderRequest.cheapest(
                new Requirements(1, Optional.empty(), new ByteCount(0)),
                DemoJob.manifest(JOB_SECONDS),
                CEILING,
                PAID_FOR));
    }

    private Stream<Rental> newestFirst() {
        return renter.rentals().stream()
                .sorted(Comparator.comparing(OwnLease::ordered).reversed());
    }

    static Optional<Rental> newest(Renter renter) {
        return renter.rentals().stream().max(Comparator.comparing(OwnLease::ordered));
    }

    private static Instant ordered(Rental rental) {
        return rental.record().at(RentalRecord.Step.ORDERED).orElse(Instant.EPOCH);
    }

    private static boolean good(Rental rental) {
        return rental.record().closing().map(c -> c.good()).orElse(false);
    }

    /** Presses Withdraw as a person would: the quote first, then just that. */
    private LeaseState.Paid withdraw(Rental rental) throws Exception {
        RigDesk desk = rig.desk().orElseThrow();
        LeaseId lease = rental.lease().orElseThrow();
        await(
                "the receipt",
                () -> leases.book().find(lease).map(OwnLease::receipted).orElse(false));
        for (int attempt = 1; leases.book().find(lease).orElseThrow() instanceof LeaseState.Receipted; attempt++) {
            if (attempt > TRIES) throw new Demo.Failed("The earnings could not be withdrawn; they stay in the stream.");
            try {
                WithdrawQuote quote = desk.quoteWithdrawal().get(30, TimeUnit.SECONDS);
                tale.say(DemoTale.withdrawal(quote));
                desk.withdraw(quote).get(60, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                // A run before this one may have withdrawn and not lived to see it: the rig finds out by itself.
                if (!(e.getCause() instanceof PaymentFailure f) || f.kind() != PaymentFailure.Kind.NOTHING_DUE) throw e;
                tale.say("wallet   " + e.getCause().getMessage());
            } catch (TimeoutException e) {
                throw new Demo.Failed("The chain did not answer in time; the earnings stay in the stream.");
            }
            await("the money", () -> leases.book().find(lease).orElseThrow() instanceof LeaseState.Paid);
        }
        return (LeaseState.Paid) leases.book().find(lease).orElseThrow();
    }

    private static boolean receipted(LeaseState state) {
        return state instanceof LeaseState.Receipted || state instanceof LeaseState.Paid;
    }

    private static void await(String what, BooleanSupplier condition) throws Demo.Failed, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) throw new InterruptedException();
            if (System.nanoTime() > end) throw new Demo.Failed("Waited 30 seconds for " + what + " in vain.");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
