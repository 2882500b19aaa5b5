package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.payment.PaymentFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a node's answer is not believed because no chain has as much, or because it would fill the memory. */
class RpcLimitsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ABSURD = "\"0x1" + "0".repeat(32) + "\"";
    private static final EthAddress ACCOUNT = new EthAddress("0x" + "aa".repeat(20));
    private static final Hash32 TRANSACTION = new Hash32("0x" + "ab".repeat(32));

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    private static RpcClient answering(String result) {
        return new RpcClient() {
            @Override
            public JsonNode call(String method, Object... params) {
                try {
                    return json(result);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void amountOfCoinsBeyond128BitsIsNoAnswer() throws Exception {
        assertThat(RpcValues.coin("x", json("\"0x" + "f".repeat(32) + "\"")).bitLength())
                .isEqualTo(128);
        assertThatThrownBy(() -> RpcValues.coin("x", json(ABSURD))).isInstanceOf(PaymentFailure.class);
        try (Chain chain = new Chain(answering(ABSURD))) {
            assertThatThrownBy(() -> chain.balance(ACCOUNT)).isInstanceOf(PaymentFailure.class);
            assertThatThrownBy(chain::tip).isInstanceOf(PaymentFailure.class);
        }
    }

    @Test
    void feeOfAReceiptBeyond128BitsIsNoAnswer() throws Exception {
        String receipt = "{\"blockNumber\":\"0x1\",\"status\":\"0x1\",\"gasUsed\":\"0x7fffffffffffffff\",\"from\":\""
                + ACCOUNT + "\",\"logs\":[],\"effectiveGasPrice\":\"0x%s\"}";
        assertThat(RpcValues.receipt(TRANSACTION, json(receipt.formatted("1")))).isPresent();
        assertThatThrownBy(() -> RpcValues.receipt(TRANSACTION, json(receipt.formatted("f".repeat(30)))))
                .isInstanceOf(PaymentFailure.class);
    }

    /** With a margin added, 64 bits would hold a negative number. */
    @ParameterizedTest
    @ValueSource(strings = {"\"0x7fffffffffffffff\"", "\"0x6fffffffffffffff\"", "\"0x2540be401\""})
    void estimateOfGasBeyondAllBlocksIsNoAnswer(String estimate) throws Exception {
        try (Chain chain = new Chain(answering(estimate))) {
            assertThatThrownBy(() -> chain.estimateGas(ACCOUNT, ACCOUNT, "0x", BigInteger.ZERO))
                    .isInstanceOf(PaymentFailure.class);
        }
    }

    @Test
    void numberOfABlockThatLeavesNoRoomForTheNextIsNoAnswer() {
        String block = "{\"number\":\"0x7fffffffffffffff\",\"timestamp\":\"0x1\"}";
        assertThatThrownBy(() -> RpcValues.block(json(block))).isInstanceOf(PaymentFailure.class);
    }

    @Test
    void documentOfManySmallValuesIsRefusedBeforeItFillsTheMemory() {
        byte[] body = ("{\"id\":1,\"result\":[" + "{},".repeat(200_000) + "{}]}").getBytes(StandardCharsets.US_ASCII);
        var answer = new RpcCodec.Answer(200, body, Optional.empty());
        assertThatThrownBy(() -> new RpcCodec("node", AnswerLimits.STANDARD).result("eth_getLogs", 1, answer))
                .isInstanceOfSatisfying(
                        NodeFailure.class, f -> assertThat(f.type()).isEqualTo(NodeFailure.Type.REFUSED))
                .hasMessageContaining("absurdly long answer to eth_getLogs");
    }
}
