package org.headroom.engine;

import java.util.List;
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
     * that came later have also lowered what is owed and held since.
     */
    static StreamState withWithdrawals(LeaseState lease, StreamState reading) {
        StreamState state =
                reading.withWithdrawn(lease.stream().map(StreamState::withdrawn).orElse(Usdc.ZERO));
        List<Withdrawal> all = lease.paidBy().map(Funding::withdrawals).orElse(List.of());
        for (Withdrawal w : all)
            state = holds(reading, w)
                    ? state.withWithdrawn(state.withdrawn().plus(w.total()))
                    : state.afterWithdrawal(w.total(), w.at());
        return state;
    }

    /**
     * What a stream has paid by the block of a reading, withdrawn or not. The contract takes nothing back of it, so where it
     * falls somebody has withdrawn without our knowing, or an answer of the node was wrong.
     */
    private static Usdc paid(LeaseState lease, StreamState reading) {
        Usdc paid = reading.due(reading.readAt());
        for (Withdrawal w : lease.paidBy().map(Funding::withdrawals).orElse(List.of()))
            if (holds(reading, w)) paid = paid.plus(w.total());
        return paid;
    }

    /** No more than the rate that was verified gives by then: one answer that is too high must not make all others doubtful. */
    static Usdc plausible(LeaseState lease, StreamState reading) {
        Usdc paid = paid(lease, reading);
        return lease.stream()
                .map(v -> v.withdrawn().plus(v.owed(reading.readAt())))
                .filter(bound -> bound.compareTo(paid) < 0)
                .orElse(paid);
    }

    private static boolean holds(StreamState reading, Withdrawal withdrawal) {
        return reading.block()
                .map(b -> b >= withdrawal.block())
                .orElse(!reading.readAt().isBefore(withdrawal.at()));
    }
}
