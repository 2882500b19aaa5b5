package org.headroom.agent;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.headroom.market.BrokerSettings;
import org.headroom.market.ClientIds;
import org.headroom.market.MqttMarketLink;
import org.headroom.model.files.SecretFiles;
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

    /**
     * Reads the files with secrets of all brokers: a rig does not start with one that it may not or cannot use.
     *
     * @throws KeystoreFailure if a password file is missing, empty or open to other accounts, or a key file is open to
     *     them
     */
    static void requireSecrets(RigSettings settings, Path home) throws KeystoreFailure {
        for (RigSettings.Broker broker : settings.allBrokers()) {
            requireSecret(home, broker.passwordFile(), Passphrase.Kind.BROKER_PASSWORD);
            requireSecret(home, broker.keyPasswordFile(), Passphrase.Kind.BROKER_KEY_PASSWORD);
            requirePrivate(home, broker.keyFile());
            String certificate = broker.certificateFile();
            if (certificate != null && BrokerRules.isPkcs12(certificate)) requirePrivate(home, certificate);
        }
    }

    private static void requireSecret(Path home, @Nullable String name, Passphrase.Kind kind) throws KeystoreFailure {
        Optional<Path> file = file(home, name);
        if (file.isPresent()) Arrays.fill(Passphrase.fromFile(file.get(), kind), '\0');
    }

    /** One that cannot be looked at is named at the attempt to connect. */
    private static void requirePrivate(Path home, @Nullable String name) throws KeystoreFailure {
        Optional<Path> file = file(home, name);
        try {
            Optional<SecretFiles.Exposure> exposure =
                    file.isPresent() ? SecretFiles.exposure("the broker's key file", file.get()) : Optional.empty();
            if (exposure.isPresent())
                throw new KeystoreFailure(exposure.get().fact() + ": nothing was opened. Make it yours alone ("
                        + exposure.get().commands() + ") and, if the machine is shared, take a new key.");
        } catch (IOException e) {
            LOG.debug("The broker's key file {} cannot be looked at", name, e);
        }
    }

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
                        secret(home, broker.keyPasswordFile(), Passphrase.Kind.BROKER_KEY_PASSWORD)),
                KEEP_ALIVE,
                WILL_DELAY);
        String username = broker.username();
        return secret(home, broker.passwordFile(), Passphrase.Kind.BROKER_PASSWORD)
                .filter(s -> username != null)
                .map(s -> settings.withLogin(String.valueOf(username), s))
                .orElse(settings);
    }

    private static Optional<Path> file(Path home, @Nullable String name) {
        return Optional.ofNullable(name).map(home::resolve);
    }

    private static Optional<BrokerSettings.Secret> secret(Path home, @Nullable String name, Passphrase.Kind kind) {
        return file(home, name).map(path -> new BrokerSecret(path, kind, LOG::error));
    }
}
