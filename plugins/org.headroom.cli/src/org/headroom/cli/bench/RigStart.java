package org.headroom.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.headroom.engine.LeaseLoop;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.rig.RigView;
import org.headroom.store.DecisionStore;
import org.headroom.store.Ledger;

/**
 * Starts the rig's own ledger, decisions and lease loop on a ledger that {@link LedgerHistory} has filled, says when its first
 * view is there, and then measures what it holds and what a view costs.
 */
final class RigStart {
    private static final String LOOP = "lease-loop";
    private static final Duration JOB = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration TOUCH = Duration.ofMillis(50);

    private final Path folder;
    private final int first;
    private final int open;
    private final int shown;
    private final Duration watched;
    private final Clock clock = Clock.systemUTC();

    /**
     * @param first the number of the first open lease
     * @param open how many leases are open
     * @param shown how many leases views have in the end, closed ones included
     * @param watched how long the cost of views is measured
     */
    RigStart(Path folder, int first, int open, int shown, Duration watched) {
        this.folder = folder;
        this.first = first;
        this.open = open;
        this.shown = shown;
        this.watched = watched;
    }

    /** @param ready run as soon as the first view has all open leases */
    ObjectNode measure(Runnable ready) throws IOException, InterruptedException {
        SettlingChain chain = new SettlingChain(clock);
        try (SettlingEngine engine = new SettlingEngine(clock, JOB);
                SettlingRenter renters = new SettlingRenter(chain, clock, 1)) {
            for (int n = first; n < first + open; n++) engine.restore(MadeUpLease.id(n));
            try (Ledger ledger = Ledger.open(folder.resolve("ledger.db"));
                    DecisionStore decisions = DecisionStore.open(folder.resolve("decisions.db"), clock);
                    LeaseLoop loop = BenchRig.loop(
                            LedgerHistory.GPUS,
                            renters,
                            engine,
                            chain,
                            ledger,
                            decisions,
                            folder.resolve("leases"),
                            MadeUpMarket.policy(),
                            clock)) {
                // As the ledger has them: a stream that had paid less would be doubted.
                for (LeaseEvent event : ledger.journal().replayOpen())
                    if (event instanceof LeaseEvent.StreamVerified verified) chain.put(verified.stream());
                awaitView(loop);
                ready.run();
                Duration cpu = ProcessCost.of(ProcessHandle.current().pid()).cpu();
                Awaiting.await(
                        "the latest closed leases",
                        PATIENCE,
                        () -> loop.view().leases().size() == shown);
                // What makes views is compiled meanwhile.
                touch(renters, watched);
                double tick = tick(loop, renters);
                return JsonNodeFactory.instance
                        .objectNode()
                        .put("cpuMs", cpu.toMillis())
                        .put("heap", ProcessResources.usedHeap())
                        .put("tickMicros", tick);
            }
        }
    }

    private void awaitView(LeaseLoop loop) throws IOException, InterruptedException {
        AtomicReference<Boolean> complete = new AtomicReference<>(false);
        var subscription = loop.onChange(() -> complete.set(openLeases(loop.view()) == open));
        try (subscription) {
            loop.start();
            Awaiting.await("the view of " + open + " open leases", PATIENCE, complete::get);
        }
    }

    private static long openLeases(RigView view) {
        return view.leases().stream().filter(l -> l.state().holdsGpu()).count();
    }

    /** Microseconds of CPU of the lease loop for each view, with all that it does beside. */
    private double tick(LeaseLoop loop, SettlingRenter renters) throws IOException, InterruptedException {
        AtomicInteger views = new AtomicInteger();
        Thread thread = Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals(LOOP))
                .findFirst()
                .orElseThrow(() -> new IOException("There is no thread " + LOOP + "."));
        ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
        try (var subscription = loop.onChange(views::incrementAndGet)) {
            long before = cpu.getThreadCpuTime(thread.threadId());
            touch(renters, watched);
            long used = cpu.getThreadCpuTime(thread.threadId()) - before;
            if (views.get() == 0) throw new IOException("No view was made in " + watched.toSeconds() + " s.");
            return used / 1e3 / views.get();
        }
    }

    /** Has views made as often as they are made at all. */
    private static void touch(SettlingRenter renters, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            renters.touch();
            Awaiting.pause(TOUCH);
        }
    }
}
