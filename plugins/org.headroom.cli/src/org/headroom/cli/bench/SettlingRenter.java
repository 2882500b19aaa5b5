package org.headroom.cli.bench;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.MarketLink;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Signed;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.signing.Signature;

/**
 * The market as a rig sees it, with renters who take each bid, open its stream, and end the stream when the receipt is
 * there. Signatures are made up. Any thread.
 */
final class SettlingRenter implements MarketLink {
    private static final Signature SIGNATURE = new Signature("0x" + "ab".repeat(65));
    private static final Duration ACCEPTANCE_LASTS = Duration.ofMinutes(1);

    private final SettlingChain chain;
    private final Clock clock;
    private final int atOnce;
    private final MadeUpMarket market = new MadeUpMarket();
    private final CopyOnWriteArrayList<Consumer<Incoming>> listeners = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Consumer<LinkState>> watchers = new CopyOnWriteArrayList<>();
    private final Map<OrderId, EthAddress> orders = new ConcurrentHashMap<>();
    private final Map<LeaseId, StreamRef> streams = new ConcurrentHashMap<>();
    private final AtomicInteger toOrder = new AtomicInteger();
    private final AtomicInteger receipts = new AtomicInteger();
    private final ExecutorService renters = Executors.newSingleThreadExecutor(
            r -> Thread.ofPlatform().daemon().name("bench-renters").unstarted(r));

    /** @param atOnce how many renters there are, each with one lease at a time */
    SettlingRenter(SettlingChain chain, Clock clock, int atOnce) {
        this.chain = chain;
        this.clock = clock;
        this.atOnce = atOnce;
    }

    /** Orders so many leases, one after the other for each renter. */
    void order(int leases) {
        toOrder.addAndGet(leases);
        for (int i = 0; i < Math.min(atOnce, leases); i++) {
            EthAddress renter = new EthAddress(String.format("0x%040x", 1_000 + i));
            run(() -> next(renter));
        }
    }

    /** How many receipts have come so far. */
    int receipts() {
        return receipts.get();
    }

    /** Says that the link's state may have changed. */
    void touch() {
        LinkState now = state();
        watchers.forEach(w -> w.accept(now));
    }

    private void next(EthAddress renter) {
        if (toOrder.getAndUpdate(n -> Math.max(0, n - 1)) == 0) return;
        Order order = market.order(renter, true, clock.instant());
        orders.put(order.id(), renter);
        say(order);
    }

    private void say(MarketMessage message) {
        tell(new Incoming.Taken(clock.instant(), new Signed<>(message, SIGNATURE)));
    }

    private void tell(Incoming incoming) {
        listeners.forEach(l -> l.accept(incoming));
    }

    private void take(Bid bid) {
        if (orders.remove(bid.order()) == null) return;
        StreamRef stream = chain.open(bid.renter());
        LeaseId lease = LeaseId.of(bid.id());
        streams.put(lease, stream);
        Validity validity = Validity.fresh(clock.instant(), ACCEPTANCE_LASTS, market.random());
        say(new Acceptance(lease, bid.id(), bid.order(), bid.renter(), bid.provider(), stream, validity));
        tell(new Incoming.OrderGone(bid.renter(), bid.order()));
    }

    private void settle(ReceiptMessage message) {
        StreamRef stream = streams.remove(message.receipt().lease());
        if (stream == null) return;
        chain.end(stream);
        receipts.incrementAndGet();
        next(message.receipt().renter());
    }

    private void run(Runnable task) {
        try {
            renters.execute(task);
        } catch (RejectedExecutionException e) {
            // The bench is over.
            return;
        }
    }

    @Override
    public LinkState state() {
        return new LinkState(LinkState.Phase.UP, "bench", "connected", 0);
    }

    @Override
    public Subscription onState(Consumer<LinkState> listener) {
        watchers.add(listener);
        return () -> watchers.remove(listener);
    }

    @Override
    public Subscription onIncoming(Consumer<Incoming> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public <M extends MarketMessage> Signed<M> sign(M message) {
        return new Signed<>(message, SIGNATURE);
    }

    @Override
    public void republish(Signed<?> signed) {
        switch (signed.message()) {
            case Bid bid -> run(() -> take(bid));
            case ReceiptMessage receipt -> run(() -> settle(receipt));
            default -> {}
        }
    }

    @Override
    public void withdrawOffer(GpuId gpu) {}

    @Override
    public void withdrawOrder(OrderId order) {}

    @Override
    public void close() {
        renters.shutdownNow();
    }
}
