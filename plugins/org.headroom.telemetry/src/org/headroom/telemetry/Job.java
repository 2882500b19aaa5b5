package org.headroom.telemetry;

import java.util.Optional;

/** A trip to the driver that may take as long as the driver likes: made on a {@link Crew}'s thread, settled on the sampler's. */
abstract class Job {
    // Written before the job is handed back under the crew's lock.
    private Optional<GpuFault> fault = Optional.empty();
    private Optional<Crew.Lane> lane = Optional.empty();
    private volatile long begunNanos = System.nanoTime();

    /** Makes the calls. */
    abstract void call() throws GpuFault;

    /** Takes note of what came of it. */
    abstract void settle();

    /** It takes too long to be waited for, and keeps its lane to itself; {@link #settle} comes later, or never. */
    void left() {}

    final void perform() {
        try {
            call();
        } catch (GpuFault e) {
            fault = Optional.of(e);
        } catch (RuntimeException | LinkageError e) {
            fault = Optional.of(new GpuFault(GpuFault.Kind.ERROR, "it could not be read: " + e));
        }
    }

    final Optional<GpuFault> fault() {
        return fault;
    }

    /** The lane it was left with; empty where it was quick. */
    final Optional<Crew.Lane> lane() {
        return lane;
    }

    final void leftWith(Crew.Lane own) {
        lane = Optional.of(own);
    }

    final void begins(long nanos) {
        begunNanos = nanos;
    }

    final long begunNanos() {
        return begunNanos;
    }
}
