package org.headroom.cli.bench;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.headroom.market.BrokerSettings;
import org.headroom.market.Guards;
import org.headroom.market.MarketCodec;
import org.headroom.market.MarketGate;
import org.headroom.market.MqttMarketLink;
import org.headroom.market.RateLimits;
import org.headroom.market.Role;
import org.headroom.market.Topics;
import org.headroom.model.market.MessageMemory;
import org.headroom.model.market.Order;
import org.headroom.model.market.Sighting;
import org.headroom.model.money.Hash32;
import org.headroom.store.Ledger;
import org.headroom.wallet.Eip712Recovery;
import org.headroom.wallet.KeySigner;
import org.headroom.wallet.Keystore;
import org.headroom.wallet.KeystoreFailure;

/** The market's own parts, tied together for the benches as a rig ties them. */
final class MarketParts {
    static final long CHAIN = 31_337;
    /** As many as the link takes together when they have piled up. */
    static final int AT_ONCE = 256;


    final MarketCodec codec = new MarketCodec(CHAIN);
    final Eip712Recovery recovery = new Eip712Recovery();
    final Ledger ledger;
    private final Clock clock;

    /** @param ledger real, on a disk: remembering is part of what is measured */
    MarketParts(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    static List<KeySigner> keys(Path folder, int count) throws KeystoreFailure {
        List<KeySigner> keys = new ArrayList<>();
        for (int i = 0; i < count; i++)
            keys.add(Keystore.create(folder.resolve("key-" + i), "bench".toCharArray(), Keystore.Strength.LIGHT));
        return keys;
    }

    /** What stands between the wire and the lease loop. */
    MarketGate gate() {
        return new MarketGate(codec, guards(), clock);
    }

    private Guards guards() {
        return new Guards(recovery, ledger.messages(clock), ledger.blocklist(clock), RateLimits.STANDARD);
    }

    /** The memory alone, asked as the link asks it: what has piled up in one commit. Each order is new. */
    void remember(List<Order> orders, List<Hash32> hashes) {
        MessageMemory memory = ledger.messages(clock);
        for (int from = 0; from < orders.size(); from += AT_ONCE) {
            List<Sighting> batch = new ArrayList<>();
            for (int i = from; i < Math.min(orders.size(), from + AT_ONCE); i++)
                batch.add(sighting(orders.get(i), hashes.get(i)));
            memory.remember(batch);
        }
    }

    private static Sighting sighting(Order order, Hash32 hash) {
        return new Sighting(
                order.author(),
                List.of("order/" + order.id()),
                order.validity().nonce(),
                hash,
                hash,
                order.validity().expiresAt().plus(MarketGate.CLOCK_SKEW),
                Topics.of(order),
                new byte[0]);
    }

    MqttMarketLink link(String broker, KeySigner signer) {
        return new MqttMarketLink(
                List.of(new MqttMarketLink.Broker(
                        "bench", BrokerSettings.of(broker, "bench-rig"), ledger.outbox("bench"))),
                Role.PROVIDER,
                codec,
                signer,
                guards(),
                clock);
    }
}
