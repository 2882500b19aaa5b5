package org.headroom.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.RigMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases from whose streams somebody may have withdrawn without this rig knowing, with what was withdrawn at least. Kept over
 * restarts. {@code lease-loop} only, after construction.
 */
final class UnexplainedStreams {
    private static final Logger LOG = LoggerFactory.getLogger(UnexplainedStreams.class);
    private static final String KEY = "unexplained-streams";
    /** The contract keeps times in 40 bits. */
    private static final Instant LATEST = Instant.ofEpochSecond((1L << 40) - 1);

    /**
     * @param withdrawn all that was withdrawn by the block of a believed reading, known or not, as far as readings show it;
     *     zero where they show nothing
     * @param readAt the time of that block
     * @param inLedger the same amount by the reading that the ledger has, where it has an older one
     */
    private record Taken(Usdc withdrawn, Instant readAt, Usdc inLedger) {}

    private final RepeatedLog failures = new RepeatedLog(LOG::warn);
    private final LeaseNotes memory;
    private final Map<LeaseId, Taken> taken = new LinkedHashMap<>();
    private boolean unsaved;

    UnexplainedStreams(RigMemory memory) {
        this.memory = new LeaseNotes(memory, KEY);
        this.memory.read(this::read);
    }

    private void read(LeaseId lease, String note) {
        String[] parts = note.split(" ", -1);
        if (parts.length != 3) throw new IllegalArgumentException("not three parts: " + note);
        taken.put(lease, new Taken(amount(parts[0]), LeaseNotes.time(parts[1], LATEST), amount(parts[2])));
    }

    private static Usdc amount(String baseUnits) {
        return new Usdc(Math.max(0, Long.parseLong(baseUnits)));
    }

    /** The ledger has this reading. Where it could not take the one that a note belongs to, the amount before that counts. */
    void restored(LeaseId lease, Instant readAt) {
        taken.computeIfPresent(
                lease, (l, t) -> readAt.isBefore(t.readAt()) ? new Taken(t.inLedger(), readAt, t.inLedger()) : t);
    }

    /** @return whether nothing was unexplained before */
    boolean begin(LeaseId lease) {
        boolean isNew = taken.putIfAbsent(lease, new Taken(Usdc.ZERO, Instant.EPOCH, Usdc.ZERO)) == null;
        unsaved |= isNew;
        return isNew;
    }

    /** All that left the stream is known. */
    void explained(LeaseId lease) {
        unsaved |= taken.remove(lease) != null;
    }

    boolean contains(LeaseId lease) {
        return taken.containsKey(lease);
    }

    Set<LeaseId> all() {
        return Set.copyOf(taken.keySet());
    }

    /**
     * What was withdrawn at least and is not known.
     *
     * @param known what is known to have been withdrawn by the block of the last believed reading
     */
    Usdc unknown(LeaseId lease, Usdc known) {
        Taken t = taken.get(lease);
        return t == null ? Usdc.ZERO : t.withdrawn().minusCapped(known).max(Usdc.ZERO);
    }

    /** @param withdrawn by the block of a reading that is believed from now on */
    void withdrawn(LeaseId lease, Usdc withdrawn, Instant readAt) {
        Taken before = taken.get(lease);
        if (before == null || before.withdrawn().equals(withdrawn)) return;
        taken.put(lease, new Taken(withdrawn, readAt, before.inLedger()));
        unsaved = true;
    }

    /** A withdrawal vanished that the last believed reading held. */
    void vanished(LeaseId lease, Usdc amount) {
        Taken before = taken.get(lease);
        if (before == null) return;
        Usdc left = before.withdrawn().minusCapped(amount).max(Usdc.ZERO);
        if (left.equals(before.withdrawn())) return;
        taken.put(lease, new Taken(left, before.readAt(), left));
        unsaved = true;
    }

    /** The ledger has the last believed readings of these. */
    void inLedger(Collection<LeaseId> leases) {
        leases.forEach(
                lease -> taken.computeIfPresent(lease, (l, t) -> new Taken(t.withdrawn(), t.readAt(), t.withdrawn())));
    }

    /** Forgets leases that are not open. */
    void keepOnly(Collection<LeaseId> open) {
        unsaved |= taken.keySet().retainAll(open);
    }

    /** Writes what has changed. @return whether the ledger has it; it is tried again at the next call where it has not */
    boolean save() {
        if (!unsaved) return true;
        try {
            memory.write(
                    taken,
                    t -> t.withdrawn().baseUnits() + " " + t.readAt() + " "
                            + t.inLedger().baseUnits());
            unsaved = false;
        } catch (JournalFailure e) {
            failures.failed("From which streams somebody may have withdrawn is not kept yet: " + e.getMessage());
        }
        return !unsaved;
    }
}
