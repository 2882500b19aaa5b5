package org.headroom.model.lease;

import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;

/** Sums over all closed leases. */
public record LedgerTotals(long leases, Usdc due, Usdc withdrawn, Usdc returned, Usdc shortfall, Wei fees) {
    public static final LedgerTotals NONE = new LedgerTotals(0, Usdc.ZERO, Usdc.ZERO, Usdc.ZERO, Usdc.ZERO, Wei.ZERO);

    public LedgerTotals plus(LeaseSummary lease) {
        return new LedgerTotals(
                leases + 1,
                due.plus(lease.due()),
                withdrawn.plus(lease.withdrawn()),
                returned.plus(lease.returned()),
                shortfall.plus(lease.shortfall()),
                fees.plus(lease.fees()));
    }
}
