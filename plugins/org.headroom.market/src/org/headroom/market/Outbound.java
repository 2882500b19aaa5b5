package org.headroom.market;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import org.headroom.model.market.Outbox;
import org.headroom.model.market.Outbox.Entry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which message goes out next. A message leaves the outbox when the broker has acknowledged it; what the broker keeps
 * for others is said again after each reconnect, because a broker can come back with nothing. What waits is bounded as the
 * outbox is: beyond the limit expired messages go first, then those that the broker does not retain, each time the oldest.
 * The wire thread alone.
 */
final class Outbound {
    private static final Duration REFUSED_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_STANDING = 8_192;
    /** Of payloads. */
    private static final long MOST_STANDING_BYTES = 4 << 20;

    private static final int MOST_REFUSALS = 64;
    /** Dropped together, so that not every message pays for the search. */
    private static final int TRIM_AT_ONCE = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Outbound.class);
    private static final int FIRST_FAILURE_CODE = 0x80;

    private final String broker;
    private final Outbox outbox;
    private final Clock clock;
    private final int mostWaiting;
    private final long mostBytes;
    private final Map<String, Entry> waiting = new LinkedHashMap<>();
    private final Map<String, Entry> inFlight = new HashMap<>();
    private final Map<String, Instant> heldUntil = new HashMap<>();
    private final Map<String, String> refusals = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_REFUSALS;
        }
    };
    private final SequencedMap<String, Entry> standing = new LinkedHashMap<>();
    /** Bytes of the payloads of what stands. */
    private long standingBytes;
    /** What waits and is not in the outbox. */
    private final Set<Entry> unkept = Collections.newSetFromMap(new IdentityHashMap<>());
    /** Bytes of the payloads of what waits. */
    private long bytes;

    private long dropped;

    /** @param broker its name, for the log */
    Outbound(String broker, Outbox outbox, Clock clock) {
        this(broker, outbox, clock, Outbox.MOST_MESSAGES, Outbox.MOST_BYTES);
    }

    Outbound(String broker, Outbox outbox, Clock clock, int mostWaiting, long mostBytes) {
        this.broker = broker;
        this.outbox = outbox;
        this.clock = clock;
        this.mostWaiting = mostWaiting;
        this.mostBytes = mostBytes;
        for (Entry entry : outbox.pending()) queue(entry);
    }

    /** A message that is in the outbox. */
    void add(Entry entry) {
        put(entry);
        trim();
    }

    /** One that is not, because it is on record elsewhere. */
    void addUnkept(Entry entry) {
        put(entry);
        unkept.add(entry);
        trim();
    }

    private void put(Entry entry) {
        // To the end: a replaced message takes its new place in the order.
        Entry before = waiting.get(entry.key());
        if (before != null) {
            unqueue(before);
            unkept.remove(before);
        }
        queue(entry);
        heldUntil.remove(entry.key());
        refusals.remove(entry.key());
        noLongerStands(entry.topic());
    }

    private void queue(Entry entry) {
        waiting.put(entry.key(), entry);
        bytes += entry.payload().length;
    }

    private void unqueue(Entry entry) {
        if (waiting.remove(entry.key(), entry)) bytes -= entry.payload().length;
    }

    private boolean isOverLimit() {
        return waiting.size() > mostWaiting || bytes > mostBytes;
    }

    /** While a broker is away for long: what is dropped here leaves the outbox too. */
    private void trim() {
        if (!isOverLimit()) return;
        Instant now = clock.instant();
        dropWhere(entry -> !entry.expiresAt().isAfter(now), Integer.MAX_VALUE);
        int before = waiting.size();
        boolean more = true;
        while (more && isOverLimit()) more = dropOldest();
        int gone = before - waiting.size();
        if (gone > 0 && dropped == 0)
            LOG.warn(
                    "{} does not take our messages: beyond {} messages or {} MiB the oldest are dropped, those that it does"
                            + " not retain first. Bids and receipts stay in the ledger and are sent again at the next start.",
                    broker,
                    mostWaiting,
                    mostBytes >> 20);
        dropped += gone;
    }

    /** @return whether there was any that is not under way */
    private boolean dropOldest() {
        int most = Math.clamp(mostWaiting / 64, 1, TRIM_AT_ONCE);
        return dropWhere(entry -> !entry.retained(), most) || dropWhere(entry -> true, most);
    }

    /** The oldest first; what is under way stays. @return whether there was any */
    private boolean dropWhere(Predicate<Entry> which, int most) {
        List<Entry> found = waiting.values().stream()
                .filter(entry -> inFlight.get(entry.key()) != entry)
                .filter(which)
                .limit(most)
                .toList();
        found.forEach(this::drop);
        return !found.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    int inFlight() {
        return inFlight.size();
    }

    /** One line for the state while the broker refuses something. */
    Optional<String> trouble() {
        return refusals.values().stream().findFirst();
    }

    int refusalsInMemory() {
        return refusals.size();
    }

    /** What was under way is not known to have arrived, and what was kept may be gone: all of it goes again. */
    void reconnected() {
        inFlight.clear();
        heldUntil.clear();
        refusals.clear();
        Instant now = clock.instant();
        forgetExpired(now);
        var again = new LinkedHashMap<>(standing);
        again.values().removeIf(entry -> waiting.containsKey(entry.key()));
        var all = new LinkedHashMap<String, Entry>();
        again.values().forEach(entry -> all.put(entry.key(), entry));
        all.putAll(waiting);
        waiting.clear();
        bytes = 0;
        all.values().forEach(this::queue);
        trim();
    }

    /** What may be sent now, oldest first; what has expired is dropped on the way. */
    List<Entry> next(int window) {
        Instant now = clock.instant();
        var out = new ArrayList<Entry>();
        var expired = new ArrayList<Entry>();
        // One under way for each topic: brokers keep the order of a topic only when it exists already.
        var busy = new HashSet<String>();
        inFlight.values().forEach(entry -> busy.add(entry.topic()));
        for (Entry entry : waiting.values()) {
            if (inFlight.size() + out.size() >= window) break;
            if (!entry.expiresAt().isAfter(now)) expired.add(entry);
            else if (busy.add(entry.topic())
                    && !heldUntil.getOrDefault(entry.key(), Instant.MIN).isAfter(now)) out.add(entry);
        }
        expired.forEach(this::drop);
        if (waiting.isEmpty() && dropped > 0) {
            LOG.info("{} takes our messages again; {} were dropped meanwhile", broker, dropped);
            dropped = 0;
        }
        return out;
    }

    void sent(Entry entry) {
        inFlight.put(entry.key(), entry);
    }

    /** There was no room after all; it stays where it was. */
    void notSent(Entry entry) {
        inFlight.remove(entry.key(), entry);
    }

    /** The broker's answer to a message. */
    void answered(Entry entry, int code) {
        // An answer of a connection before this one says nothing about what is under way now.
        if (!inFlight.remove(entry.key(), entry)) return;
        if (code < FIRST_FAILURE_CODE) {
            drop(entry);
            if (entry.retained() && entry.payload().length > 0) stands(entry);
            return;
        }
        String what = Topics.kind(entry.topic()).map(Kind::word).orElse("message");
        boolean forGood = code == 0x90 || code == 0x95 || code == 0x99;
        refusals.put(
                entry.key(),
                "The broker refuses our " + what + " on " + entry.topic() + ": " + words(code)
                        + (forGood ? "; it was dropped." : "; it is tried again each minute until it expires."));
        if (forGood) {
            unqueue(entry);
            strikeOff(entry);
        } else {
            heldUntil.put(entry.key(), clock.instant().plus(REFUSED_PAUSE));
        }
    }

    /** The broker keeps it for others; what has expired makes room, then the oldest. */
    private void stands(Entry entry) {
        noLongerStands(entry.topic());
        if (isStandingFull(entry)) forgetExpired(clock.instant());
        while (!standing.isEmpty() && isStandingFull(entry))
            noLongerStands(standing.firstEntry().getKey());
        standing.put(entry.topic(), entry);
        standingBytes += entry.payload().length;
    }

    private boolean isStandingFull(Entry entry) {
        return standing.size() >= MOST_STANDING || standingBytes + entry.payload().length > MOST_STANDING_BYTES;
    }

    private void forgetExpired(Instant now) {
        standing.values().removeIf(old -> !old.expiresAt().isAfter(now));
        standingBytes = standing.values().stream()
                .mapToLong(old -> old.payload().length)
                .sum();
    }

    private void noLongerStands(String topic) {
        Entry before = standing.remove(topic);
        if (before != null) standingBytes -= before.payload().length;
    }

    int standing() {
        return standing.size();
    }

    private void drop(Entry entry) {
        unqueue(entry);
        heldUntil.remove(entry.key());
        refusals.remove(entry.key());
        strikeOff(entry);
    }

    private void strikeOff(Entry entry) {
        if (!unkept.remove(entry)) outbox.remove(entry);
    }

    private static String words(int code) {
        return switch (code) {
            case 0x87 -> "this user may not write there; its operator can allow it";
            case 0x90 -> "it does not take such a topic";
            case 0x95 -> "it is too large for this broker";
            case 0x97 -> "a quota is used up";
            default -> "code " + code;
        };
    }
}
