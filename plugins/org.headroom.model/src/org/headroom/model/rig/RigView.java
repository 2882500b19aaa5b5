package org.headroom.model.rig;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.market.LinkState;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.WalletBalance;
import org.headroom.model.payment.Withdrawal;

/**
 * Everything about the rig but its GPUs, as of one moment; immutable.
 *
 * @param leases newest first
 * @param decisions newest first
 * @param withdrawals all there ever were, newest first
 * @param due what could be withdrawn at {@code at}, all streams together
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
        List<Withdrawal> withdrawals) {
    public RigView {
        leases = List.copyOf(leases);
        decisions = List.copyOf(decisions);
        withdrawals = List.copyOf(withdrawals);
    }
}
