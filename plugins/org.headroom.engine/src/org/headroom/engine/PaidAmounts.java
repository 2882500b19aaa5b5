package org.headroom.engine;

import java.util.List;
import java.util.Optional;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;

/** What a reading of a stream means together with the known withdrawals of its lease: pure. */
final class PaidAmounts {
    private PaidAmounts() {}

    /**
     * A reading with the known withdrawals of its lease. Those that the block held already count in the total alone; those
     * that came later have also lowered what is owed and held since. Of what was taken out before the stream was verified the total
     * is {@link Funding#beforeVerification}: a withdrawal that is in it does not count again when it is booked.
     */
    static StreamState withWithdrawals(LeaseState lease, StreamState reading) {
        StreamState state = reading.withWithdrawn(
                lease.paidBy().map(Funding::beforeVerification).orElse(Usdc.ZERO));
        for (Withdrawal w : sinceVerified(lease))
            state = holds(reading, w)
                    ? state.withWithdrawn(state.withdrawn().plusCapped(w.total()))
                    : state.afterWithdrawal(w.total(), w.at());
        return state;
    }

    /** The stream as it was verified, with all that is known to have been withdrawn by then. */
    static Optional<StreamState> verified(LeaseState lease) {
        return lease.paidBy().map(f -> f.stream().withWithdrawn(f.beforeVerification()));
    }

    /**
     * A reading with those of the known withdrawals of its lease that its block held. Of what was taken out before the stream was
     * verified, only what its verification found counts: what is booked of it later must not look as if it explained what
     * happened since.
     */
    static StreamState asRead(LeaseState lease, StreamState reading) {
        Usdc withdrawn = lease.stream().map(StreamState::withdrawn).orElse(Usdc.ZERO);
        return reading.withWithdrawn(withdrawn.plusCapped(held(lease, reading)));
    }

    /** All that is known to have been taken out of the stream, by whatever block. */
    static Usdc takenOut(LeaseState lease) {
        Usdc before = lease.paidBy().map(Funding::beforeVerification).orElse(Usdc.ZERO);
        return sinceVerified(lease).stream().map(Withdrawal::total).reduce(before, Usdc::plusCapped);
    }

    private static Usdc held(LeaseState lease, StreamState reading) {
        return sinceVerified(lease).stream()
                .filter(w -> holds(reading, w))
                .map(Withdrawal::total)
                .reduce(Usdc.ZERO, Usdc::plusCapped);
    }

    private static List<Withdrawal> sinceVerified(LeaseState lease) {
        return lease.paidBy().stream()
                .flatMap(f -> f.withdrawals().stream().filter(w -> !f.wasVerified(w)))
                .toList();
    }

    /**
     * What a stream has paid from its verification to the block of a reading, withdrawn or not. The contract takes nothing back of it, so where it
     * falls somebody has withdrawn without our knowing, or an answer of the node was wrong.
     */
    private static Usdc paid(LeaseState lease, StreamState reading) {
        return reading.due(reading.readAt()).plusCapped(held(lease, reading));
    }

    /**
     * The same, and no more than the rate that was verified gives by then: one answer that is too high must not make all others
     * doubtful.
     *
     * @param unknown what was withdrawn besides
     */
    static Usdc plausible(LeaseState lease, StreamState reading, Usdc unknown) {
        Usdc paid = paid(lease, reading).plusCapped(unknown);
        return lease.stream()
                .map(v -> v.withdrawn().plusCapped(v.owed(reading.readAt())))
                .filter(bound -> bound.compareTo(paid) < 0)
                .orElse(paid);
    }

    private static boolean holds(StreamState reading, Withdrawal withdrawal) {
        return reading.block()
                .map(b -> b >= withdrawal.block())
                .orElse(!reading.readAt().isBefore(withdrawal.at()));
    }
}
