package org.headroom.agent;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.headroom.market.BrokerSettings;
import org.headroom.market.ClientIds;
import org.headroom.market.MqttMarketLink;
import org.headroom.store.Ledger;
import org.headroom.wallet.KeystoreFailure;
import org.headroom.wallet.Passphrase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the brokers of the settings to those of the link, each with its outbox in the ledger. */
final class RigBrokers {
    private static final Logger LOG = LoggerFactory.getLogger(RigBrokers.class);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    private static final Duration WILL_DELAY = Duration.ofSeconds(3);

    private RigBrokers() {}

    /** Lets the ledger know which brokers there are from now on. */
    static List<MqttMarketLink.Broker> of(RigSettings settings, Path home, Ledger ledger) throws IOException {
        ClientIds ids = ClientIds.in(home);
        List<String> names =
                settings.allBrokers().stream().map(BrokerRules::name).toList();
        ledger.brokers(names);
        var out = new ArrayList<MqttMarketLink.Broker>();
        for (RigSettings.Broker broker : settings.allBrokers()) {
            String name = BrokerRules.name(broker);
            out.add(new MqttMarketLink.Broker(name, settings(broker, home, ids.of("rig", name)), ledger.outbox(name)));
        }
        return out;
    }

    private static BrokerSettings settings(RigSettings.Broker broker, Path home, String clientId) {
        // One id a rig: a second program with the same home would be turned away by the ledger first.
        BrokerSettings settings = new BrokerSettings(
                broker.allUrls().stream().map(URI::create).toList(),
                clientId,
                Optional.empty(),
                Optional.empty(),
                new BrokerSettings.Tls(
                        file(home, broker.caFile()),
                        file(home, broker.certificateFile()),
                        file(home, broker.keyFile()),
                        secret(home, broker.keyPasswordFile(), "The password of the broker's key")),
                KEEP_ALIVE,
                WILL_DELAY);
        String username = broker.username();
        return secret(home, broker.passwordFile(), "The broker's password")
                .filter(s -> username != null)
                .map(s -> settings.withLogin(String.valueOf(username), s))
                .orElse(settings);
    }

    private static Optional<Path> file(Path home, @Nullable String name) {
        return Optional.ofNullable(name).map(home::resolve);
    }

    /** Read at each connection, so that a corrected file is found without a restart. */
    private static Optional<Supplier<char[]>> secret(Path home, @Nullable String file, String what) {
        return file(home, file).map(path -> () -> {
            try {
                return Passphrase.fromFile(path);
            } catch (KeystoreFailure e) {
                LOG.error("{} cannot be read: {}", what, e.getMessage());
                return new char[0];
            }
        });
    }
}
