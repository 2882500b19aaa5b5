package org.headroom.cli.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.headroom.agent.RigIdentity;
import org.headroom.jobs.EngineFinder;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.OfferedImages;
import org.headroom.model.market.LeaseId;

/**
 * Brings the stage up, lets something be played on it, and leaves nothing behind, whether that ends well, fails, or is
 * ended by Ctrl-C. Only a kill leaves something: the mark by which the next run takes up where this one was cut off.
 */
public final class StageRun {
    /** The exit code of what a person ended, as shells have it. */
    public static final int INTERRUPTED = 130;

    private static final Duration STOP_GRACE = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(20);

    /** What is played; interrupted when it must end. */
    @FunctionalInterface
    public interface Act {
        int play(DemoStage stage) throws Exception;
    }

    private final DemoHome home;
    private final StageParts parts;
    private final Clock clock;
    private final PrintStream out;
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final Object turn = new Object();
    private boolean playing; // guarded by turn
    private boolean settled;

    /** @param out where troubles at the end are told */
    StageRun(DemoHome home, StageParts parts, Clock clock, PrintStream out) {
        this.home = home;
        this.parts = parts;
        this.clock = clock;
        this.out = out;
    }

    /** Once only; the calling thread is interrupted when a person ends the program. */
    public int play(Act act) throws Exception {
        // Nothing is deleted before what an earlier rig of this folder left running is gone.
        if (!home.interrupted()) EarlierJobs.end(home.rig(), this::engine);
        home.begin(parts.chainLike());
        Thread player = Thread.currentThread();
        CountDownLatch over = new CountDownLatch(1);
        Thread atExit = new Thread(() -> endInOrder(player, over), "stage-end");
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            return onStage(act);
        } catch (Exception e) {
            // Whatever a part makes of the interruption, the reason is the person.
            if (ended()) return INTERRUPTED;
            throw e;
        } finally {
            if (!settled) stopJobs();
            home.finish();
            over.countDown();
            forget(atExit);
        }
    }

    private int onStage(Act act) throws Exception {
        synchronized (turn) {
            playing = true;
        }
        try (DemoStage stage = new DemoStage(home, parts, clock)) {
            try {
                return act.play(stage);
            } finally {
                closing();
            }
        } finally {
            closing();
        }
    }

    /**
     * To be called by the player before it closes what it opened: from here on it is not interrupted any more, or the parts
     * would not be waited for as they end.
     */
    public void closing() {
        synchronized (turn) {
            playing = false;
            Thread.interrupted();
        }
    }

    /** Whether a person has ended the program. */
    public boolean ended() {
        return interrupted.getCount() == 0;
    }

    /** Waits for a person to end the program. @return false if that has not happened by then */
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        return interrupted.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Nothing of this run is under way any more or will be: no container is left, and there is nothing to take up again. */
    public void settled() throws IOException {
        settled = true;
        home.finish();
    }

    private static void forget(Thread atExit) {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The program is already going down: the hook is what waits for us.
        }
    }

    private void endInOrder(Thread player, CountDownLatch over) {
        interrupted.countDown();
        out.println("Stopping everything that was started here.");
        try {
            long end = System.nanoTime() + END.toNanos();
            do {
                // More than once: a part that was just waiting may have kept the interruption to itself.
                synchronized (turn) {
                    if (playing) player.interrupt();
                }
                if (over.await(200, TimeUnit.MILLISECONDS)) return;
            } while (System.nanoTime() < end);
            out.println("Not everything ended within " + END.toSeconds() + " s; what is left ends with this program.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    ContainerEngine engine() {
        return new EngineFinder(System.getenv(), home.rig().resolve("engine"))
                .find(RigIdentity.of(DemoStage.RIG, home.rig()), OfferedImages.NONE, clock);
    }

    /** Ends and removes this home's containers; another home's are none of ours, though their rig has the same name. */
    private void stopJobs() {
        if (!Files.isDirectory(home.leases())) return;
        try (ContainerEngine engine = engine()) {
            if (!engine.status().up()) return;
            for (LeaseId lease : engine.leases()) {
                if (!Files.isDirectory(home.leases().resolve(lease.value()))) continue;
                Optional<ContainerState> state = engine.find(lease);
                if (state.isEmpty()) continue;
                engine.stop(state.get().container(), STOP_GRACE);
                engine.remove(state.get().container());
            }
        } catch (JobFailure e) {
            out.println("A container may be left behind: " + e.getMessage());
        }
    }
}
