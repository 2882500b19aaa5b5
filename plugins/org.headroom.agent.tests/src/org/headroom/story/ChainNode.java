package org.headroom.story;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.headroom.localchain.Fault;
import org.headroom.localchain.FaultRule;
import org.headroom.localchain.LocalChain;
import org.headroom.localchain.NodeBehaviour;
import org.headroom.localchain.NodeCounts;
import org.headroom.localchain.PublicNode;
import org.headroom.wallet.ChainSettings;

/**
 * The node that rigs and renters of a story use: one that behaves like a public one, or the chain itself where the system
 * property {@code headroom.node} is {@code direct}.
 */
final class ChainNode implements AutoCloseable {
    static final String PROPERTY = "headroom.node";
    /** A story that asked so often has met each of the faults below. */
    private static final long ENOUGH = 20;

    private static final NodeBehaviour BEHAVIOUR = NodeBehaviour.PUBLIC.withFaults(
            FaultRule.every(13, Fault.TOO_MANY_REQUESTS),
            FaultRule.every(17, Fault.DROP),
            FaultRule.every(31, Fault.TOO_MANY_REQUESTS).retryAfter(1));

    private final Optional<PublicNode> node;
    private LocalChain chain;

    private ChainNode(LocalChain chain, Optional<PublicNode> node) {
        this.chain = chain;
        this.node = node;
    }

    static ChainNode before(LocalChain chain) throws IOException {
        String kind = System.getProperty(PROPERTY, "public");
        return switch (kind) {
            case "direct" -> new ChainNode(chain, Optional.empty());
            case "public" -> new ChainNode(chain, Optional.of(PublicNode.open(chain, BEHAVIOUR)));
            default -> throw new IllegalArgumentException(PROPERTY + " must be direct or public, not " + kind);
        };
    }

    URI rpc() {
        return settings().rpc();
    }

    ChainSettings settings() {
        return node.map(PublicNode::settings).orElseGet(chain::settings);
    }

    /** Empty where rigs and renters ask the chain itself. */
    Optional<PublicNode> publicNode() {
        return node;
    }

    /** Nothing listens at its address any more. */
    void stops() {
        node.ifPresent(PublicNode::goOffline);
    }

    void startsAgain(LocalChain again) throws IOException {
        chain = again;
        if (node.isEmpty()) return;
        node.get().follow(again.rpc());
        node.get().goOnline();
    }

    /** Prints what was asked. @throws AssertionError if a long story met no delay, no limit or no failure */
    void report(String story) {
        if (node.isEmpty()) return;
        NodeCounts counts = node.get().counts();
        System.out.println(story + ": " + counts.summary());
        if (counts.requests() >= ENOUGH && (counts.delayed() == 0 || counts.limited() == 0 || counts.failed() == 0))
            throw new AssertionError(story + " met no delay, no limit or no failure: " + counts.summary());
    }

    @Override
    public void close() {
        node.ifPresent(PublicNode::close);
    }
}
