package org.headroom.broker;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.filter.Filter;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.selector.filter.Filterable;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the records of subscriptions that outlived their session. Artemis writes one for each session that subscribes, and
 * deletes it with the session only where that has a subscription left: not after a SUBSCRIBE that was refused, nor after an
 * UNSUBSCRIBE. After a restart each would be a session. One thread at a time.
 */
final class SessionRecords {
    private final ActiveMQServer server;
    /** Client ids whose record had no session at the last sweep: a session that is just being made may have its record first. */
    private Set<String> orphans = Set.of();

    SessionRecords(ActiveMQServer server) {
        this.server = server;
    }

    /** @param known clients that have a session, or are about to */
    void sweep(Set<String> known) throws Exception {
        Queue store = store();
        if (store == null) return;
        Set<String> before = orphans;
        Set<String> now = new HashSet<>();
        store.deleteMatchingReferences(new OfClients(id -> {
            if (known.contains(id)) return false;
            if (before.contains(id)) return true;
            now.add(id);
            return false;
        }));
        orphans = Set.copyOf(now);
    }

    long count() {
        Queue store = store();
        return store == null ? 0 : store.getMessageCount();
    }

    private @Nullable Queue store() {
        return server.locateQueue(SimpleString.of(MQTTUtil.MQTT_SESSION_STORE));
    }

    private interface ClientIds {
        boolean match(String clientId);
    }

    /** By the property that names a record's client. */
    private record OfClients(ClientIds clients) implements Filter {
        @Override
        public boolean match(Message message) {
            String id = message.getStringProperty(Message.HDR_LAST_VALUE_NAME);
            return id != null && clients.match(id);
        }

        @Override
        public boolean match(Map<String, String> map) {
            return false;
        }

        @Override
        public boolean match(Filterable filterable) {
            return false;
        }

        @Override
        public @Nullable SimpleString getFilterString() {
            return null;
        }
    }
}
