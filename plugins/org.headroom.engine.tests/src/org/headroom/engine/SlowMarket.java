package org.headroom.engine;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.MarketLink;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Signed;

/**
 * A market far away: what is heard arrives 5 to 100 ms late and in order. The acknowledgement of each second message is lost,
 * so that the message arrives again.
 */
final class SlowMarket implements MarketLink {
    private static final int UNACKNOWLEDGED = 2;

    private final MarketLink link;
    private final Mishaps mishaps;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    SlowMarket(MarketLink link, Mishaps mishaps) {
        this.link = link;
        this.mishaps = mishaps;
    }

    @Override
    public LinkState state() {
        return link.state();
    }

    @Override
    public Subscription onState(Consumer<LinkState> listener) {
        return link.onState(listener);
    }

    @Override
    public Instant heardAt() {
        return link.heardAt();
    }

    @Override
    public Subscription onIncoming(Consumer<Incoming> listener) {
        return link.onIncoming(incoming -> deliver(incoming, listener));
    }

    private synchronized void deliver(Incoming incoming, Consumer<Incoming> listener) {
        later(incoming, listener);
        if (mishaps.fails(UNACKNOWLEDGED)) later(incoming, listener);
    }

    private void later(Incoming incoming, Consumer<Incoming> listener) {
        Executor later = CompletableFuture.delayedExecutor(mishaps.nextMillis(), TimeUnit.MILLISECONDS);
        last = last.thenRunAsync(() -> listener.accept(incoming), later);
    }

    @Override
    public <M extends MarketMessage> Signed<M> sign(M message) {
        return link.sign(message);
    }

    @Override
    public void republish(Signed<?> signed) {
        link.republish(signed);
    }

    @Override
    public void sayFromRecord(Signed<?> signed) {
        link.sayFromRecord(signed);
    }

    @Override
    public void withdrawOffer(GpuId gpu) {
        link.withdrawOffer(gpu);
    }

    @Override
    public void withdrawOrder(OrderId order) {
        link.withdrawOrder(order);
    }

    @Override
    public void close() {
        link.close();
    }
}
