package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.lease.EndCause;
import org.headroom.model.lease.JobArtefacts;
import org.headroom.model.lease.JobGuard;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LogChunk;
import org.headroom.model.market.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what became of jobs into events of leases. Called on the runner's threads; works on {@code lease-loop}. */
final class JobEvents implements JobRunner.Reports {
    private static final int SIGTERMED = 128 + 15;
    /** The engine counts from the order to start, the rig from the start. */
    private static final Duration START_TIME = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(JobEvents.class);

    private final LoopContext loop;
    private final RigParts parts;
    private final MarketDesk market;
    private final RigState state;
    private final EventJournal events;
    private final JobEnergy energies;

    JobEvents(LoopContext loop, RigParts parts, RigState state, MarketDesk market, EventJournal events) {
        this.loop = loop;
        this.parts = parts;
        this.state = state;
        this.events = events;
        this.market = market;
        this.energies = new JobEnergy(parts.gpus(), JobEnergy.LIMIT);
    }

    @Override
    public void started(LeaseId lease, ContainerRef container, Instant at) {
        loop.post(() -> {
            loop.happened(new LeaseEvent.JobStarted(lease, container, at));
            // It came after the lease was given up, recorded or not: nobody pays for it.
            Optional<LeaseState> now = loop.book().find(lease).map(events::withWaiting);
            if (now.isEmpty()) loop.jobs().discardUnknown(lease);
            else if (!mayRun(now.get())) loop.jobs().discard(now.get().terms());
        });
    }

    private static boolean mayRun(LeaseState lease) {
        return !(lease instanceof LeaseState.Refused)
                && !(lease instanceof LeaseState.Unserved)
                && !(lease instanceof LeaseState.Lapsed);
    }

    @Override
    public void refused(LeaseId lease, String reason) {
        loop.post(() -> loop.happened(new LeaseEvent.JobRefused(lease, reason, loop.now())));
    }

    @Override
    public void ended(LeaseId lease, JobRunner.End end) {
        // Asked for here and not on the loop: what is long past is read from the disk.
        Optional<EnergyEstimate> energy =
                loop.book().find(lease).flatMap(s -> energies.of(s.terms().bid(), end));
        Optional<JobGuard.GuardedEnd> guarded = parts.guard().ended(lease);
        loop.post(() -> loop.book().find(lease).ifPresent(s -> {
            // A job that had been given up has ended after all: its container may go now.
            if (s instanceof LeaseState.Receipted r) loop.jobs().remove(r.terms(), r.container());
            if (s instanceof LeaseState.Paid p) loop.jobs().remove(p.terms(), p.container());
            LeaseState stands = JobCovers.withEnd(events.withWaiting(s), guarded);
            JobResult result = new JobResult(
                    end.startedAt(),
                    end.endedAt(),
                    end.exitCode(),
                    outcome(stands, end),
                    end.artefacts(),
                    energy.map(EnergyEstimate::energy),
                    energy.map(EnergyEstimate::source),
                    cause(stands, end));
            if (!result.detail().isEmpty())
                LOG.warn("The job of {} ended with exit code {}: {}", lease, result.exitCode(), result.detail());
            if (energy.filter(e -> e.source() != EnergyEstimate.Source.COUNTER).isPresent())
                state.energyNotCounted(lease);
            loop.happened(new LeaseEvent.JobEnded(lease, result, loop.now()));
        }));
    }

    @Override
    public void hashed(LeaseId lease, JobArtefacts artefacts) {
        if (artefacts instanceof JobArtefacts.NotHashed not)
            LOG.warn("What the job of {} left is not hashed, and its receipt has no digest: {}", lease, not.reason());
        loop.post(() -> loop.happened(new LeaseEvent.ArtefactsHashed(lease, artefacts, loop.now())));
    }

    /** A job that had ended by itself before it was told to stop did not end for the stop's reason. */
    static Receipt.Outcome outcome(LeaseState lease, JobRunner.End end) {
        Optional<StopReason> stopped = stopped(lease, end);
        if (stopped.isPresent()) return stopped.get().outcome();
        if (end.exitCode() == 0) return Receipt.Outcome.COMPLETED;
        if (end.cause().filter(EndCause::isProviders).isPresent()) return Receipt.Outcome.STOPPED_BY_PROVIDER;
        return endedByTheEngine(lease, end) ? Receipt.Outcome.OUT_OF_TIME : Receipt.Outcome.JOB_FAILED;
    }

    private static Optional<StopReason> stopped(LeaseState lease, JobRunner.End end) {
        return lease instanceof LeaseState.Stopping s && !end.endedAt().isBefore(s.since())
                ? Optional.of(s.why())
                : Optional.empty();
    }

    /** Empty where the outcome and the exit code say it. */
    static Optional<EndCause> cause(LeaseState lease, JobRunner.End end) {
        Optional<StopReason> stopped = stopped(lease, end);
        if (end.cause().equals(Optional.of(EndCause.ENGINE_SILENT))) return end.cause();
        if (stopped.isPresent()) return stopped.flatMap(JobEvents::cause);
        return end.exitCode() == 0 ? Optional.empty() : end.cause();
    }

    /** What the outcome of a stop does not say; empty where it does. */
    private static Optional<EndCause> cause(StopReason why) {
        return switch (why) {
            case DISK_EXCEEDED -> Optional.of(EndCause.DISK_EXCEEDED);
            case DISK_UNKNOWN -> Optional.of(EndCause.DISK_UNKNOWN);
            case PROVIDER_ASKED -> Optional.of(EndCause.OPERATOR_STOPPED);
            case START_UNRECORDED -> Optional.of(EndCause.START_UNRECORDED);
            case GPU_UNHEALTHY -> Optional.of(EndCause.GPU_UNHEALTHY);
            case OWNER_RETURNED -> Optional.of(EndCause.OWNER_RETURNED);
            case RENTER_ASKED, FUNDS_RUN_OUT, STREAM_CHANGED, STREAM_LOST, CHAIN_UNSEEN, TIME_IS_UP -> Optional.empty();
        };
    }

    /** The engine kills a job at its agreed end by itself, should the rig not be there to stop it. */
    private static boolean endedByTheEngine(LeaseState lease, JobRunner.End end) {
        Duration agreed = lease.terms().agreed();
        Duration early = Deadlines.lesser(agreed.dividedBy(10), START_TIME);
        return (end.exitCode() == JobRunner.SIGKILLED || end.exitCode() == SIGTERMED)
                && !end.endedAt().plus(early).isBefore(end.startedAt().plus(agreed));
    }

    @Override
    public void overused(LeaseId lease, String reason) {
        LOG.warn("The job of {} {}: it is stopped", lease, reason);
        loop.post(() -> loop.happened(new LeaseEvent.StopAsked(lease, StopReason.DISK_EXCEEDED, loop.now())));
    }

    @Override
    public void diskUnknown(LeaseId lease, String reason) {
        LOG.warn("{}: the job of {} is stopped", reason, lease);
        loop.post(() -> loop.happened(new LeaseEvent.StopAsked(lease, StopReason.DISK_UNKNOWN, loop.now())));
    }

    /** Works on the runner's thread: the outbox is on the disk, and the loop waits for no disk. */
    @Override
    public boolean output(LeaseTerms lease, long offset, String text) {
        LogChunk chunk = new LogChunk(
                lease.lease(),
                lease.bid().provider(),
                lease.order().renter(),
                offset,
                text,
                market.validity(loop.wall(), Duration.ofHours(1)));
        try {
            parts.market().publish(chunk);
        } catch (IllegalArgumentException e) {
            // No receiver would take it; by the offset of what follows the renter sees what is missing.
            LOG.warn(
                    "Output of the job of {}, characters {} to {}, cannot be sent: {}",
                    lease.lease(),
                    offset,
                    offset + text.length(),
                    e.getMessage());
        } catch (RuntimeException e) {
            LOG.debug(
                    "Output of the job of {} from character {} is sent later: {}",
                    lease.lease(),
                    offset,
                    e.getMessage());
            return false;
        }
        loop.post(loop::touch);
        return true;
    }
}
