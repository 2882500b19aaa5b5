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

    final MarketCodec codec = new MarketCodec(CHAIN);
    final Eip712Recovery recovery = new Eip712Recovery();
    final Ledger ledger;
    private final Clock clock;
    private final MessageMemory memory;

    /** @param ledger real, on a disk: remembering is part of what is measured */
    MarketParts(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
        this.memory = ledger.messages(clock);
    }

    static List<KeySigner> keys(Path folder, int count) throws KeystoreFailure {
        List<KeySigner> keys = new ArrayList<>();
        for (int i = 0; i < count; i++)
            keys.add(Keystore.create(folder.resolve("key-" + i), "bench".toCharArray(), Keystore.Strength.LIGHT));
        return keys;
    }

    /** What stands between the wire and the lease loop; with no limit on how fast one renter may speak, for a bench does. */
    MarketGate gate() {
        return new MarketGate(codec, guards(), clock);
    }

    private Guards guards() {
        return new Guards(recovery, memory, ledger.blocklist(clock), RateLimits.NONE);
    }

    /** The memory alone, as the gate asks it; each order is new. Durable at the price of one commit. */
    void remember(List<Order> orders, List<Hash32> hashes) {
        List<Sighting> heard = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            Order order = orders.get(i);
            heard.add(new Sighting(
                    order.author(),
                    List.of("order " + order.id()),
                    order.validity().nonce(),
                    hashes.get(i),
                    hashes.get(i),
                    order.validity().expiresAt().plus(MarketGate.CLOCK_SKEW),
                    Topics.of(order),
                    new byte[0]));
        }
        memory.remember(heard);
    }

    MqttMarketLink link(String broker, KeySigner signer) {
        BrokerSettings settings = BrokerSettings.of(broker, "bench-rig");
        return new MqttMarketLink(
                List.of(MqttMarketLink.Broker.of(settings, ledger.outbox("bench"))),
                Role.PROVIDER,
                codec,
                signer,
                guards(),
                clock);
    }
}
