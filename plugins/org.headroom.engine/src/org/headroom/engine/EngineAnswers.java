package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.rig.RigMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the container engine for the containers of running and stopping jobs and keeps its last answers: an engine that says
 * that a job still runs is told apart from one that says nothing. {@code lease-loop} only.
 */
final class EngineAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(EngineAnswers.class);
    static final String MEMORY = "containers-seen";
    /** Between two questions for a job that runs; one that stops is asked for each time. */
    private static final Duration RUNNING_PERIOD = Duration.ofSeconds(10);
    /** What a kill of the program may lose of the time at which a container was last known to run. */
    private static final Duration KEPT_PERIOD = Duration.ofMinutes(1);

    private final ContainerEngine engine;
    private final LeaseNotes memory;
    private final LoopContext loop;
    private final Map<LeaseId, Known> known = new HashMap<>();
    /** From the run before; of leases that have not been asked for yet. */
    private final Map<LeaseId, Instant> remembered = new HashMap<>();

    private Instant keptAt = Instant.MIN;

    /**
     * What the engine said of one container.
     *
     * @param firstAsked when it was asked first by this run of the program
     * @param asked when it was asked last
     * @param waiting whether that question has not been answered
     * @param wasSilent whether the last question but an open one had no answer
     * @param answer the last answer; empty where it never answered
     * @param seenRunning when it was last asked and said that the container runs
     * @param overSince when it was first asked and said that the container has ended or is gone
     */
    private record Known(
            Instant firstAsked,
            Instant asked,
            boolean waiting,
            boolean wasSilent,
            Optional<Answer> answer,
            Optional<Instant> seenRunning,
            Optional<Instant> overSince) {
        Known asking(Instant now) {
            return new Known(firstAsked, now, true, wasSilent, answer, seenRunning, overSince);
        }

        Known silent() {
            return new Known(firstAsked, asked, false, true, answer, seenRunning, overSince);
        }

        Known answered(Answer next) {
            boolean runs = next.runs();
            return new Known(
                    firstAsked,
                    asked,
                    false,
                    false,
                    Optional.of(next),
                    runs ? Optional.of(next.asked()) : seenRunning,
                    runs ? Optional.empty() : overSince.or(() -> Optional.of(next.asked())));
        }
    }

    /** @param state empty where there is no such container */
    private record Answer(Instant asked, Optional<ContainerState> state) {
        boolean runs() {
            return state.filter(s -> !(s instanceof ContainerState.Exited)).isPresent();
        }
    }

    EngineAnswers(ContainerEngine engine, RigMemory memory, LoopContext loop) {
        this.engine = engine;
        this.memory = new LeaseNotes(memory, MEMORY);
        this.loop = loop;
    }

    /** Reads back when containers were last seen to run. */
    void restore() {
        memory.read((lease, at) -> remembered.put(lease, LeaseNotes.time(at, loop.now())));
    }

    /**
     * One question at a time for each container.
     *
     * @param leases all that hold GPUs, as they stand with what the ledger has not taken yet
     */
    void ask(List<LeaseState> leases) {
        Instant now = loop.now();
        known.keySet().retainAll(leases.stream().map(LeaseState::id).toList());
        for (LeaseState lease : leases) {
            if (lease instanceof LeaseState.Running) ask(lease.id(), now, RUNNING_PERIOD);
            else if (lease instanceof LeaseState.Stopping) ask(lease.id(), now, Duration.ZERO);
        }
    }

    private void ask(LeaseId lease, Instant now, Duration period) {
        Known before = known.get(lease);
        if (before == null)
            before = new Known(
                    now,
                    now,
                    false,
                    false,
                    Optional.empty(),
                    Optional.ofNullable(remembered.remove(lease)),
                    Optional.empty());
        else if (before.waiting() || now.isBefore(before.asked().plus(period))) return;
        known.put(lease, before.asking(now));
        Thread.ofVirtual().name("container-state-" + lease).start(() -> {
            try {
                Answer answer = new Answer(now, engine.find(lease));
                loop.post(() -> answered(lease, answer));
            } catch (JobFailure | RuntimeException | Error e) {
                LOG.debug("The container engine does not tell the state of the container of {}", lease, e);
                loop.post(() -> silent(lease));
            }
        });
    }

    private void answered(LeaseId lease, Answer answer) {
        known.computeIfPresent(lease, (l, k) -> k.answered(answer));
        if (answer.runs() && !loop.now().isBefore(keptAt.plus(KEPT_PERIOD))) keep();
    }

    private void silent(LeaseId lease) {
        Known before = known.get(lease);
        if (before == null) return;
        known.put(lease, before.silent());
        if (before.waiting() && !before.wasSilent())
            LOG.warn("The container engine does not tell the state of the job of {}: its word is waited for", lease);
        if (before.seenRunning().filter(keptAt::isBefore).isPresent()) keep();
    }

    private void keep() {
        Map<LeaseId, Instant> notes = new HashMap<>();
        known.forEach((lease, k) -> k.seenRunning().ifPresent(at -> notes.put(lease, at)));
        try {
            memory.write(notes, Instant::toString);
            keptAt = loop.now();
        } catch (JournalFailure e) {
            LOG.debug("When containers were last seen to run is not kept: {}", e.getMessage());
        }
    }

    /** What is to be done about a job that has been told to stop; empty where it is waited for. */
    Optional<JobVerdict> judge(LeaseState.Stopping lease, RigPolicy policy, Instant now) {
        Known k = known.get(lease.id());
        if (k == null || !Deadlines.unkillable(lease, policy, now)) return Optional.empty();
        if (k.overSince().isPresent()) {
            // The watch over the job reports more of its end, and has the first word.
            if (!now.isAfter(k.overSince().get().plus(Deadlines.UNKILLABLE))) return Optional.empty();
            return k.answer().map(a -> over(a, seenRunning(lease, k)));
        }
        if (k.answer()
                .filter(a -> Deadlines.unkillable(lease, policy, a.asked()))
                .isPresent()) return Optional.of(new JobVerdict.StillRuns());
        boolean asked = now.isAfter(k.firstAsked().plus(Deadlines.UNKILLABLE));
        return asked && Deadlines.engineSilent(lease, now)
                ? Optional.of(new JobVerdict.Silent(seenRunning(lease, k)))
                : Optional.empty();
    }

    private static JobVerdict over(Answer answer, Instant seen) {
        return answer.state().orElse(null) instanceof ContainerState.Exited e
                ? new JobVerdict.Ended(e)
                : new JobVerdict.Gone(seen);
    }

    /** Never after the stop: from then on the job could not do its work. */
    private static Instant seenRunning(LeaseState.Stopping lease, Known k) {
        Instant seen = k.seenRunning().filter(s -> s.isAfter(lease.startedAt())).orElse(lease.startedAt());
        return seen.isAfter(lease.since()) ? lease.since() : seen;
    }
}
