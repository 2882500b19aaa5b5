package org.headroom.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.units.Joules;

/** Fills ledgers with a history of real events, many in one commit. */
public final class LedgerFiller {
    private static final int AT_ONCE = 500;

    private LedgerFiller() {}

    /** Leases that ran, were paid and are closed: ten events each. @param first the number of the first one, from 1 */
    public static void closed(Ledger ledger, int first, int count) {
        for (int from = first; from < first + count; from += AT_ONCE) {
            List<LeaseEvent> events = new ArrayList<>();
            List<LeaseSummary> summaries = new ArrayList<>();
            for (int n = from; n < Math.min(from + AT_ONCE, first + count); n++) {
                events.addAll(paid(n));
                summaries.add(summary(n));
            }
            ledger.appendAll(events);
            ledger.journal().closeAll(summaries);
        }
    }

    /** Leases whose jobs run: four events each. */
    public static void running(Ledger ledger, int first, int count) {
        List<LeaseEvent> events = new ArrayList<>();
        for (int n = first; n < first + count; n++)
            events.addAll(Examples.paidLease(n).subList(0, 4));
        ledger.appendAll(events);
    }

    /** Bids that nobody took: two events each. */
    public static void lapsed(Ledger ledger, int first, int count) {
        for (int from = first; from < first + count; from += AT_ONCE) {
            List<LeaseEvent> events = new ArrayList<>();
            for (int n = from; n < Math.min(from + AT_ONCE, first + count); n++) {
                events.add(Examples.paidLease(n).getFirst());
                events.add(new LeaseEvent.BidLapsed(Examples.lease(n), Examples.T0.plusSeconds(600)));
            }
            ledger.appendAll(events);
        }
    }

    /** All that happens to a lease until it is closed. */
    public static List<LeaseEvent> paid(int n) {
        List<LeaseEvent> events = new ArrayList<>(Examples.paidLease(n));
        events.add(new LeaseEvent.WithdrawalFinal(
                Examples.lease(n), Examples.hash(7_000L + n), Examples.T0.plusSeconds(900)));
        return events;
    }

    public static LeaseSummary summary(int n) {
        LeaseId lease = Examples.lease(n);
        return new LeaseSummary(
                lease,
                n,
                Examples.RENTER,
                List.of(Examples.GPU),
                true,
                Optional.of(Receipt.Outcome.COMPLETED),
                "",
                Optional.of(Examples.T0.plusSeconds(5)),
                Examples.T0.plusSeconds(25),
                new Usdc(2_566),
                new Usdc(2_500),
                Usdc.ZERO,
                new Usdc(66),
                new Wei(Examples.withdrawal(n, 7_000L + n).feePaid().amount()),
                Optional.of(new Joules(7_200_000)));
    }
}
