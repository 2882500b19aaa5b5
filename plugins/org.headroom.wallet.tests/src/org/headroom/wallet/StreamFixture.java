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
import org.headroom.localchain.LocalChain;
import org.headroom.localchain.NodeBehaviour;
import org.headroom.localchain.PublicNode;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamRef;

/**
 * A local chain with a renter who opens streams to a provider, and public nodes in front of it. Not behind a {@code
 * ChainNode}: each test states the behaviour of its nodes and counts their requests.
 */
final class StreamFixture implements AutoCloseable {
    static final RatePerSecond RATE = RatePerSecond.ofHourly(Usdc.parse("1.99"));
    static final EthAddress PAYOUT = new EthAddress("0x" + "7a".repeat(20));
    static final int LATENCY_MILLIS = 100;
    /** A public node's delay, with no limit and no fault. */
    static final NodeBehaviour SLOW = NodeBehaviour.HONEST.withLatency(LATENCY_MILLIS);

    final LocalChain chain;
    final KeySigner provider;
    private final RenterPayments renter;
    private final List<PublicNode> nodes = new ArrayList<>();

    StreamFixture(Path folder) throws Exception {
        chain = LocalChain.resumeOrStart(folder.resolve("chain"), ChainParts.fetch());
        KeySigner renterKey = Keystore.create(folder.resolve("renter"), "p".toCharArray(), Keystore.Strength.LIGHT);
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
        try (Chain direct = new Chain(new JsonRpc(chain.rpc()))) {
            SignedTransaction signed = SignedTransaction.sign(
                    provider,
                    chain.settings().chainId(),
                    direct.nonce(provider.address(), "latest"),
                    chain.flow(),
                    BigInteger.ZERO,
                    data,
                    BigInteger.valueOf(500_000),
                    new FeePolicy.Fees(BigInteger.TEN.pow(11), BigInteger.TEN.pow(9)));
            direct.send(signed.raw());
        }
    }

    PublicNode node(NodeBehaviour behaviour) throws IOException {
        PublicNode node = PublicNode.open(chain, behaviour);
        nodes.add(node);
        return node;
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

    /** Ends the nodes of one test. */
    void closeNodes() {
        nodes.forEach(PublicNode::close);
        nodes.clear();
    }

    @Override
    public void close() {
        closeNodes();
        renter.close();
        chain.close();
    }
}
