package org.headroom.renter;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.MarketLink;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Signed;
import org.headroom.model.money.EthAddress;
import org.headroom.model.signing.Signature;

/**
 * A market in memory. What is said to the renter is kept, and told again to each link that starts to listen, as a broker
 * does with what it has no acknowledgement for.
 */
final class FakeMarket {
    static final Signature SIGNATURE = new Signature("0x" + "11".repeat(65));

    private final Clock clock;
    private final List<Signed<?>> toRenter = new ArrayList<>();
    private final List<Consumer<Incoming>> renters = new CopyOnWriteArrayList<>();
    final List<OrderId> withdrawn = new CopyOnWriteArrayList<>();
    final List<Signed<?>> fromRenter = new CopyOnWriteArrayList<>();
    private volatile Consumer<Signed<?>> provider = s -> {};
    private volatile Optional<Instant> upSince = Optional.of(Instant.EPOCH);
    private volatile Instant heardAt = Instant.EPOCH;
    private Random losses = new Random(0);
    private int lossPercent;
    private int lost;

    FakeMarket(Clock clock) {
        this.clock = clock;
    }

    void provider(Consumer<Signed<?>> hears) {
        provider = hears;
    }

    /** From now on so many of a hundred messages reach nobody, in either direction, and their author is not told. */
    synchronized void loses(int percent, long seed) {
        lossPercent = percent;
        losses = new Random(seed);
    }

    private synchronized boolean isLost() {
        boolean gone = losses.nextInt(100) < lossPercent;
        if (gone) lost++;
        return gone;
    }

    synchronized int lost() {
        return lost;
    }

    void tellRenter(MarketMessage message) {
        if (isLost()) return;
        Signed<?> signed = new Signed<>(message, SIGNATURE);
        List<Consumer<Incoming>> listening;
        synchronized (this) {
            toRenter.add(signed);
            listening = List.copyOf(renters);
        }
        listening.forEach(l -> l.accept(new Incoming.Taken(clock.instant(), signed)));
    }

    /** The broker's word on a provider. */
    void presence(EthAddress who, boolean online) {
        renters.forEach(l -> l.accept(new Incoming.Presence(who, online)));
    }

    private Subscription listen(Consumer<Incoming> listener) {
        List<Signed<?>> missed;
        synchronized (this) {
            missed = List.copyOf(toRenter);
            renters.add(listener);
        }
        Instant now = clock.instant();
        missed.forEach(m -> listener.accept(new Incoming.Taken(now, m)));
        return () -> renters.remove(listener);
    }

    /** The renter's link is out from now on; to see it back, {@link #comesBack}. */
    void goesAway() {
        heardAt = clock.instant();
        upSince = Optional.empty();
    }

    void comesBack() {
        upSince = Optional.of(clock.instant());
    }

    MarketLink renterLink(KillSwitch kill) {
        return new MarketLink() {
            @Override
            public LinkState state() {
                return new LinkState(
                        upSince.isPresent() ? LinkState.Phase.UP : LinkState.Phase.DOWN,
                        "memory",
                        "in memory",
                        0,
                        upSince,
                        List.of());
            }

            @Override
            public Instant heardAt() {
                return upSince.isPresent() ? clock.instant() : heardAt;
            }

            @Override
            public Subscription onState(Consumer<LinkState> listener) {
                return () -> {};
            }

            @Override
            public Subscription onIncoming(Consumer<Incoming> listener) {
                return listen(i -> {
                    if (!kill.dead()) listener.accept(i);
                });
            }

            @Override
            public <M extends MarketMessage> Signed<M> sign(M message) {
                kill.point();
                return new Signed<>(message, SIGNATURE);
            }

            @Override
            public void republish(Signed<?> signed) {
                kill.point();
                fromRenter.add(signed);
                if (!isLost()) provider.accept(signed);
                kill.point();
            }

            @Override
            public void withdrawOffer(GpuId gpu) {
                throw new UnsupportedOperationException("a renter offers nothing");
            }

            @Override
            public void withdrawOrder(OrderId order) {
                kill.point();
                withdrawn.add(order);
            }

            @Override
            public void close() {}
        };
    }
}
