package org.headroom.market;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.headroom.model.Listeners;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.LogChunk;
import org.headroom.model.market.MarketLink;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Outbox;
import org.headroom.model.market.Signed;
import org.headroom.model.money.EthAddress;
import org.headroom.model.signing.Signer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The market over MQTT 5, on one broker or on several at once. What is said is signed once and goes to each of them; what
 * comes in is taken from whichever is first, and told once. {@code market-link} looks at what comes in and tells the
 * listeners, in order; each broker has a {@code market-wire} of its own.
 */
public final class MqttMarketLink implements MarketLink {
    private static final Logger LOG = LoggerFactory.getLogger(MqttMarketLink.class);
    /** Acknowledged only when dealt with, so QoS 1 stays far below this; what comes at QoS 0 is cut off here. */
    private static final int MOST_BACKLOG = 2_000;
    /** Judged together and remembered in one commit. */
    private static final int MOST_AT_ONCE = 256;

    private final MarketCodec codec;
    private final Signer signer;
    private final EthAddress self;
    private final Clock clock;
    private final Inbound inbound;
    private final List<BrokerLine> lines = new ArrayList<>();
    private final Listeners<LinkState> stateListeners = new Listeners<>(MqttMarketLink::listenerFailed);
    private final Listeners<Incoming> incomingListeners = new Listeners<>(MqttMarketLink::listenerFailed);
    private final ExecutorService link = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("market-link").daemon(true).factory());
    private final ConcurrentLinkedQueue<Parcel> parcels = new ConcurrentLinkedQueue<>();
    private final AtomicInteger backlog = new AtomicInteger();
    private final AtomicBoolean flooded = new AtomicBoolean();
    private final AtomicBoolean parcelNews = new AtomicBoolean();
    private final AtomicBoolean stateNews = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Object stateLock = new Object();
    private final Object keepOrder = new Object();
    private volatile LinkState state;
    private volatile Optional<String> clockDoubt = Optional.empty();

    /**
     * One of the brokers.
     *
     * @param name as the settings call it; no two have the same
     * @param outbox of this broker alone
     */
    public record Broker(String name, BrokerSettings settings, Outbox outbox) {
        public static Broker of(BrokerSettings settings, Outbox outbox) {
            return new Broker(settings.urls().getFirst().getAuthority(), settings, outbox);
        }
    }

    private record Parcel(int broker, Arrival arrival) {}

    /** @throws IllegalArgumentException if there is no broker, or two have one name */
    public MqttMarketLink(
            List<Broker> brokers, Role role, MarketCodec codec, Signer signer, Guards guards, Clock clock) {
        this(brokers, role, codec, signer, guards, clock, broker -> Optional.of(new DroppedPackets(broker.name())));
    }

    /** @param dropped told of what a broker sends and the MQTT client does not see; empty to have it see everything */
    MqttMarketLink(
            List<Broker> brokers,
            Role role,
            MarketCodec codec,
            Signer signer,
            Guards guards,
            Clock clock,
            Function<Broker, Optional<DroppedPackets>> dropped) {
        if (brokers.isEmpty()) throw new IllegalArgumentException("no broker");
        var names = new HashSet<String>();
        for (Broker broker : brokers)
            if (!names.add(broker.name()))
                throw new IllegalArgumentException("two brokers have the name " + broker.name());
        this.codec = codec;
        this.signer = signer;
        this.self = signer.address();
        this.clock = clock;
        this.inbound = new Inbound(new MarketGate(codec, guards, clock), clock, this::up, incomingListeners::tell);
        for (int i = 0; i < brokers.size(); i++) {
            int place = i;
            var events = new BrokerLine.Events() {
                @Override
                public void changed() {
                    show();
                }

                @Override
                public void arrived(Arrival arrival) {
                    MqttMarketLink.this.arrived(new Parcel(place, arrival));
                }
            };
            lines.add(new BrokerLine(brokers.get(i), role, self, clock, dropped.apply(brokers.get(i)), events));
        }
        this.state = CombinedState.of(reports(), Optional.empty(), Optional.empty(), clock.instant());
    }

    /** Begins to connect, and goes on until {@link #close()}; returns at once. Add the listeners before. */
    public void open() {
        lines.forEach(BrokerLine::open);
    }

    @Override
    public LinkState state() {
        return state;
    }

    @Override
    public Instant heardAt() {
        return lines.stream().map(BrokerLine::heardAt).max(Instant::compareTo).orElse(Instant.MIN);
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
        keep(entry(signed));
    }

    @Override
    public void sayFromRecord(Signed<?> signed) {
        Outbox.Entry entry = entry(signed);
        synchronized (keepOrder) {
            lines.forEach(line -> line.say(entry));
        }
    }

    private Outbox.Entry entry(Signed<?> signed) {
        MarketMessage said = Objects.requireNonNull(signed.message(), "message");
        String topic = Topics.of(said);
        boolean retained = Kind.of(said).retained();
        // The broker holds one message a topic, and so does the outbox; pieces of a log share theirs.
        String key = retained ? topic : topic + "#" + said.validity().nonce();
        return new Outbox.Entry(
                key, topic, codec.encode(signed), retained, said.validity().expiresAt(), said instanceof LogChunk);
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
        // So that all brokers get two messages of one topic in the same order.
        synchronized (keepOrder) {
            lines.forEach(line -> line.keep(entry));
        }
    }

    private void arrived(Parcel parcel) {
        if (backlog.incrementAndGet() > MOST_BACKLOG) {
            backlog.decrementAndGet();
            if (flooded.compareAndSet(false, true))
                LOG.warn("More than {} messages wait to be checked: what comes now is dropped", MOST_BACKLOG);
            return;
        }
        parcels.add(parcel);
        if (parcelNews.compareAndSet(false, true)) onLink(this::unpack);
    }

    /** What has piled up meanwhile; each is acknowledged when the listeners have been told. */
    private void unpack() {
        parcelNews.set(false);
        var batch = new ArrayList<Parcel>();
        for (Parcel next = parcels.poll(); next != null; next = parcels.poll()) {
            batch.add(next);
            if (batch.size() == MOST_AT_ONCE) break;
        }
        try {
            inbound.take(batch.stream()
                    .map(each -> new Inbound.Item(
                            each.broker(),
                            each.arrival().topic(),
                            each.arrival().payload()))
                    .toList());
        } catch (RuntimeException | Error e) {
            LOG.error("{} messages were not dealt with", batch.size(), e);
        } finally {
            if (backlog.addAndGet(-batch.size()) < MOST_BACKLOG / 2) flooded.set(false);
            batch.forEach(each -> each.arrival().acknowledge().run());
        }
        Optional<String> doubt = inbound.clockDoubt();
        if (!doubt.equals(clockDoubt)) {
            clockDoubt = doubt;
            show();
        }
        if (!parcels.isEmpty() && parcelNews.compareAndSet(false, true)) onLink(this::unpack);
    }

    private BitSet up() {
        var out = new BitSet();
        for (int i = 0; i < lines.size(); i++) if (lines.get(i).state().phase() == LinkState.Phase.UP) out.set(i);
        return out;
    }

    private List<CombinedState.Report> reports() {
        return lines.stream()
                .map(line -> new CombinedState.Report(line.state(), line.troubled()))
                .toList();
    }

    private void show() {
        synchronized (stateLock) {
            LinkState next = CombinedState.of(reports(), clockDoubt, state.upSince(), clock.instant());
            if (next.equals(state)) return;
            state = next;
        }
        // One call for however many changes: the listener gets the latest.
        if (stateNews.compareAndSet(false, true))
            onLink(() -> {
                stateNews.set(false);
                stateListeners.tell(state);
            });
    }

    private void onLink(Runnable task) {
        try {
            link.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The link is closed; nobody is told any more");
        }
    }

    private static void listenerFailed(Throwable e) {
        LOG.error("A listener of the market failed", e);
    }

    /** Says that we are off, and ends; waits three seconds at most. What is unsent stays in the outbox. */
    @Override
    public void close() {
        close(BrokerLine::close);
    }

    /**
     * As {@link #close}, but the brokers keep the session: what is addressed to this party, and not acknowledged yet, comes
     * with the next connection of the same client id, within an hour. Not for a link that shows presence.
     */
    public void closeKeepingSession() {
        close(BrokerLine::closeKeepingSession);
    }

    private void close(Consumer<BrokerLine> how) {
        if (!closed.compareAndSet(false, true)) return;
        var closing = lines.stream()
                .map(line -> Thread.ofVirtual().name("market-goodbye").start(() -> how.accept(line)))
                .toList();
        try {
            for (Thread each : closing) each.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        link.shutdown();
    }
}
