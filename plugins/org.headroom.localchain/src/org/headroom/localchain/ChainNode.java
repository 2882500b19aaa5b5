package org.headroom.localchain;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.Optional;
import org.headroom.wallet.ChainSettings;

/**
 * The node that a test of money asks: one that behaves like a public one, or the chain itself where the system property
 * {@code headroom.node} is {@code direct}.
 */
public final class ChainNode implements AutoCloseable {
    public static final String PROPERTY = "headroom.node";
    /** A test that asked so often has met each of the faults below. */
    private static final long ENOUGH = 20;

    private static final NodeBehaviour BEHAVIOUR = NodeBehaviour.PUBLIC.withFaults(
            FaultRule.every(13, Fault.TOO_MANY_REQUESTS),
            FaultRule.every(17, Fault.DROP),
            FaultRule.every(31, Fault.TOO_MANY_REQUESTS).retryAfter(1));

    private final Optional<PublicNode> node;
    private volatile LocalChain chain;

    private ChainNode(LocalChain chain, Optional<PublicNode> node) {
        this.chain = chain;
        this.node = node;
    }

    public static ChainNode open(LocalChain chain) throws IOException {
        String kind = System.getProperty(PROPERTY, "public");
        return switch (kind) {
            case "direct" -> new ChainNode(chain, Optional.empty());
            case "public" -> new ChainNode(chain, Optional.of(PublicNode.open(chain, BEHAVIOUR)));
            default -> throw new IllegalArgumentException(PROPERTY + " must be direct or public, not " + kind);
        };
    }

    public URI rpc() {
        return settings().rpc();
    }

    public ChainSettings settings() {
        return node.map(PublicNode::settings).orElseGet(chain::settings);
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
        if (node.isEmpty()) return;
        node.get().follow(again.rpc());
        node.get().goOnline();
    }

    /**
     * Prints what was asked.
     *
     * @param test what asked
     * @throws IllegalStateException if a long test met no delay, no limit or no failure: it has proven less than it seems
     */
    public void report(String test, PrintStream out) {
        if (node.isEmpty()) return;
        NodeCounts counts = node.get().counts();
        out.println(test + ": " + counts.summary());
        if (counts.requests() >= ENOUGH && (counts.delayed() == 0 || counts.limited() == 0 || counts.failed() == 0))
            throw new IllegalStateException(test + " met no delay, no limit or no failure: " + counts.summary());
    }

    @Override
    public void close() {
        node.ifPresent(PublicNode::close);
    }
}
