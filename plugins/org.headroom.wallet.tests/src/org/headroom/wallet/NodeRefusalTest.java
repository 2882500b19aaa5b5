package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wordings are those of the nodes' own sources. */
class NodeRefusalTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "geth       | already known                                                   | KNOWN",
                "Nethermind | AlreadyKnown                                                    | KNOWN",
                "anvil      | transaction already imported                                    | KNOWN",
                "Besu       | Known transaction                                               | KNOWN",
                "geth       | nonce too low: next nonce 7, tx nonce 6                         | NONCE_TOO_LOW",
                "Erigon     | nonce too low                                                   | NONCE_TOO_LOW",
                "Nethermind | OldNonce, Current nonce: 7, nonce of rejected tx: 6              | NONCE_TOO_LOW",
                "geth       | replacement transaction underpriced                             | REPLACEMENT_UNDERPRICED",
                "Erigon     | could not replace existing tx                                   | REPLACEMENT_UNDERPRICED",
                "Nethermind | ReplacementNotAllowed                                           | REPLACEMENT_UNDERPRICED",
                "geth       | transaction underpriced: tip needed 1000000, tip permitted 1    | UNDERPRICED",
                "Erigon     | underpriced                                                     | UNDERPRICED",
                "Nethermind | FeeTooLow, MaxFeePerGas too low                                 | UNDERPRICED",
                "anvil      | max fee per gas less than block base fee                        | UNDERPRICED",
                "geth       | insufficient funds for gas * price + value: balance 1           | INSUFFICIENT_FUNDS",
                "Nethermind | InsufficientFunds, Account balance: 1                           | INSUFFICIENT_FUNDS",
                "anvil      | Insufficient funds for gas * price + value                      | INSUFFICIENT_FUNDS",
                "Besu       | Upfront cost exceeds account balance                            | INSUFFICIENT_FUNDS",
                "geth       | txpool is full                                                  | UNKNOWN",
                "any        | Internal error                                                  | UNKNOWN"
            })
    void theWordingOfANodeIsUnderstood(String node, String wording, NodeRefusal refusal) {
        String message = "The chain's node " + node + " refused eth_sendRawTransaction: " + wording + ".";
        assertThat(NodeRefusal.of(new PaymentFailure(Kind.BAD_ANSWER, message))).isEqualTo(refusal);
    }

    @Test
    void aWalletThatCannotPayIsUnderstoodByItsKind() {
        assertThat(NodeRefusal.of(new PaymentFailure(Kind.NOT_AFFORDABLE, "The wallet has too little.")))
                .isEqualTo(NodeRefusal.INSUFFICIENT_FUNDS);
    }
}
