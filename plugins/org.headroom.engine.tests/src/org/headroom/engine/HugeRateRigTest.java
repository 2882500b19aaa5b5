package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WithdrawQuote;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One renter raises the rate of its stream to the most that the contract can hold, while another's job runs. */
class HugeRateRigTest extends RentedRig {
    private static final BigInteger MOST = BigInteger.TWO.pow(128).subtract(BigInteger.ONE);
    private static final BigInteger RATE = Scene.funded(stream(1), NOON).rate().ud21x18();

    @BeforeEach
    void start() {
        containers.clock = clock;
        start(twoGpus(), Scene.POLICY, clock);
    }

    private static StreamState with(StreamState s, BigInteger rate, String balance, String debt, Instant at) {
        return new StreamState(
                s.ref(),
                s.sender(),
                s.recipient(),
                new RatePerSecond(rate),
                Usdc.parse(balance),
                Usdc.parse(debt),
                rate.equals(RATE) ? NOON : at,
                false,
                Usdc.ZERO,
                at,
                BigInteger.ZERO,
                Optional.of(Duration.between(NOON, at).toSeconds()));
    }

    private LeaseId secondLease() {
        market.says(Scene.order("order-0002", Scene.PRICE, Optional.of("3080")).message());
        await().untilAsserted(() -> assertThat(market.sent(Bid.class)).hasSize(2));
        Bid bid = market.sent(Bid.class).getLast();
        rail.streams.put(stream(2), with(Scene.funded(stream(2), NOON), RATE, "50", "0", NOON));
        LeaseId lease = LeaseId.of(bid.id());
        market.says(new Acceptance(
                lease, bid.id(), bid.order(), Scene.RENTER, Scene.PROVIDER, stream(2), Scene.validity(NOON, 60, 6)));
        awaitState(lease, LeaseState.Running.class);
        return lease;
    }

    @Test
    void otherJobIsStoppedInTimeAndItsMoneyIsQuotedAlsoAfterARestart() throws Exception {
        LeaseId huge = running();
        LeaseId other = secondLease();
        now = NOON.plusSeconds(20);
        containers.finish(huge, 0);
        awaitState(huge, LeaseState.Receipted.class);
        now = NOON.plusSeconds(30);
        rail.streams.put(stream(1), with(Scene.funded(stream(1), NOON), MOST, "0.06", "0.003", now));
        await().untilAsserted(() -> assertThat(rig.view().leases())
                .anySatisfy(
                        l -> assertThat(l.stream().map(s -> s.rate().ud21x18())).contains(MOST)));
        // The order of the second lease lasts ten minutes.
        now = NOON.plusSeconds(700);
        await().untilAsserted(() -> assertThat(rig.book().find(other)).get().isNotInstanceOf(LeaseState.Running.class));
        WithdrawQuote quote = rig.quoteWithdrawal().get(5, TimeUnit.SECONDS);
        assertThat(quote.streams()).contains(stream(1), stream(2));
        assertThat(quote.amount()).isGreaterThan(Usdc.ZERO);

        rig.close();
        start();
        await().untilAsserted(() -> assertThat(rig.isRestored()).isTrue());
        assertThat(rig.quoteWithdrawal().get(5, TimeUnit.SECONDS).streams()).contains(stream(1), stream(2));
    }
}
