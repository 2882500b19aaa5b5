package org.headroom.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTConnection;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTSession;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTSessionState;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTStateManager;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the sessions that the broker keeps. Where there are too many, a new client takes the place of an absent one: the one
 * that was absent longest, of its own address or of the address that has most. A client that is connected keeps its session.
 */
final class SessionLimit {
    /** What Headroom's own links ask for. A client that asks for more is told so. */
    static final int LONGEST_SECONDS = 3_600;

    private static final Logger LOG = LoggerFactory.getLogger(SessionLimit.class);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** So many of the topics, as a divisor: who has fewer messages waiting is not the reason that there is none left. */
    private static final int MANY = 8;

    private static final String RESTARTED = "";

    /** What becomes of a client that connects. */
    enum Admission {
        ADMITTED,
        FULL,
        /** Its earlier session is being ended. */
        BUSY
    }

    /**
     * @param expiryCapped whether the client asked for a longer session than it gets
     * @param mostPacketBytes the largest packet that the client takes
     */
    private record Connected(String clientId, boolean expiryCapped, long mostPacketBytes) {}

    private final ActiveMQServer server;
    private final BrokerBounds bounds;
    private final Refusals refusals;
    private final LongSupplier nanoTime;
    private final long startedNanos;
    /** Read without the lock: an event loop that waited for it could not close the connection that a holder ends. */
    private final Map<Object, Connected> connected = new ConcurrentHashMap<>();

    private final Map<String, String> addresses = new HashMap<>();
    private final SessionRecords records;
    /**
     * Clients whose waiting messages are being deleted, since there are too many. Their connection is being closed; after that
     * their session is ended.
     */
    private final Set<String> doomed = ConcurrentHashMap.newKeySet();
    /**
     * Not this object's: closing a connection takes an event loop, and one may be waiting to admit a client. Taken before this
     * object's where both are.
     */
    private final Object waitingLock = new Object();

    private volatile @Nullable MQTTStateManager manager;
    private volatile long lookedAt;
    private volatile long lookedAtSize;
    private final AtomicLong topicsLookedAt = new AtomicLong(System.nanoTime() - LOOK_AGAIN_NANOS);

    SessionLimit(ActiveMQServer server, BrokerBounds bounds, Refusals refusals) {
        this.server = server;
        this.bounds = bounds;
        this.refusals = refusals;
        records = new SessionRecords(server);
        nanoTime = bounds.nanoTime();
        startedNanos = nanoTime.getAsLong();
        lookedAt = System.nanoTime() - LOOK_AGAIN_NANOS;
    }

    /**
     * Makes room for the session of a client that connects.
     *
     * <p>A client whose session is being ended is refused until that is done: Artemis ends the session of the earlier connection
     * by its client id, and would take that of the new one.
     *
     * @param clientId empty if the broker is to choose one
     */
    synchronized Admission admit(
            Object connection, String clientId, String address, boolean expiryCapped, long mostPacketBytes)
            throws Exception {
        String id = clientId.isEmpty() ? connection.toString() : clientId;
        if (doomed.contains(id)) endDoomed(id);
        if (doomed.contains(id)) return Admission.BUSY;
        Map<String, MQTTSessionState> states = states();
        if (!states.containsKey(id) && !isConnected(id)) {
            if (count(states, address) >= bounds.sessionsOfAddress() && !endOldest(states, address)
                    || all(states).size() >= bounds.sessions() && !endOldest(states, fullest(states))) {
                refusals.log(Refusals.Kind.SESSIONS);
                return Admission.FULL;
            }
        }
        connected.put(connection, new Connected(id, expiryCapped, mostPacketBytes));
        addresses.put(id, address);
        return Admission.ADMITTED;
    }

    boolean isAdmitted(Object connection) {
        return connected.containsKey(connection);
    }

    boolean isExpiryCapped(Object connection) {
        Connected of = connected.get(connection);
        return of != null && of.expiryCapped;
    }

    /** @return {@link Long#MAX_VALUE} if the client has not said so */
    long mostPacketBytes(Object connection) {
        Connected of = connected.get(connection);
        return of == null ? Long.MAX_VALUE : of.mostPacketBytes;
    }

    /** @return null if there is no such session */
    @Nullable
    MQTTSessionState state(@Nullable String clientId) throws Exception {
        return clientId == null ? null : states().get(clientId);
    }

    void disconnected(Object connection) {
        connected.remove(connection);
    }

    synchronized int count() {
        MQTTStateManager of = manager;
        return of == null ? 0 : of.getSessionStates().size();
    }

    /** Of subscriptions, on the disk and in memory: one for each session that has or had some. */
    long records() {
        return records.count();
    }

    /**
     * Artemis never ends a session that it has read from the disk and whose client did not come back; this does, an hour after
     * the start.
     */
    void sweep() throws Exception {
        // Clients are admitted meanwhile.
        records.sweep(sweepSessions());
    }

    /** @return clients that have a session, or are about to */
    private synchronized Set<String> sweepSessions() throws Exception {
        if (nanoTime.getAsLong() - startedNanos > TimeUnit.SECONDS.toNanos(LONGEST_SECONDS))
            for (var each : states().entrySet())
                if (each.getValue().getSession() == null && !isConnected(each.getKey())) end(each.getKey());
        endDoomed();
        Set<String> known = all(states());
        addresses.keySet().retainAll(known);
        return known;
    }

    /**
     * Called before each message: cheap while there is room.
     *
     * @return false if there is no room for another message
     */
    boolean makeRoom() {
        if (size() < bounds.endSessionsAbove()) return true;
        if (isTimeToLook()) {
            synchronized (waitingLock) {
                // Whoever waited for the lock finds that it was looked.
                if (isTimeToLook()) endMostWaiting();
            }
        }
        return size() < bounds.refuseAbove();
    }

    /**
     * Where there is no topic left: what waits for a session keeps its topics. The absent one for which most messages wait is
     * ended, if these are many; its topics are free some seconds later. Does not block; at most ten times a second.
     */
    void makeTopicRoom() {
        long now = System.nanoTime();
        long before = topicsLookedAt.get();
        if (now - before < LOOK_AGAIN_NANOS || !topicsLookedAt.compareAndSet(before, now)) return;
        // Not by this thread, which holds what Artemis needs to delete a queue.
        server.getThreadPool().execute(this::endAbsentWithMostMessages);
    }

    private synchronized void endAbsentWithMostMessages() {
        try {
            String most = null;
            long messages = bounds.topics() / MANY;
            for (var each : states().entrySet()) {
                if (isConnected(each.getKey()) || each.getValue().isAttached()) continue;
                long waiting = queues(each.getKey(), each.getValue())
                        .mapToLong(Queue::getMessageCount)
                        .sum();
                if (waiting <= messages) continue;
                messages = waiting;
                most = each.getKey();
            }
            if (most == null) return;
            refusals.log(Refusals.Kind.WAITING);
            end(most);
        } catch (Exception e) {
            LOG.debug("No session could be ended: {}", e.toString());
        }
    }

    private long size() {
        return server.getPagingManager().getGlobalSize();
    }

    /** What grows fast is looked at again at once; what does not shrink by a look, ten times a second. */
    private boolean isTimeToLook() {
        long size = size();
        return size >= bounds.endSessionsAbove()
                && (System.nanoTime() - lookedAt >= LOOK_AGAIN_NANOS
                        || size >= lookedAtSize + bounds.memoryBytes() / 16);
    }

    private void endMostWaiting() {
        try {
            endDoomed();
            var waiting = new ArrayList<Waiting>();
            long soonFree = 0;
            for (var each : states().entrySet()) {
                long bytes = waitingBytes(each.getKey(), each.getValue());
                if (doomed.contains(each.getKey())) soonFree += bytes;
                else if (bytes > 0) waiting.add(new Waiting(each.getKey(), ownerOf(each.getKey()), bytes));
            }
            if (size() - soonFree < bounds.endSessionsAbove()) return;
            List<Waiting> most = Waiting.mostFirst(waiting);
            for (Waiting each : most) {
                if (size() - soonFree < bounds.endSessionsAbove() && !each.isAsLargeAs(most.getFirst())) break;
                soonFree += each.bytes();
                refusals.log(Refusals.Kind.WAITING);
                doom(each.clientId());
            }
        } catch (Exception e) {
            LOG.debug("No session could be ended: {}", e.toString());
        } finally {
            lookedAtSize = size();
            lookedAt = System.nanoTime();
        }
    }

    private long waitingBytes(String clientId, MQTTSessionState state) {
        return queues(clientId, state).mapToLong(Queue::getPersistentSize).sum();
    }

    private void doom(String clientId) throws Exception {
        MQTTConnection of;
        List<Queue> queues;
        synchronized (this) {
            MQTTSessionState state = states().get(clientId);
            if (state == null) return;
            of = stateManager().getConnectedClient(clientId);
            if (of == null) {
                // One that is about to connect is found at the next look.
                if (!isConnected(clientId)) end(clientId);
                return;
            }
            doomed.add(clientId);
            queues = queues(clientId, state).toList();
        }
        for (Queue queue : queues) queue.deleteAllReferences();
        if (of.getTransportConnection() instanceof NettyConnection netty)
            // Artemis' own ways to end a connection wait for its event loop, up to 10 s.
            netty.getChannel().close();
    }

    private void endDoomed() throws Exception {
        for (String each : doomed) endDoomed(each);
    }

    /** Unless its connection is still being closed: Artemis lists it until it has done all that concerns the session. */
    private synchronized void endDoomed(String clientId) throws Exception {
        boolean isClosed = stateManager().getConnectedClient(clientId) == null || !states().containsKey(clientId);
        if (isClosed && doomed.remove(clientId)) end(clientId);
    }

    /** @return false if no session of the address is absent */
    private boolean endOldest(Map<String, MQTTSessionState> states, String address) throws Exception {
        Optional<String> oldest = states.entrySet().stream()
                .filter(e -> !isConnected(e.getKey()) && !e.getValue().isAttached())
                .filter(e -> addressOf(e.getKey()).equals(address))
                .min(Comparator.comparingLong(e -> e.getValue().getDisconnectedTime()))
                .map(Map.Entry::getKey);
        if (oldest.isEmpty()) return false;
        refusals.log(Refusals.Kind.SESSION_ENDED);
        end(oldest.get());
        states.remove(oldest.get());
        return true;
    }

    /** The address that has most absent sessions. */
    private String fullest(Map<String, MQTTSessionState> states) {
        var counts = new HashMap<String, Integer>();
        states.forEach((id, state) -> {
            if (!isConnected(id) && !state.isAttached()) counts.merge(addressOf(id), 1, Integer::sum);
        });
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(RESTARTED);
    }

    private long count(Map<String, MQTTSessionState> states, String address) {
        return all(states).stream().filter(id -> addressOf(id).equals(address)).count();
    }

    private Set<String> all(Map<String, MQTTSessionState> states) {
        var all = new HashSet<>(states.keySet());
        connected.values().forEach(c -> all.add(c.clientId));
        return all;
    }

    private boolean isConnected(String clientId) {
        return connected.values().stream().anyMatch(c -> c.clientId.equals(clientId));
    }

    /** The network address of the client; what is read from the disk has none, and each session stands for itself. */
    private synchronized String ownerOf(String clientId) {
        String address = addressOf(clientId);
        return address.equals(RESTARTED) ? " " + clientId : address;
    }

    private String addressOf(String clientId) {
        return addresses.getOrDefault(clientId, RESTARTED);
    }

    /** As Artemis does when a session expires; also for sessions that it has read from the disk. */
    private void end(String clientId) throws Exception {
        MQTTSessionState state = stateManager().removeSessionState(clientId);
        if (state == null) return;
        MQTTSession of = state.getSession();
        // Not by this thread: the message needs room, and this may be what makes it.
        if (state.isWill() && state.isFailed() && of != null)
            server.getThreadPool().execute(of::sendWillMessage);
        for (Queue queue : queues(clientId, state).toList()) if (queue.getConsumerCount() == 0) queue.deleteQueue();
    }

    private Stream<Queue> queues(String clientId, MQTTSessionState state) {
        WildcardConfiguration wildcards = server.getConfiguration().getWildcardConfiguration();
        Collection<String> filters = state.getSubscriptionsPlusID().keySet();
        return filters.stream()
                .map(filter -> server.locateQueue(
                        SimpleString.of(MQTTUtil.getCoreQueueFromMqttTopic(filter, clientId, wildcards))))
                .filter(Objects::nonNull);
    }

    private Map<String, MQTTSessionState> states() throws Exception {
        return stateManager().getSessionStates();
    }

    private MQTTStateManager stateManager() throws Exception {
        MQTTStateManager of = manager;
        if (of == null) {
            of = MQTTStateManager.getInstance(server);
            manager = of;
        }
        return of;
    }
}
