package org.headroom.model.market;

import java.time.Instant;
import java.util.function.Consumer;
import org.headroom.model.Subscription;

/** The way to the market. Publishing never waits for the network: what is said is in the outbox when it returns. */
public interface MarketLink extends AutoCloseable {
    LinkState state();

    Subscription onState(Consumer<LinkState> listener);

    /**
     * The latest sign of life of any broker: until then, what was said before had a way to us. The state may still say UP
     * for half a minute when nothing moves any more.
     */
    default Instant heardAt() {
        return Instant.MAX;
    }

    /** Told in the order of arrival on the link's own thread, after the checks: hand over and return at once. */
    Subscription onIncoming(Consumer<Incoming> listener);

    /** Signs with the link's signer and sends nothing, so that it can be put on record first. */
    <M extends MarketMessage> Signed<M> sign(M message);

    /** Keeps and sends what was signed before, to the letter; sending twice does no harm. */
    void republish(Signed<?> signed);

    /**
     * Sends what was signed before and is on record elsewhere, from where it is said again after a restart: it is not kept a
     * second time, so it is on its way sooner.
     */
    default void sayFromRecord(Signed<?> signed) {
        republish(signed);
    }

    /** Signs, keeps and sends. @return what was signed */
    default <M extends MarketMessage> Signed<M> publish(M message) {
        Signed<M> signed = sign(message);
        republish(signed);
        return signed;
    }

    /** Takes an offer back. */
    void withdrawOffer(org.headroom.model.gpu.GpuId gpu);

    /** Takes an order back: nobody needs to bid for it any more. */
    void withdrawOrder(OrderId order);

    @Override
    void close();
}
