package org.headroom.wallet;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.web3j.crypto.Hash;

/** What a contract's refusal means to a person. */
final class Reverts {
    private record Reason(Kind kind, String message) {}

    private static final Map<String, Reason> KNOWN = new LinkedHashMap<>();

    static {
        known(
                "SablierFlowState_Null(uint256)",
                Kind.NO_SUCH_STREAM,
                "The payment contract has no stream of this number.");
        known(
                "SablierFlow_WithdrawAmountZero(uint256)",
                Kind.NOTHING_DUE,
                "Nothing is due in this stream yet: wait until some time has been paid.");
        known(
                "SablierFlow_InsufficientFeePayment(uint256,uint256)",
                Kind.REVERTED,
                "The payment contract's fee has risen since the quote: ask for a new quote.");
        known(
                "SablierFlow_WithdrawalAddressNotRecipient(uint256,address,address)",
                Kind.REVERTED,
                "This stream does not pay this wallet, so it may not withdraw from it.");
        known(
                "SablierFlow_Overdraw(uint256,uint128,uint128)",
                Kind.REVERTED,
                "The stream holds less than was asked for: ask for a new quote.");
        known(
                "SablierFlow_Unauthorized(uint256,address)",
                Kind.REVERTED,
                "This wallet is neither the stream's renter nor its provider.");
        known(
                "SablierFlowState_Unauthorized(uint256,address)",
                Kind.REVERTED,
                "Only the renter who opened the stream may do this.");
        known(
                "SablierFlowState_StreamVoided(uint256)",
                Kind.REVERTED,
                "The stream was ended for good before: ask for a new quote, or open a new stream.");
        known("SablierFlowState_StreamPaused(uint256)", Kind.REVERTED, "The stream is paused: restart it first.");
        known(
                "SablierFlow_RefundAmountZero(uint256)",
                Kind.NOTHING_DUE,
                "Nothing can be refunded: all that the stream holds is owed to the provider.");
        known(
                "SablierFlow_NotStreamRecipient(address,address)",
                Kind.REVERTED,
                "The stream pays another account than was said: nothing was sent.");
        known(
                "SablierFlow_NotStreamSender(address,address)",
                Kind.REVERTED,
                "The stream belongs to another renter than was said: nothing was sent.");
        known("SablierFlow_CreateRatePerSecondZero()", Kind.REVERTED, "A stream needs a rate above zero.");
        known("SablierFlow_DepositAmountZero(uint256)", Kind.REVERTED, "A deposit must be above zero.");
        known(
                "SafeERC20FailedOperation(address)",
                Kind.REVERTED,
                "The token refused the transfer: look at the balance and the allowance.");
        known("NotEnough(address,uint256,uint256)", Kind.NOT_AFFORDABLE, "The account has too little USDC for this.");
    }

    private Reverts() {}

    /** @param data what the contract returned, in hexadecimal; may be empty @param message the node's own words */
    static PaymentFailure explain(String data, String message) {
        String hex = data.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, Reason> e : KNOWN.entrySet()) {
            if (hex.startsWith(e.getKey()))
                return new PaymentFailure(e.getValue().kind(), e.getValue().message());
        }
        String said = message.isBlank() ? "no reason given" : message;
        return new PaymentFailure(
                Kind.REVERTED, "The contract refused (" + said + "); no fee was paid, and trying again will not help.");
    }

    private static void known(String error, Kind kind, String message) {

        KNOWN.put(selector(error), new Reason(kind, message));
    }

    static String selector(String signature) {
        return Hash.sha3String(signature).substring(0, 10);
    }
}
