package org.headroom.model.lease;

import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;

/** Sums over all closed leases. */
public record LedgerTotals(long leases, Usdc due, Usdc withdrawn, Usdc returned, Usdc shortfall, Wei fees) {
    public static final LedgerTotals NONE = new LedgerTotals(0, Usdc.ZERO, Usdc.ZERO, Usdc.ZERO, Usdc.ZERO, Wei.ZERO);

    /** What came in beyond the receipts: of each lease what was withdrawn and its loss, less what its receipt asks for. */
    public Usdc beyond() {
        Usdc more = withdrawn.plusCapped(shortfall).minusCapped(due);
        return more.baseUnits() > 0 ? more : Usdc.ZERO;
    }

    public LedgerTotals plus(LeaseSummary lease) {
        return new LedgerTotals(
                leases + 1,
                due.plusCapped(lease.due()),
                withdrawn.plusCapped(lease.withdrawn()),
                returned.plusCapped(lease.returned()),
                shortfall.plusCapped(lease.shortfall()),
                fees.plus(lease.fees()));
    }
}
