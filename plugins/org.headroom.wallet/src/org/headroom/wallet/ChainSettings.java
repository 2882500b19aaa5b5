package org.headroom.wallet;

import java.net.URI;
import org.headroom.model.money.EthAddress;

/**
 * Which chain, and which contract and token on it are trusted with money.
 *
 * @param rpc the node's JSON-RPC address, http or https
 * @param name for people, such as {@code Base} or {@code local chain}
 * @param flow the Sablier Flow contract
 * @param token USDC
 * @param firstBlock where the search for withdrawals begins: no later than the first stream that matters
 * @param logSpan how many blocks the node searches in one question; public nodes take about ten thousand
 */
public record ChainSettings(
        URI rpc, long chainId, String name, EthAddress flow, EthAddress token, long firstBlock, int logSpan) {
    public static final int PUBLIC_NODE_SPAN = 9_000;

    public ChainSettings {
        if (rpc.getHost() == null || !("http".equals(rpc.getScheme()) || "https".equals(rpc.getScheme())))
            throw new IllegalArgumentException("the chain's address must begin with http:// or https://: " + rpc);
        if (chainId <= 0) throw new IllegalArgumentException("no chain has the id " + chainId);
        if (firstBlock < 0) throw new IllegalArgumentException("no block has the number " + firstBlock);
        if (logSpan < 1) throw new IllegalArgumentException("a span of blocks must be at least 1, not " + logSpan);
    }

    public ChainSettings(URI rpc, long chainId, String name, EthAddress flow, EthAddress token) {
        this(rpc, chainId, name, flow, token, 0, PUBLIC_NODE_SPAN);
    }
}
