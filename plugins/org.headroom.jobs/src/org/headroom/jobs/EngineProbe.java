package org.headroom.jobs;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.headroom.model.Subscription;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.OfferedImages;
import org.headroom.model.market.LeaseId;

/**
 * Asks whatever answers at a socket what a rig asks a container engine about a job that runs and ends, with processes of the
 * caller's. It waits for less than a rig does. For fuzzing.
 */
public final class EngineProbe implements AutoCloseable {
    /** The containers that a request may be about have this label. */
    public static final String RIG_LABEL = Isolation.RIG_LABEL;

    public static final String LEASE_LABEL = Isolation.LEASE_LABEL;
    public static final String RIG = "fuzz-rig";
    /** An engine that answers again, of a container without processes, is believed within this. */
    public static final Duration LONGEST = Duration.ofSeconds(20);

    private static final ExitWait.Times TIMES = new ExitWait.Times(
            Duration.ofMillis(5),
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            Duration.ofMillis(300),
            Duration.ofMillis(200));
    private static final Duration KILL = Duration.ofMillis(20);

    private final SocketEngine engine;

    /**
     * @param proc stands for {@code /proc}
     * @param kill of a process, by its number: whether it was told to end
     */
    public EngineProbe(Path socket, boolean isDocker, Path proc, LongPredicate kill) {
        engine = isDocker
                ? new DockerEngine(socket, RIG, OfferedImages.NONE)
                : new PodmanEngine(socket, RIG, OfferedImages.NONE, Clock.systemUTC());
        engine.waitTimes(TIMES);
        var processes =
                new ContainerProcesses(proc, pid -> Optional.of(() -> kill.test(pid)), proc.resolve("mountinfo"));
        engine.remains = new JobRemains(engine, processes, KILL);
    }

    public ContainerRef container(String id) {
        return new ContainerRef("fuzz", "1", id, "sha256:1");
    }

    public ContainerState.Exited await(ContainerRef container) throws JobFailure, InterruptedException {
        return engine.await(container);
    }

    public Optional<ContainerState> find(LeaseId lease) throws JobFailure {
        return engine.find(lease);
    }

    public List<LeaseId> leases() throws JobFailure {
        return engine.leases();
    }

    public boolean wasStopped(ContainerRef container) throws JobFailure {
        return engine.wasStopped(container);
    }

    public void stop(ContainerRef container) throws JobFailure {
        engine.stop(container, Duration.ZERO);
    }

    public void remove(ContainerRef container) throws JobFailure {
        engine.remove(container);
    }

    public Subscription follow(ContainerRef container, Consumer<String> text, Runnable end) throws JobFailure {
        return engine.follow(container, text, end);
    }

    public EngineStatus status() {
        return engine.status();
    }

    @Override
    public void close() {
        engine.close();
    }
}
