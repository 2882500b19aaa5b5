package org.headroom.jobs;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.headroom.jobs.http.SocketHttp.Content;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobFailure.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the end of one container by three ways at once: the engine's wait call, the state polled beside it, and the
 * job's process where it can be seen. Whichever shows the end first wins; only the engine's state counts as the end. One
 * thread waits; a second one, which holds the wait call, ends with it.
 */
final class ExitWait {
    /** The times that bound the wait. @param output for an answer about what the job printed, or a part of one */
    record Times(Duration poll, Duration request, Duration lostEngine, Duration lostEnd, Duration output) {
        static final Times USUAL = new Times(
                Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(10));

        Times(Duration poll, Duration request, Duration lostEngine, Duration lostEnd) {
            this(poll, request, lostEngine, lostEnd, Duration.ofSeconds(5));
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(ExitWait.class);
    private static final Duration PROCESS_POLL = Duration.ofMillis(20);
    private static final Duration SOON_POLL = Duration.ofMillis(10);
    /** For how long after a sign of the end the state is read in quick succession. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final int MOST_PATIENCE = 10;
    /** Looks after which a process that does not show is not just on its way. */
    private static final int UNSEEN = 3;

    private final SocketEngine engine;
    private final ContainerRef container;
    private final Times times;
    private final Optional<JobProcess> process;
    /** Released by the wait call when the engine answers it. */
    private final Semaphore answered = new Semaphore(0);

    private int failures;
    /** How often the engine said that it runs while no process of it shows. */
    private int unseen;

    private long lostSince;
    private long soonUntil;
    private boolean soon;
    private long doubtSince;
    private Optional<Instant> doubtAt = Optional.empty();

    ExitWait(SocketEngine engine, ContainerRef container, Inspection first, Times times) {
        this.engine = engine;
        this.container = container;
        this.times = times;
        this.process = engine.process(first);
    }

    ContainerState.Exited await() throws JobFailure, InterruptedException {
        Thread waiting = startWaitCall();
        boolean ended = false;
        long waitCallAt = System.nanoTime();
        try {
            while (true) {
                Optional<ContainerState.Exited> exited = look();
                if (exited.isPresent()) return exited.get();
                if (!waiting.isAlive()
                        && System.nanoTime() - waitCallAt > times.poll().toNanos()) {
                    waitCallAt = System.nanoTime();
                    waiting = startWaitCall();
                }
                boolean sign = pause(ended);
                if (!ended && process.isPresent() && process.get().ended()) ended = true;
                if (sign) {
                    soon = true;
                    soonUntil = System.nanoTime() + SOON.toNanos();
                }
            }
        } finally {
            waiting.interrupt();
        }
    }

    private Thread startWaitCall() {
        return Thread.ofVirtual().name("wait-for-" + container.id()).start(() -> {
            try {
                String target = engine.containers(container.id(), "/wait") + engine.waitQuery();
                if (engine.client
                        .raw("POST", target, Content.NONE, Duration.ZERO)
                        .ok()) answered.release();
            } catch (IOException | JobFailure e) {
                // Nobody waits any more, or the engine is away, which the look at the state finds out and reports.
            }
        });
    }

    /** Pauses until the next look is due; true where there was a sign of the end. */
    private boolean pause(boolean ended) throws InterruptedException {
        if (soon && System.nanoTime() - soonUntil < 0) {
            answered.tryAcquire(SOON_POLL.toNanos(), TimeUnit.NANOSECONDS);
            return false;
        }
        soon = false;
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < times.poll().toNanos()) {
            boolean watched = process.isPresent() && !ended;
            Duration step = watched ? PROCESS_POLL : times.poll();
            if (answered.tryAcquire(step.toNanos(), TimeUnit.NANOSECONDS)) return true;
            if (watched && process.get().ended()) return true;
        }
        return false;
    }

    /** The end, once the engine is sure of it. */
    private Optional<ContainerState.Exited> look() throws JobFailure, InterruptedException {
        Inspection now;
        try {
            // A slow engine gets more time at each try, a hung request does not hide the end for long.
            Duration patience = times.request().multipliedBy(Math.min(failures + 1, MOST_PATIENCE));
            Optional<Inspection> there = engine.inspect(container.id(), patience);
            if (there.isEmpty()) throw engine.remains.gone(container.id());
            now = there.get();
        } catch (JobFailure e) {
            stopIfInterrupted(e, container);
            lost(e);
            return Optional.empty();
        }
        failures = 0;
        return switch (now.state(container.engine(), container.engineVersion())) {
            case ContainerState.Exited exited when remain() -> sure();
            case ContainerState.Exited exited
            when engine.remains.endedAt(container.id()).isPresent() -> Optional.of(engine.remains.settled(exited));
            case ContainerState.Exited exited when now.endIsCertain() -> Optional.of(exited);
            case ContainerState.Exited exited -> doubtful(exited.startedAt(), Optional.of(exited));
            case ContainerState.Running running
            when processIsGone(now) -> doubtful(running.startedAt(), Optional.empty());
            case ContainerState.Running running -> runs();
            case ContainerState.Created created -> sure();
        };
    }

    private Optional<ContainerState.Exited> runs() {
        if (process.isEmpty() && !engine.seesProcesses() && ++unseen == UNSEEN)
            engine.remains.unseen(container.engine());
        return sure();
    }

    /** Whether processes are left of a container that is over; they are ended. */
    private boolean remain() {
        if (process.filter(JobProcess::endedWithAll).isPresent()) return false;
        return engine.remains.end(container.id()) instanceof JobRemains.Found.Left;
    }

    private boolean processIsGone(Inspection now) {
        return process.isPresent() ? process.get().ended() : engine.processIsGone(now);
    }

    private Optional<ContainerState.Exited> sure() {
        doubtAt = Optional.empty();
        return Optional.empty();
    }

    /** The engine does not answer, but its containers go on without it. */
    private void lost(JobFailure e) throws JobFailure {
        if (e.kind() != Kind.NO_ENGINE) throw e;
        if (failures++ == 0) lostSince = System.nanoTime();
        if (System.nanoTime() - lostSince > times.lostEngine().toNanos()) throw e;
    }

    /** The process is over, but the engine knows no exit code or no time: it gets a while to find out. */
    private Optional<ContainerState.Exited> doubtful(Instant startedAt, Optional<ContainerState.Exited> told) {
        if (doubtAt.isEmpty()) {
            doubtAt = Optional.of(Instant.now());
            doubtSince = System.nanoTime();
        }
        if (System.nanoTime() - doubtSince < times.lostEnd().toNanos()) return Optional.empty();
        if (remain()) return sure();
        LOG.warn("The engine does not know how the job of container {} ended", container.id());
        // What ran before the machine started cannot have ended later than that.
        Instant seen = doubtAt.get();
        Instant endedAt =
                KernelLog.bootedAt().filter(boot -> boot.isAfter(startedAt)).orElse(seen);
        boolean timeKnown = told.filter(t -> !t.endedAt().equals(startedAt)).isPresent();
        return Optional.of(new ContainerState.Exited(
                container,
                startedAt,
                timeKnown ? told.orElseThrow().endedAt() : endedAt,
                told.map(ContainerState.Exited::exitCode).orElse(ContainerState.UNKNOWN_EXIT),
                told.map(ContainerState.Exited::outOfMemory)
                        .orElseGet(() -> KernelLog.saysOutOfMemory(container.id()))));
    }

    static void stopIfInterrupted(Exception e, ContainerRef container) throws InterruptedException {
        if (!(e instanceof ClosedByInterruptException) && !(e.getCause() instanceof ClosedByInterruptException)) return;
        Thread.interrupted();
        throw new InterruptedException("no longer waiting for " + container.id());
    }
}
