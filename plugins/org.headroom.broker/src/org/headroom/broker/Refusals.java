package org.headroom.broker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each kind of refusal the first time only: strangers decide how often one happens. */
final class Refusals {
    /** What was refused, as the log says it. */
    enum Kind {
        TOPICS("it has as many topics as it may have and refuses new ones until others expire or are cleared"),
        SUBSCRIPTIONS("it has as many subscriptions as it may have and refuses new ones"),
        RETAINED("retained messages have reached their limit in bytes: the largest are dropped or refused"),
        SESSION_ENDED("it has as many sessions as it may have: the one that was absent longest was ended"),
        SESSIONS("it has as many sessions as it may have, all connected, and refuses new ones"),
        WAITING("too much waits for subscribers: the session with most of it was ended"),
        MEMORY("messages take as many bytes as they may, and further ones are refused"),
        CONNECT("a CONNECT packet or its client id was refused as too long or not valid"),
        TEXT("a CONNECT packet with a control character, a code that is no character or a wildcard was refused"),
        PACKET(
                "a packet with a topic, another text, a size or a QoS that is not allowed was refused and its sender disconnected"),
        UNTAKEN("a client that does not take what is sent to it was disconnected"),
        HELD(
                "connections hold too many bytes that were not taken or not completed: the one without progress for longest was closed");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final Set<Kind> logged = ConcurrentHashMap.newKeySet();

    void log(Kind kind) {
        if (logged.add(kind))
            LOG.warn("The embedded broker has reached a limit: {}. Further ones are not logged", kind.text);
    }
}
