package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.headroom.model.rig.RigMemory;

/**
 * What the streams of open leases have paid by the readings that were believed, and what of it was withdrawn without this rig
 * knowing. {@code lease-loop} only, after construction.
 */
final class StreamPayments {
    /** What is paid is worked out from whole base units. */
    private static final Usdc ROUNDING = new Usdc(2);

    private final Contradictions contradictions;
    private final UnexplainedStreams unexplained;
    /** What a stream had paid at most by a believed reading, withdrawn or not. */
    private final Map<LeaseId, Usdc> mostPaid = new HashMap<>();
    /** What of the unknown withdrawals may have been something else. Of earlier runs of the program nothing counts as unsure. */
    private final Map<LeaseId, Usdc> unsure = new HashMap<>();

    /** @param now when the program started */
    StreamPayments(RigMemory memory, Instant now) {
        this.contradictions = new Contradictions(memory, now);
        this.unexplained = new UnexplainedStreams(memory);
    }

    /** @param read the reading that the ledger has, with the known withdrawals that its block held */
    void restore(LeaseState lease, Optional<StreamState> read) {
        read.ifPresent(s -> {
            unexplained.restored(lease.id(), s.readAt());
            if (DebtCheck.fellUnexplained(PaidAmounts.verified(lease).orElse(s), PaidAmounts.withWithdrawals(lease, s)))
                unexplained.begin(lease.id());
            mostPaid.put(lease.id(), PaidAmounts.plausible(lease, s, unknown(lease, s)));
        });
    }

    /** Forgets leases that are not open. */
    void keepOnly(Collection<LeaseId> open) {
        contradictions.keepOnly(open);
        unexplained.keepOnly(open);
        mostPaid.keySet().retainAll(open);
        unsure.keySet().retainAll(open);
    }

    /** Somebody may have withdrawn. @return whether that is news */
    boolean beginUnexplained(LeaseId lease) {
        return unexplained.begin(lease);
    }

    boolean isUnexplained(LeaseId lease) {
        return unexplained.contains(lease);
    }

    Set<LeaseId> unexplained() {
        return unexplained.all();
    }

    /**
     * What was withdrawn at least without this rig knowing.
     *
     * @param read the last believed reading
     */
    Usdc unknown(LeaseState lease, StreamState read) {
        return unexplained.unknown(lease.id(), PaidAmounts.asRead(lease, read).withdrawn());
    }

    /** The part of {@link #unknown} that nothing but a withdrawal explains. */
    Usdc unknownForSure(LeaseState lease, StreamState read) {
        return positive(unknown(lease, read).minusCapped(unsure.getOrDefault(lease.id(), Usdc.ZERO)));
    }

    /**
     * Whether a reading says that the stream has paid less than it had paid already by a reading that was believed, and is not
     * believed for that. A node that answers wrongly for a moment must neither stop a job nor lower a receipt nor close a
     * lease. Where somebody else has withdrawn, it ends when that withdrawal is found.
     *
     * @param last the last believed reading
     */
    boolean contradicts(LeaseState lease, StreamState last, StreamState reading, Instant at) {
        Usdc paid = PaidAmounts.plausible(lease, reading, unknown(lease, last));
        Usdc most = mostPaid.getOrDefault(lease.id(), Usdc.ZERO);
        if (paid.plusCapped(ROUNDING).compareTo(most) >= 0) return false;
        contradictions.said(lease.id(), at);
        return isContradicted(lease.id(), at);
    }

    /** Whether the last readings are not believed, because the stream had paid more. */
    boolean isContradicted(LeaseId lease, Instant now) {
        return contradictions.isWaitedFor(lease, now);
    }

    /** A reading is believed. @param last the one before */
    void believed(LeaseState lease, StreamState last, StreamState reading) {
        LeaseId id = lease.id();
        if (unexplained.contains(id)) {
            StreamState before = PaidAmounts.asRead(lease, last);
            StreamState now = PaidAmounts.asRead(lease, reading);
            Usdc step = DebtCheck.withdrawnUnknown(before, now);
            Usdc unknown = unexplained.unknown(id, before.withdrawn()).plusCapped(step);
            unsure.merge(id, positive(step.minusCapped(DebtCheck.withdrawnSure(before, now))), Usdc::plusCapped);
            unexplained.withdrawn(id, now.withdrawn().plusCapped(positive(unknown)), reading.readAt());
        }
        Usdc paid = PaidAmounts.plausible(lease, reading, unknown(lease, reading));
        if (contradictions.end(id)) mostPaid.put(id, paid);
        else mostPaid.merge(id, paid, Usdc::max);
    }

    /** The chain's logs were searched to the end: what they do not show was not withdrawn. */
    void explained(LeaseState lease, Optional<StreamState> read) {
        Usdc none = read.map(s -> unknown(lease, s)).orElse(Usdc.ZERO);
        mostPaid.computeIfPresent(lease.id(), (l, most) -> positive(most.minusCapped(none)));
        unexplained.explained(lease.id());
        unsure.remove(lease.id());
        save();
    }

    /**
     * A withdrawal vanished from the chain.
     *
     * @param believed what was believed before, with that withdrawal
     * @param held whether the last believed reading held it, and the verification did not
     */
    void vanished(LeaseState lease, Optional<StreamState> believed, boolean held) {
        unexplained.begin(lease.id());
        Usdc left = PaidAmounts.takenOut(lease);
        if (held)
            believed.ifPresent(
                    b -> unexplained.vanished(lease.id(), positive(b.withdrawn().minusCapped(left))));
        forgetPaid(lease.id());
        save();
    }

    /** The stream is not there any more: nothing is searched for. */
    void gone(LeaseId lease) {
        unexplained.explained(lease);
        forgetPaid(lease);
        save();
    }

    void closed(LeaseId lease) {
        unexplained.explained(lease);
        forgetPaid(lease);
    }

    /** What a stream had paid is not compared with any more. */
    private void forgetPaid(LeaseId lease) {
        mostPaid.remove(lease);
        unsure.remove(lease);
        contradictions.end(lease);
    }

    void clockMoved(Duration by) {
        contradictions.clockMoved(by);
        contradictions.save();
    }

    /** The ledger has the last believed readings of these. */
    void inLedger(Collection<LeaseId> leases) {
        unexplained.inLedger(leases);
    }

    /** Writes what has changed. @return whether the ledger has what was withdrawn unknown; otherwise it is tried again */
    boolean save() {
        contradictions.save();
        return unexplained.save();
    }

    private static Usdc positive(Usdc amount) {
        return amount.max(Usdc.ZERO);
    }
}
