package org.headroom.cli.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import org.headroom.agent.Rig;
import org.headroom.broker.EmbeddedBroker;
import org.headroom.jobs.DemoJob;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.JobFailure;
import org.headroom.model.market.LeaseId;
import org.headroom.renter.Renter;

/** Whole leases with real containers and a chain on this machine; what is left behind of them. */
final class RealLeases {
    private static final int WARM_UP = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double MIB = 1 << 20;
    /** Of the leases, after which the heap is read for the first time. */
    private static final int FIRST_PART = 6;
    /** The broker retains five or six messages of a lease, some for an hour and its receipt for a day, at 22 to 31 KiB. */
    static final double MOST_MIB_A_LEASE = 0.25;
    /** The heap after the last lease, in terms of that after the first part, with nothing retained of any lease. */
    static final double MOST_HEAP = 1.05;

    private final Path home;
    private final RetainedLeaseMessages retained;
    private final int leases;
    private final Clock clock;
    private final PrintStream out;

    /**
     * What the process holds when no lease is open and the broker retains nothing of any.
     *
     * @param heap bytes
     * @param addresses of the embedded broker
     */
    record Rest(long heap, int addresses) {}

    /** @param home of the rig, with its settings */
    RealLeases(Path home, EmbeddedBroker broker, int leases, Clock clock, PrintStream out) {
        this.home = home;
        this.retained = new RetainedLeaseMessages(broker);
        this.leases = leases;
        this.clock = clock;
        this.out = out;
    }

    LimitsReport.Part measure(Renter renter) throws Exception {
        try (Rig rig = Rig.open(home, clock)) {
            ContainerEngine containers = rig.containers().orElseThrow();
            DemoJob.loadInto(containers);
            List<LeaseId> done = new ArrayList<>();
            for (int i = 0; i < WARM_UP; i++)
                done.add(
                        OneLease.run(renter, rig, OneLease.Progress.NONE).paid().id());
            awaitClosed(rig);
            ProcessResources before = ProcessResources.now();
            int early = Math.max(1, leases / FIRST_PART);
            double seconds = run(1, early, renter, rig, done);
            Rest first = rest(rig);
            seconds += run(early + 1, leases, renter, rig, done);
            awaitClosed(rig);
            ProcessResources after = atRest(before);
            double mibALease = (after.heap() - first.heap()) / MIB / Math.max(1, leases - early);
            Rest last = rest(rig);
            List<Figure> figures = new ArrayList<>(left(before, after, left(containers, done), open(rig)));
            figures.addAll(memory(before, after, mibALease, first, last, early));
            figures.add(Figure.of("secondsALease", "seconds a lease", seconds / leases));
            return new LimitsReport.Part("real", leases + " leases with real containers, after " + WARM_UP, figures);
        }
    }

    /** @return seconds */
    private double run(int from, int to, Renter renter, Rig rig, List<LeaseId> done) throws Exception {
        long began = System.nanoTime();
        for (int i = from; i <= to; i++) {
            if (i % 10 == 0 || i == leases) out.println(i + " of " + leases + " leases");
            done.add(OneLease.run(renter, rig, OneLease.Progress.NONE).paid().id());
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private Rest rest(Rig rig) throws IOException, InterruptedException {
        awaitClosed(rig);
        int addresses = retained.clear();
        return new Rest(ProcessResources.usedHeap(), addresses);
    }

    /** Or as long as it may take, where the money of a lease does not become final. */
    private static void awaitClosed(Rig rig) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (open(rig) > 0 && System.nanoTime() < end) Awaiting.pause(Duration.ofMillis(200));
    }

    /** The rig's regular work takes a thread or a connection for a moment; what is left behind stays. */
    private static ProcessResources atRest(ProcessResources before)
            throws IOException, InterruptedException, JMException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        ProcessResources now = ProcessResources.now();
        while (now.holdsMoreThan(before) && System.nanoTime() < end) {
            Awaiting.pause(Duration.ofSeconds(1));
            now = ProcessResources.now();
        }
        return now;
    }

    private static int open(Rig rig) {
        return rig.leases().orElseThrow().book().open().size();
    }

    /** Containers of these leases, and no others: another rig of this name may be at work. */
    private int left(ContainerEngine containers, List<LeaseId> done) throws JobFailure {
        List<LeaseId> there = containers.leases();
        return (int) done.stream().filter(there::contains).count();
    }

    private List<Figure> left(ProcessResources before, ProcessResources after, int containers, int open)
            throws IOException {
        return List.of(
                Figure.limited("containers", "containers left behind", containers, 0),
                Figure.limited("mounts", "mounts left behind", mounted(), 0),
                Figure.limited("open", "leases that are not closed", open, 0),
                Figure.limited(
                        "descriptorsMore",
                        "more file descriptors than the " + before.descriptors() + " before",
                        after.descriptors() - before.descriptors(),
                        0),
                Figure.limited(
                        "threadsMore",
                        "more threads than the " + before.threads() + " before",
                        after.threads() - before.threads(),
                        0),
                Figure.limited(
                        "virtualThreadsMore",
                        "more virtual threads than the " + before.virtualThreads() + " before",
                        after.virtualThreads() - before.virtualThreads(),
                        0));
    }

    static List<Figure> memory(
            ProcessResources before, ProcessResources after, double mibALease, Rest first, Rest last, int early) {
        return List.of(
                Figure.of("heapMib", "heap before, MiB, the embedded broker in it", before.heap() / MIB),
                Figure.of("heapAfterMib", "heap after, MiB, with what the broker retains", after.heap() / MIB),
                Figure.limited(
                        "heapMibALease",
                        "more heap for each lease after the first " + early + ", MiB, with what is retained",
                        mibALease,
                        MOST_MIB_A_LEASE),
                Figure.of("firstHeapMib", "heap after " + early + " leases, MiB, nothing retained", first.heap() / MIB),
                Figure.of("lastHeapMib", "heap after all leases, MiB, nothing retained", last.heap() / MIB),
                Figure.limited("heapRatio", "ratio", (double) last.heap() / first.heap(), MOST_HEAP),
                Figure.limited(
                        "addressesMore",
                        "more addresses in the broker than the " + first.addresses() + " after " + early + " leases",
                        last.addresses() - first.addresses(),
                        0));
    }

    /** Of the images that hold what jobs write. */
    private int mounted() throws IOException {
        String leasesFolder = home.resolve("leases").toString();
        return (int) Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                .filter(m -> m.contains(leasesFolder))
                .count();
    }
}
