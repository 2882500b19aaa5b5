package org.headroom.wallet;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.headroom.model.money.EthAddress;

/**
 * Which chain, and which contract and token on it are trusted with money.
 *
 * @param nodes JSON-RPC addresses, http or https; the first that answers is used, and what decides over money is asked of two
 * @param name for people, such as {@code Base} or {@code local chain}
 * @param flow the Sablier Flow contract
 * @param token USDC
 * @param firstBlock no stream that matters is older; 0: unknown
 * @param logSpan how many blocks are searched in one request at first; the limit of each node is learned
 * @param maxHeadAge a node whose newest block is older is not believed; empty: any age is
 */
public record ChainSettings(
        List<URI> nodes,
        long chainId,
        String name,
        EthAddress flow,
        EthAddress token,
        long firstBlock,
        int logSpan,
        Optional<Duration> maxHeadAge,
        FinalityRule finality) {
    public static final int PUBLIC_NODE_SPAN = 2_000;
    public static final int MOST_NODES = 5;
    public static final Duration STANDARD_HEAD_AGE = Duration.ofSeconds(120);
    /** anvil, Hardhat: makes blocks when it is asked to, and its coins and tokens are worth nothing. */
    private static final long LOCAL_CHAIN = 31_337;

    public ChainSettings {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty() || nodes.size() > MOST_NODES)
            throw new IllegalArgumentException("a chain has 1 to " + MOST_NODES + " nodes, not " + nodes.size());
        // The addresses are not quoted: they may hold access keys.
        for (URI n : nodes)
            if (!NodeAddress.isUsable(n))
                throw new IllegalArgumentException("the address of a chain's node must begin with http:// or https://");
        if (new HashSet<>(nodes).size() < nodes.size())
            throw new IllegalArgumentException("two nodes of the chain have the same address");
        if (chainId <= 0) throw new IllegalArgumentException("no chain has the id " + chainId);
        if (firstBlock < 0) throw new IllegalArgumentException("no block has the number " + firstBlock);
        if (logSpan < 1) throw new IllegalArgumentException("a span of blocks must be at least 1, not " + logSpan);
        if (maxHeadAge.isPresent() && maxHeadAge.get().toSeconds() < 1)
            throw new IllegalArgumentException("the age of a node's newest block must be at least 1 s");
    }

    /** With one node, and the standard rules for the age of its newest block and for finality. */
    public ChainSettings(
            URI rpc, long chainId, String name, EthAddress flow, EthAddress token, long firstBlock, int logSpan) {
        this(
                List.of(rpc),
                chainId,
                name,
                flow,
                token,
                firstBlock,
                logSpan,
                isLocal(chainId) ? Optional.empty() : Optional.of(STANDARD_HEAD_AGE),
                isLocal(chainId) ? FinalityRule.LOCAL : FinalityRule.STANDARD);
    }

    public ChainSettings(URI rpc, long chainId, String name, EthAddress flow, EthAddress token) {
        this(rpc, chainId, name, flow, token, 0, PUBLIC_NODE_SPAN);
    }

    /** Whether it is the chain of a development node: what is paid on it is worth nothing. */
    public static boolean isLocal(long chainId) {
        return chainId == LOCAL_CHAIN;
    }

    /** The first node. */
    public URI rpc() {
        return nodes.getFirst();
    }

    public ChainSettings withNodes(List<URI> others) {
        return new ChainSettings(others, chainId, name, flow, token, firstBlock, logSpan, maxHeadAge, finality);
    }

    public ChainSettings withMaxHeadAge(Duration age) {
        return new ChainSettings(nodes, chainId, name, flow, token, firstBlock, logSpan, Optional.of(age), finality);
    }

    public ChainSettings withFinality(FinalityRule rule) {
        return new ChainSettings(nodes, chainId, name, flow, token, firstBlock, logSpan, maxHeadAge, rule);
    }
}
