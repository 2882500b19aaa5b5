package org.headroom.model.payment;

import java.time.Instant;
import java.util.List;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;

/**
 * What a withdrawal would bring and cost; shown before anything is signed, and all that may then be signed.
 *
 * @param to where the money goes: the payout address
 * @param networkFee gas × the highest price that would be paid
 * @param protocolFee what the payment contract asks for; a batch pays it once, the highest of its streams'
 */
public record WithdrawQuote(
        List<StreamRef> streams,
        Usdc amount,
        EthAddress to,
        long gas,
        Wei maxFeePerGas,
        Wei networkFee,
        Wei protocolFee,
        Wei walletBalance,
        Instant at) {
    public WithdrawQuote {
        streams = List.copyOf(streams);
    }

    public Wei fee() {
        return networkFee.plus(protocolFee);
    }

    /** Whether the wallet's own coin pays the fee. */
    public boolean affordable() {
        return walletBalance.amount().compareTo(fee().amount()) >= 0;
    }
}
