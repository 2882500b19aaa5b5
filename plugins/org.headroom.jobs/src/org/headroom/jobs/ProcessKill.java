package org.headroom.jobs;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobFailure.Kind;

/**
 * Kills a job without its engine, as {@link org.headroom.model.job.ContainerEngine#killProcess}: of Podman the first
 * process, with which the kernel ends the others; of Docker each, because a job of Docker's may live on without its
 * first one. Only where we are root. Any thread.
 */
final class ProcessKill {
    /** For one attempt: it is repeated, and other jobs wait for the same thread. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private ProcessKill() {}

    /** Empty for a container of another engine. */
    static OptionalLong kill(ContainerRef container) throws JobFailure {
        return switch (container.engine()) {
            case PodmanEngine.NAME -> PodmanProcess.kill(container);
            case DockerEngine.NAME ->
                JobUser.weAreRoot() ? all(new ContainerProcesses(), container.id(), LIMIT) : OptionalLong.empty();
            default -> OptionalLong.empty();
        };
    }

    /** @return the lowest process id of those that were there */
    static OptionalLong all(ContainerProcesses processes, String container, Duration limit) throws JobFailure {
        try {
            List<Long> there = processes.alive(container);
            if (there.isEmpty()) return OptionalLong.empty();
            List<Long> left = processes.kill(container, limit);
            if (left.isEmpty()) return there.stream().mapToLong(Long::longValue).min();
            throw new JobFailure(
                    Kind.PROCESSES_LEFT,
                    left.size() + " processes of container " + container + " were sent SIGKILL and have not ended.");
        } catch (IOException e) {
            throw new JobFailure(
                    Kind.REFUSED_BY_ENGINE,
                    "The processes of this machine cannot be listed: " + EngineClient.reason(e) + ".",
                    e);
        }
    }
}
