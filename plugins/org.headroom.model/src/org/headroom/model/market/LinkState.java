package org.headroom.model.market;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the link to the market is.
 *
 * @param phase UP while one broker is
 * @param broker its URL, without any password; with several brokers how many of them are up
 * @param message one sentence for a person; names what is down
 * @param waiting messages in the outbox that no broker has yet taken
 * @param upSince since when the market has been within reach without a break; empty while it is not, or where that is not
 *     known
 * @param brokers each broker by itself; empty where that is not known
 */
public record LinkState(
        Phase phase, String broker, String message, int waiting, Optional<Instant> upSince, List<BrokerState> brokers) {
    /** Where the connection stands. */
    public enum Phase {
        CONNECTING,
        UP,
        DOWN,
        CLOSED
    }

    public LinkState {
        brokers = List.copyOf(brokers);
    }

    public LinkState(Phase phase, String broker, String message, int waiting) {
        this(phase, broker, message, waiting, Optional.empty(), List.of());
    }
}
