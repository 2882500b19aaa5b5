package org.headroom.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.headroom.model.market.Bid;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Offer;
import org.headroom.model.market.Order;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came in from the market and waits for the lease loop. When the loop is behind, what is said to everybody is dropped
 * first: offers, bids and orders of others. What may be meant for this rig is dropped last. Any thread.
 */
final class Inbox {
    /** More than a large market says in a minute. */
    static final int MOST_PUBLIC = 10_000;

    static final int MOST = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();

    /** @param post runs a task later, on the thread that handles what came in */
    void take(Incoming incoming, Consumer<Runnable> post, Consumer<Incoming> handle) {
        if (waiting.get() >= (isPublic(incoming) ? MOST_PUBLIC : MOST)) {
            if (dropped.getAndIncrement() == 0)
                LOG.warn("The market says more than this rig can read: messages are dropped until it has caught up");
            return;
        }
        waiting.incrementAndGet();
        post.accept(() -> {
            int left = waiting.decrementAndGet();
            if (left == 0) caughtUp();
            handle.accept(incoming);
        });
    }

    private void caughtUp() {
        int lost = dropped.getAndSet(0);
        if (lost > 0) LOG.warn("This rig has caught up with the market; {} messages were dropped", lost);
    }

    private static boolean isPublic(Incoming incoming) {
        return switch (incoming) {
            case Incoming.Taken t -> isPublic(t.signed().message());
            case Incoming.Repeated r -> isPublic(r.signed().message());
            case Incoming.Refused r -> true;
            case Incoming.Presence p -> true;
            case Incoming.OfferGone g -> false;
            case Incoming.OrderGone g -> false;
        };
    }

    private static boolean isPublic(MarketMessage message) {
        return message instanceof Offer || message instanceof Bid || message instanceof Order;
    }
}
