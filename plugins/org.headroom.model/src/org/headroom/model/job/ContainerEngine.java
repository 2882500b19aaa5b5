package org.headroom.model.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.headroom.model.Subscription;
import org.headroom.model.market.LeaseId;

/**
 * Docker or Podman, seen through what a lease needs. Touches only containers that bear this rig's label. Methods may
 * take seconds: call from a virtual thread.
 */
public interface ContainerEngine extends AutoCloseable {
    /** Never throws: no engine is a status. */
    EngineStatus status();

    /**
     * Whether the engine's store has an image, by the rules by which {@link #start} finds it: true also of one of which nobody
     * can tell. Reads alone.
     *
     * @throws JobFailure where the engine does not answer: that is no no
     */
    default boolean hasImage(ImageName name) throws JobFailure {
        return true;
    }

    /**
     * Creates, checks by inspecting that every limit is really set, and starts. Asked again for the same lease it finds
     * the container that is there and goes on from it: a lease never has two.
     */
    ContainerState start(JobSpec job) throws JobFailure;

    /** The container of a lease, if there is one. */
    Optional<ContainerState> find(LeaseId lease) throws JobFailure;

    /** All containers with this rig's label, of whatever lease. */
    List<LeaseId> leases() throws JobFailure;

    /**
     * Waits for the end, however long; interruptible. Notices it within a second or two also when the engine is slow to
     * tell. After the machine was restarted the job's artefacts can be read again when this returns.
     */
    ContainerState.Exited await(ContainerRef container) throws JobFailure, InterruptedException;

    /**
     * All output from the beginning, then as it comes, until the end or {@code close()}. Called on one thread.
     *
     * @param end run once after the last text, when no more will come; never after {@code close()}
     */
    Subscription follow(ContainerRef container, Consumer<String> text, Runnable end) throws JobFailure;

    /** As above, for those who need not know the end. */
    default Subscription follow(ContainerRef container, Consumer<String> text) throws JobFailure {
        return follow(container, text, () -> {});
    }

    /**
     * Watches that the job takes no more of the disk than its order named, where that has no hard bound. The caller stops
     * the job.
     *
     * @param exceeded run at most once, on a thread of the watch; takes the reason, a part of a sentence such as "used
     *     more disk than its order named (…)"
     * @param unknown as the other, where the use of the disk could not be measured for so long that the job must not go on;
     *     takes the reason, a sentence without its full stop
     * @return does nothing where the bound is hard, or the engine does not watch
     */
    default Subscription watchDisk(ContainerRef container, Consumer<String> exceeded, Consumer<String> unknown)
            throws JobFailure {
        return () -> {};
    }

    /**
     * Whether the engine was told, by whomever, to stop or kill a container that has ended. False also where the engine
     * does not tell.
     */
    default boolean wasStopped(ContainerRef container) throws JobFailure {
        return false;
    }

    /** SIGTERM, then SIGKILL after the grace. Stopping what has ended is no error. */
    void stop(ContainerRef container, Duration grace) throws JobFailure;

    /**
     * Kills the processes of a container by SIGKILL without the engine: for one that does not answer. Only where this machine
     * shows that they are this container's. Never waits for the engine.
     *
     * @return the id of one of them; empty where no such process was found, or the rig may not kill it
     * @throws JobFailure to be tried again: whether there is one could not be found out
     */
    default OptionalLong killProcess(ContainerRef container) throws JobFailure {
        return OptionalLong.empty();
    }

    /**
     * Removes what has ended, with all of its processes; one attempt, which may be repeated. Removing what is gone is no
     * error. What the job left stays in its directory.
     */
    void remove(ContainerRef container) throws JobFailure;

    /**
     * Removes what is left of a container whose creation was cut off, and which {@link #find} and {@link #leases} need not show;
     * one attempt, which may be repeated. Only for a lease that has no container.
     */
    default void removeUnfinished(LeaseId lease) throws JobFailure {}

    /**
     * Leases of this rig whose job's disk is mounted, attached, half made or half removed. Answers also where there is no
     * engine.
     */
    default List<LeaseId> disks() throws JobFailure {
        return List.of();
    }

    /**
     * Takes the disk of a job out of use whose container is gone or was never made; one attempt, which may be repeated. What
     * the job left stays in its directory. Works also where there is no engine.
     *
     * @throws JobFailure to be tried again, as where a process of the job still runs
     */
    default void settleDisk(LeaseId lease) throws JobFailure {}

    @Override
    void close();
}
