package org.headroom.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small MQTT broker in this process, for the demo and for one rig: Apache ActiveMQ Artemis with the MQTT protocol
 * alone. It asks for no password, hence listens on loopback unless told otherwise. What is retained, and what waits for
 * a session, is in its directory and survives a restart. What clients can make it hold is limited: the number of topics,
 * subscriptions, connections and sessions, the size of a packet and of names, the bytes of retained and of waiting messages,
 * and the time that a message or a session stays. docs/operating.md states the limits.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String ACCEPTOR = "mqtt";
    private static final int JOURNAL_FILE_BYTES = 2 << 20;
    private static final int PORT_ANY = 0;
    /**
     * Artemis keeps each retained message in a queue of its own. A power of two; a queue that needs more gets more. The
     * default, 8,192, takes 32 KiB of heap for each of them.
     */
    private static final int QUEUE_BUFFER = 16;

    /** The largest message of the protocol has 128 KiB. */
    private static final int MOST_PACKET_BYTES = 256 << 10;

    private static final Duration LONGEST_RETAINED = Duration.ofDays(1);
    private static final int SWEEP_SECONDS = 10;
    /** What is unused at two looks in a row is deleted: until then it takes the place of a new topic. */
    private static final int UNUSED_SCAN_MILLIS = 1_000;

    private final EmbeddedActiveMQ server;
    private final BrokerLimits limits;
    private final String host;
    private final int port;

    private EmbeddedBroker(EmbeddedActiveMQ server, BrokerLimits limits, String host, int port) {
        this.server = server;
        this.limits = limits;
        this.host = host;
        this.port = port;
    }

    /** On loopback, at a port that is free. */
    public static EmbeddedBroker start(Path directory) throws IOException {
        return start(directory, PORT_ANY);
    }

    /** On loopback. @param port 0 for any that is free */
    public static EmbeddedBroker start(Path directory, int port) throws IOException {
        return start(directory, "127.0.0.1", port);
    }

    /**
     * Starts and returns when clients can connect: 1 to 2 s. It holds as many topics as fit into half of the heap.
     *
     * @param directory the broker's own; made if absent. Two brokers never share one.
     * @param host the address to listen at; anyone who reaches it may read and write everything
     * @param port 0 for any that is free
     * @throws IOException in one line: the port is taken, or the directory cannot be written
     */
    public static EmbeddedBroker start(Path directory, String host, int port) throws IOException {
        return start(
                directory, host, port, BrokerBounds.forHeap(Runtime.getRuntime().maxMemory()));
    }

    /** @param mostTopics a message on a new topic is refused where there are so many */
    public static EmbeddedBroker start(Path directory, String host, int port, int mostTopics) throws IOException {
        return start(
                directory,
                host,
                port,
                BrokerBounds.forHeap(Runtime.getRuntime().maxMemory()).withTopics(mostTopics));
    }

    static EmbeddedBroker start(Path directory, String host, int port, BrokerBounds bounds) throws IOException {
        return start(directory, host, port, new BrokerLimits(bounds, MOST_PACKET_BYTES, true), bounds);
    }

    /** On loopback, at a port that is free, with packets that nobody looks at before Artemis. */
    static EmbeddedBroker startUngated(Path directory) throws IOException {
        BrokerBounds bounds = BrokerBounds.forHeap(Runtime.getRuntime().maxMemory());
        var limits = new BrokerLimits(bounds, MOST_PACKET_BYTES, false);
        return start(directory, "127.0.0.1", PORT_ANY, limits, bounds);
    }

    private static EmbeddedBroker start(Path directory, String host, int port, BrokerLimits limits, BrokerBounds bounds)
            throws IOException {
        Files.createDirectories(directory);
        if (!InetAddress.getByName(host).isLoopbackAddress())
            LOG.warn(
                    "The embedded broker listens at {} and asks for no password: anyone who reaches it may use it",
                    host);
        var server = new EmbeddedActiveMQ();
        server.setConfiguration(configuration(directory, host, port, bounds, limits));
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Artemis finds its protocols with ServiceLoader, which in OSGi sees them only from its own bundle.
        thread.setContextClassLoader(EmbeddedActiveMQ.class.getClassLoader());
        try {
            server.start();
            server.getActiveMQServer()
                    .getScheduledPool()
                    .scheduleWithFixedDelay(limits::sweep, 0, SWEEP_SECONDS, TimeUnit.SECONDS);
            NettyAcceptor acceptor = listening(server, host, port);
            limits.guard(acceptor);
            return new EmbeddedBroker(server, limits, host, acceptor.getActualPort());
        } catch (IOException e) {
            stop(server);
            throw e;
        } catch (Exception e) {
            stop(server);
            throw new IOException("The embedded broker did not start in " + directory + ": " + e.getMessage(), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Configuration configuration(
            Path directory, String host, int port, BrokerBounds bounds, BrokerLimits limits) throws IOException {
        var configuration = new ConfigurationImpl();
        configuration.setName("headroom");
        configuration.setSecurityEnabled(false);
        configuration.setJMXManagementEnabled(false);
        configuration.setMessageCounterEnabled(false);
        // Not a name that a topic can have: strangers must not send to it.
        configuration.setManagementAddress(SimpleString.of("$sys.management"));
        configuration.setCriticalAnalyzer(false);
        configuration.setGracefulShutdownEnabled(false);
        configuration.setPersistenceEnabled(true);
        configuration.setJournalType(JournalType.NIO);
        configuration.setJournalFileSize(JOURNAL_FILE_BYTES);
        configuration.setJournalMinFiles(2);
        configuration.setJournalPoolFiles(4);
        // Written at once (the default waits 3.3 ms for company) and not forced to the disk: a restart loses nothing,
        // and after a power cut the parties say again what still holds.
        configuration.setJournalDatasync(false);
        configuration.setJournalBufferTimeout_NIO((int) TimeUnit.MICROSECONDS.toNanos(200));
        configuration.setJournalDirectory(directory.resolve("journal").toString());
        configuration.setBindingsDirectory(directory.resolve("bindings").toString());
        configuration.setLargeMessagesDirectory(directory.resolve("large").toString());
        configuration.setPagingDirectory(directory.resolve("paging").toString());
        configuration.setGlobalMaxSize(bounds.memoryBytes());
        // A disk that is nearly full must not stop the market: the messages are small and few.
        configuration.setMaxDiskUsage(-1);
        configuration.setThreadPoolMaxSize(8);
        configuration.setScheduledThreadPoolMaxSize(2);
        configuration.setMessageExpiryScanPeriod(TimeUnit.SECONDS.toMillis(10));
        configuration.setAddressQueueScanPeriod(UNUSED_SCAN_MILLIS);
        configuration.setMqttSessionScanInterval(TimeUnit.SECONDS.toMillis(1));
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setAutoCreateAddresses(true)
                        .setAutoCreateQueues(true)
                        .setAutoDeleteAddresses(true)
                        .setAutoDeleteQueues(true)
                        // Without these, a topic to which nobody has subscribed by its own name is never deleted.
                        .setAutoDeleteAddressesSkipUsageCheck(true)
                        .setAutoDeleteQueuesSkipUsageCheck(true)
                        .setInitialQueueBufferSize(QUEUE_BUFFER)
                        .setMaxDeliveryAttempts(-1)
                        // Nothing is paged to the disk: what exceeds the memory is dropped.
                        .setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP)
                        .setMaxExpiryDelay(LONGEST_RETAINED.toMillis()));
        // A presence has no expiry: it holds until its rig says otherwise.
        configuration.addAddressSetting("headroom.1.presence.#", new AddressSettings().setMaxExpiryDelay(-1L));
        configuration.registerBrokerPlugin(limits);
        String bracketed = host.contains(":") ? "[" + host + "]" : host;
        try {
            configuration.addAcceptorConfiguration(
                    ACCEPTOR,
                    "tcp://" + bracketed + ":" + port
                            + "?protocols=MQTT;tcpNoDelay=true;useEpoll=false;useKQueue=false;remotingThreads=2"
                            + ";maximumPacketSize=" + MOST_PACKET_BYTES
                            + ";defaultMqttSessionExpiryInterval=" + SessionLimit.LONGEST_SECONDS
                            // ConnectionGate has a deadline that does not log each connection.
                            + ";handshake-timeout=0;topicAliasMaximum=0");
        } catch (Exception e) {
            throw new IOException("Not an address to listen at: " + host + ":" + port, e);
        }
        return configuration;
    }

    /** Artemis logs a port that it cannot have and goes on without it; here that is the end. */
    private static NettyAcceptor listening(EmbeddedActiveMQ server, String host, int port) throws IOException {
        var acceptor = server.getActiveMQServer().getRemotingService().getAcceptor(ACCEPTOR);
        if (acceptor instanceof NettyAcceptor netty && netty.isStarted() && netty.getActualPort() > 0) return netty;
        throw new IOException("The embedded broker cannot listen at " + host + ":" + port
                + ": something else does. Choose another port, or end the other program.");
    }

    /**
     * How many addresses it holds: one for each topic, one for each retained message, and one for each filter that is
     * subscribed to. What is no longer used goes within about two seconds.
     */
    public int topics() {
        return server.getActiveMQServer().getPostOffice().getAddresses().size();
    }

    /** How many queues it holds: one for each retained message, and one for each subscription. */
    public int queues() {
        return (int) server.getActiveMQServer()
                .getPostOffice()
                .getAllBindings()
                .filter(QueueBinding.class::isInstance)
                .count();
    }

    /** How many sessions it keeps, of connected and of absent clients. */
    public int sessions() {
        return limits.sessions();
    }

    /** The bytes of all retained messages, as far as they are counted against the limit. */
    public long retainedBytes() {
        return limits.retainedBytes();
    }

    /** How many records of subscriptions it keeps for a restart. */
    long sessionRecords() {
        return limits.sessionRecords();
    }

    /** As happens every ten seconds. */
    void sweep() {
        limits.sweep();
    }

    /** Where clients connect: {@code mqtt://127.0.0.1:1883}. */
    public String url() {
        return "mqtt://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    public int port() {
        return port;
    }

    /** Disconnects every client and stops; what is retained stays in the directory. Closing twice does nothing. */
    @Override
    public void close() {
        limits.closing();
        // Of each connection that ends now there would be one that cannot be sent any more, which Artemis logs.
        if (server.getActiveMQServer().getManagementService() != null)
            server.getActiveMQServer().getManagementService().enableNotifications(false);
        stop(server);
    }

    private static void stop(EmbeddedActiveMQ server) {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("The embedded broker did not stop cleanly: {}", e.getMessage());
        }
    }
}
