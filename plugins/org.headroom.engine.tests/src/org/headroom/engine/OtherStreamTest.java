package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.CONTAINER;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.RENTER;
import static org.headroom.engine.Scene.STRANGER;
import static org.headroom.engine.Scene.stream;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;
import org.junit.jupiter.api.Test;

/** What tells another stream of the same number from the lease's own, which pays 0.36 USDC an hour from noon on. */
class OtherStreamTest {
    private static final StreamState VERIFIED = Scene.funded(stream(5), NOON);
    private static final Instant LATER = NOON.plusSeconds(30);
    private static final Instant READ = NOON.plusSeconds(40);

    private static LeaseState running(Withdrawal... made) {
        Funding funding = Funding.of(VERIFIED);
        for (Withdrawal w : made) funding = funding.with(w);
        return new LeaseState.Running(Scene.terms("0000aaaa"), funding, CONTAINER, NOON);
    }

    private static StreamState state(EthAddress sender, String perHour, String balance, String debt, Instant settled) {
        return new StreamState(
                stream(5),
                sender,
                VERIFIED.recipient(),
                RatePerSecond.ofHourly(Usdc.parse(perHour)),
                Usdc.parse(balance),
                Usdc.parse(debt),
                settled,
                false,
                Usdc.ZERO,
                READ,
                BigInteger.ZERO,
                Optional.of(7L));
    }

    private static boolean isOther(LeaseState lease, StreamState now) {
        return ReplacedStream.otherThan(lease, now).isPresent();
    }

    @Test
    void streamOfAnotherSenderOrAtAnotherRateFromItsBeginningIsAnother() {
        assertThat(isOther(running(), state(STRANGER, "0.36", "0.06", "0", NOON)))
                .isTrue();
        assertThat(isOther(running(), state(RENTER, "0.18", "0.06", "0", LATER)))
                .isTrue();
        assertThat(isOther(running(), state(RENTER, "0.36", "0.06", "0", NOON))).isFalse();
    }

    @Test
    void streamWhoseRateItsRenterChangedIsTheLeasesOwn() {
        assertThat(isOther(running(), state(RENTER, "0.18", "0.06", "0.003", LATER)))
                .as("it owes what streamed before")
                .isFalse();
        assertThat(isOther(running(), state(RENTER, "0.18", "0.057", "0", LATER)))
                .as("that was withdrawn when the rate was changed")
                .isFalse();
        assertThat(isOther(running(), state(RENTER, "0", "0.06", "0", LATER)))
                .as("paused")
                .isFalse();
    }

    @Test
    void streamThatBeganAnewIsAnothersForTheRenterThatSaysSo() {
        StreamState anew = state(RENTER, "0.36", "0.05", "0", LATER);
        assertThat(isOther(running(), anew)).as("it may be the same").isFalse();
        assertThat(ReplacedStream.isReplaced(running(), anew)).isTrue();
        assertThat(ReplacedStream.isReplaced(running(), state(RENTER, "0.36", "0.05", "0", NOON)))
                .as("from the same second on")
                .isFalse();
        assertThat(ReplacedStream.isReplaced(
                        running(Scene.withdrawal(stream(5), 1, "0.003", LATER)),
                        state(RENTER, "0.36", "0.057", "0", LATER)))
                .as("all was withdrawn then")
                .isFalse();
    }

    @Test
    void whatIsOtherwiseLongerAfterTheBeginningIsDoneByTheRenter() {
        Instant minute = NOON.plusSeconds(60);
        assertThat(isOther(running(), state(RENTER, "0.001", "0.05", "0", minute)))
                .isTrue();
        assertThat(isOther(running(), state(RENTER, "0.001", "0.05", "0", minute.plusSeconds(1))))
                .isFalse();
        assertThat(ReplacedStream.isReplaced(running(), state(RENTER, "0.36", "0.05", "0", minute.plusSeconds(1))))
                .isFalse();
    }

    @Test
    void anotherNumberGivesNoMoreTime() {
        StreamState moved = state(RENTER, "0.36", "0.06", "0", NOON.plusSeconds(50));
        LeaseState lease = new LeaseState.Running(
                Scene.terms("0000aaaa"), Funding.of(VERIFIED).withStream(moved), CONTAINER, NOON);
        assertThat(ReplacedStream.latest(lease)).contains(NOON.plusSeconds(60));
        assertThat(isOther(lease, state(RENTER, "0.001", "0.05", "0", NOON.plusSeconds(61))))
                .isFalse();
    }

    @Test
    void successorIsWhatWasVerifiedAndWasNotTouchedSince() {
        assertThat(ReplacedStream.isSuccessor(VERIFIED, state(RENTER, "0.36", "0.06", "0", LATER)))
                .isTrue();
        for (StreamState other : List.of(
                state(STRANGER, "0.36", "0.06", "0", LATER),
                state(RENTER, "0.37", "0.06", "0", LATER),
                state(RENTER, "0.36", "0.05", "0", LATER),
                state(RENTER, "0.36", "0.06", "0.001", LATER),
                // It begins later.
                state(RENTER, "0.36", "0.06", "0", READ.plusSeconds(1))))
            assertThat(ReplacedStream.isSuccessor(VERIFIED, other)).isFalse();
    }

    @Test
    void sixteenNumbersAreNearAndNoneIsBelowOne() {
        assertThat(ReplacedStream.near(stream(100)))
                .hasSize(16)
                .contains(stream(92), stream(108))
                .doesNotContain(stream(100));
        assertThat(ReplacedStream.near(stream(1)).stream().map(StreamRef::id))
                .allMatch(id -> id.signum() > 0)
                .hasSize(8);
    }
}
