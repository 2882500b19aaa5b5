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

    private final Path home;
    private final int leases;
    private final Clock clock;
    private final PrintStream out;

    /** @param home of the rig, with its settings */
    RealLeases(Path home, int leases, Clock clock, PrintStream out) {
        this.home = home;
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
            long began = System.nanoTime();
            for (int i = 1; i <= leases; i++) {
                if (i % 10 == 0 || i == leases) out.println(i + " of " + leases + " leases");
                done.add(
                        OneLease.run(renter, rig, OneLease.Progress.NONE).paid().id());
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            awaitClosed(rig);
            ProcessResources after = atRest(before);
            return part(before, after, left(containers, done), open(rig), seconds);
        }
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

    private LimitsReport.Part part(
            ProcessResources before, ProcessResources after, int containers, int open, double seconds)
            throws IOException {
        int folders = mounted();
        return new LimitsReport.Part(
                "real",
                leases + " leases with real containers, after " + WARM_UP,
                List.of(
                        Figure.limited("containers", "containers left behind", containers, 0),
                        Figure.limited("mounts", "mounts left behind", folders, 0),
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
                                0),
                        Figure.of("heapMib", "heap before, MiB, the embedded broker in it", before.heap() / MIB),
                        Figure.of(
                                "heapAfterMib",
                                "heap after, MiB, with the topics that the broker keeps",
                                after.heap() / MIB),
                        Figure.of("secondsALease", "seconds a lease", seconds / leases)));
    }

    /** Of the images that hold what jobs write. */
    private int mounted() throws IOException {
        String leasesFolder = home.resolve("leases").toString();
        return (int) Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                .filter(m -> m.contains(leasesFolder))
                .count();
    }
}
