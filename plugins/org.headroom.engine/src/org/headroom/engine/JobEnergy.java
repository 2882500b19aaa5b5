package org.headroom.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.market.Bid;
import org.headroom.model.units.Joules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The energy of jobs that have ended. What is long past is read from the disk, and a disk that does not answer holds back no
 * job's end. Any thread.
 */
final class JobEnergy {
    /** The GPU is held until the job's end is recorded, its energy with it. */
    static final Duration LIMIT = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(JobEnergy.class);
    /** More than that is asked only where reads do not return. */
    private static final int MOST_READS = 16;

    private final GpuWatch gpus;
    private final Duration limit;
    private final Semaphore reads = new Semaphore(MOST_READS);

    JobEnergy(GpuWatch gpus, Duration limit) {
        this.gpus = gpus;
        this.limit = limit;
    }

    /**
     * Of all GPUs together; empty where one of them does not tell in time, or the clock that stamps their samples was set.
     * Waits no longer than the limit.
     */
    Optional<EnergyEstimate> of(Bid bid, JobRunner.End end) {
        if (end.wall().isEmpty()) return Optional.empty();
        if (!reads.tryAcquire()) {
            LOG.warn("The energy of job {} is unknown: earlier questions for energies were not answered", bid.id());
            return Optional.empty();
        }
        CompletableFuture<Optional<EnergyEstimate>> energy = new CompletableFuture<>();
        // A platform thread: a virtual one would hold its carrier in a read that does not return.
        Thread.ofPlatform().daemon().name("job-energy-" + bid.id()).start(() -> {
            try {
                energy.complete(sum(bid, end.wall().get()));
            } catch (RuntimeException | Error e) {
                energy.completeExceptionally(e);
            } finally {
                reads.release();
            }
        });
        try {
            return energy.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.warn("The energy of job {} is unknown: it was not read within {} s", bid.id(), limit.toSeconds());
        } catch (ExecutionException e) {
            // A receipt that does not know the energy is better than none.
            LOG.warn("The energy of job {} is unknown", bid.id(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private Optional<EnergyEstimate> sum(Bid bid, JobRunner.WallTimes wall) {
        Optional<EnergyEstimate> sum = Optional.of(new EnergyEstimate(new Joules(0), EnergyEstimate.Source.COUNTER));
        for (GpuId gpu : bid.gpuIds()) {
            Optional<EnergyEstimate> one = gpus.energyEstimate(gpu, wall.startedAt(), wall.endedAt());
            sum = sum.flatMap(s -> one.map(s::plus));
        }
        return sum;
    }
}
