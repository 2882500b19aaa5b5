package org.headroom.jobs;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.headroom.jobs.http.SocketHttp.Content;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobFailure.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after what is left of containers that the engine calls ended or does not know any more. An engine's word is no
 * proof: Docker 20.10 calls a job ended that asks to be traced and then catches a signal, and its processes run on. An
 * end is one when no process bears the container's id. Thread-safe; blocks.
 */
final class JobRemains {
    private static final Logger LOG = LoggerFactory.getLogger(JobRemains.class);
    private static final Duration KILL = Duration.ofSeconds(5);
    /** Of containers whose processes could not be ended; one is enough to take no new work. */
    private static final int MOST = 64;

    private static final int NAMED = 8;

    /** What a look found. */
    sealed interface Found {
        /** No process is left, and there was none. */
        record None() implements Found {}

        /** There were some, and they have been ended. */
        record Ended() implements Found {}

        /** Some are there, or whether some are could not be found out. @param words for a person */
        record Left(String words) implements Found {}
    }

    private final ContainerProcesses processes;
    private final SocketEngine engine;
    private final Duration limit;
    private final Map<String, String> stubborn = new LinkedHashMap<>();
    /** When the last process of a container was ended here, whoever asked for it. */
    private final Map<String, Instant> ended = new LinkedHashMap<>();

    private final AtomicBoolean unseenTold = new AtomicBoolean();

    JobRemains(SocketEngine engine) {
        this(engine, new ContainerProcesses(), KILL);
    }

    JobRemains(SocketEngine engine, ContainerProcesses processes, Duration limit) {
        this.engine = engine;
        this.processes = processes;
        this.limit = limit;
    }

    /** Whether some are left, or may be: what cannot be found out is no end. Kills nothing. */
    boolean areLeft(String container) {
        try {
            return !processes.alive(container).isEmpty();
        } catch (IOException e) {
            LOG.warn("Whether processes of container {} are left is unknown: {}", container, EngineClient.reason(e));
            return true;
        }
    }

    /** What is so of a container that the engine tells about. Kills nothing. */
    ContainerState check(ContainerState told) {
        if (!(told instanceof ContainerState.Exited exited)) return told;
        return areLeft(exited.container().id())
                ? new ContainerState.Running(exited.container(), exited.startedAt())
                : settled(exited);
    }

    /** The engine's time and code are not the job's where it ran until its last process was killed here. */
    ContainerState.Exited settled(ContainerState.Exited told) {
        return endedAt(told.container().id())
                .map(seen -> new ContainerState.Exited(
                        told.container(), told.startedAt(), seen, ContainerState.UNKNOWN_EXIT, told.outOfMemory()))
                .orElse(told);
    }

    /** Ends what is left; takes as long as killing does, at most some seconds. */
    Found end(String container) {
        try {
            List<Long> left = processes.alive(container);
            if (left.isEmpty()) {
                forget(container);
                return new Found.None();
            }
            LOG.warn(
                    "The job of container {} is over, but {} of its processes run on: they are killed",
                    container,
                    left.size());
            left = processes.kill(container, limit);
            if (!left.isEmpty()) {
                killByEngine(container);
                left = processes.alive(container);
            }
            if (!left.isEmpty())
                return remember(
                        container,
                        left.size() + " processes of container " + container + " run on and cannot be killed (process "
                                + named(left) + "); end them as root (kill -9), or restart the machine");
            forget(container);
            synchronized (ended) {
                if (ended.size() >= MOST) ended.remove(ended.keySet().iterator().next());
                ended.put(container, Instant.now());
            }
            return new Found.Ended();
        } catch (IOException e) {
            return remember(
                    container,
                    "whether processes of container " + container + " are left cannot be found out ("
                            + EngineClient.reason(e) + "); see whether /proc can be read");
        }
    }

    /** @throws JobFailure PROCESSES_LEFT, to be tried again */
    void endOrFail(String container) throws JobFailure {
        if (end(container) instanceof Found.Left left)
            throw new JobFailure(
                    Kind.PROCESSES_LEFT, "The job is over for " + engine.called() + ", but " + left.words() + ".");
    }

    /** Of a container that the engine does not know: what somebody left of it is ended, or could not be. */
    JobFailure gone(String container) {
        try {
            endOrFail(container);
            return unknown(container);
        } catch (JobFailure left) {
            return left;
        }
    }

    static JobFailure unknown(String container) {
        return new JobFailure(
                Kind.REFUSED_BY_ENGINE,
                "Container " + container + " is gone: somebody else removed it, its job is lost.");
    }

    /** Its answer does not count. */
    private void killByEngine(String container) {
        try {
            engine.client.send("POST", engine.containers(container, "/kill"), Content.NONE, limit);
        } catch (JobFailure e) {
            LOG.debug("The engine does not kill container {}: {}", container, e.getMessage());
        }
    }

    private Found remember(String container, String words) {
        synchronized (stubborn) {
            if (stubborn.size() < MOST || stubborn.containsKey(container)) stubborn.put(container, words);
        }
        return new Found.Left(words);
    }

    /** When the last process of a container was ended here; empty where none was left when it was looked for. */
    Optional<Instant> endedAt(String container) {
        synchronized (ended) {
            return Optional.ofNullable(ended.get(container));
        }
    }

    private static String named(List<Long> pids) {
        String first = pids.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        return pids.size() > NAMED ? first + ", …" : first;
    }

    private void forget(String container) {
        synchronized (stubborn) {
            stubborn.remove(container);
        }
    }

    /** What could not be ended keeps this machine from new work: it may hold a GPU. */
    EngineStatus addTo(EngineStatus status) {
        List<String> containers;
        synchronized (stubborn) {
            containers = List.copyOf(stubborn.keySet());
        }
        for (String container : containers) if (!areLeft(container)) forget(container);
        synchronized (stubborn) {
            Optional<String> trouble = stubborn.values().stream().findFirst();
            if (trouble.isEmpty()) return status;
            String message = "A job of this rig is over, but " + trouble.get()
                    + ". Until then no new work is taken, because they may use its GPU.";
            return new EngineStatus(false, status.engine(), status.version(), message, status.parts());
        }
    }

    /** Says once that this machine does not show the engine's processes. */
    void unseen(String engine) {
        if (!unseenTold.getAndSet(true))
            LOG.warn(
                    "The processes of {}'s containers do not show in /proc: that a job has ended is {}'s word"
                            + " alone, and what is in force inside a container is not verified",
                    engine,
                    engine);
    }
}
