package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.wallet.RawNode.balanceOf;
import static org.headroom.wallet.RawNode.call;
import static org.headroom.wallet.RawNode.hex;
import static org.headroom.wallet.RawNode.integer;
import static org.headroom.wallet.RawNode.number;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.localchain.LocalChain;
import org.headroom.localchain.LogRangeError;
import org.headroom.localchain.NodeBehaviour;
import org.headroom.localchain.NodeBehaviour.BatchRefusal;
import org.headroom.localchain.PublicNode;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a public node shows of a chain, and what it refuses. */
class PublicNodeTest {
    private static final RatePerSecond RATE = RatePerSecond.ofHourly(Usdc.parse("0.60"));
    /** More blocks than can come between two questions. */
    private static final int SOME = 100;

    private static final String DEPLOYER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

    @TempDir
    static Path folder;

    private static LocalChain chain;
    private static RawNode own;
    private static KeySigner renterKey;
    private static KeySigner providerKey;

    private PublicNode node;
    private RawNode raw;

    @BeforeAll
    static void startChain() throws Exception {
        chain = LocalChain.resumeOrStart(folder.resolve("chain"), ChainParts.fetch());
        own = new RawNode(chain.rpc());
        renterKey = Keystore.create(folder.resolve("renter"), "play".toCharArray(), Keystore.Strength.LIGHT);
        providerKey = Keystore.create(folder.resolve("provider"), "play".toCharArray(), Keystore.Strength.LIGHT);
        chain.fund(renterKey.address(), Usdc.parse("1000"), LocalChain.PLENTY_OF_COIN);
        chain.fund(providerKey.address(), Usdc.ZERO, LocalChain.PLENTY_OF_COIN);
    }

    @AfterAll
    static void endChain() {
        if (own != null) own.close();
        if (chain != null) chain.close();
    }

    @BeforeEach
    void startNode() throws Exception {
        node = PublicNode.open(chain, NodeBehaviour.HONEST);
        raw = new RawNode(node.rpc());
    }

    @AfterEach
    void endNode() {
        raw.close();
        node.close();
    }

    // ---- blocks

    @Test
    void theHeadIsShownTensOfMillionsOfBlocksHigh() throws Exception {
        long head = raw.number("eth_blockNumber");
        assertThat(head).isBetween(PublicNode.OFFSET + 1, PublicNode.OFFSET + 10_000);
        JsonNode latest = raw.result("eth_getBlockByNumber", "latest", false);
        assertThat(number(latest, "number")).isBetween(head, head + SOME);
        JsonNode block = raw.result("eth_getBlockByNumber", hex(head), true);
        assertThat(number(block, "number")).isEqualTo(head);
        // Other tests move the chain's clock, so the chain's own block is what the time is compared with.
        JsonNode same = own.result("eth_getBlockByNumber", hex(head - PublicNode.OFFSET), true);
        assertThat(number(block, "timestamp")).isEqualTo(number(same, "timestamp"));
        assertThat(raw.result("eth_getBlockByHash", block.path("hash").asText(), true))
                .isEqualTo(block);
        JsonNode fees = raw.result("eth_feeHistory", "0x2", hex(head), List.of());
        assertThat(number(fees, "oldestBlock")).isEqualTo(head - 1);
    }

    @Test
    void transactionReceiptAndLogsNameTheSameShownBlock() throws Exception {
        String sent = transfer();
        JsonNode receipt = raw.result("eth_getTransactionReceipt", sent);
        String block = receipt.path("blockNumber").asText();
        assertThat(Long.decode(block)).isGreaterThan(PublicNode.OFFSET);
        assertThat(receipt.path("logs").path(0).path("blockNumber").asText()).isEqualTo(block);
        assertThat(raw.result("eth_getTransactionByHash", sent)
                        .path("blockNumber")
                        .asText())
                .isEqualTo(block);
        JsonNode logs = raw.result("eth_getLogs", Map.of("fromBlock", block, "toBlock", block));
        assertThat(logs).hasSize(1);
        assertThat(logs.path(0).path("transactionHash").asText()).isEqualTo(sent);
        assertThat(logs.path(0).path("blockNumber").asText()).isEqualTo(block);
        JsonNode full = raw.result("eth_getBlockByNumber", block, true);
        assertThat(full.path("transactions").path(0).path("blockNumber").asText())
                .isEqualTo(block);
        assertThat(raw.result("eth_getBlockReceipts", block)
                        .path(0)
                        .path("blockNumber")
                        .asText())
                .isEqualTo(block);
    }

    @Test
    void stateIsAnsweredForTheShownBlock() throws Exception {
        String sent = transfer();
        long block = number(raw.result("eth_getTransactionReceipt", sent), "blockNumber");
        String token = chain.token().hex();
        BigInteger before = integer(raw.result("eth_call", call(token, balanceOf(DEPLOYER)), hex(block - 1)));
        BigInteger after = integer(raw.result("eth_call", call(token, balanceOf(DEPLOYER)), hex(block)));
        assertThat(after).isEqualTo(before.add(BigInteger.TEN));
        assertThat(raw.number("eth_getTransactionCount", DEPLOYER, hex(block)))
                .isEqualTo(raw.number("eth_getTransactionCount", DEPLOYER, hex(block - 1)) + 1);
        assertThat(integer(raw.result("eth_getBalance", DEPLOYER, hex(block))))
                .isLessThan(integer(raw.result("eth_getBalance", DEPLOYER, hex(block - 1))));
        assertThat(raw.result("eth_getCode", token, hex(block))).isEqualTo(own.result("eth_getCode", token, "latest"));
        assertThat(raw.result("eth_getStorageAt", token, "0x0", hex(block)).asText())
                .hasSize(66);
        assertThat(raw.number("eth_estimateGas", call(token, balanceOf(DEPLOYER)), hex(block)))
                .isGreaterThan(21_000);
        assertThat(raw.number("eth_estimateGas", call(token, balanceOf(DEPLOYER))))
                .isGreaterThan(21_000);
    }

    @Test
    void blocksBeforeTheLocalChainAreEmptyAndChained() throws Exception {
        JsonNode genesis = raw.result("eth_getBlockByNumber", hex(PublicNode.OFFSET), false);
        JsonNode before = raw.result("eth_getBlockByNumber", hex(PublicNode.OFFSET - 1), false);
        JsonNode earlier = raw.result("eth_getBlockByNumber", hex(PublicNode.OFFSET - 1_000), false);
        assertThat(genesis.path("parentHash")).isEqualTo(before.path("hash"));
        assertThat(number(before, "number")).isEqualTo(PublicNode.OFFSET - 1);
        assertThat(number(earlier, "timestamp")).isEqualTo(number(genesis, "timestamp") - 2_000);
        assertThat(earlier.path("transactions")).isEmpty();
        assertThat(raw.result("eth_getLogs", Map.of("fromBlock", "0x1", "toBlock", hex(PublicNode.OFFSET - 1))))
                .isEmpty();
    }

    @Test
    void blocksThatAreNotThereYetAreNotKnown() throws Exception {
        long future = PublicNode.OFFSET + 1_000_000;
        assertThat(raw.result("eth_getBlockByNumber", hex(future), false).isNull())
                .isTrue();
        assertThat(raw.error("eth_call", call(chain.token().hex(), balanceOf(DEPLOYER)), hex(future))
                        .path("message")
                        .asText())
                .isEqualTo("header not found");
        assertThat(raw.result("eth_getLogs", Map.of("fromBlock", hex(future), "toBlock", hex(future))))
                .isEmpty();
    }

    @Test
    void stateBelowItsDepthIsGone() throws Exception {
        node.behave(b -> b.withStateDepth(10));
        long head = raw.number("eth_blockNumber");
        assertThat(raw.error("eth_getBalance", DEPLOYER, hex(head - 100))
                        .path("message")
                        .asText())
                .startsWith("missing trie node");
        assertThat(raw.number("eth_getTransactionCount", DEPLOYER, hex(head))).isPositive();
    }

    @Test
    void numbersAreTranslatedInBatchesToo() throws Exception {
        long head = raw.number("eth_blockNumber");
        ArrayNode batch = RawNode.JSON.createArrayNode();
        batch.add(RawNode.question(7, "eth_getBlockByNumber", hex(head), false));
        batch.add(RawNode.question(8, "eth_blockNumber"));
        batch.add(RawNode.question(9, "nonsense"));
        JsonNode answers = RawNode.JSON.readTree(raw.post(batch.toString()).body());
        assertThat(answers).hasSize(3);
        assertThat(number(answers.path(0).path("result"), "number")).isEqualTo(head);
        assertThat(Long.decode(answers.path(1).path("result").asText())).isBetween(head, head + SOME);
        assertThat(answers.path(2).path("error").path("code").asInt()).isEqualTo(-32601);
        assertThat(answers.findValuesAsText("id")).containsExactly("7", "8", "9");
        assertThat(node.counts().batches()).isEqualTo(1);
        assertThat(node.counts().calls()).isEqualTo(4);
    }

    @Test
    void theWalletOpensReadsAndWithdrawsThroughIt() throws Exception {
        try (FlowPaymentRail rail = new FlowPaymentRail(node.settings(), providerKey, Clock.systemUTC());
                RenterPayments payments = new RenterPayments(node.settings(), renterKey)) {
            StreamRef stream = payments.open(rail.terms(), RATE, Usdc.parse("3")).stream();
            assertThat(rail.verify(stream, Optional.empty()).balance()).isEqualTo(Usdc.parse("3"));
            assertThat(rail.verify(stream, Optional.empty()).block().orElseThrow())
                    .isGreaterThan(PublicNode.OFFSET);
            chain.advance(java.time.Duration.ofMinutes(1));
            assertThat(rail.withdraw(rail.quote(List.of(stream)))).hasSize(1);
            assertThat(rail.verify(stream, Optional.of(PublicNode.OFFSET)).withdrawn())
                    .isGreaterThan(Usdc.ZERO);
        }
        assertThat(node.counts().of("eth_sendRawTransaction")).isGreaterThanOrEqualTo(3);
    }

    @Test
    void whatHostedNodesDoNotOfferIsRefused() throws Exception {
        for (String method : List.of("anvil_rollback", "evm_mine", "eth_sendTransaction", "eth_newFilter", "admin_x"))
            assertThat(raw.error(method).path("code").asInt()).as(method).isEqualTo(-32601);
    }

    // ---- tags, and a node that is behind

    @Test
    void safeAndFinalizedAreBehindOrNotKnown() throws Exception {
        node.freeze();
        node.behave(b -> b.withSafeBehind(3));
        long head = raw.number("eth_blockNumber");
        for (String tag : List.of("safe", "finalized")) {
            assertThat(number(raw.result("eth_getBlockByNumber", tag, false), "number"))
                    .isEqualTo(head - 3);
            assertThat(raw.answer("eth_call", call(chain.token().hex(), balanceOf(DEPLOYER)), tag)
                            .has("result"))
                    .isTrue();
        }
        node.behave(b -> b.withSafeBehind(null));
        for (String tag : List.of("safe", "finalized")) {
            assertThat(raw.error("eth_getBlockByNumber", tag, false)
                            .path("message")
                            .asText())
                    .contains("invalid block tag");
            assertThat(raw.error("eth_getLogs", Map.of("fromBlock", tag, "toBlock", tag))
                            .path("message")
                            .asText())
                    .contains("invalid block tag");
        }
    }

    @Test
    void aFrozenNodeKnowsNothingLater() throws Exception {
        node.freeze();
        long frozen = raw.number("eth_blockNumber");
        BigInteger held = integer(raw.result("eth_call", call(chain.token().hex(), balanceOf(DEPLOYER)), "latest"));
        String sent = transfer();
        assertThat(raw.number("eth_blockNumber")).isEqualTo(frozen);
        assertThat(number(raw.result("eth_getBlockByNumber", "latest", false), "number"))
                .isEqualTo(frozen);
        assertThat(integer(raw.result("eth_call", call(chain.token().hex(), balanceOf(DEPLOYER)), "latest")))
                .isEqualTo(held);
        assertThat(raw.result("eth_getTransactionReceipt", sent).isNull()).isTrue();
        assertThat(raw.result("eth_getBlockByNumber", hex(frozen + 1), false).isNull())
                .isTrue();
        assertThat(raw.result("eth_getLogs", Map.of("fromBlock", hex(frozen + 1), "toBlock", "latest"))
                        .size())
                .isZero();
        node.thaw();
        assertThat(raw.number("eth_blockNumber")).isGreaterThan(frozen);
        assertThat(raw.result("eth_getTransactionReceipt", sent).isObject()).isTrue();
    }

    @Test
    void aNodeLagsOrSaysThatItIsAhead() throws Exception {
        node.freeze();
        long head = raw.number("eth_blockNumber");
        node.behave(b -> b.withLag(5));
        assertThat(raw.number("eth_blockNumber")).isEqualTo(head - 5);
        node.behave(b -> b.withLag(0).withHeadAhead(1_000));
        assertThat(raw.number("eth_blockNumber")).isEqualTo(head + 1_000);
        assertThat(number(raw.result("eth_getBlockByNumber", "latest", false), "number"))
                .isEqualTo(head + 1_000);
    }

    @Test
    void theChainGoesBackFiveBlocksAndForgetsTheirTransactions() throws Exception {
        String sent = transfer();
        long head = raw.number("eth_blockNumber");
        String hash = raw.result("eth_getBlockByNumber", hex(head), false)
                .path("hash")
                .asText();
        assertThat(raw.post("/reorg", "{\"blocks\": 5}").statusCode()).isEqualTo(200);
        assertThat(raw.number("eth_blockNumber")).isBetween(head, head + SOME);
        assertThat(raw.result("eth_getBlockByNumber", hex(head), false)
                        .path("hash")
                        .asText())
                .isNotEqualTo(hash);
        assertThat(raw.result("eth_getTransactionReceipt", sent).isNull()).isTrue();

        String again = transfer();
        JsonNode mined = raw.result("eth_getTransactionReceipt", again);
        node.rollBack(5);
        JsonNode block =
                raw.result("eth_getBlockByNumber", mined.path("blockNumber").asText(), false);
        assertThat(block.path("hash")).isNotEqualTo(mined.path("blockHash"));
        assertThat(raw.result("eth_getTransactionReceipt", again).isNull()).isTrue();
    }

    // ---- limits

    @ParameterizedTest
    @ValueSource(ints = {500, 2_000})
    void logsOfMoreBlocksThanTheSpanAreRefused(int span) throws Exception {
        node.behave(b -> b.withLogSpan(span));
        long from = PublicNode.OFFSET;
        assertThat(raw.result("eth_getLogs", Map.of("fromBlock", hex(from), "toBlock", hex(from + span - 1))))
                .isNotEmpty();
        JsonNode refused = raw.error("eth_getLogs", Map.of("fromBlock", hex(from), "toBlock", hex(from + span)));
        assertThat(refused.path("code").asInt()).isEqualTo(-32005);
        assertThat(refused.path("message").asText()).isEqualTo("query exceeds max block range " + span);
        assertThat(node.counts().limited()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(LogRangeError.class)
    void eachProvidersRefusalIsAnErrorWithCodeAndMessage(LogRangeError wording) throws Exception {
        node.behave(b -> b.withLogSpan(500).withLogError(wording));
        JsonNode refused = raw.error("eth_getLogs", Map.of("fromBlock", "0x0", "toBlock", "latest"));
        assertThat(refused.path("code").asInt()).isLessThanOrEqualTo(-32000);
        assertThat(refused.path("message").asText()).matches(".*(range|more than|exceeded).*");
    }

    @Test
    void oldLogsArePruned() throws Exception {
        node.behave(b -> b.withLogDepth(1_000L));
        long head = raw.number("eth_blockNumber");
        assertThat(raw.error("eth_getLogs", Map.of("fromBlock", hex(head - 1_100), "toBlock", hex(head - 1_001)))
                        .path("message")
                        .asText())
                .contains("pruned");
        assertThat(raw.result("eth_getLogs", Map.of("fromBlock", hex(head - 900), "toBlock", "latest")))
                .isNotEmpty();
        assertThat(node.counts().limited()).isEqualTo(1);
    }

    @Test
    void batchesAreLimitedOrRefused() throws Exception {
        ArrayNode batch = RawNode.JSON.createArrayNode();
        for (int i = 0; i < 3; i++) batch.add(RawNode.question(i, "eth_blockNumber"));
        node.behave(b -> b.withBatches(3));
        assertThat(RawNode.JSON.readTree(raw.post(batch.toString()).body())).hasSize(3);
        node.behave(b -> b.withBatches(2));
        var limited = raw.post(batch.toString());
        assertThat(limited.statusCode()).isEqualTo(200);
        assertThat(RawNode.JSON
                        .readTree(limited.body())
                        .path("error")
                        .path("message")
                        .asText())
                .contains("batch limit of 2");
        node.behave(b -> b.withoutBatches(BatchRefusal.HTTP_400));
        var refused = raw.post(batch.toString());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(RawNode.JSON
                        .readTree(refused.body())
                        .path("error")
                        .path("message")
                        .asText())
                .contains("not supported");
        assertThat(raw.number("eth_blockNumber")).isPositive();
        assertThat(node.counts().limited()).isEqualTo(2);
    }

    // ----

    /** Ten base units to the deployer, mined at once. */
    private static String transfer() throws Exception {
        String mint = "0x40c10f19" + balanceOf(DEPLOYER).substring(10) + String.format("%064x", 10);
        String sent = own.result(
                        "eth_sendTransaction",
                        Map.of("from", DEPLOYER, "to", chain.token().hex(), "data", mint))
                .asText();
        org.awaitility.Awaitility.await()
                .until(() -> own.result("eth_getTransactionReceipt", sent).isObject());
        return sent;
    }
}
