package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.BidId;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate.Phase;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Signed;
import org.junit.jupiter.api.Test;

class UnknownLeasesTest {
    private final AtomicInteger signed = new AtomicInteger();
    private final UnknownLeases leases = new UnknownLeases(update -> {
        signed.incrementAndGet();
        return new Signed<>(update, Scene.SIGNATURE);
    });

    private static Acceptance acceptance(int n) {
        BidId bid = new BidId("bid-unknown-" + n);
        return new Acceptance(
                LeaseId.of(bid),
                bid,
                new OrderId("order-unknown"),
                Scene.address(100 + n % 7),
                Scene.PROVIDER,
                Scene.stream(1),
                Scene.validity(NOON, 60, n));
    }

    private boolean isAnswered(int n, Instant now) {
        return leases.answer(acceptance(n), Scene.validity(now, 3_600, n), now)
                .filter(s -> s.message().phase() == Phase.REFUSED)
                .isPresent();
    }

    @Test
    void leaseIsSignedForOnceAndAnsweredAgainAfterAWhile() {
        assertThat(isAnswered(1, NOON)).isTrue();
        assertThat(isAnswered(1, NOON.plusSeconds(1))).isFalse();
        assertThat(isAnswered(1, NOON.plus(UnknownLeases.AGAIN))).isTrue();
        assertThat(signed).hasValue(1);
    }

    @Test
    void strangersDoNotMakeTheRigSignWithoutEnd() {
        for (int n = 0; n < 10_000; n++) isAnswered(n, NOON.plusSeconds(n / 1_000));
        assertThat(signed.get()).isBetween(UnknownLeases.AT_ONCE, UnknownLeases.AT_ONCE + 11);
        assertThat(isAnswered(10_001, NOON.plus(Duration.ofMinutes(5)))).isTrue();
    }

    @Test
    void answerThatHasExpiredIsSignedAnew() {
        isAnswered(1, NOON);
        assertThat(isAnswered(1, NOON.plus(UnknownLeases.LASTS))).isTrue();
        assertThat(signed).hasValue(2);
    }
}
