package org.headroom.story;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import org.headroom.localchain.LocalChain;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamRef;
import org.headroom.wallet.JsonRpc;

/** Opens a stream that begins later. Headroom's own wallet cannot: it asks the contract by bare JSON-RPC. */
final class LaterStream {
    /** {@code createAndDeposit(address,address,uint128,uint40,address,bool,uint128)}. */
    private static final String CREATE = "0x36af277f";

    private static final String NEXT_STREAM_ID = "0x1e99d569";
    /** {@code approve(address,uint256)}. */
    private static final String APPROVE = "0x095ea7b3";

    private final LocalChain chain;
    private final JsonRpc node;

    LaterStream(LocalChain chain) {
        this.chain = chain;
        this.node = new JsonRpc(chain.rpc());
    }

    /** @param in after the newest block */
    StreamRef opens(EthAddress sender, EthAddress recipient, RatePerSecond rate, Usdc deposit, Duration in)
            throws PaymentFailure {
        BigInteger amount = BigInteger.valueOf(deposit.baseUnits());
        BigInteger from = number(
                        node.call("eth_getBlockByNumber", "latest", false).path("timestamp"))
                .add(BigInteger.valueOf(in.toSeconds()));
        send(sender, chain.token(), APPROVE + word(chain.flow()) + word(amount));
        BigInteger id =
                number(node.call("eth_call", Map.of("to", chain.flow().hex(), "data", NEXT_STREAM_ID), "latest"));
        String data = CREATE
                + word(sender)
                + word(recipient)
                + word(rate.ud21x18())
                + word(from)
                + word(chain.token())
                + word(BigInteger.ZERO)
                + word(amount);
        send(sender, chain.flow(), data);
        return new StreamRef(LocalChain.CHAIN_ID, chain.flow(), chain.token(), id);
    }

    /** Returns when a block has it. */
    private void send(EthAddress from, EthAddress to, String data) throws PaymentFailure {
        node.call("anvil_impersonateAccount", from.hex());
        String hash = node.call(
                        "eth_sendTransaction",
                        Map.of("from", from.hex(), "to", to.hex(), "data", data, "gas", "0x2dc6c0"))
                .asText();
        await().until(() -> node.call("eth_getTransactionReceipt", hash)
                .path("status")
                .asText()
                .equals("0x1"));
        node.call("anvil_stopImpersonatingAccount", from.hex());
    }

    private static BigInteger number(JsonNode hex) {
        return new BigInteger(hex.asText().substring(2), 16);
    }

    private static String word(BigInteger number) {
        return String.format("%064x", number);
    }

    private static String word(EthAddress address) {
        return "0".repeat(24) + address.hex().substring(2);
    }
}
