package org.headroom.market;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.headroom.model.Listeners;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.MarketLink;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.NonceMemory;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Outbox;
import org.headroom.model.market.Signed;
import org.headroom.model.money.EthAddress;
import org.headroom.model.signing.Signer;
import org.headroom.model.signing.SignerRecovery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The market over MQTT 5. {@code market-wire} owns the connection and what goes out; {@code market-link} looks at what
 * comes in and tells the listeners, in order. Paho's own threads only hand over.
 */
public final class MqttMarketLink implements MarketLink {
    private static final Logger LOG = LoggerFactory.getLogger(MqttMarketLink.class);
    private static final int MOST_IN_FLIGHT = 32;
    /** Acknowledged only when dealt with, so QoS 1 stays far below this; what comes at QoS 0 is cut off here. */
    private static final int MOST_BACKLOG = 2_000;

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(15);
    private static final long FIRST_PAUSE_MS = 250;
    private static final long LONGEST_PAUSE_MS = 30_000;

    private final BrokerSettings settings;
    private final Role role;
    private final MarketCodec codec;
    private final Signer signer;
    private final EthAddress self;
    private final Outbox outbox;
    private final Clock clock;
    private final Outbound outbound;
    private final Inbound inbound;
    private final Listeners<LinkState> stateListeners = new Listeners<>(MqttMarketLink::listenerFailed);
    private final Listeners<Incoming> incomingListeners = new Listeners<>(MqttMarketLink::listenerFailed);
    private final ScheduledThreadPoolExecutor wire = new ScheduledThreadPoolExecutor(1, daemon("market-wire"));
    private final ExecutorService link = Executors.newSingleThreadExecutor(daemon("market-link"));
    private final Object outboxOrder = new Object();
    private final AtomicInteger backlog = new AtomicInteger();
    private final AtomicBoolean stateNews = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile LinkState state;
    private volatile boolean moved;

    // What follows belongs to the wire thread.
    private Optional<BrokerConnection> connection = Optional.empty();
    private Optional<ScheduledFuture<?>> deadline = Optional.empty();
    private boolean up;
    private boolean silent;
    private int window = 1;
    private int attempts;
    private int turn;
    private Optional<String> subscriptionTrouble = Optional.empty();
    private String message = "Not started yet.";

    public MqttMarketLink(
            BrokerSettings settings,
            Role role,
            MarketCodec codec,
            Signer signer,
            SignerRecovery recovery,
            NonceMemory nonces,
            Outbox outbox,
            Clock clock) {
        this.settings = settings;
        this.role = role;
        this.codec = codec;
        this.signer = signer;
        this.self = signer.address();
        this.outbox = outbox;
        this.clock = clock;
        this.outbound = new Outbound(outbox, clock);
        this.inbound = new Inbound(new MarketGate(codec, recovery, nonces, clock), clock, incomingListeners::tell);
        this.state = new LinkState(LinkState.Phase.DOWN, url().toString(), message, outbound.size());
        wire.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        wire.setRemoveOnCancelPolicy(true);
    }

    /** Begins to connect, and goes on until {@link #close()}; returns at once. Add the listeners before. */
    public void open() {
        long tick = settings.keepAlive().toMillis();
        wire.execute(this::connect);
        wire.scheduleWithFixedDelay(() -> guarded(this::watch), tick, tick, TimeUnit.MILLISECONDS);
    }

    @Override
    public LinkState state() {
        return state;
    }

    @Override
    public Subscription onState(Consumer<LinkState> listener) {
        return stateListeners.add(listener);
    }

    @Override
    public Subscription onIncoming(Consumer<Incoming> listener) {
        return incomingListeners.add(listener);
    }

    /** @throws IllegalArgumentException in one line, if the message is not ours to say or a receiver would refuse it */
    @Override
    public <M extends MarketMessage> Signed<M> sign(M said) {
        EthAddress author = Objects.requireNonNull(said, "message").author();
        if (!author.equals(self))
            throw new IllegalArgumentException("Only " + author + " can say this; this link signs for " + self);
        return new Signed<>(said, signer.sign(codec.layout(said)));
    }

    @Override
    public void republish(Signed<?> signed) {
        MarketMessage said = Objects.requireNonNull(signed.message(), "message");
        String topic = Topics.of(said);
        boolean retained = Kind.of(said).retained();
        // The broker holds one message a topic, and so does the outbox; pieces of a log share theirs.
        String key = retained ? topic : topic + "#" + said.validity().nonce();
        keep(new Outbox.Entry(
                key, topic, codec.encode(signed), retained, said.validity().expiresAt()));
    }

    @Override
    public void withdrawOffer(GpuId gpu) {
        clear(Topics.offer(self, gpu));
    }

    @Override
    public void withdrawOrder(OrderId order) {
        clear(Topics.order(self, order));
    }

    private void clear(String topic) {
        keep(new Outbox.Entry(topic, topic, new byte[0], true, clock.instant().plus(1, ChronoUnit.DAYS)));
    }

    private void keep(Outbox.Entry entry) {
        // One lock around both, so that the wire sees two messages of one topic in the order of the outbox.
        synchronized (outboxOrder) {
            outbox.put(entry);
            onWire(() -> {
                outbound.add(entry);
                drain();
            });
        }
    }

    private void connect() {
        if (closed.get() || connection.isPresent()) return;
        URI url = url();
        show(LinkState.Phase.CONNECTING, "Connecting to " + url + ".");
        Optional<String> will = role.showsPresence() ? Optional.of(Topics.presence(self)) : Optional.empty();
        try {
            var next = new BrokerConnection(url, settings, role.filters(self), will, new ToWire());
            connection = Optional.of(next);
            deadline = Optional.of(wire.schedule(
                    () -> guarded(() -> lost(next, "no answer within " + CONNECT_WITHIN.toSeconds() + " s")),
                    CONNECT_WITHIN.toMillis(),
                    TimeUnit.MILLISECONDS));
            next.open();
        } catch (IOException e) {
            down(String.valueOf(e.getMessage()));
        }
    }

    private URI url() {
        return settings.urls().get(turn % settings.urls().size());
    }

    private void greeted(BrokerConnection which, BrokerConnection.Welcome welcome) {
        if (!isCurrent(which)) return;
        deadline.ifPresent(task -> task.cancel(false));
        up = true;
        silent = false;
        moved = true;
        // One place is left for the sign of life.
        window = Math.max(1, Math.min(MOST_IN_FLIGHT, welcome.receiveMaximum() - 1));
        subscriptionTrouble = welcome.refusedFilters().stream()
                .findFirst()
                .map(filter -> "The broker does not let us read " + filter + "; its operator can allow it.");
        if (role.showsPresence())
            which.publish(
                    Topics.presence(self),
                    "online".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                    true,
                    0,
                    code -> moved = true);
        outbound.reconnected();
        attempts = 0;
        message = "Connected to " + url() + ".";
        drain();
    }

    private boolean isCurrent(BrokerConnection which) {
        return connection.filter(current -> current == which).isPresent();
    }

    private void lost(BrokerConnection which, String why) {
        if (!isCurrent(which)) return;
        connection = Optional.empty();
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
        show(
                LinkState.Phase.DOWN,
                "No connection to " + tried + ": " + why + ". Running jobs go on; trying again in "
                        + Math.max(1, pause / 1_000) + " s.");
        if (!closed.get()) wire.schedule(() -> guarded(this::connect), pause, TimeUnit.MILLISECONDS);
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
        moved = true;
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
            connection.ifPresent(
                    current -> current.publish(Topics.ping(self), new byte[0], false, 1, code -> moved = true));
    }

    private void show(LinkState.Phase phase, String text) {
        message = text;
        String full = phase == LinkState.Phase.UP
                ? subscriptionTrouble.or(outbound::trouble).orElse(text)
                : text;
        var next = new LinkState(phase, url().toString(), full, outbound.size());
        if (next.equals(state)) return;
        state = next;
        // One call for however many changes: the listener gets the latest.
        if (stateNews.compareAndSet(false, true))
            onLink(() -> {
                stateNews.set(false);
                stateListeners.tell(state);
            });
    }

    private void onWire(Runnable task) {
        try {
            wire.execute(() -> guarded(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("The link is closed; what is in the outbox goes out at the next start");
        }
    }

    private void onLink(Runnable task) {
        try {
            link.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The link is closed; nobody is told any more");
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("The link to the broker has a fault and goes on", e);
        }
    }

    private static void listenerFailed(RuntimeException e) {
        LOG.error("A listener of the market failed", e);
    }

    private static ThreadFactory daemon(String name) {
        return Thread.ofPlatform().name(name).daemon(true).factory();
    }

    /** Says that we are off, and ends; waits three seconds at most. What is unsent stays in the outbox. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) return;
        Optional<String> presence = role.showsPresence() ? Optional.of(Topics.presence(self)) : Optional.empty();
        var done = wire.submit(() -> {
            deadline.ifPresent(task -> task.cancel(false));
            boolean polite = up;
            up = false;
            connection.ifPresent(current -> {
                if (polite) current.leave(presence);
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
        link.shutdown();
    }

    private final class ToWire implements BrokerConnection.Events {
        @Override
        public void up(BrokerConnection which, BrokerConnection.Welcome welcome) {
            onWire(() -> greeted(which, welcome));
        }

        @Override
        public void lost(BrokerConnection which, String why) {
            onWire(() -> MqttMarketLink.this.lost(which, why));
        }

        @Override
        public void arrived(BrokerConnection which, Arrival arrival) {
            moved = true;
            if (backlog.incrementAndGet() > MOST_BACKLOG) {
                backlog.decrementAndGet();
                LOG.debug("Too much at once: dropped a message on {}", arrival.topic());
                return;
            }
            onLink(() -> {
                try {
                    inbound.take(arrival.topic(), arrival.payload());
                } catch (RuntimeException e) {
                    LOG.error("A message on {} was not dealt with", arrival.topic(), e);
                } finally {
                    backlog.decrementAndGet();
                    arrival.acknowledge().run();
                }
            });
        }
    }
}
