package org.headroom.model.lease;

import java.util.List;
import java.util.stream.Stream;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;

/**
 * What pays for a lease: the stream as it was when the lease was verified, and what has been withdrawn since.
 *
 * @param withdrawals each transaction once, oldest first
 */
public record Funding(StreamState stream, List<Withdrawal> withdrawals) {
    public Funding {
        withdrawals = List.copyOf(withdrawals);
    }

    public static Funding of(StreamState stream) {
        return new Funding(stream, List.of());
    }

    /** Whether this very transaction has been counted. */
    public boolean counts(Withdrawal withdrawal) {
        return withdrawals.stream()
                .anyMatch(w -> w.stream().equals(withdrawal.stream())
                        && w.transaction().equals(withdrawal.transaction()));
    }

    public Funding with(Withdrawal withdrawal) {
        return counts(withdrawal)
                ? this
                : new Funding(
                        stream,
                        Stream.concat(withdrawals.stream(), Stream.of(withdrawal))
                                .toList());
    }

    public Usdc withdrawn() {
        return withdrawals.stream().map(Withdrawal::amount).reduce(Usdc.ZERO, Usdc::plus);
    }
}
