package org.headroom.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.LogChunk;
import org.headroom.model.market.MarketLink;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Signed;

/** A market in memory: remembers what was sent and lets a test say something. */
final class FakeMarket implements MarketLink {
    final List<MarketMessage> sent = new CopyOnWriteArrayList<>();
    /** What was sent once more, with the same content: a renter had heard nothing of it. */
    final List<MarketMessage> sentAgain = new CopyOnWriteArrayList<>();

    volatile LinkState.Phase phase = LinkState.Phase.UP;
    final List<GpuId> withdrawnOffers = new CopyOnWriteArrayList<>();
    /** Whether the disk that the outbox is on takes no more output of jobs. */
    volatile boolean full;

    private final List<Consumer<Incoming>> listeners = new CopyOnWriteArrayList<>();

    void says(MarketMessage message) {
        tells(new Incoming.Taken(Scene.NOON, new Signed<>(message, Scene.SIGNATURE)));
    }

    void tells(Incoming incoming) {
        listeners.forEach(l -> l.accept(incoming));
    }

    <M extends MarketMessage> List<M> sent(Class<M> kind) {
        return sent.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public LinkState state() {
        return new LinkState(phase, "fake", "as a test says", 0);
    }

    @Override
    public Subscription onState(Consumer<LinkState> listener) {
        return () -> {};
    }

    @Override
    public Subscription onIncoming(Consumer<Incoming> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public <M extends MarketMessage> Signed<M> sign(M message) {
        return new Signed<>(message, Scene.SIGNATURE);
    }

    @Override
    public void republish(Signed<?> signed) {
        if (full && (signed.message() instanceof LogChunk || signed.message() instanceof ReceiptMessage))
            throw new JournalFailure("the disk is full");
        sent.add(signed.message());
    }

    @Override
    public void sayFromRecord(Signed<?> signed) {
        MarketMessage message = signed.message();
        (sent.stream().anyMatch(m -> isSame(m, message)) ? sentAgain : sent).add(message);
    }

    private static boolean isSame(MarketMessage one, MarketMessage other) {
        return one instanceof LeaseUpdate a && other instanceof LeaseUpdate b
                ? a.lease().equals(b.lease())
                        && a.number() == b.number()
                        && a.phase() == b.phase()
                        && a.detail().equals(b.detail())
                : one.equals(other);
    }

    @Override
    public void withdrawOffer(GpuId gpu) {
        withdrawnOffers.add(gpu);
    }

    @Override
    public void withdrawOrder(OrderId order) {
        throw new UnsupportedOperationException("a rig orders nothing");
    }

    @Override
    public void close() {
        listeners.clear();
    }
}
