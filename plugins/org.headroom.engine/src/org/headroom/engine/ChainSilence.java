package org.headroom.engine;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.rig.RigMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Since when not every stream was read, after a start, after suspend or after the clock was set. Kept over restarts, so that
 * these do not renew the grace. {@code lease-loop} only, after construction.
 */
final class ChainSilence {
    private static final Logger LOG = LoggerFactory.getLogger(ChainSilence.class);
    private static final String KEY = "chain-silent-since";

    private final RigMemory memory;
    private boolean lasts = true;
    private Instant since;
    /** What the ledger could not keep; it is tried again at each poll. */
    private Optional<String> unkept = Optional.empty();

    /** @param now when the program started; a silence that lasted before goes on */
    ChainSilence(RigMemory memory, Instant now) {
        this.memory = memory;
        this.since = kept().orElse(now);
    }

    /** Open leases are known: from now on the silence is kept. */
    void restore(Instant now) {
        if (kept().isPresent()) return;
        since = now;
        keep(now.toString());
    }

    private Optional<Instant> kept() {
        return memory.get(KEY).filter(s -> !s.isEmpty()).map(ChainSilence::instant);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    boolean lasts() {
        return lasts;
    }

    void begin(Instant now) {
        lasts = true;
        since = now;
        keep(now.toString());
    }

    void end() {
        lasts = false;
        keep("");
    }

    /** The clock was set, or the machine slept: that time does not count. */
    void clockMoved(Duration by) {
        if (!lasts) return;
        since = since.plus(by);
        if (kept().isPresent()) keep(since.toString());
    }

    boolean isLonger(Duration grace, Instant now) {
        return now.isAfter(since.plus(grace));
    }

    /** @param text empty: the chain answers */
    private void keep(String text) {
        unkept = Optional.of(text);
        save();
    }

    void save() {
        unkept.ifPresent(text -> {
            try {
                memory.put(KEY, text);
                unkept = Optional.empty();
            } catch (JournalFailure e) {
                LOG.warn("Since when the chain is silent is not kept yet: {}", e.getMessage());
            }
        });
    }
}
