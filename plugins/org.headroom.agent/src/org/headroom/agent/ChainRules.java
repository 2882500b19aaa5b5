package org.headroom.agent;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.wallet.ChainSettings;
import org.headroom.wallet.FinalityRule;
import org.headroom.wallet.NodeAddress;

/** What {@code chain} in {@code rig.json} may say, and what it means for the wallet. */
final class ChainRules {
    private static final int OLDEST_HEAD_SECONDS = 86_400;

    private ChainRules() {}

    /** What is wrong, as the second half of a sentence; empty where nothing is. Never quotes a URL: it may hold a key. */
    static Optional<String> problem(RigSettings.Chain chain) {
        List<String> several = chain.rpcs();
        if ((chain.rpc() == null) == (several == null))
            return Optional.of("\"chain\" needs either \"rpc\" or \"rpcs\", a list");
        String where = several == null ? "\"chain.rpc\"" : "\"chain.rpcs\"";
        List<String> all = chain.allRpcs();
        if (all.isEmpty() || all.size() > ChainSettings.MOST_NODES)
            return Optional.of(where + " must name 1 to " + ChainSettings.MOST_NODES + " nodes");
        for (String rpc : all)
            if (rpc == null || NodeAddress.parse(rpc).isEmpty())
                return Optional.of(where + ": a node's URL begins with http:// or https:// and a host");
        if (new HashSet<>(all).size() < all.size()) return Optional.of(where + " names the same node twice");
        Integer age = chain.maxHeadAgeSeconds();
        if (age != null && (age < 1 || age > OLDEST_HEAD_SECONDS))
            return Optional.of("\"chain.maxHeadAgeSeconds\" must be from 1 to " + OLDEST_HEAD_SECONDS + ", not " + age);
        return FinalityRule.problem("chain.", chain.finality(), chain.finalityDepth())
                .or(() -> addressing(chain));
    }

    /** Which chain it is, and the addresses on it. */
    private static Optional<String> addressing(RigSettings.Chain chain) {
        if (chain.chainId() < 1)
            return Optional.of(
                    "\"chain.chainId\" is missing or below 1: write the chain's number, such as 8453 for Base");
        return FieldRules.optional("chain.name", chain.name(), "what the chain is called here")
                .or(() -> FieldRules.address(
                        "chain.contract", chain.contract(), "the address of the Sablier Flow contract"))
                .or(() -> FieldRules.address("chain.token", chain.token(), "the address of USDC on this chain"))
                .or(() -> FieldRules.optionalAddress("chain.payout", chain.payout()))
                .or(() -> sameTwice(chain));
    }

    private static Optional<String> sameTwice(RigSettings.Chain chain) {
        EthAddress contract = new EthAddress(chain.contract());
        EthAddress token = new EthAddress(chain.token());
        if (contract.equals(token))
            return Optional.of("\"chain.contract\" and \"chain.token\" are the same address: one of them is wrong");
        Optional<EthAddress> payout = Optional.ofNullable(chain.payout()).map(EthAddress::new);
        return payout.filter(to -> to.equals(contract) || to.equals(token))
                .map(to -> "\"chain.payout\" must be an account of yours: what is paid to the "
                        + (to.equals(token) ? "token's" : "payment contract's") + " address is lost");
    }

    /** @param chain one that has no {@link #problem} */
    static ChainSettings settings(RigSettings.Chain chain) {
        List<URI> nodes = chain.allRpcs().stream().map(URI::create).toList();
        String name = chain.name();
        ChainSettings settings = new ChainSettings(
                        nodes.getFirst(),
                        chain.chainId(),
                        name == null ? "chain " + chain.chainId() : name,
                        new EthAddress(chain.contract()),
                        new EthAddress(chain.token()))
                .withNodes(nodes);
        Integer age = chain.maxHeadAgeSeconds();
        if (age != null) settings = settings.withMaxHeadAge(Duration.ofSeconds(age));
        return settings.withFinality(settings.finality().with(chain.finality(), chain.finalityDepth()));
    }
}
