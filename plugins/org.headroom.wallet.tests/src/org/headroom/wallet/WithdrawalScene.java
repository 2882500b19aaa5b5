package org.headroom.wallet;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.headroom.localchain.ChainNode;
import org.headroom.localchain.LocalChain;
import org.headroom.localchain.NodeBehaviour;
import org.headroom.localchain.NodeStory;
import org.headroom.localchain.PublicNode;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.TransactionLog;
import org.junit.jupiter.api.TestInfo;

/**
 * A real chain behind a slow node whose reads fail now and then and a proxy, a renter with streams, and a provider whose
 * transactions are looked at. The proxy fails at the one call that a test names, and each transaction that is sent is counted.
 */
final class WithdrawalScene implements AutoCloseable {
    static final EthAddress PAYOUT = new EthAddress("0x" + "77".repeat(20));
    static final RatePerSecond RATE = RatePerSecond.ofHourly(Usdc.parse("0.36"));
    /** Quick enough for tests: a second stands for a minute. */
    static final Timing QUICK = new Timing(
            Duration.ofSeconds(20),
            Duration.ofMillis(5),
            Duration.ofMillis(100),
            Duration.ofMillis(150),
            Duration.ofMillis(500),
            Duration.ofMillis(500),
            Duration.ofMillis(300));

    static final Timing IMPATIENT = new Timing(
            Duration.ofMillis(3_000),
            Duration.ofMillis(5),
            Duration.ofMillis(50),
            Duration.ofMillis(60),
            Duration.ofMillis(200),
            Duration.ofMillis(100),
            Duration.ofMillis(100));

    final LocalChain chain;
    private final ChainNode slow;
    final NodeProxy proxy;
    final JsonRpc node;
    final Chain direct;
    final RenterPayments renter;
    private final Path folder;
    private final Optional<NodeBehaviour> usual;
    private int keys;
    private Optional<NodeStory> story = Optional.empty();

    WithdrawalScene(Path folder) throws Exception {
        this.folder = folder;
        chain = LocalChain.resumeOrStart(folder.resolve("chain"), ChainParts.fetch());
        slow = ChainNode.withReadsFailing(chain);
        usual = slow.publicNode().map(PublicNode::behaviour);
        proxy = new NodeProxy(slow.rpc());
        node = new JsonRpc(chain.rpc());
        direct = new Chain(new JsonRpc(chain.rpc()));
        KeySigner renterKey = key();
        chain.fund(renterKey.address(), Usdc.parse("10000"), LocalChain.PLENTY_OF_COIN);
        renter = new RenterPayments(chain.settings(), renterKey);
    }

    KeySigner key() throws KeystoreFailure {
        return Keystore.create(folder.resolve("key" + ++keys), "play".toCharArray(), Keystore.Strength.LIGHT);
    }

    KeySigner provider() throws Exception {
        KeySigner key = key();
        chain.fund(key.address(), Usdc.ZERO, LocalChain.PLENTY_OF_COIN);
        return key;
    }

    ChainSettings behindProxy() {
        return slow.settings().withNodes(List.of(proxy.address()));
    }

    FlowPaymentRail rail(KeySigner key, TransactionLog log, Timing timing) {
        return new FlowPaymentRail(behindProxy(), key, PAYOUT, Clock.systemUTC(), log, timing, RetryPolicy.READS);
    }

    /** A stream that has paid for ten minutes. */
    StreamRef paidStream(KeySigner provider) throws Exception {
        StreamRef stream = stream(provider);
        chain.advance(Duration.ofMinutes(10));
        return stream;
    }

    StreamRef stream(KeySigner provider) throws PaymentFailure {
        var terms = new org.headroom.model.market.PaymentTerms(
                LocalChain.CHAIN_ID, chain.flow(), chain.token(), provider.address());
        return renter.open(terms, RATE, Usdc.parse("50")).stream();
    }

    Usdc paidOut() throws PaymentFailure {
        return new Usdc(new AbiWords(
                        "the balance",
                        direct.call(
                                chain.token(),
                                FlowContract.balanceOf(PAYOUT),
                                direct.latest().number()),
                        1)
                .number(0, 63));
    }

    /**
     * The node takes this long for a request until the story's end.
     *
     * @param why it is quicker than a public one; printed
     */
    void latency(int millis, String why) {
        System.out.println(millis + " ms a request: " + why);
        slow.publicNode().ifPresent(node -> node.behave(b -> b.withLatency(millis)));
    }

    /** Until the story's end. */
    void nodeFailsNoRead() {
        slow.publicNode().ifPresent(node -> node.behave(b -> b.withFaults()));
    }

    void begin(TestInfo test) {
        usual.ifPresent(u -> slow.publicNode().orElseThrow().behave(b -> u));
        story = Optional.of(NodeStory.of(
                        test.getTestClass().orElseThrow(), test.getTestMethod().orElseThrow(), test.getDisplayName())
                .asks(slow));
    }

    /** Prints what the story's node was asked; fails where nothing was delayed, limited or failed. */
    void endStory() {
        story.ifPresent(s -> s.end(System.out));
        story = Optional.empty();
    }

    /** By the chain's own number. */
    long chainHead() throws PaymentFailure {
        return direct.latest().number();
    }

    BigInteger count(KeySigner key) throws PaymentFailure {
        return direct.nonce(key.address(), "latest");
    }

    /** Blocks are made by {@link #mine} alone from now on. */
    void stopMining() throws PaymentFailure {
        node.call("evm_setAutomine", false);
        node.call("evm_setIntervalMining", 0);
    }

    void mine(int blocks) throws PaymentFailure {
        node.call("anvil_mine", "0x" + Integer.toHexString(blocks));
    }

    void goOnMining() throws PaymentFailure {
        node.call("evm_setAutomine", true);
        mine(1);
    }

    /** The next block is too dear for transactions that pay less than this per gas. */
    void dearBlock(BigInteger baseFee) throws PaymentFailure {
        node.call("anvil_setNextBlockBaseFeePerGas", "0x" + baseFee.toString(16));
        node.call("evm_mine");
    }

    void rollBack(int blocks) throws PaymentFailure {
        node.call("anvil_rollback", blocks);
    }

    List<SignedTransaction> sent() {
        return proxy.sent.stream()
                .map(raw -> SignedTransaction.decode(raw).orElseThrow())
                .toList();
    }

    void sendCoin(KeySigner key, BigInteger nonce) throws PaymentFailure {
        SignedTransaction other = SignedTransaction.sign(
                key,
                LocalChain.CHAIN_ID,
                nonce,
                PAYOUT,
                BigInteger.ONE,
                "0x",
                BigInteger.valueOf(21_000),
                new FeePolicy.Fees(BigInteger.TEN.pow(11), BigInteger.TEN.pow(10)));
        direct.send(other.raw());
    }

    @Override
    public void close() {
        renter.close();
        direct.close();
        node.close();
        proxy.close();
        slow.close();
        chain.close();
        System.out.println(proxy.changed() + " calls were failed or answered by the tests themselves");
    }
}
