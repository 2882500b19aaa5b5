package org.headroom.cli.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import org.headroom.engine.LeaseLoop;
import org.headroom.engine.RigPolicy;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.store.DecisionStore;
import org.headroom.store.Ledger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many jobs, one after the other on each GPU, through the rig's own lease loop, runner, ledger and decisions; engine and
 * chain are in memory. Each lease is paid, final and closed. Nothing is under way when the process is measured.
 */
final class ManyJobs {
    static final int STEPS = 10;
    /** The steps after which the process is measured. */
    private static final Set<Integer> MEASURED = Set.of(1, 2, STEPS);

    private static final Logger LOG = LoggerFactory.getLogger(ManyJobs.class);
    private static final int GPUS = 16;
    private static final Duration JOB = Duration.ofMillis(20);
    private static final Duration WITHDRAWAL = Duration.ofSeconds(1);
    /** Short, so that the bids of one step are not in memory any more at its end. */
    private static final Duration BID_LASTS = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Path folder;
    private final int jobs;
    private final Clock clock = Clock.systemUTC();

    /** @param jobs a multiple of {@link #STEPS} */
    ManyJobs(Path folder, int jobs) {
        this.folder = folder;
        this.jobs = jobs;
    }

    /** What the process held after some of the steps, and how fast the jobs went through. */
    ObjectNode measure() throws IOException, InterruptedException, JMException {
        SettlingChain chain = new SettlingChain(clock);
        try (Ledger ledger = Ledger.open(folder.resolve("ledger.db"));
                DecisionStore decisions = DecisionStore.open(folder.resolve("decisions.db"), clock);
                SettlingEngine engine = new SettlingEngine(clock, JOB);
                SettlingRenter renters = new SettlingRenter(chain, clock, GPUS);
                LeaseLoop loop = BenchRig.loop(
                        GPUS, renters, engine, chain, ledger, decisions, folder.resolve("leases"), policy(), clock);
                ScheduledExecutorService owner = Executors.newSingleThreadScheduledExecutor(
                        r -> Thread.ofPlatform().daemon().name("bench-owner").unstarted(r))) {
            loop.start();
            owner.scheduleWithFixedDelay(
                    () -> withdraw(loop), WITHDRAWAL.toMillis(), WITHDRAWAL.toMillis(), TimeUnit.MILLISECONDS);
            Awaiting.await(
                    "its offers",
                    PATIENCE,
                    () -> loop.view().chain().up() && loop.view().engine().up());
            ObjectNode result = steps(loop, renters, chain, decisions);
            owner.shutdownNow();
            long closed = ledger.journal().totals().leases();
            if (closed != jobs) throw new IOException(closed + " leases were closed of " + jobs);
            return result;
        }
    }

    private static RigPolicy policy() {
        RigPolicy s = MadeUpMarket.policy();
        return new RigPolicy(
                s.rig(),
                s.askPerHour(),
                BID_LASTS,
                s.offerLasts(),
                s.leastRunway(),
                s.exposureCap(),
                s.streamPoll(),
                s.stopGrace(),
                s.verifyWithin(),
                s.startWithin(),
                s.chainGrace(),
                Set.of(),
                s.images(),
                s.secretsOnDocker());
    }

    private ObjectNode steps(LeaseLoop loop, SettlingRenter renters, SettlingChain chain, DecisionStore decisions)
            throws IOException, InterruptedException, JMException {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode held = result.putArray("steps");
        long working = 0;
        for (int step = 1; step <= STEPS; step++) {
            int done = jobs / STEPS * step;
            long began = System.nanoTime();
            renters.order(jobs / STEPS);
            Awaiting.await(done + " receipts", PATIENCE, () -> renters.receipts() >= done);
            working += System.nanoTime() - began;
            System.err.println(done + " of " + jobs + " jobs");
            if (!MEASURED.contains(step)) continue;
            Awaiting.await(
                    "the leases to be closed",
                    PATIENCE,
                    () -> loop.book().open().isEmpty());
            Awaiting.await(
                    "the bids to be forgotten",
                    PATIENCE,
                    () -> loop.view().market().bids().isEmpty());
            chain.clear();
            decisions.flush();
            ProcessResources now = ProcessResources.now();
            held.addObject()
                    .put("jobs", done)
                    .put("heap", now.heap())
                    .put("descriptors", now.descriptors())
                    .put("threads", now.threads())
                    .put("virtualThreads", now.virtualThreads());
        }
        return result.put("jobsPerSecond", jobs / (working / 1e9));
    }

    /** As an owner who withdraws all the time. */
    private static void withdraw(LeaseLoop loop) {
        try {
            loop.withdraw(loop.quoteWithdrawal().join()).join();
        } catch (CompletionException e) {
            boolean nothing = e.getCause() instanceof PaymentFailure f && f.kind() == PaymentFailure.Kind.NOTHING_DUE;
            if (!nothing) LOG.debug("A withdrawal failed", e);
        } catch (RuntimeException e) {
            LOG.debug("A withdrawal failed", e);
        }
    }
}
