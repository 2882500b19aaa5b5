package org.headroom.cli.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.headroom.engine.LeaseLoop;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.MarketLink;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Signed;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.signing.Signature;
import org.headroom.store.DecisionStore;
import org.headroom.store.Ledger;

/**
 * What it costs to remember orders: the memory against replays, the decisions and the board, of the rig's own loop that has
 * heard and judged all of them. The heap is looked at after the collector has been through it, before and after.
 */
final class OrderMemory {
    private static final int GPUS = 8;
    private static final int BATCH = 500;
    private static final int LETTERS = 1000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Signature SIGNATURE = new Signature("0x" + "ab".repeat(65));

    private final Path folder;
    private final int orders;
    private final Clock clock = Clock.systemUTC();
    private final MadeUpMarket market = new MadeUpMarket();

    OrderMemory(Path folder, int orders) {
        this.folder = folder;
        this.orders = orders;
    }

    /** @param heap bytes more than before; @param ledger bytes of its file, and of the decisions' */
    record Figures(int orders, long heap, long ledger, long decisions) {
        double heapAnOrder() {
            return (double) heap / orders;
        }
    }

    /** A market on which only the bench speaks. */
    private static final class Quiet implements MarketLink {
        private final List<Consumer<Incoming>> listeners = new ArrayList<>();

        @Override
        public LinkState state() {
            return new LinkState(LinkState.Phase.UP, "bench", "connected", 0);
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
            return new Signed<>(message, SIGNATURE);
        }

        @Override
        public void republish(Signed<?> signed) {}

        @Override
        public void withdrawOffer(GpuId gpu) {}

        @Override
        public void withdrawOrder(OrderId order) {}

        @Override
        public void close() {}
    }

    Figures measure() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        EthAddress account = new EthAddress("0x" + "1".repeat(40));
        Quiet quiet = new Quiet();
        try (Ledger ledger = Ledger.open(folder.resolve("ledger.db"));
                DecisionStore decisions = DecisionStore.open(folder.resolve("decisions.db"), clock);
                LeaseLoop loop =
                        BenchRig.loop(GPUS, quiet, account, ledger, decisions, folder.resolve("leases"), clock)) {
            MarketParts parts = new MarketParts(ledger, clock);
            loop.start();
            // As many as it keeps in view, so that what is there in any case is there before.
            hear(quiet, loop, parts, decisions, 3 * BATCH);
            long before = heap();
            hear(quiet, loop, parts, decisions, orders);
            long after = heap();
            return new Figures(orders, Math.max(0, after - before), bytes("ledger.db"), bytes("decisions.db"));
        }
    }

    private void hear(Quiet quiet, LeaseLoop loop, MarketParts parts, DecisionStore decisions, int count)
            throws IOException, InterruptedException {
        for (int done = 0; done < count; done += BATCH) {
            List<Order> batch = new ArrayList<>();
            List<Hash32> hashes = new ArrayList<>();
            for (int i = 0; i < Math.min(BATCH, count - done); i++) {
                EthAddress renter = new EthAddress(String.format("0x%040x", 1 + (done + i) % LETTERS));
                Order order = market.order(renter, false, clock.instant());
                batch.add(order);
                hashes.add(order.validity().nonce());
            }
            parts.remember(batch, hashes);
            Instant now = clock.instant();
            for (Order order : batch)
                for (var listener : quiet.listeners)
                    listener.accept(new Incoming.Taken(now, new Signed<>(order, SIGNATURE)));
            await(loop, batch.getLast().id());
        }
        decisions.flush();
    }

    private static void await(LeaseLoop loop, OrderId last) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (loop.view().decisions().stream()
                .findFirst()
                .filter(d -> d.order().id().equals(last))
                .isEmpty()) {
            if (Thread.interrupted()) throw new InterruptedException();
            if (System.nanoTime() > end) throw new IOException("The bench's orders were not judged in time.");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private static long heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    /** With what SQLite has not yet moved from its log into the file. */
    private long bytes(String file) throws IOException {
        long sum = 0;
        for (String suffix : List.of("", "-wal")) {
            Path part = folder.resolve(file + suffix);
            if (Files.exists(part)) sum += Files.size(part);
        }
        return sum;
    }
}
