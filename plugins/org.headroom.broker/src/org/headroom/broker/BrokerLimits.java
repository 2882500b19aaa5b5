package org.headroom.broker;

import io.netty.handler.codec.mqtt.MqttDecoder;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.ActiveMQShutdownException;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.io.IOCallback;
import org.apache.activemq.artemis.core.postoffice.Binding;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTConnection;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.impl.AddressInfo;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds what clients can make the broker hold: topics, subscriptions, sessions, and the bytes of retained and of waiting
 * messages. A message or a subscription beyond a limit is refused with MQTT's reason code 0x87, the only one that Artemis
 * sends without ending the connection; what exists is not affected.
 */
final class BrokerLimits implements ActiveMQServerPlugin {
    /** Artemis keeps the message that is retained on a topic at an address of its own, beside the topic's. */
    static final String RETAINED = "$sys.mqtt.retain.";

    static final int ADDRESSES_OF_A_TOPIC = 2;

    private static final long LONGEST_REMOVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Closing takes no longer. */
    private static final long LONGEST_CLOSING_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** Without a deletion for so long Artemis has none left. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(BrokerLimits.class);

    private final BrokerBounds bounds;
    private final int mostPacketBytes;
    private final boolean isGated;
    private final Refusals refusals = new Refusals();
    private final RefusedConnections refused;
    private final RefusedConnections unconnected;
    private final ConnectionGate gate;
    private final RetainedBytes retained;
    private final ConnectionBytes held;
    private final Set<SimpleString> addresses = ConcurrentHashMap.newKeySet();
    private final Set<SimpleString> subscriptions = ConcurrentHashMap.newKeySet();
    /** Addresses that are being deleted, and since when. Nothing tells of a deletion that failed. */
    private final Map<SimpleString, Long> removing = new ConcurrentHashMap<>();

    private volatile boolean isClosing;
    private volatile long refusedAt;
    private volatile @Nullable ActiveMQServer server;
    private volatile @Nullable SessionLimit sessions;
    private volatile long correctedAt = System.nanoTime();

    /** @param isGated whether the packets that follow a CONNECT are looked at */
    BrokerLimits(BrokerBounds bounds, int mostPacketBytes, boolean isGated) {
        this.bounds = bounds;
        this.mostPacketBytes = mostPacketBytes;
        this.isGated = isGated;
        refused = new RefusedConnections(bounds.connections(), bounds.nanoTime(), LOG::warn);
        unconnected = new RefusedConnections(
                "The embedded broker closes connections that send no MQTT CONNECT within "
                        + ConnectionGate.LONGEST_CONNECT_SECONDS + " s",
                bounds.nanoTime(),
                LOG::warn);
        gate = new ConnectionGate(bounds.connections(), refused, unconnected);
        retained = new RetainedBytes(bounds.retainedBytes());
        held = new ConnectionBytes(bounds.connectionBytes(), refusals);
    }

    @Override
    public void registered(ActiveMQServer to) {
        var limit = new SessionLimit(to, bounds, refusals);
        var gate = new PacketGate(limit, refusals, isGated);
        to.getRemotingService().addIncomingInterceptor(gate);
        to.getRemotingService().addOutgoingInterceptor(new GrantedLimits(limit, new OversizedMessages(to, limit)));
        sessions = limit;
        server = to;
    }

    /** Connections are limited from now on. */
    void guard(NettyAcceptor acceptor) throws IOException {
        gate.guard(acceptor);
    }

    /** Ends sessions whose time is over and corrects what is counted by what is there. Called every few seconds. */
    void sweep() {
        ActiveMQServer of = server;
        SessionLimit limit = sessions;
        if (of == null || limit == null) return;
        refused.logIfDue();
        unconnected.logIfDue();
        forgetFailedRemovals();
        try {
            limit.sweep();
            long since = correctedAt;
            correctedAt = System.nanoTime();
            var actual = new HashMap<String, Long>();
            of.getPostOffice().getAllBindings().forEach(binding -> {
                String name = binding.getUniqueName().toString();
                if (binding instanceof QueueBinding queue && name.startsWith(RETAINED)) {
                    long bytes = queue.getQueue().getPersistentSize();
                    if (bytes > 0) actual.put(name.substring(RETAINED.length()), bytes);
                }
            });
            retained.correct(actual, since);
        } catch (Throwable e) {
            // Whatever is thrown from here ends all later sweeps. While the broker closes, its parts are gone.
            if (of.isStarted())
                LOG.warn("The embedded broker could not look for sessions that are over: {}", e.toString());
        }
    }

    /** As many bytes as are retained. */
    long retainedBytes() {
        return retained.total();
    }

    long sessionRecords() {
        SessionLimit limit = sessions;
        return limit == null ? 0 : limit.records();
    }

    int sessions() {
        SessionLimit limit = sessions;
        return limit == null ? 0 : limit.count();
    }

    @Override
    public void afterCreateConnection(RemotingConnection connection) {
        ActiveMQServer of = server;
        SessionLimit limit = sessions;
        if (of == null
                || limit == null
                || !(connection instanceof MQTTConnection client)
                || !(connection.getTransportConnection() instanceof NettyConnection netty)
                || netty.getChannel().pipeline().get(MqttDecoder.class) == null) return;
        try {
            var prompt = new DeliveryPrompt(of, limit, client);
            ConnectionFlow.limit(
                    netty,
                    mostPacketBytes,
                    held,
                    bounds,
                    refusals,
                    next -> afterStored(of, next),
                    prompt::acknowledged);
        } catch (Exception e) {
            LOG.warn("A connection was closed because it could not be limited: {}", e.toString());
            netty.getChannel().close();
        }
    }

    @Override
    public void afterDestroyConnection(RemotingConnection connection) {
        SessionLimit limit = sessions;
        try {
            if (limit != null) limit.disconnected(connection.getID());
        } catch (Exception e) {
            LOG.warn("A connection that has ended is still counted: {}", e.toString());
        }
    }

    private static void afterStored(ActiveMQServer of, Runnable next) {
        of.getStorageManager().afterCompleteOperations(new IOCallback() {
            @Override
            public void done() {
                next.run();
            }

            @Override
            public void onError(int code, @Nullable String message) {
                next.run();
            }
        });
    }

    @Override
    public void beforeAddAddress(AddressInfo address, boolean reload) throws ActiveMQException {
        // A retained message's address follows that of its topic, which was admitted.
        if (reload || isRetained(address.getName())) return;
        if (addresses.size() < bounds.topics() * ADDRESSES_OF_A_TOPIC) return;
        refusals.log(Refusals.Kind.TOPICS);
        SessionLimit limit = sessions;
        if (limit != null) limit.makeTopicRoom();
        throw new ActiveMQSecurityException("no more than " + bounds.topics() + " topics");
    }

    @Override
    public void afterAddAddress(AddressInfo address, boolean reload) {
        addresses.add(address.getName());
    }

    /** Artemis goes on deleting unused addresses while it stops, and would log each that it cannot delete any more. */
    @Override
    public void beforeRemoveAddress(SimpleString address) throws ActiveMQException {
        removing.put(address, bounds.nanoTime().getAsLong());
        if (!isClosing) return;
        removing.remove(address);
        refusedAt = System.nanoTime();
        throw new ActiveMQShutdownException("the broker is being closed");
    }

    @Override
    public void afterRemoveAddress(SimpleString address, AddressInfo info) {
        removing.remove(address);
        addresses.remove(address);
    }

    /**
     * Ends the deleting of addresses; returns when none is under way and Artemis has gone through those that it wanted to
     * delete, which are many at once, or after some seconds.
     */
    void closing() {
        long begin = System.nanoTime();
        refusedAt = begin;
        isClosing = true;
        while ((!removing.isEmpty() || System.nanoTime() - refusedAt < QUIET_NANOS)
                && System.nanoTime() - begin < LONGEST_CLOSING_NANOS) {
            LockSupport.parkNanos(LOOK_NANOS);
            forgetFailedRemovals();
        }
    }

    private void forgetFailedRemovals() {
        long now = bounds.nanoTime().getAsLong();
        removing.values().removeIf(began -> now - began > LONGEST_REMOVAL_NANOS);
    }

    @Override
    public void beforeCreateQueue(QueueConfiguration queue) throws ActiveMQException {
        if (isRetained(queue.getName()) || subscriptions.size() < bounds.subscriptions()) return;
        refusals.log(Refusals.Kind.SUBSCRIPTIONS);
        throw new ActiveMQSecurityException("no more than " + bounds.subscriptions() + " subscriptions");
    }

    @Override
    public void afterAddBinding(Binding binding) {
        if (!isRetained(binding.getUniqueName())) subscriptions.add(binding.getUniqueName());
    }

    @Override
    public void afterRemoveBinding(Binding binding, Transaction tx, boolean deleteData) {
        subscriptions.remove(binding.getUniqueName());
    }

    @Override
    public void beforeSend(
            ServerSession session, Transaction tx, Message message, boolean direct, boolean noAutoCreateQueue)
            throws ActiveMQException {
        ActiveMQServer of = server;
        SessionLimit limit = sessions;
        if (of == null || limit == null) return;
        if (!limit.makeRoom()) {
            refusals.log(Refusals.Kind.MEMORY);
            throw new ActiveMQSecurityException("no more than " + bounds.memoryBytes() + " bytes of messages");
        }
        if (!Boolean.TRUE.equals(message.getBooleanProperty(MQTTUtil.MQTT_MESSAGE_RETAIN_KEY))) return;
        String topic = message.getAddress();
        if (message instanceof ICoreMessage core && core.getBodyBufferSize() == 0) {
            retained.remove(topic);
            return;
        }
        List<String> dropped = retained.add(topic, bytes(message), System.nanoTime());
        if (dropped == null || !dropped.isEmpty()) refusals.log(Refusals.Kind.RETAINED);
        if (dropped == null)
            throw new ActiveMQSecurityException("no more than " + bounds.retainedBytes() + " bytes retained");
        for (String each : dropped) drop(of, each);
    }

    private static long bytes(Message message) throws ActiveMQException {
        return message.getPersistentSize();
    }

    private static void drop(ActiveMQServer of, String topic) {
        Queue queue = of.locateQueue(SimpleString.of(RETAINED + topic));
        try {
            if (queue != null) queue.deleteAllReferences();
        } catch (Exception e) {
            // It is counted again at the next sweep.
            LOG.debug("A retained message could not be dropped: {}", e.toString());
        }
    }

    private static boolean isRetained(SimpleString name) {
        return name.toString().startsWith(RETAINED);
    }
}
