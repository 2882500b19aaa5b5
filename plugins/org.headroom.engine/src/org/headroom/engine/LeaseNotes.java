package org.headroom.engine;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.headroom.model.market.LeaseId;
import org.headroom.model.rig.RigMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the rig remembers of several leases under one key of its memory: a line each, the lease's id, a space and a text. */
final class LeaseNotes {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseNotes.class);

    private final RigMemory memory;
    private final String key;

    LeaseNotes(RigMemory memory, String key) {
        this.memory = memory;
        this.key = key;
    }

    /** @param note takes what was written; a text that it does not understand is reported and left out */
    void read(BiConsumer<LeaseId, String> note) {
        memory.get(key).stream().flatMap(String::lines).forEach(line -> {
            int end = line.indexOf(' ');
            if (end < 0) return;
            try {
                note.accept(new LeaseId(line.substring(0, end)), line.substring(end + 1));
            } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
                LOG.warn("What is kept of a lease as {} cannot be read: {}", key, line);
            }
        });
    }

    /** A span of time that was written in seconds: between none and the longest that counts, whatever a damaged row says. */
    static Duration duration(String seconds, Duration longest) {
        return Duration.ofSeconds(Math.clamp(Long.parseLong(seconds), 0, longest.toSeconds()));
    }

    /** A time in the past: a damaged row, or one from before the clock was set back, is not waited for. */
    static Instant time(String at, Instant latest) {
        Instant time = Instant.parse(at);
        if (time.isAfter(latest)) return latest;
        return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
    }

    /** Replaces what was written before. @throws JournalFailure nothing has changed then */
    <T> void write(Map<LeaseId, T> notes, Function<T, String> text) {
        memory.put(
                key,
                notes.entrySet().stream()
                        .map(e -> e.getKey().value() + " " + text.apply(e.getValue()))
                        .collect(Collectors.joining("\n")));
    }
}
