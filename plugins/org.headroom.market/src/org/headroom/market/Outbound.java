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
import java.util.Set;
import org.headroom.model.market.Outbox;
import org.headroom.model.market.Outbox.Entry;

/**
 * Which message goes out next. A message leaves the outbox when the broker has acknowledged it; what the broker keeps
 * for others is said again after each reconnect, because a broker can come back with nothing. The wire thread alone.
 */
final class Outbound {
    private static final Duration REFUSED_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_STANDING = 8_192;
    private static final int FIRST_FAILURE_CODE = 0x80;

    private final Outbox outbox;
    private final Clock clock;
    private final Map<String, Entry> waiting = new LinkedHashMap<>();
    private final Map<String, Entry> inFlight = new HashMap<>();
    private final Map<String, Instant> heldUntil = new HashMap<>();
    private final Map<String, String> refusals = new LinkedHashMap<>();
    private final Map<String, Entry> standing = new LinkedHashMap<>();
    /** What waits and is not in the outbox. */
    private final Set<Entry> unkept = Collections.newSetFromMap(new IdentityHashMap<>());

    Outbound(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
        for (Entry entry : outbox.pending()) waiting.put(entry.key(), entry);
    }

    /** A message that is in the outbox. */
    void add(Entry entry) {
        // To the end: a replaced message takes its new place in the order.
        Entry before = waiting.remove(entry.key());
        if (before != null) unkept.remove(before);
        waiting.put(entry.key(), entry);
        heldUntil.remove(entry.key());
        refusals.remove(entry.key());
        standing.remove(entry.topic());
    }

    /** One that is not, because it is on record elsewhere. */
    void addUnkept(Entry entry) {
        add(entry);
        unkept.add(entry);
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

    /** What was under way is not known to have arrived, and what was kept may be gone: all of it goes again. */
    void reconnected() {
        inFlight.clear();
        heldUntil.clear();
        refusals.clear();
        Instant now = clock.instant();
        standing.values().removeIf(entry -> !entry.expiresAt().isAfter(now));
        var again = new LinkedHashMap<>(standing);
        again.values().removeIf(entry -> waiting.containsKey(entry.key()));
        var all = new LinkedHashMap<String, Entry>();
        again.values().forEach(entry -> all.put(entry.key(), entry));
        all.putAll(waiting);
        waiting.clear();
        waiting.putAll(all);
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
            if (entry.retained() && entry.payload().length > 0 && standing.size() < MOST_STANDING)
                standing.put(entry.topic(), entry);
            return;
        }
        String what = Topics.kind(entry.topic()).map(Kind::word).orElse("message");
        boolean forGood = code == 0x90 || code == 0x95 || code == 0x99;
        refusals.put(
                entry.key(),
                "The broker refuses our " + what + " on " + entry.topic() + ": " + words(code)
                        + (forGood ? "; it was dropped." : "; it is tried again each minute until it expires."));
        if (forGood) {
            waiting.remove(entry.key(), entry);
            strikeOff(entry);
        } else {
            heldUntil.put(entry.key(), clock.instant().plus(REFUSED_PAUSE));
        }
    }

    private void drop(Entry entry) {
        waiting.remove(entry.key(), entry);
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
