package org.headroom.cli.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.headroom.broker.EmbeddedBroker;
import org.headroom.engine.LeaseLoop;
import org.headroom.market.Topics;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.MarketLink;
import org.headroom.model.market.Offer;
import org.headroom.model.market.Order;
import org.headroom.model.market.Signed;
import org.headroom.store.DecisionStore;
import org.headroom.store.Ledger;
import org.headroom.wallet.KeySigner;
import org.headroom.wallet.KeystoreFailure;

/**
 * From the moment at which a signed order is on its way to the broker to the moment at which its signed bid is back: a bare
 * connection on the renter's side, on the other the rig's own link, ledger and lease loop. In turns with it the same bytes
 * sent round through the same broker, and a signature; each after the same pause, so that none of them finds the machine
 * warmer than the other.
 */
final class AnswerTime {
    private static final int GPUS = 16;
    /** So that none of them comes near what the rig would risk with one. */
    private static final int RENTERS = 8;

    /** Java compiles what runs often, beside it, and on two cores that is felt for long. */
    private static final int MOST_WARM_UP = 1_000;

    /** A rig hears of an order out of a quiet moment. */
    private static final Duration QUIET = Duration.ofMillis(5);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final int answers;
    private final int warmUp;
    private final MadeUpMarket market = new MadeUpMarket();
    private final Later clock = new Later();

    AnswerTime(Path folder, int answers) {
        this.folder = folder;
        this.answers = answers;
        this.warmUp = Math.min(MOST_WARM_UP, 4 * answers);
    }

    /** All in milliseconds. @param floor a round trip and a signature */
    record Figures(Spread answer, Spread floor, Spread roundTrip, Spread signature) {
        double ratio50() {
            return answer.p50() / floor.p50();
        }

        double ratio99() {
            return answer.p99() / floor.p99();
        }
    }

    /** A clock that can be put forward, so that bids which nobody takes give their GPUs back. */
    private static final class Later extends Clock {
        private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

        void forward(Duration by) {
            ahead.updateAndGet(by::plus);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    Figures measure() throws IOException, KeystoreFailure, InterruptedException {
        Files.createDirectories(folder);
        List<KeySigner> keys = MarketParts.keys(folder, 1 + RENTERS);
        KeySigner rig = keys.getFirst();
        List<KeySigner> renters = keys.subList(1, keys.size());
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
                Ledger ledger = Ledger.open(folder.resolve("ledger.db"));
                DecisionStore decisions = DecisionStore.open(folder.resolve("decisions.db"), clock)) {
            MarketParts parts = new MarketParts(ledger, clock);
            var link = parts.link(broker.url(), rig);
            try (link;
                    MqttRoundTrip echo = new MqttRoundTrip(URI.create(broker.url()));
                    LeaseLoop loop = BenchRig.loop(
                            GPUS, link, rig.address(), ledger, decisions, folder.resolve("leases"), clock);
                    BareMqtt wire = new BareMqtt(URI.create(broker.url()), "bench-renter")) {
                loop.start();
                link.open();
                awaitOffers(link, loop);
                for (KeySigner renter : renters) wire.subscribe("headroom/1/bid/+/" + renter.address() + "/+/+");
                return inTurns(loop, link, wire, echo, rig, renters, parts);
            }
        }
    }

    private static void awaitOffers(MarketLink link, LeaseLoop loop) throws IOException, InterruptedException {
        await("the rig's offers", () -> link.state().phase() == LinkState.Phase.UP && offers(loop) == GPUS);
    }

    private static long offers(LeaseLoop loop) {
        return loop.view().market().offers().stream().map(Offer::gpu).distinct().count();
    }

    private interface Question {
        boolean holds();
    }

    private static void await(String what, Question question) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!question.holds()) {
            if (Thread.interrupted()) throw new InterruptedException();
            if (System.nanoTime() > end) throw new IOException("The bench waited in vain for " + what + ".");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private Figures inTurns(
            LeaseLoop loop,
            MarketLink link,
            BareMqtt wire,
            MqttRoundTrip echo,
            KeySigner rig,
            List<KeySigner> renters,
            MarketParts parts)
            throws IOException, InterruptedException {
        List<Duration> answered = new ArrayList<>();
        List<Duration> trips = new ArrayList<>();
        List<Duration> signatures = new ArrayList<>();
        List<Duration> floor = new ArrayList<>();
        List<String> posted = new ArrayList<>();
        for (int i = 0; i < warmUp + answers; i++) {
            if (i > 0 && i % GPUS == 0) {
                clock.forward(Duration.ofMinutes(3));
                // As renters do; and while a rig hears nothing it takes no bid for lapsed.
                for (String topic : posted) wire.publishRetained(topic, new byte[0]);
                posted.clear();
                // The book tells at once; the view of the market a moment later.
                await("its bids to lapse", () -> loop.book().holders().isEmpty());
                await("its GPUs to be offered again", () -> offers(loop) == GPUS);
            }
            KeySigner renter = renters.get(i % renters.size());
            Order order = market.order(renter.address(), true, clock.instant());
            byte[] bytes = parts.codec.encode(new Signed<>(order, renter.sign(parts.codec.layout(order))));
            posted.add(Topics.of(order));
            quiet(link);
            Duration answer = answer(wire, order, bytes);
            quiet(link);
            Duration trip = echo.measure(bytes.length);
            echo.clear();
            quiet(link);
            Duration signature = signature(rig, parts);
            if (i < warmUp) continue;
            answered.add(answer);
            trips.add(trip);
            signatures.add(signature);
            floor.add(trip.plus(signature));
        }
        return new Figures(Spread.of(answered), Spread.of(floor), Spread.of(trips), Spread.of(signatures));
    }

    /** One thing at a time: what the one before has set in motion is over, and nothing runs. */
    private static void quiet(MarketLink link) throws IOException, InterruptedException {
        await("its outbox to be empty", () -> link.state().waiting() == 0);
        LockSupport.parkNanos(QUIET.toNanos());
    }

    private static Duration answer(BareMqtt wire, Order order, byte[] bytes) throws IOException {
        long began = System.nanoTime();
        wire.publishRetained(Topics.of(order), bytes);
        BareMqtt.Message bid = wire.next();
        if (!bid.topic().contains(order.id().value())) throw new IOException("A bid came for another order.");
        return Duration.ofNanos(bid.at() - began);
    }

    private Duration signature(KeySigner rig, MarketParts parts) {
        var data = parts.codec.layout(market.order(rig.address(), true, clock.instant()));
        long began = System.nanoTime();
        rig.sign(data);
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
