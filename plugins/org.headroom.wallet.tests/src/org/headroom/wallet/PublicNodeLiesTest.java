package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.wallet.RawNode.balanceOf;
import static org.headroom.wallet.RawNode.call;
import static org.headroom.wallet.RawNode.hex;
import static org.headroom.wallet.RawNode.integer;
import static org.headroom.wallet.RawNode.word;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.headroom.localchain.LocalChain;
import org.headroom.localchain.NodeBehaviour;
import org.headroom.localchain.NodeBehaviour.InventedWithdrawal;
import org.headroom.localchain.NodeBehaviour.LogLie;
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

/** What a public node lies about, alone and inside Multicall3. */
class PublicNodeLiesTest {
    private static final RatePerSecond RATE = RatePerSecond.ofHourly(Usdc.parse("0.60"));
    private static final String DEPLOYER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
    private static final String MULTICALL = "0xca11bde05977b3631167028862be2a173976ca11";
    /** {@code aggregate3((address,bool,bytes)[])}. */
    private static final String AGGREGATE3 = "0x82ad56cb";

    @TempDir
    static Path folder;

    private static LocalChain chain;
    private static RawNode own;
    private static KeySigner providerKey;
    private static StreamRef first;
    private static StreamRef second;

    private PublicNode node;
    private RawNode raw;

    @BeforeAll
    static void startChain() throws Exception {
        chain = LocalChain.resumeOrStart(folder.resolve("chain"), ChainParts.fetch());
        own = new RawNode(chain.rpc());
        KeySigner renterKey = Keystore.create(folder.resolve("renter"), "play".toCharArray(), Keystore.Strength.LIGHT);
        providerKey = Keystore.create(folder.resolve("provider"), "play".toCharArray(), Keystore.Strength.LIGHT);
        chain.fund(renterKey.address(), Usdc.parse("1000"), LocalChain.PLENTY_OF_COIN);
        try (FlowPaymentRail rail = new FlowPaymentRail(chain.settings(), providerKey, Clock.systemUTC());
                RenterPayments payments = new RenterPayments(chain.settings(), renterKey)) {
            first = payments.open(rail.terms(), RATE, Usdc.parse("5")).stream();
            second = payments.open(rail.terms(), RATE, Usdc.parse("7")).stream();
        }
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

    @Test
    void oneStreamIsUnreadableAndTheOthersAreNot() throws Exception {
        node.behave(b -> b.withUnreadable(first.id()));
        String flow = chain.flow().hex();
        assertThat(raw.error("eth_call", call(flow, FlowContract.getStream(first.id())), "latest")
                        .path("message")
                        .asText())
                .contains("timeout");
        assertThat(raw.result("eth_call", call(flow, FlowContract.getStream(second.id())), "latest")
                        .asText())
                .hasSize(2 + 10 * 64);
        String both = aggregate(true, FlowContract.getRecipient(first.id()), FlowContract.getRecipient(second.id()));
        String answer =
                raw.result("eth_call", call(MULTICALL, both), "latest").asText().substring(2);
        // Two words of list, two of places, then: no success and no bytes; success and a word.
        assertThat(word(answer, 4)).isZero();
        assertThat(word(answer, 6)).isZero();
        assertThat(word(answer, 7)).isOne();
        assertThat(word(answer, 9)).isEqualTo(32);
        assertThat("0x" + answer.substring(10 * 64 + 24, 11 * 64))
                .isEqualTo(providerKey.address().hex());
        String strict = aggregate(false, FlowContract.getRecipient(first.id()));
        assertThat(raw.error("eth_call", call(MULTICALL, strict), "latest")
                        .path("code")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void multicallAnswersAsTheSingleCallsDo() throws Exception {
        long head = raw.number("eth_blockNumber");
        String flow = chain.flow().hex();
        String one = FlowContract.getStream(first.id());
        String unknown = FlowContract.getStream(BigInteger.valueOf(999));
        String answer = raw.result("eth_call", call(MULTICALL, aggregate(true, one, unknown)), hex(head))
                .asText()
                .substring(2);
        String alone =
                raw.result("eth_call", call(flow, one), hex(head)).asText().substring(2);
        assertThat(word(answer, 4)).isOne();
        assertThat(answer.substring(7 * 64, 17 * 64)).isEqualTo(alone);
        assertThat(word(answer, 17)).isZero();
        assertThat(raw.error("eth_call", call(MULTICALL, AGGREGATE3 + "ff"), hex(head))
                        .path("code")
                        .asInt())
                .isEqualTo(3);
        assertThat(raw.result("eth_getCode", MULTICALL, "latest").asText()).hasSizeGreaterThan(4);
        node.behave(b -> b.withMulticall(false));
        assertThat(raw.result("eth_getCode", MULTICALL, "latest").asText()).isEqualTo("0x");
        assertThat(raw.result("eth_call", call(MULTICALL, aggregate(true, one)), "latest")
                        .asText())
                .isEqualTo("0x");
    }

    @Test
    void chainIdAndBalancesCanBeLies() throws Exception {
        BigInteger million = BigInteger.valueOf(1_000_000_000_000L);
        node.behave(b -> b.withChainId(8_453L).withTokenBalance(million).withStreamBalance(million));
        assertThat(raw.number("eth_chainId")).isEqualTo(8_453);
        assertThat(raw.result("net_version").asText()).isEqualTo("8453");
        assertThat(integer(raw.result("eth_call", call(chain.token().hex(), balanceOf(DEPLOYER)), "latest")))
                .isEqualTo(million);
        String stream = raw.result("eth_call", call(chain.flow().hex(), FlowContract.getStream(first.id())), "latest")
                .asText();
        String truth = own.result("eth_call", call(chain.flow().hex(), FlowContract.getStream(first.id())), "latest")
                .asText();
        assertThat(word(stream.substring(2), 0)).isEqualTo(million);
        assertThat(stream.substring(2 + 64)).isEqualTo(truth.substring(2 + 64));
        String inMulticall = raw.result(
                        "eth_call", call(MULTICALL, aggregate(true, FlowContract.getStream(first.id()))), "latest")
                .asText();
        assertThat(inMulticall).contains(stream.substring(2));
    }

    @Test
    void logsAreLeftOutDoubledAndInvented() throws Exception {
        Map<String, Object> all = Map.of("fromBlock", hex(PublicNode.OFFSET), "toBlock", "latest");
        int honest = raw.result("eth_getLogs", all).size();
        node.behave(b -> b.withLogLie(LogLie.DOUBLE));
        assertThat(raw.result("eth_getLogs", all)).hasSize(2 * honest);
        node.behave(b -> b.withLogLie(LogLie.LEAVE_OUT));
        assertThat(raw.result("eth_getLogs", all)).isEmpty();

        node.behave(b -> b.withInvented(
                new InventedWithdrawal(first.id(), providerKey.address().hex(), BigInteger.valueOf(123_456))));
        try (Chain asked = new Chain(new JsonRpc(node.rpc()))) {
            List<Chain.Log> found = asked.logs(
                    chain.flow(),
                    List.of(FlowContract.WITHDRAWN, FlowContract.topic(first.id())),
                    PublicNode.OFFSET,
                    node.trueHead());
            assertThat(found).hasSize(1);
            assertThat(word(found.getFirst().data().substring(2), 1)).isEqualTo(123_456);
            assertThat(asked.receipt(found.getFirst().transaction())).isEmpty();
            assertThat(asked.logs(
                            chain.flow(),
                            List.of(FlowContract.WITHDRAWN, FlowContract.topic(second.id())),
                            PublicNode.OFFSET,
                            node.trueHead()))
                    .isEmpty();
        }
    }

    private static String aggregate(boolean allowFailure, String... calls) {
        StringBuilder places = new StringBuilder();
        StringBuilder tuples = new StringBuilder();
        for (String data : calls) {
            places.append(String.format("%064x", calls.length * 32 + tuples.length() / 2));
            int bytes = (data.length() - 2) / 2;
            tuples.append("0".repeat(24)).append(chain.flow().hex().substring(2));
            tuples.append(String.format("%064x%064x%064x", allowFailure ? 1 : 0, 96, bytes));
            tuples.append(data.substring(2))
                    .append("0".repeat((64 - data.substring(2).length() % 64) % 64));
        }
        return AGGREGATE3 + String.format("%064x%064x", 32, calls.length) + places + tuples;
    }
}
