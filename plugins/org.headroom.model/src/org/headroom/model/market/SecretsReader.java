package org.headroom.model.market;

import java.util.Map;
import java.util.Optional;
import org.headroom.model.signing.SealingKey;

/** The one who can read what renters seal for this rig. Any thread; a millisecond or less. */
public interface SecretsReader {
    /** No secrets are taken: for rigs and tests without a key of their own. */
    SecretsReader NONE = new SecretsReader() {
        @Override
        public Optional<SealingKey> key() {
            return Optional.empty();
        }

        @Override
        public Map<String, String> read(Order order, Acceptance acceptance) throws Unreadable {
            if (order.manifest().secrets().isEmpty()) return Map.of();
            throw new Unreadable("this provider takes no sealed secrets");
        }
    };

    /** Told in bids and offers; empty where no secrets are taken. */
    Optional<SealingKey> key();

    /**
     * The values of the manifest's secrets by name; none where the manifest has none. They belong into the container's
     * environment and nowhere else: no log, no file, no message.
     */
    Map<String, String> read(Order order, Acceptance acceptance) throws Unreadable;

    /** The secrets cannot be had. The message is the second half of a sentence, holds nothing of them, and goes to the renter. */
    final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        public Unreadable(String message) {
            super(message);
        }
    }
}
