package org.headroom.cli.bench;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.headroom.market.BrokerSettings;
import org.headroom.market.MarketCodec;
import org.headroom.market.MarketGate;
import org.headroom.market.MqttMarketLink;
import org.headroom.market.Role;
import org.headroom.model.market.Order;
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
        return new MarketGate(codec, recovery, ledger.nonces(clock, MarketGate.CLOCK_SKEW), clock);
    }

    /** The memory alone, as the gate asks it; each order is new. */
    void remember(List<Order> orders, List<org.headroom.model.money.Hash32> hashes) {
        var memory = ledger.nonces(clock, MarketGate.CLOCK_SKEW);
        for (int i = 0; i < orders.size(); i++) {
            Order order = orders.get(i);
            memory.firstSeen(
                    order.author(), order.validity().nonce(), hashes.get(i), order.validity().expiresAt());
        }
    }

    MqttMarketLink link(String broker, KeySigner signer) {
        return new MqttMarketLink(
                BrokerSettings.of(broker, "bench-rig"),
                Role.PROVIDER,
                codec,
                signer,
                recovery,
                ledger.nonces(clock, MarketGate.CLOCK_SKEW),
                ledger.outbox(),
                clock);
    }
}
