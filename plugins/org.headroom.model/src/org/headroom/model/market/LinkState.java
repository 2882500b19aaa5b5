package org.headroom.model.market;

/**
 * How the link to the broker is.
 *
 * @param broker its URL, without any password
 * @param message one sentence for a person
 * @param waiting messages in the outbox that the broker has not yet taken
 */
public record LinkState(Phase phase, String broker, String message, int waiting) {
    /** Where the connection stands. */
    public enum Phase {
        CONNECTING,
        UP,
        DOWN,
        CLOSED
    }
}
