package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.headroom.localchain.BlockTime;
import org.headroom.localchain.ChainLike;
import org.headroom.localchain.LocalChain;
import org.headroom.localchain.NodeBehaviour;
import org.headroom.localchain.PublicNode;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A local chain that imitates a public one. */
class ChainLikeTest {
    private static final EthAddress RICH = new EthAddress("0x" + "ab".repeat(20));

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void theChainHasHeightAndBlockTimeOfTheImitatedOne(ChainLike like) throws Exception {
        try (LocalChain chain = LocalChain.resumeOrStart(folder, ChainParts.fetch(), like.blockTime());
                PublicNode node = PublicNode.open(chain, like.shape(), NodeBehaviour.HONEST);
                RawNode raw = new RawNode(node.rpc())) {
            // Setting up does not wait for the next block.
            chain.fund(RICH, Usdc.parse("5"), LocalChain.PLENTY_OF_COIN);
            long head = raw.number("eth_blockNumber");
            assertThat(head).isGreaterThan(like.shape().offset());
            Duration interval = like.blockTime().interval();
            Awaitility.await()
                    .atMost(interval.multipliedBy(3).plusSeconds(5))
                    .until(() -> raw.number("eth_blockNumber") > head + 1);
            assertThat(raw.number("eth_blockNumber"))
                    .isLessThan(head + 2 + Duration.ofSeconds(30).dividedBy(interval));
        }
    }

    @Test
    void aTransactionWaitsForTheNextBlock() throws Exception {
        try (LocalChain chain = LocalChain.resumeOrStart(folder, ChainParts.fetch(), BlockTime.every(INTERVAL));
                PublicNode node = PublicNode.open(chain, NodeBehaviour.HONEST);
                RawNode raw = new RawNode(node.rpc())) {
            String transfer = PublicNodeFaultsTest.transaction(0);
            // Sent just after a block, so that the next is nearly five seconds away.
            long head = raw.number("eth_blockNumber");
            Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> raw.number("eth_blockNumber") > head);
            String sent = raw.result("eth_sendRawTransaction", transfer).asText();
            assertThat(raw.result("eth_getTransactionReceipt", sent).isNull()).isTrue();
            Awaitility.await()
                    .atMost(INTERVAL.multipliedBy(4))
                    .until(() -> raw.result("eth_getTransactionReceipt", sent).isObject());
            assertThat(new BigInteger(
                            raw.result("eth_getTransactionReceipt", sent)
                                    .path("blockNumber")
                                    .asText()
                                    .substring(2),
                            16))
                    .isGreaterThan(BigInteger.valueOf(head + 1));
        }
    }

    @Test
    void namesAreThoseThatAPersonWrites() {
        assertThat(ChainLike.names()).isEqualTo("base, arbitrum, ethereum");
        assertThat(ChainLike.named("base")).contains(ChainLike.BASE);
        assertThat(ChainLike.named("Base")).isEmpty();
    }
}
