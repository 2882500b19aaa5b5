package org.headroom.wallet;

import java.util.List;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.WalletBalance;

/** Which requests read an account's balance, and what their results mean. */
final class BalanceReader {
    private BalanceReader() {}

    static List<RpcRequest> requests(EthAddress token, EthAddress account, long block) {
        return List.of(
                RpcRequest.balance(account, block),
                RpcRequest.call(new ContractCall(token, FlowContract.balanceOf(account)), RpcRequest.quantity(block)));
    }

    /** @param replies to {@link #requests}, and others after them */
    static WalletBalance decode(EthAddress account, List<RpcReply> replies) throws PaymentFailure {
        Wei coin = new Wei(RpcValues.coin("eth_getBalance", replies.get(0).value()));
        AbiWords usdc = new AbiWords("the balance", StreamCodec.text(replies.get(1)), 1);
        return new WalletBalance(account, usdc.usdc(0), coin);
    }
}
