package org.headroom.renter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.MarketLink;
import org.headroom.model.market.Requirements;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.headroom.model.signing.Signature;
import org.headroom.model.signing.Signer;
import org.headroom.model.signing.TypedData;
import org.headroom.model.units.ByteCount;

/** A market, a chain and a provider, and a directory in which one renter after another lives. */
final class Scene {
    static final RenterPolicy QUICK = new RenterPolicy(
            Duration.ofMillis(20),
            Duration.ofMinutes(2),
            Duration.ofMinutes(1),
            Duration.ofMinutes(15),
            Duration.ofMinutes(1),
            Duration.ofMillis(10));
    static final Duration SOON = Duration.ofSeconds(20);

    /** A clock that a test may put forward. */
    static final class Watch extends Clock {
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
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** What a renter works with, as it is or with something around it. */
    interface Parts {
        Parts PLAIN = new Parts() {};

        default StreamFunding around(StreamFunding funding, KillSwitch kill) {
            return funding;
        }

        default MarketLink around(MarketLink link, KillSwitch kill) {
            return link;
        }

        /** Whether all that was said has arrived. */
        default boolean delivered() {
            return true;
        }
    }

    final Watch clock = new Watch();
    final FakeMarket market = new FakeMarket(clock);
    final FakeChain chain = new FakeChain(clock);
    final FakeProvider provider = new FakeProvider(market, chain, clock);
    private final Path home;
    private final Parts parts;
    private final RenterPolicy policy;

    Scene(Path home, Parts parts) {
        this(home, parts, QUICK);
    }

    Scene(Path home, Parts parts, RenterPolicy policy) {
        this.home = home;
        this.parts = parts;
        this.policy = policy;
    }

    Renter renter(KillSwitch kill) throws IOException {
        return renter(kill, RentalListener.NONE);
    }

    Renter renter(KillSwitch kill, RentalListener listener) throws IOException {
        return new Renter(
                parts.around(market.renterLink(kill), kill),
                parts.around(chain.funding(kill), kill),
                SIGNER,
                home,
                clock,
                listener,
                policy);
    }

    /** Places an order and sees it through to its end. */
    Rental rent(OrderRequest request) throws Exception {
        try (Renter renter = renter(KillSwitch.never())) {
            renter.resumeAll();
            Rental rental = renter.place(request);
            assertThat(renter.await(rental, SOON)).as("settled in time").isTrue();
            return rental;
        }
    }

    boolean delivered() {
        return parts.delivered();
    }

    Path home() {
        return home;
    }

    void noMoneyIsLeftIn(List<StreamState> streams) {
        for (StreamState s : streams) {
            assertThat(s.voided()).as("ended").isTrue();
            assertThat(s.balance()).as("what is left is the provider's").isEqualTo(s.settledDebt());
        }
    }

    static OrderRequest request() {
        return request(Duration.ofMinutes(10));
    }

    /** Of a job that outlives its acceptance. */
    static OrderRequest longRequest() {
        return request(Duration.ofHours(5));
    }

    private static OrderRequest request(Duration duration) {
        Limits limits = new Limits(1000, new ByteCount(64L << 20), 64, duration);
        return OrderRequest.cheapest(
                new Requirements(1, Optional.of("rtx 4090"), new ByteCount(0)),
                new Manifest("localhost/job", List.of("run"), Map.of("STEPS", "3"), limits),
                Usdc.parse("0.50"),
                duration);
    }

    static final Signer SIGNER = new Signer() {
        @Override
        public EthAddress address() {
            return FakeChain.RENTER;
        }

        @Override
        public Signature sign(TypedData data) {
            throw new AssertionError("the link signs");
        }
    };
}
