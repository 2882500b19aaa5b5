package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.rig.RigMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For how long each stream has not been read, after a start, after suspend or after the clock was set. Each by itself: one that
 * cannot be read takes no grace from another. Kept over restarts, so that these do not renew the grace; the time in which the
 * rig is off does not count, because nobody was asked. {@code lease-loop} only, after construction.
 */
final class ChainSilence {
    private static final Logger LOG = LoggerFactory.getLogger(ChainSilence.class);
    private static final String KEY = "chain-silent";
    /** What may pass between two writes. A restart counts it as silent, so that many restarts in a row do not renew the grace either. */
    private static final Duration UNKEPT = Duration.ofSeconds(5);
    /** Several times any grace: what is longer is not written any more. */
    private static final Duration MOST_KEPT = Duration.ofMinutes(10);

    /** @param before in earlier runs of the program; @param since in this one */
    private record Silence(Duration before, Instant since) {
        Duration lasted(Instant now) {
            Duration here = Duration.between(since, now);
            return here.isNegative() ? before : before.plus(here);
        }
    }

    private final RepeatedLog failures = new RepeatedLog(LOG::warn);
    private final LeaseNotes memory;
    private final Map<LeaseId, Silence> silent = new LinkedHashMap<>();
    private Map<LeaseId, Duration> kept = new LinkedHashMap<>();
    /** From when on a stream is silent of which nothing is known. */
    private Instant started;

    ChainSilence(RigMemory memory, Instant started) {
        this.started = started;
        this.memory = new LeaseNotes(memory, KEY);
        this.memory.read((lease, seconds) -> kept.put(lease, LeaseNotes.duration(seconds, MOST_KEPT)));
    }

    /** The program has started. Of a lease that is being settled nothing is stopped any more. */
    void restore(Collection<LeaseState> open, Instant now) {
        for (LeaseState lease : open) {
            if (lease.isSettling()) continue;
            Duration before = kept.get(lease.id());
            silent.put(lease.id(), new Silence(before == null ? Duration.ZERO : before.plus(UNKEPT), now));
        }
        save(now);
    }

    /** All are to be read anew: those that were read are silent from now on, the others as before. */
    void begin(Map<LeaseId, KnownStream> streams, Instant now) {
        streams.forEach((lease, stream) -> {
            if (stream.current.isPresent()) silent.put(lease, new Silence(Duration.ZERO, now));
        });
    }

    /** Of those that were read. */
    void end(Map<LeaseId, KnownStream> streams) {
        streams.forEach((lease, stream) -> {
            if (stream.current.isPresent()) silent.remove(lease);
        });
    }

    void end(LeaseId lease) {
        silent.remove(lease);
    }

    /** The clock was set, or the machine slept: that time does not count. */
    void clockMoved(Duration by) {
        started = started.plus(by);
        silent.replaceAll((lease, s) -> new Silence(s.before(), s.since().plus(by)));
    }

    boolean isLonger(LeaseId lease, Duration grace, Instant now) {
        Silence silence = silent.getOrDefault(lease, new Silence(Duration.ZERO, started));
        return silence.lasted(now).compareTo(grace) > 0;
    }

    /** Writes what has changed by more than a restart counts. */
    void save(Instant now) {
        Map<LeaseId, Duration> next = new HashMap<>();
        silent.forEach((lease, s) -> next.put(lease, Deadlines.lesser(s.lasted(now), MOST_KEPT)));
        if (!isToBeKept(next)) return;
        try {
            memory.write(next, lasted -> Long.toString(lasted.toSeconds()));
            kept = next;
        } catch (JournalFailure e) {
            failures.failed("For how long the chain has been silent is not kept yet: " + e.getMessage());
        }
    }

    private boolean isToBeKept(Map<LeaseId, Duration> next) {
        return !next.keySet().equals(kept.keySet())
                || next.entrySet().stream()
                        .anyMatch(e -> kept.get(e.getKey()).plus(UNKEPT).compareTo(e.getValue()) <= 0);
    }
}
