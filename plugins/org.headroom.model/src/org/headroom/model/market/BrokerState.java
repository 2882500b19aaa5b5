package org.headroom.model.market;

/**
 * How the link to one broker is.
 *
 * @param name as the settings call it
 * @param url of those it is to be found at, the one in use or tried; without any password
 * @param message one sentence for a person
 * @param waiting messages that this broker has not yet taken
 */
public record BrokerState(String name, LinkState.Phase phase, String url, String message, int waiting) {}
