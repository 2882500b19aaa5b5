package org.headroom.model.payment;

import java.util.List;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.money.EthAddress;

/**
 * How a provider is paid. Every method asks the chain and may take seconds: call from {@code wallet-io} or a virtual
 * thread, never from the UI or {@code lease-loop}.
 */
public interface PaymentRail {
    /** Where this rig is paid; known without asking the chain. */
    PaymentTerms terms();

    /** Never throws: a chain that does not answer is a status. */
    ChainStatus status();

    StreamState read(StreamRef stream) throws PaymentFailure;

    WalletBalance balance(EthAddress account) throws PaymentFailure;

    /** Signs nothing. @throws PaymentFailure NOTHING_DUE when there is nothing to withdraw */
    WithdrawQuote quote(List<StreamRef> streams) throws PaymentFailure;

    /** Signs and sends exactly what was quoted, and waits until a block has it. One entry a stream. */
    List<Withdrawal> withdraw(WithdrawQuote quote) throws PaymentFailure;

    /** Withdrawals of these streams that the chain knows, whoever sent them: what a crash forgot is found here. */
    List<Withdrawal> withdrawals(List<StreamRef> streams) throws PaymentFailure;
}
