package org.headroom.wallet;

import java.util.List;
import java.util.Locale;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;

/** Why a node did not take a transaction, by the wording of geth, Erigon, Nethermind, Besu, Reth and anvil. */
enum NodeRefusal {
    /** The node has this very transaction already. */
    KNOWN(
            "already known",
            "alreadyknown",
            "already imported",
            "known transaction",
            "already in mempool",
            "already exists"),
    /** The account has used the nonce: by one of our attempts or by a transaction that is not ours. */
    NONCE_TOO_LOW("nonce too low", "nonce is too low", "oldnonce", "nonce_too_low"),
    /** Another transaction with the same nonce waits, and this one does not pay enough to replace it. */
    REPLACEMENT_UNDERPRICED(
            "replacement transaction underpriced",
            "could not replace existing tx",
            "replacementnotallowed",
            "replacement not allowed",
            "replacement fee too low",
            "gas price too low to replace",
            "transaction underpriced for replacement"),
    /** Below the price that the node or the newest block asks for. */
    UNDERPRICED(
            "underpriced",
            "feetoolow",
            "fee too low",
            "max fee per gas less than block base fee",
            "gas price below",
            "gas price is below",
            "feecap",
            "fee cap less than block base fee"),
    /** The account holds less coin than the transaction may cost. */
    INSUFFICIENT_FUNDS("insufficient funds", "insufficientfunds", "insufficient balance", "upfront cost exceeds"),
    /** Anything else, a lost answer included: the node may have taken it. */
    UNKNOWN;

    private final List<String> wordings;

    NodeRefusal(String... wordings) {
        this.wordings = List.of(wordings);
    }

    static NodeRefusal of(PaymentFailure failure) {
        if (failure.kind() == Kind.NOT_AFFORDABLE) return INSUFFICIENT_FUNDS;
        String said = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        for (NodeRefusal each : values()) if (each.wordings.stream().anyMatch(said::contains)) return each;
        return UNKNOWN;
    }
}
