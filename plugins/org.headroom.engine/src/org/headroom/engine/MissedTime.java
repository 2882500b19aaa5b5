package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.market.LeaseId;
import org.headroom.model.rig.RigMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Time that has passed on the chain and that this rig's clock has not counted: the machine was frozen, as a virtual one that was
 * suspended by its host, or its clock was set back where the system tells no boot time. A running job ends at its agreed time by
 * whichever of the two is ahead. The chain's time ends a job earlier, and bills nothing. Kept over restarts. {@code lease-loop} only.
 */
final class MissedTime {
    /** Blocks may bear a time that is so far ahead of a clock that is right. */
    private static final Duration TOLERANCE = Duration.ofSeconds(15);

    /** What is longer is no sensible answer, and ends every lease all the same. */
    private static final Duration LONGEST = Duration.ofDays(366);

    private static final String AHEAD = "chain-ahead";
    private static final String MISSED = "time-missed";
    private static final Logger LOG = LoggerFactory.getLogger(MissedTime.class);

    private final RepeatedLog failures = new RepeatedLog(LOG::warn);
    private final RigMemory memory;
    private final LeaseNotes notes;
    private final Map<LeaseId, Duration> missed = new HashMap<>();
    /** By how much the chain is ahead of this rig's clock while that counts all time; empty while no job runs or is awaited. */
    private Optional<Duration> usual;
    /** What the last poll said: one answer alone ends no job. */
    private Optional<Duration> last = Optional.empty();

    private boolean saved = true;

    MissedTime(RigMemory memory) {
        this.memory = memory;
        this.notes = new LeaseNotes(memory, MISSED);
        notes.read((lease, seconds) -> missed.put(lease, LeaseNotes.duration(seconds, LONGEST)));
        this.usual = memory.get(AHEAD).flatMap(MissedTime::seconds);
    }

    private static Optional<Duration> seconds(String text) {
        return text.matches("[0-9]{1,9}") ? Optional.of(LeaseNotes.duration(text, LONGEST)) : Optional.empty();
    }

    /**
     * Compares the two clocks.
     *
     * @param head when the newest block was made, also of a node that is not believed for it; empty where the chain did not answer
     * @param now when it was read, by this rig's clock
     * @param isAwaited whether a job runs or may soon: from the bid on the two clocks are compared
     * @param running leases whose jobs run
     */
    void polled(Optional<Instant> head, Instant now, boolean isAwaited, Collection<LeaseId> running) {
        if (!isAwaited) {
            forget();
            return;
        }
        missed.keySet().retainAll(Set.copyOf(running));
        head.ifPresent(time -> compare(positive(Duration.between(now, time)), running));
        if (!saved) save();
    }

    private void compare(Duration ahead, Collection<LeaseId> running) {
        if (usual.isEmpty()) {
            usual = Optional.of(Deadlines.lesser(ahead, LONGEST));
            saved = false;
        }
        Duration sure = last.map(before -> Deadlines.lesser(before, ahead)).orElse(usual.get());
        last = Optional.of(ahead);
        Duration jump = sure.minus(usual.get());
        if (jump.abs().compareTo(TOLERANCE) <= 0) return;
        usual = Optional.of(Deadlines.lesser(sure, LONGEST));
        saved = false;
        if (jump.isNegative()) {
            LOG.warn(
                    "The chain's time went back by {} s beside this rig's clock: no job ends later for it",
                    jump.abs().toSeconds());
            return;
        }
        LOG.warn(
                "{} s have passed on the chain that this rig's clock did not count, as when the machine is frozen or its clock is"
                        + " set back: jobs that run end by so much earlier, and nothing is billed for it",
                jump.toSeconds());
        for (LeaseId lease : running)
            missed.merge(lease, jump, (one, other) -> Deadlines.lesser(one.plus(other), LONGEST));
    }

    /** What a lease's job has run longer than this rig's clock says. */
    Duration of(LeaseId lease) {
        return missed.getOrDefault(lease, Duration.ZERO);
    }

    private void forget() {
        last = Optional.empty();
        if (usual.isPresent() || !missed.isEmpty()) saved = false;
        usual = Optional.empty();
        missed.clear();
        if (!saved) save();
    }

    private void save() {
        try {
            notes.write(missed, duration -> Long.toString(duration.toSeconds()));
            memory.put(AHEAD, usual.map(d -> Long.toString(d.toSeconds())).orElse(""));
            saved = true;
        } catch (JournalFailure e) {
            failures.failed("By how much the chain's time is ahead is not kept yet: " + e.getMessage());
        }
    }

    private static Duration positive(Duration d) {
        return d.isNegative() ? Duration.ZERO : d;
    }
}
