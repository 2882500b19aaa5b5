package org.headroom.cli.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.headroom.agent.Rig;
import org.headroom.cli.demo.DemoHome;
import org.headroom.cli.demo.DemoStage;
import org.headroom.cli.demo.SimulatedGpu;
import org.headroom.cli.demo.StageRun;
import org.headroom.engine.LeaseLoop;
import org.headroom.jobs.DemoJob;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Requirements;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.ByteCount;
import org.headroom.renter.OrderRequest;
import org.headroom.renter.Rental;
import org.headroom.renter.RentalListener;
import org.headroom.renter.Renter;
import org.headroom.renter.RenterPolicy;

/** Leases one after the other on one stage: one to warm up, then those that are measured, then the floors. */
final class LeaseRuns {
    // Long enough that the chain, whose blocks are a second apart, has something due when the receipt is there.
    private static final int JOB_SECONDS = 2;
    private static final Usdc CEILING = Usdc.parse("0.50");
    private static final Duration PAID_FOR = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DemoHome home;
    private final StageRun run;
    private final int leases;
    private final Clock clock;
    private final PrintStream out;

    /** @param out where progress is told */
    LeaseRuns(DemoHome home, StageRun run, int leases, Clock clock, PrintStream out) {
        this.home = home;
        this.run = run;
        this.leases = leases;
        this.clock = clock;
        this.out = out;
    }

    /** @return empty if a person ended it */
    Optional<BenchReport> measure() throws Exception {
        AtomicReference<Optional<BenchReport>> report = new AtomicReference<>(Optional.empty());
        run.play(stage -> {
            Renter renter = stage.renter(new RentalListener() {}, atOnce());
            stage.gpu().ifPresent(SimulatedGpu::addToThisProcess);
            try (Rig rig = Rig.open(home.rig(), clock)) {
                try {
                    DemoJob.loadInto(rig.containers().orElseThrow());
                    report.set(Optional.of(measure(stage, renter, rig)));
                    run.settled();
                } finally {
                    run.closing();
                }
            }
            return 0;
        });
        return report.get();
    }

    private BenchReport measure(DemoStage stage, Renter renter, Rig rig) throws Exception {
        Map<Leg, List<Duration>> times = new EnumMap<>(Leg.class);
        for (Leg leg : Leg.values()) times.put(leg, new ArrayList<>());
        for (int i = 0; i <= leases; i++) {
            out.println(i == 0 ? "one lease to warm up" : "lease " + i + " of " + leases);
            Map<Leg, Duration> one = lease(renter, rig);
            if (i > 0) one.forEach((leg, time) -> times.get(leg).add(time));
        }
        out.println("the floors");
        Map<Leg, Spread> legs = new EnumMap<>(Leg.class);
        times.forEach((leg, all) -> legs.put(leg, Spread.of(all)));
        return new BenchReport(leases, legs, new Floors(stage, rig.containers().orElseThrow(), home.rig()).measure());
    }

    /** What a renter is that takes the first bid at once. */
    private static RenterPolicy atOnce() {
        RenterPolicy p = RenterPolicy.STANDARD;
        return new RenterPolicy(
                Duration.ZERO, p.margin(), p.answerWithin(), p.startWithin(), p.receiptWithin(), p.retry());
    }

    private Map<Leg, Duration> lease(Renter renter, Rig rig) throws Exception {
        Rental rental = renter.place(OrderRequest.cheapest(
                new Requirements(1, Optional.empty(), new ByteCount(0)),
                DemoJob.manifest(JOB_SECONDS),
                CEILING,
                PAID_FOR));
        // Withdrawn as soon as the receipt is there, while the renter still ends the stream: as on a real desk.
        LeaseLoop loop = rig.leases().orElseThrow();
        LeaseId lease = await(rental, "its lease", () -> rental.lease());
        await(rental, "its receipt", () -> state(loop, lease, s -> s instanceof LeaseState.Receipted));
        loop.withdraw(loop.quoteWithdrawal().get(30, TimeUnit.SECONDS)).get(60, TimeUnit.SECONDS);
        LeaseState.Paid paid = (LeaseState.Paid) await(
                rental, "its money", () -> state(loop, lease, s -> s instanceof LeaseState.Paid));
        if (!renter.await(rental, PATIENCE)) throw new IOException("The renter did not get its rest back in time.");
        ContainerEngine containers = rig.containers().orElseThrow();
        awaitRemoval(containers, lease);
        return LeaseTimes.of(rental, paid, rig.journal().orElseThrow().replay());
    }

    private static Optional<LeaseState> state(LeaseLoop loop, LeaseId lease, Predicate<LeaseState> is) {
        return loop.book().find(lease).filter(is);
    }

    private interface Look<T> {
        Optional<T> look();
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

    private static void awaitRemoval(ContainerEngine containers, LeaseId lease) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (containers.find(lease).isPresent()) {
            if (Thread.interrupted()) throw new InterruptedException();
            if (System.nanoTime() > end) throw new IOException("A finished container was not removed.");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
