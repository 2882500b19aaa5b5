package org.headroom.model.market;

import java.util.function.Consumer;
import org.headroom.model.Subscription;

/** The way to the market. Publishing never waits for the network: what is said is in the outbox when it returns. */
public interface MarketLink extends AutoCloseable {
    LinkState state();

    Subscription onState(Consumer<LinkState> listener);

    /** Told in the order of arrival on the link's own thread, after the checks: hand over and return at once. */
    Subscription onIncoming(Consumer<Incoming> listener);

    /** Signs (with the link's signer), keeps and sends. @return what was signed */
    <M extends MarketMessage> Signed<M> publish(M message);

    /** Sends once more, to the letter, what was signed before a restart. */
    void republish(Signed<?> signed);

    /** Takes an offer back. */
    void withdrawOffer(org.headroom.model.gpu.GpuId gpu);

    @Override
    void close();
}
