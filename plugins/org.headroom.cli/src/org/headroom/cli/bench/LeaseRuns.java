package org.headroom.cli.bench;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.headroom.agent.Rig;
import org.headroom.cli.demo.DemoHome;
import org.headroom.cli.demo.DemoStage;
import org.headroom.cli.demo.SimulatedGpu;
import org.headroom.cli.demo.StageRun;
import org.headroom.jobs.DemoJob;
import org.headroom.model.job.ContainerEngine;
import org.headroom.renter.RentalListener;
import org.headroom.renter.Renter;

/**
 * Leases one after the other on one stage: one to warm up, those that are measured, the floors, and then as many leases of a
 * rig that asks the same chain through a slow node.
 */
final class LeaseRuns {
    private static final double MOST_BEYOND_ENGINE_MS = 50;

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

    /** @param limits what must keep a limit */
    record Measured(BenchReport report, LimitsReport limits) {}

    /** What was measured without the slow node. */
    private record Direct(BenchReport report, Spread bidToRunning, Spread exitKnown, Spread exitSeen) {}

    /** @return empty if a person ended it */
    Optional<Measured> measure() throws Exception {
        AtomicReference<Optional<Measured>> measured = new AtomicReference<>(Optional.empty());
        run.play(stage -> {
            Renter renter = stage.renter(new RentalListener() {}, OneLease.atOnce());
            stage.gpu().ifPresent(SimulatedGpu::addToThisProcess);
            Direct direct;
            try (Rig rig = Rig.open(home.rig(), clock)) {
                try {
                    DemoJob.loadInto(rig.containers().orElseThrow());
                    direct = direct(stage, renter, rig);
                } catch (Exception e) {
                    run.closing();
                    throw e;
                }
            }
            try (SlowNodeRig slow = new SlowNodeRig(home.rig(), stage.chain(), clock)) {
                try {
                    SlowNodeRig.Figures behind = slow.measure(renter, leases, out);
                    measured.set(Optional.of(new Measured(direct.report(), limits(direct, behind))));
                    run.settled();
                } finally {
                    run.closing();
                }
            }
            return 0;
        });
        return measured.get();
    }

    private Direct direct(DemoStage stage, Renter renter, Rig rig) throws Exception {
        Map<Leg, List<Duration>> times = new EnumMap<>(Leg.class);
        for (Leg leg : Leg.values()) times.put(leg, new ArrayList<>());
        List<Duration> bidToRunning = new ArrayList<>();
        List<Duration> exitKnown = new ArrayList<>();
        for (int i = 0; i <= leases; i++) {
            out.println(i == 0 ? "one lease to warm up" : "lease " + i + " of " + leases);
            OneLease lease = OneLease.run(renter, rig, OneLease.Progress.NONE);
            if (i == 0) continue;
            LeaseTimes.of(lease.rental(), lease.paid(), lease.events())
                    .forEach((leg, time) -> times.get(leg).add(time));
            bidToRunning.add(LeaseTimes.bidToRunning(lease.rental(), lease.paid()));
            exitKnown.add(LeaseTimes.exitToKnown(lease.paid(), lease.events()));
        }
        out.println("the floors");
        Map<Leg, Spread> legs = new EnumMap<>(Leg.class);
        times.forEach((leg, all) -> legs.put(leg, Spread.of(all)));
        ContainerEngine containers = rig.containers().orElseThrow();
        Floors floors = new Floors(stage, containers, home.rig());
        return new Direct(
                new BenchReport(leases, legs, floors.measure()),
                Spread.of(bidToRunning),
                Spread.of(exitKnown),
                floors.exitSeen(leases));
    }

    private static LimitsReport limits(Direct direct, SlowNodeRig.Figures behind) {
        double beyond = behind.bidToRunning().p50() - direct.bidToRunning().p50();
        double receipt = direct.report().legs().get(Leg.EXIT_TO_RECEIPT).p50();
        return new LimitsReport(List.of(
                new LimitsReport.Part(
                        "slowNode",
                        "Rig behind a node of " + SlowNodeRig.LATENCY_MS + " ms a call, head at 40 million; p50",
                        List.of(
                                Figure.of(
                                        "directMs",
                                        "bid to running, chain itself, ms",
                                        direct.bidToRunning().p50()),
                                Figure.of(
                                        "slowMs",
                                        "bid to running, slow node, ms",
                                        behind.bidToRunning().p50()),
                                Figure.limited("moreMs", "difference, ms", beyond, SlowNodeRig.MOST_MORE_MS),
                                Figure.of(
                                        "requests",
                                        "requests of the rig meanwhile, acceptance to running",
                                        behind.requests()),
                                Figure.of("calls", "calls in them", behind.calls()))),
                new LimitsReport.Part(
                        "exitToReceipt",
                        "Exit of a job to its signed receipt; p50",
                        List.of(
                                Figure.of("receiptMs", "exit to receipt, ms", receipt),
                                Figure.of(
                                        "knownMs",
                                        "exit to the rig's knowledge of it, all output read, ms",
                                        direct.exitKnown().p50()),
                                Figure.of(
                                        "engineMs",
                                        "exit to the engine's own report of it, ms",
                                        direct.exitSeen().p50()),
                                Figure.limited(
                                        "beyondMs",
                                        "difference, ms",
                                        receipt - direct.exitSeen().p50(),
                                        MOST_BEYOND_ENGINE_MS)))));
    }
}
