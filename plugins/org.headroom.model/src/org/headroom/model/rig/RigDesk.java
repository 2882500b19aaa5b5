package org.headroom.model.rig;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.headroom.model.Subscription;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.market.LeaseId;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;

/** Where a person looks at the rig and tells it what to do. Any thread; nothing here waits. */
public interface RigDesk {
    RigView view();

    /** Told that there is a new view, at most a few times a second; hand over and return at once. */
    Subscription onChange(Runnable listener);

    /** The big switch: off stops new bids and takes the offers back; what runs goes on. */
    void takeWork(boolean on);

    /** The same as off, but the switch is as before after a restart. */
    default void pauseUntilRestart() {
        takeWork(false);
    }

    /** Stops a lease's job now. The renter is told, and what ran is paid. */
    void stop(LeaseId lease);

    /** What a withdrawal of all that is due would bring and cost. Fails with a {@code PaymentFailure}. */
    CompletableFuture<WithdrawQuote> quoteWithdrawal();

    /** Carries out just what was quoted. Fails with a {@code PaymentFailure}. */
    CompletableFuture<List<Withdrawal>> withdraw(WithdrawQuote quote);

    /**
     * Leases that are over, the latest closed first, read from the ledger on a thread of its own.
     *
     * @param skip how many to leave out at the beginning
     */
    CompletableFuture<List<LeaseSummary>> closedLeases(long skip, int limit);

    /** All that the ledger holds of one lease, also of one that is closed; empty where it is unknown. */
    CompletableFuture<Optional<LeaseView>> lease(LeaseId lease);

    /** A job's output so far, at most its last 256 KiB; empty where there is none. */
    String log(LeaseId lease);
}
