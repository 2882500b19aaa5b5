package org.headroom.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.headroom.market.BrokerSettings;
import org.headroom.wallet.KeystoreFailure;
import org.headroom.wallet.Passphrase;

/**
 * A password in a file, for a broker. It is read at each attempt to connect, so that a corrected file is found without a
 * restart. Each reason why it cannot be read is logged once while it lasts: attempts follow each other fast.
 */
final class BrokerSecret implements BrokerSettings.Secret {
    private static final String READABLE = "";

    private final Path file;
    private final Passphrase.Kind kind;
    private final Consumer<String> log;
    private final AtomicReference<String> lastReason = new AtomicReference<>(READABLE);

    /** @param log takes each reason why the file cannot be read */
    BrokerSecret(Path file, Passphrase.Kind kind, Consumer<String> log) {
        this.file = file;
        this.kind = kind;
        this.log = log;
    }

    @Override
    public char[] read() throws IOException {
        try {
            char[] secret = Passphrase.fromFile(file, kind);
            lastReason.set(READABLE);
            return secret;
        } catch (KeystoreFailure e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(lastReason.getAndSet(reason)))
                log.accept(reason + " Nothing is sent to this broker until then; running jobs go on.");
            throw new IOException(reason, e);
        }
    }
}
