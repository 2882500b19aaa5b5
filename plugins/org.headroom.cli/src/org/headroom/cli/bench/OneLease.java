package org.headroom.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.headroom.agent.Rig;
import org.headroom.engine.LeaseLoop;
import org.headroom.jobs.DemoJob;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.JobFailure;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Requirements;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.units.ByteCount;
import org.headroom.renter.OrderRequest;
import org.headroom.renter.Rental;
import org.headroom.renter.Renter;
import org.headroom.renter.RenterPolicy;

/**
 * A whole lease, from the order to the last of its money and the removal of its container.
 *
 * @param events those of the lease in the rig's ledger
 */
record OneLease(Rental rental, LeaseState.Paid paid, List<LeaseEvent> events) {
    // Long enough that the chain, whose blocks are a second apart, has something due when the receipt is there.
    private static final int JOB_SECONDS = 2;
    private static final Usdc CEILING = Usdc.parse("0.50");
    private static final Duration PAID_FOR = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Told of steps of the lease, within a millisecond or two. */
    interface Progress {
        Progress NONE = new Progress() {};

        /** The rig knows that its bid was taken. */
        default void taken() {}

        /** The rig knows that the job runs. */
        default void running() {}
    }

    /** A renter that takes the first bid at once. */
    static RenterPolicy atOnce() {
        RenterPolicy p = RenterPolicy.STANDARD;
        return new RenterPolicy(
                Duration.ZERO, p.margin(), p.answerWithin(), p.startWithin(), p.receiptWithin(), p.retry());
    }

    static OneLease run(Renter renter, Rig rig, Progress progress) throws Exception {
        Rental rental = renter.place(OrderRequest.cheapest(
                new Requirements(1, Optional.empty(), new ByteCount(0)),
                DemoJob.manifest(JOB_SECONDS),
                CEILING,
                PAID_FOR));
        LeaseLoop loop = rig.leases().orElseThrow();
        LeaseId lease = await(rental, "its lease", rental::lease);
        await(rental, "its acceptance", () -> state(loop, lease, s -> !(s instanceof LeaseState.Bidding)));
        progress.taken();
        await(rental, "its job", () -> state(loop, lease, OneLease::hasRun));
        progress.running();
        // Withdrawn as soon as the receipt is there, while the renter still ends the stream: as an owner may.
        await(rental, "its receipt", () -> state(loop, lease, s -> s instanceof LeaseState.Receipted));
        WithdrawQuote quote = await(rental, "money that is due", () -> quote(loop));
        loop.withdraw(quote).get(60, TimeUnit.SECONDS);
        LeaseState.Paid paid = (LeaseState.Paid) await(
                rental, "its money", () -> state(loop, lease, s -> s instanceof LeaseState.Paid));
        if (!renter.await(rental, PATIENCE)) throw new IOException("The renter did not get its rest back in time.");
        awaitRemoval(rig.containers().orElseThrow(), lease);
        return new OneLease(rental, paid, rig.journal().orElseThrow().events(lease));
    }

    /** Empty while nothing is due: on a busy machine a block may come late. */
    private static Optional<WithdrawQuote> quote(LeaseLoop loop) throws Exception {
        try {
            return Optional.of(loop.quoteWithdrawal().get(30, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PaymentFailure f && f.kind() == PaymentFailure.Kind.NOTHING_DUE)
                return Optional.empty();
            throw e;
        }
    }

    private static boolean hasRun(LeaseState state) {
        return !(state instanceof LeaseState.Bidding
                || state instanceof LeaseState.Verifying
                || state instanceof LeaseState.Starting);
    }

    private static Optional<LeaseState> state(LeaseLoop loop, LeaseId lease, Predicate<LeaseState> is) {
        return loop.book().find(lease).filter(is);
    }

    private interface Look<T> {
        Optional<T> look() throws Exception;
    }

    private static <T> T await(Rental rental, String what, Look<T> look) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<T> found = look.look();
        while (found.isEmpty()) {
            if (Thread.interrupted()) throw new InterruptedException();
            boolean bad = rental.record().closing().filter(c -> !c.good()).isPresent();
            if (bad || System.nanoTime() > end)
                throw new IOException("A lease of the bench did not come to " + what + ": "
                        + rental.record().closing().map(c -> c.words()).orElse("it takes too long."));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            found = look.look();
        }
        return found.get();
    }

    private static void awaitRemoval(ContainerEngine containers, LeaseId lease)
            throws IOException, InterruptedException, JobFailure {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (containers.find(lease).isPresent()) {
            if (Thread.interrupted()) throw new InterruptedException();
            if (System.nanoTime() > end) throw new IOException("A finished container was not removed.");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
