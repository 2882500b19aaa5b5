package org.headroom.localchain;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.headroom.wallet.ChainSettings;

/**
 * The node that a test of money asks: one that behaves like a public one, 100 ms a call. A test of money takes its node from
 * here and nowhere else: from {@link #open(LocalChain)}, or from {@link #exactly} where it counts requests or states each
 * failure itself. A {@link NodeStory} counts what each test method asks. Where the system property {@code headroom.node} is
 * {@code slow}, the node has no failures but those that the test states; where it is {@code direct}, a test that states no
 * behaviour asks the chain itself.
 */
public final class ChainNode implements AutoCloseable {
    public static final String PROPERTY = "headroom.node";
    /** How long a public node takes for a call. */
    public static final int DELAY_MILLIS = 100;
    /** A public node's delay with no limit and no failure, which {@link #exactly} starts from. */
    public static final NodeBehaviour DELAYED = NodeBehaviour.HONEST.withLatency(DELAY_MILLIS);

    private static final NodeBehaviour BEHAVIOUR = NodeBehaviour.PUBLIC.withFaults(
            FaultRule.every(19, Fault.TOO_MANY_REQUESTS).from(2),
            FaultRule.every(23, Fault.DROP).from(2),
            FaultRule.every(43, Fault.TOO_MANY_REQUESTS).retryAfter(1));
    /** A request that sends a transaction holds none of these calls. */
    private static final List<FaultRule> READS = List.of(
            FaultRule.every(19, Fault.TOO_MANY_REQUESTS).from(1).forMethod("eth_getBlockByNumber"),
            FaultRule.every(23, Fault.DROP).from(1).forMethod("eth_call"),
            FaultRule.every(43, Fault.TOO_MANY_REQUESTS).retryAfter(1).forMethod("eth_call"));

    private final Optional<PublicNode> node;
    private final Optional<PublicNode> checker;
    private volatile LocalChain chain;

    private ChainNode(LocalChain chain, Optional<PublicNode> node, Optional<PublicNode> checker) {
        this.chain = chain;
        this.node = node;
        this.checker = checker;
    }

    public static ChainNode open(LocalChain chain) throws IOException {
        return kind().equals("direct") ? direct(chain) : open(chain, b -> b);
    }

    /** With what the test changes, on top of a public node's delay, limits and failures. */
    public static ChainNode open(LocalChain chain, UnaryOperator<NodeBehaviour> change) throws IOException {
        NodeBehaviour usual = kind().equals("public") ? BEHAVIOUR : BEHAVIOUR.withFaults();
        return exactly(chain, change.apply(usual));
    }

    /**
     * With this behaviour and no failure or limit beyond it, for tests that count requests or state each failure themselves.
     *
     * @throws IllegalArgumentException if it is faster than a public node
     */
    public static ChainNode exactly(LocalChain chain, NodeBehaviour behaviour) throws IOException {
        if (behaviour.latency().minMillis() < DELAY_MILLIS)
            throw new IllegalArgumentException("A node that a test of money asks takes " + DELAY_MILLIS
                    + " ms a call or more: start from ChainNode.DELAYED");
        return inFrontOf(chain, behaviour);
    }

    /**
     * With a public node's delay, limits and failures, but no transaction is refused or lost: for tests that count what is
     * sent, or fail it themselves.
     */
    public static ChainNode withReadsFailing(LocalChain chain) throws IOException {
        return kind().equals("direct")
                ? direct(chain)
                : open(chain, b -> b.faults().isEmpty() ? b : b.withFaults(READS));
    }

    /** The chain itself, with nothing in between. */
    public static ChainNode direct(LocalChain chain) {
        return new ChainNode(chain, Optional.empty(), Optional.empty());
    }

    private static String kind() {
        String kind = System.getProperty(PROPERTY, "public");
        return switch (kind) {
            case "public", "slow", "direct" -> kind;
            default -> throw new IllegalArgumentException(PROPERTY + " must be public, slow or direct, not " + kind);
        };
    }

    private static ChainNode inFrontOf(LocalChain chain, NodeBehaviour behaviour) throws IOException {
        PublicNode node = PublicNode.open(chain, behaviour);
        try {
            return new ChainNode(chain, Optional.of(node), Optional.of(PublicNode.open(chain, NodeBehaviour.HONEST)));
        } catch (IOException e) {
            node.close();
            throw e;
        }
    }

    public URI rpc() {
        return settings().rpc();
    }

    public ChainSettings settings() {
        return node.map(PublicNode::settings).orElseGet(chain::settings);
    }

    /** For what is checked: the same block numbers, at once and without fault. */
    public ChainSettings checker() {
        return checker.map(PublicNode::settings).orElseGet(chain::settings);
    }

    /** Empty where the chain itself is asked. */
    public Optional<PublicNode> publicNode() {
        return node;
    }

    /** From now on nothing listens at its address. */
    public void goOffline() {
        node.ifPresent(PublicNode::goOffline);
    }

    /** After {@link #goOffline}, when the chain was opened again. */
    public void goOnline(LocalChain again) throws IOException {
        chain = again;
        checker.ifPresent(c -> c.follow(again.rpc()));
        if (node.isEmpty()) return;
        node.get().follow(again.rpc());
        node.get().goOnline();
    }

    /** What it was asked up to now; nothing where the chain itself is asked. */
    public NodeCounts counts() {
        return node.map(PublicNode::counts).orElse(NodeCounts.NONE);
    }

    /** The next requests meet the first of the failures again. */
    void beginFaultsAnew() {
        node.ifPresent(n -> n.behave(b -> b.withFaults(new ArrayList<>(b.faults()))));
    }

    /** Whether a node has limits and failures that its test does not state. */
    static boolean mishapsAreUsual() {
        return kind().equals("public");
    }

    @Override
    public void close() {
        checker.ifPresent(PublicNode::close);
        node.ifPresent(PublicNode::close);
    }
}
