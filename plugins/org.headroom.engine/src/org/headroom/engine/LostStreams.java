package org.headroom.engine;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.headroom.model.rig.RigMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Open leases of whose streams the chain says that they do not exist, or that their number belongs to another stream, as after
 * a reorganisation. Kept over restarts, so that these do not renew the grace. {@code lease-loop} only, after construction.
 */
final class LostStreams {
    private static final Logger LOG = LoggerFactory.getLogger(LostStreams.class);
    private static final String KEY = "lost-streams";
    private static final String DECIDED = "decided";
    private static final String GIVEN_UP = "given-up";

    /**
     * @param confirmed it is decided that the stream is lost
     * @param givenUp it is not waited for any more
     */
    private record Lost(Instant since, boolean confirmed, boolean givenUp) {}

    private final RepeatedLog failures = new RepeatedLog(LOG::warn);
    private final LeaseNotes memory;
    private final Map<LeaseId, Lost> lost = new LinkedHashMap<>();
    private boolean unsaved;

    /** @param now when the program started */
    LostStreams(RigMemory memory, Instant now) {
        this.memory = new LeaseNotes(memory, KEY);
        this.memory.read((lease, note) -> read(lease, note, now));
    }

    /** What of a stream is not as it was verified; empty where it is the same one. */
    static Optional<String> otherThan(Optional<StreamState> verified, StreamState reading) {
        if (verified.isEmpty()) return Optional.empty();
        StreamState own = verified.get();
        String what = null;
        if (!own.sender().equals(reading.sender()))
            what = "was opened by " + reading.sender().brief() + ", not by "
                    + own.sender().brief();
        else if (!own.recipient().equals(reading.recipient()))
            what = "pays " + reading.recipient().brief() + ", not "
                    + own.recipient().brief();
        else if (!own.ref().token().equals(reading.ref().token()))
            what = "pays in the token " + reading.ref().token().brief() + ", not in "
                    + own.ref().token().brief();
        return what == null
                ? Optional.empty()
                : Optional.of("Stream " + own.ref().id() + " " + what
                        + ": it is not the one that was verified, and nothing is billed to it.");
    }

    /** What a lost stream holds and pays: nothing. */
    static StreamState gone(StreamState verified, Instant at) {
        return new StreamState(
                verified.ref(),
                verified.sender(),
                verified.recipient(),
                new RatePerSecond(BigInteger.ZERO),
                Usdc.ZERO,
                Usdc.ZERO,
                verified.settledAt(),
                true,
                Usdc.ZERO,
                at);
    }

    void missing(LeaseId lease, Instant at) {
        if (lost.putIfAbsent(lease, new Lost(at, false, false)) == null) keep();
    }

    void found(LeaseId lease) {
        if (lost.remove(lease) != null) keep();
    }

    void confirm(LeaseId lease) {
        Lost before = lost.get(lease);
        if (before == null || before.confirmed()) return;
        lost.put(lease, new Lost(before.since(), true, false));
        keep();
    }

    void giveUp(LeaseId lease) {
        Lost before = lost.get(lease);
        if (before == null || before.givenUp()) return;
        lost.put(lease, new Lost(before.since(), true, true));
        keep();
    }

    boolean isGivenUp(LeaseId lease) {
        Lost entry = lost.get(lease);
        return entry != null && entry.givenUp();
    }

    /** Those that are decided to be lost, have been missing since a moment or longer, and are still waited for. */
    Set<LeaseId> confirmedSince(Instant moment) {
        return since(moment, l -> l.confirmed() && !l.givenUp());
    }

    /** Those that are still waited for. */
    Set<LeaseId> waitedFor() {
        return since(Instant.MAX, l -> !l.givenUp());
    }

    boolean contains(LeaseId lease) {
        return lost.containsKey(lease);
    }

    boolean isConfirmed(LeaseId lease) {
        Lost entry = lost.get(lease);
        return entry != null && entry.confirmed();
    }

    /** Whether it has been missing, decided or not, since a moment after this one. */
    boolean isMissingSinceAfter(LeaseId lease, Instant moment) {
        Lost entry = lost.get(lease);
        return entry != null && entry.since().isAfter(moment);
    }

    /** Those that have been missing since a moment or longer, and of which nothing is decided yet. */
    Set<LeaseId> since(Instant moment) {
        return since(moment, l -> !l.confirmed());
    }

    private Set<LeaseId> since(Instant moment, Predicate<Lost> which) {
        return lost.entrySet().stream()
                .filter(e -> which.test(e.getValue()) && !e.getValue().since().isAfter(moment))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The clock was set, or the machine slept: that time does not count. */
    void clockMoved(Duration by) {
        if (lost.isEmpty()) return;
        lost.replaceAll((lease, l) -> new Lost(l.since().plus(by), l.confirmed(), l.givenUp()));
        keep();
    }

    /** Writes what the ledger could not take before. */
    void save() {
        if (unsaved) keep();
    }

    private void keep() {
        unsaved = true;
        try {
            memory.write(lost, l -> l.since() + (l.givenUp() ? " " + GIVEN_UP : l.confirmed() ? " " + DECIDED : ""));
            unsaved = false;
        } catch (JournalFailure e) {
            failures.failed("Since when a payment stream is missing is not kept yet: " + e.getMessage());
        }
    }

    private void read(LeaseId lease, String note, Instant now) {
        String[] parts = note.split(" ");
        boolean givenUp = parts.length > 1 && parts[1].equals(GIVEN_UP);
        boolean decided = givenUp || parts.length > 1 && parts[1].equals(DECIDED);
        lost.put(lease, new Lost(LeaseNotes.time(parts[0], now), decided, givenUp));
    }
}
