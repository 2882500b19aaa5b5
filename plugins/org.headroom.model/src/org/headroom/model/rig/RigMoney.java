package org.headroom.model.rig;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.headroom.model.lease.LedgerTotals;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.ChainStatus;

/**
 * Sums of {@link LeaseMoney} over all leases: closed ones from the ledger's totals, open ones from the view. A lease that is
 * closed and still in the view counts once.
 *
 * @param returned what was streamed beyond receipts and went back to renters
 * @param toReturn what the next withdrawal returns to renters
 * @param beyond what streams paid or hold beyond their receipts and is not returned
 * @param lost what was booked as a loss and did not come in later
 * @param unknown what receipts ask for and nobody knows whether it was paid: see {@link LeaseMoney#unknown}
 * @param asOf the blocks that the parts of {@code due} are taken from, while the chain is silent and money is due
 * @param unreadable how many streams of open leases could not be read at the last poll
 */
public record RigMoney(
        Usdc withdrawn,
        Usdc withdrawnFinal,
        Usdc due,
        Usdc returned,
        Usdc toReturn,
        Usdc beyond,
        Usdc lost,
        Usdc unknown,
        Optional<ReadingTimes> asOf,
        int unreadable) {
    /** With no payment that is unknown. */
    public RigMoney(
            Usdc withdrawn,
            Usdc withdrawnFinal,
            Usdc due,
            Usdc returned,
            Usdc toReturn,
            Usdc beyond,
            Usdc lost,
            Optional<ReadingTimes> asOf,
            int unreadable) {
        this(withdrawn, withdrawnFinal, due, returned, toReturn, beyond, lost, Usdc.ZERO, asOf, unreadable);
    }

    public static RigMoney of(RigView rig, Instant now) {
        return of(rig.leases(), rig.closed(), rig.chain(), now);
    }

    public static RigMoney of(List<LeaseView> leases, LedgerTotals closed, ChainStatus chain, Instant now) {
        boolean silent = LeaseMoney.silent(chain, now);
        List<LeaseView> open = leases.stream().filter(l -> !l.closed()).toList();
        List<LeaseMoney> money = open.stream()
                .flatMap(l -> LeaseMoney.of(l, silent, now).stream())
                .toList();
        return new RigMoney(
                closed.withdrawn().plusCapped(sum(money, LeaseMoney::withdrawn)),
                closed.withdrawn().plusCapped(sum(money, LeaseMoney::withdrawnFinal)),
                sum(money, LeaseMoney::due),
                closed.returned().plusCapped(sum(money, LeaseMoney::returned)),
                sum(money, LeaseMoney::toReturn),
                closed.beyond().plusCapped(sum(money, LeaseMoney::beyond)),
                closed.shortfall().plusCapped(sum(money, LeaseMoney::lost)),
                sum(money, LeaseMoney::unknown),
                silent ? readingTimes(money) : Optional.empty(),
                (int) open.stream().filter(l -> l.unreadable().isPresent()).count());
    }

    private static Optional<ReadingTimes> readingTimes(List<LeaseMoney> money) {
        return ReadingTimes.of(money.stream()
                .filter(m -> m.due().baseUnits() > 0)
                .flatMap(m -> m.asOf().stream())
                .toList());
    }

    private static Usdc sum(List<LeaseMoney> leases, Function<LeaseMoney, Usdc> amount) {
        return leases.stream().map(amount).reduce(Usdc.ZERO, Usdc::plusCapped);
    }

    /** What comes in from all leases: withdrawn and due. */
    public Usdc inAll() {
        return withdrawn.plusCapped(due);
    }

    /** What all leases earn: what comes in, and no more than the receipts ask for. */
    public Usdc earned() {
        return inAll().minusCapped(beyond);
    }

    /** Whether a withdrawal has something to do. */
    public boolean withdrawable() {
        return due.plusCapped(toReturn).baseUnits() > 0;
    }

    /** Whether all that was withdrawn is final. */
    public boolean isFinal() {
        return withdrawn.equals(withdrawnFinal);
    }
}
