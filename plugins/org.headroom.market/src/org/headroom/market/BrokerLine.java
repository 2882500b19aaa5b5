package org.headroom.market;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.headroom.model.market.BrokerState;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.Outbox;
import org.headroom.model.money.EthAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line to one broker, whichever of its URLs it is reached at: connects, reconnects, watches, and sends what is in this
 * broker's outbox. {@code market-wire} owns the connection and what goes out; Paho's own threads only hand over.
 */
final class BrokerLine {
    /** Told on the line's own threads: hand over and return at once. */
    interface Events {
        void changed();

        void arrived(Arrival arrival);
    }

    private static final Logger LOG = LoggerFactory.getLogger(BrokerLine.class);
    private static final int MOST_IN_FLIGHT = 32;

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(15);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(3);
    private static final long FIRST_PAUSE_MS = 250;
    private static final long LONGEST_PAUSE_MS = 30_000;
    /** A connection that is lost sooner counts as one more failed attempt: what ends it may wait at the broker. */
    private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String name;
    private final BrokerSettings settings;
    private final Role role;
    private final EthAddress self;
    private final Outbox outbox;
    private final Clock clock;
    private final Events events;
    private final Optional<DroppedPackets> dropped;
    private final Outbound outbound;
    private final ScheduledThreadPoolExecutor wire = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("market-wire").daemon(true).factory());
    private final Object outboxOrder = new Object();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile BrokerState state;
    private volatile boolean troubled = true;
    private volatile boolean moved;
    private volatile Instant heardAt = Instant.MIN;

    // What follows belongs to the wire thread.
    private Optional<BrokerConnection> connection = Optional.empty();
    private Optional<ScheduledFuture<?>> deadline = Optional.empty();
    private boolean up;
    private boolean silent;
    private int window = 1;
    private int attempts;
    private long upAt;
    private final Set<URI> warned = new HashSet<>();
    private int turn;
    private Optional<String> subscriptionTrouble = Optional.empty();
    private String message = "Not started yet.";

    /** @param dropped told of what Paho does not see; empty to have Paho see everything */
    BrokerLine(
            MqttMarketLink.Broker broker,
            Role role,
            EthAddress self,
            Clock clock,
            Optional<DroppedPackets> dropped,
            Events events) {
        this.dropped = dropped;
        this.name = broker.name();
        this.settings = broker.settings();
        this.role = role;
        this.self = self;
        this.outbox = broker.outbox();
        this.clock = clock;
        this.events = events;
        this.outbound = new Outbound(name, outbox, clock);
        this.state = new BrokerState(name, LinkState.Phase.DOWN, url().toString(), message, outbound.size());
        wire.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        wire.setRemoveOnCancelPolicy(true);
    }

    void open() {
        long tick = settings.keepAlive().toMillis();
        onWire(this::connect);
        wire.scheduleWithFixedDelay(() -> guarded(this::watch), tick, tick, TimeUnit.MILLISECONDS);
    }

    BrokerState state() {
        return state;
    }

    /** Whether the state's message is about something that is not as it should be. */
    boolean troubled() {
        return troubled;
    }

    /** The latest sign of life. */
    Instant heardAt() {
        return heardAt;
    }

    /** Durable when it returns, and on its way. */
    void keep(Outbox.Entry entry) {
        // One lock around both, so that the wire sees two messages of one topic in the order of the outbox.
        synchronized (outboxOrder) {
            outbox.put(entry);
            onWire(() -> {
                outbound.add(entry);
                drain();
            });
        }
    }

    /** On its way, and forgotten if the program ends before the broker has it. */
    void say(Outbox.Entry entry) {
        onWire(() -> {
            outbound.addUnkept(entry);
            drain();
        });
    }

    private void connect() {
        if (closed.get() || connection.isPresent()) return;
        URI url = url();
        Optional<String> will = role.showsPresence() ? Optional.of(Topics.presence(self)) : Optional.empty();
        try {
            show(LinkState.Phase.CONNECTING, "Connecting to " + url + ".");
            warnOfPassword(url);
            var next = new BrokerConnection(url, settings, role.filters(self), will, dropped, new ToWire());
            connection = Optional.of(next);
            deadline = Optional.of(wire.schedule(
                    () -> guarded(() -> lost(next, "no answer within " + CONNECT_WITHIN.toSeconds() + " s")),
                    CONNECT_WITHIN.toMillis(),
                    TimeUnit.MILLISECONDS));
            next.open();
        } catch (IOException e) {
            notConnected(String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            LOG.error("A connection to {} could not be made; it is tried again", url, e);
            notConnected("it failed (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** What the user reads of a connection that is there. */
    static String connected(BrokerSettings settings, URI url) {
        return "Connected to " + url + "."
                + (settings.sendsPasswordInClear(url)
                        ? " The password goes to this broker unencrypted: anyone on the way can read it and publish in"
                                + " this rig's name. Use mqtts:// if the broker has it."
                        : "");
    }

    /** Once for each address. */
    private void warnOfPassword(URI url) {
        if (settings.sendsPasswordInClear(url) && warned.add(url))
            LOG.warn(
                    "{}: the password goes to {} unencrypted, and anyone on the way can read it. Use mqtts:// if the broker"
                            + " has it",
                    name,
                    url);
    }

    private void notConnected(String why) {
        connection.ifPresentOrElse(current -> lost(current, why), () -> down(why));
    }

    private URI url() {
        return settings.urls().get(turn % settings.urls().size());
    }

    private void greeted(BrokerConnection which, BrokerConnection.Welcome welcome) {
        if (!isCurrent(which)) return;
        deadline.ifPresent(task -> task.cancel(false));
        up = true;
        silent = false;
        alive();
        // One place is left for the sign of life.
        window = Math.max(1, Math.min(MOST_IN_FLIGHT, welcome.receiveMaximum() - 1));
        subscriptionTrouble = welcome.refusedFilters().stream()
                .findFirst()
                .map(filter -> "The broker does not let us read " + filter + "; its operator can allow it.");
        if (role.showsPresence())
            which.publish(
                    Topics.presence(self), "online".getBytes(StandardCharsets.US_ASCII), true, 0, code -> alive());
        outbound.reconnected();
        upAt = System.nanoTime();
        message = connected(settings, url());
        wire.schedule(() -> guarded(() -> askAgain(which)), ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        drain();
    }

    /**
     * A broker may miss what is published in the moment in which it takes up a subscription: it is neither passed on nor found
     * among what is retained. What comes twice is taken once.
     */
    private void askAgain(BrokerConnection which) {
        if (isCurrent(which) && up) which.subscribeAgain();
    }

    private boolean isCurrent(BrokerConnection which) {
        return connection.filter(current -> current == which).isPresent();
    }

    private void lost(BrokerConnection which, String why) {
        if (!isCurrent(which)) return;
        connection = Optional.empty();
        if (up && System.nanoTime() - upAt >= STEADY_NANOS) attempts = 0;
        up = false;
        deadline.ifPresent(task -> task.cancel(false));
        Thread.ofVirtual().name("market-release").start(which::abandon);
        down(why);
    }

    private void down(String why) {
        URI tried = url();
        long pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(attempts, 10));
        // Spread, or a whole fleet would come back in the same second.
        pause = pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
        attempts++;
        turn = (turn + 1) % settings.urls().size();
        if (!closed.get()) wire.schedule(() -> guarded(this::connect), pause, TimeUnit.MILLISECONDS);
        show(
                LinkState.Phase.DOWN,
                "No connection to " + tried + ": " + (why.endsWith(".") ? why : why + ".")
                        + " Running jobs go on; trying again in " + Math.max(1, pause / 1_000) + " s.");
    }

    private void drain() {
        connection.filter(current -> up).ifPresent(current -> {
            for (Outbox.Entry entry : outbound.next(window)) {
                outbound.sent(entry);
                boolean sent = current.publish(
                        entry.topic(),
                        entry.payload(),
                        entry.retained(),
                        expirySeconds(entry),
                        code -> onWire(() -> answered(entry, code)));
                if (!sent) {
                    outbound.notSent(entry);
                    break;
                }
            }
        });
        show(up ? LinkState.Phase.UP : state.phase(), message);
    }

    private void answered(Outbox.Entry entry, int code) {
        alive();
        outbound.answered(entry, code);
        drain();
    }

    private long expirySeconds(Outbox.Entry entry) {
        // Clearing a topic must not expire before it clears.
        if (entry.payload().length == 0) return 0;
        return Math.max(1, Duration.between(clock.instant(), entry.expiresAt()).toSeconds());
    }

    /**
     * Once each keep-alive: has anything moved? If not, a sign of life; if that has no answer either, the connection is
     * one in name only. Paho's own check passes while its threads hang.
     */
    private void watch() {
        if (!up) return;
        drain();
        if (moved) {
            moved = false;
            silent = false;
            return;
        }
        if (silent) {
            connection.ifPresent(current -> lost(current, "it is connected but nothing moves"));
            return;
        }
        silent = true;
        if (outbound.inFlight() == 0)
            connection.ifPresent(current -> current.publish(Topics.ping(self), new byte[0], false, 1, code -> alive()));
    }

    private void alive() {
        moved = true;
        heardAt = clock.instant();
    }

    private void show(LinkState.Phase phase, String text) {
        message = text;
        Optional<String> trouble = subscriptionTrouble.or(outbound::trouble);
        String full = phase == LinkState.Phase.UP ? trouble.orElse(text) : text;
        troubled = phase != LinkState.Phase.UP || trouble.isPresent() || settings.sendsPasswordInClear(url());
        var next = new BrokerState(name, phase, url().toString(), full, outbound.size());
        if (next.equals(state)) return;
        state = next;
        events.changed();
    }

    private void onWire(Runnable task) {
        try {
            wire.execute(() -> guarded(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("The link is closed; what is in the outbox goes out at the next start");
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("The link to the broker has a fault and goes on", e);
        }
    }

    /** Says that we are off, and ends; waits three seconds at most. What is unsent stays in the outbox. */
    void close() {
        Optional<String> presence = role.showsPresence() ? Optional.of(Topics.presence(self)) : Optional.empty();
        close(current -> current.leave(presence));
    }

    /** As {@link #close}, but the broker queues what is addressed to us for the next connection. */
    void closeKeepingSession() {
        List<String> ofEverybody = role.filters(self).stream()
                .filter(filter -> !filter.contains(self.toString()))
                .toList();
        close(current -> current.leaveSession(ofEverybody));
    }

    private void close(Consumer<BrokerConnection> goodbye) {
        if (!closed.compareAndSet(false, true)) return;
        var done = wire.submit(() -> {
            deadline.ifPresent(task -> task.cancel(false));
            boolean polite = up;
            up = false;
            connection.ifPresent(current -> {
                if (polite) goodbye.accept(current);
                else current.abandon();
            });
            connection = Optional.empty();
            show(LinkState.Phase.CLOSED, "Closed.");
        });
        try {
            done.get(3, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The broker did not let go in time", e);
        }
        wire.shutdown();
    }

    private final class ToWire implements BrokerConnection.Events {
        @Override
        public void up(BrokerConnection which, BrokerConnection.Welcome welcome) {
            onWire(() -> greeted(which, welcome));
        }

        @Override
        public void lost(BrokerConnection which, String why) {
            onWire(() -> BrokerLine.this.lost(which, why));
        }

        @Override
        public void arrived(BrokerConnection which, Arrival arrival) {
            alive();
            events.arrived(arrival);
        }
    }
}
