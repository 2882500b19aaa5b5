package org.headroom.model.rig;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.lease.LedgerTotals;
import org.headroom.model.market.LinkState;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.PendingWithdrawal;
import org.headroom.model.payment.WalletBalance;
import org.headroom.model.payment.Withdrawal;

/**
 * Everything about the rig but its GPUs, as of one moment; immutable.
 *
 * @param leases the open ones, and the latest of those that are closed, newest first
 * @param decisions newest first
 * @param withdrawals those of {@code leases}, newest first
 * @param due what could be withdrawn at {@code at}, all streams together; does not grow past the last believed answer
 *     while the chain is silent
 * @param closed sums over the closed leases, including those in {@code leases}
 * @param damaged open leases that cannot be restored from the ledger; in none of the other parts
 * @param pending withdrawals that were sent and that no block has, oldest first
 */
public record RigView(
        Instant at,
        RigStatus status,
        EthAddress account,
        List<LeaseView> leases,
        MarketView market,
        List<Decision> decisions,
        LinkState link,
        ChainStatus chain,
        EngineStatus engine,
        Optional<WalletBalance> balance,
        Usdc due,
        List<Withdrawal> withdrawals,
        LedgerTotals closed,
        List<DamagedLease> damaged,
        List<PendingWithdrawal> pending) {
    /** With a sound ledger and no withdrawal under way. */
    public RigView(
            Instant at,
            RigStatus status,
            EthAddress account,
            List<LeaseView> leases,
            MarketView market,
            List<Decision> decisions,
            LinkState link,
            ChainStatus chain,
            EngineStatus engine,
            Optional<WalletBalance> balance,
            Usdc due,
            List<Withdrawal> withdrawals,
            LedgerTotals closed) {
        this(
                at,
                status,
                account,
                leases,
                market,
                decisions,
                link,
                chain,
                engine,
                balance,
                due,
                withdrawals,
                closed,
                List.of(),
                List.of());
    }

    public RigView {
        leases = List.copyOf(leases);
        decisions = List.copyOf(decisions);
        withdrawals = List.copyOf(withdrawals);
        damaged = List.copyOf(damaged);
        pending = List.copyOf(pending);
    }
}
