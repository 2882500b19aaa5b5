package org.headroom.wallet;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.headroom.localchain.ChainNode;
import org.headroom.localchain.FaultRule;
import org.headroom.localchain.LocalChain;
import org.headroom.localchain.NodeBehaviour;
import org.headroom.localchain.NodeStory;
import org.headroom.localchain.PublicNode;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamRef;
import org.junit.jupiter.api.TestInfo;

/**
 * A local chain with a renter who opens streams to a provider, and nodes in front of it that behave like public ones. The
 * streams are opened at the chain itself: what a test asks, it asks behind a node.
 */
final class StreamFixture implements AutoCloseable {
    static final RatePerSecond RATE = RatePerSecond.ofHourly(Usdc.parse("1.99"));
    static final EthAddress PAYOUT = new EthAddress("0x" + "7a".repeat(20));

    final LocalChain chain;
    final KeySigner provider;
    private final KeySigner renterKey;
    private final RenterPayments renter;
    private final List<ChainNode> nodes = new ArrayList<>();

    StreamFixture(Path folder) throws Exception {
        chain = LocalChain.resumeOrStart(folder.resolve("chain"), ChainParts.fetch());
        renterKey = Keystore.create(folder.resolve("renter"), "p".toCharArray(), Keystore.Strength.LIGHT);
        provider = Keystore.create(folder.resolve("provider"), "p".toCharArray(), Keystore.Strength.LIGHT);
        chain.fund(renterKey.address(), Usdc.parse("100000"), LocalChain.PLENTY_OF_COIN);
        chain.fund(provider.address(), Usdc.ZERO, LocalChain.PLENTY_OF_COIN);
        renter = new RenterPayments(chain.settings(), renterKey);
    }

    StreamRef open(String deposit) throws PaymentFailure {
        try (FlowPaymentRail rail = new FlowPaymentRail(chain.settings(), provider, PAYOUT, Clock.systemUTC())) {
            return renter.open(rail.terms(), RATE, Usdc.parse(deposit)).stream();
        }
    }

    /** Sends a call to the payment contract by the provider's key, from outside of any rail. */
    void send(String data) throws PaymentFailure {
        send(provider, data);
    }

    /** For what is checked: the chain itself, at once and without fault. The caller closes it. */
    Chain chainItself() {
        return new Chain(new JsonRpc(chain.rpc()));
    }

    /** Sends a call to the payment contract by the renter's key. @return what its block says of it */
    Chain.Receipt sendAsRenter(String data) throws PaymentFailure {
        Hash32 transaction = send(renterKey, data);
        try (Chain direct = chainItself()) {
            return Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> direct.receipt(transaction), Optional::isPresent)
                    .orElseThrow();
        }
    }

    private Hash32 send(KeySigner sender, String data) throws PaymentFailure {
        try (Chain direct = chainItself()) {
            SignedTransaction signed = SignedTransaction.sign(
                    sender,
                    chain.settings().chainId(),
                    direct.nonce(sender.address(), "latest"),
                    chain.flow(),
                    BigInteger.ZERO,
                    data,
                    BigInteger.valueOf(500_000),
                    new FeePolicy.Fees(BigInteger.TEN.pow(11), BigInteger.TEN.pow(9)));
            direct.send(signed.raw());
            return signed.hash();
        }
    }

    /** A node with a public one's delay, limits and failures. */
    PublicNode node() throws IOException {
        return node(b -> b);
    }

    /** A node with a public one's delay, limits and failures, and with what the test changes. */
    PublicNode node(UnaryOperator<NodeBehaviour> change) throws IOException {
        return opened(ChainNode.open(chain, change));
    }

    /** A node that behaves as told and has a public one's failures besides, after those that the test states. */
    PublicNode nodeAs(NodeBehaviour told) throws IOException {
        return node(usual -> {
            NodeBehaviour both = told.withFaults(usual.faults().toArray(FaultRule[]::new));
            for (FaultRule stated : told.faults().reversed()) both = both.plusFault(stated);
            return both;
        });
    }

    /** A node that behaves as told, for a test that counts its requests or whose outcome another failure would change. */
    PublicNode exactNode(NodeBehaviour behaviour) throws IOException {
        return opened(ChainNode.exactly(chain, behaviour));
    }

    private PublicNode opened(ChainNode node) {
        nodes.add(node);
        return node.publicNode().orElseThrow();
    }

    FlowPaymentRail rail(PublicNode... behind) {
        return rail(settings(behind));
    }

    FlowPaymentRail rail(ChainSettings settings) {
        return new FlowPaymentRail(settings, provider, PAYOUT, Clock.systemUTC());
    }

    /** The addresses have paths and queries with a key, as hosted nodes have. */
    ChainSettings settings(PublicNode... behind) {
        List<URI> uris = Arrays.stream(behind)
                .map(n -> n.rpc().resolve("/v2/s3cr3t?key=s3cr3t"))
                .toList();
        return behind[0].settings().withNodes(uris);
    }

    void advance(Duration time) throws IOException {
        chain.advance(time);
    }

    static String host(PublicNode node) {
        return "127.0.0.1:" + node.rpc().getPort();
    }

    /** Ends the nodes of one test; prints what they were asked and fails where nothing was delayed, limited or failed. */
    void endStory(TestInfo story) {
        NodeStory asked = NodeStory.of(
                story.getTestClass().orElseThrow(), story.getTestMethod().orElseThrow(), story.getDisplayName());
        for (ChainNode node : nodes) {
            asked.opened(node);
            node.close();
        }
        nodes.clear();
        asked.end(System.out);
    }

    @Override
    public void close() {
        nodes.forEach(ChainNode::close);
        renter.close();
        chain.close();
    }
}
