package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;

import java.math.BigInteger;
import java.util.Optional;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.LeaseView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A rig whose node had no logs when it verified a stream, from which somebody withdrew before that: 0.0005 USDC in second 5. The
 * stream pays 0.0001 USDC a second from noon on, one block a second, and is verified in second 8.
 */
class UnsearchedStreamRigTest extends RentedRig {
    private static final long BID_HEAD = 3;
    private static final Usdc EARLY = Usdc.parse("0.0005");

    /** What the verification's own search finds. */
    private Usdc found = Usdc.ZERO;

    @BeforeEach
    void start() {
        containers.clock = clock;
        rail.unsearchedFrom = Optional.of(BID_HEAD);
        rail.pruned = true;
        rail.foreign.add(StreamBeliefsTest.withdrawal(5, "0.0005"));
        begin();
    }

    private void begin() {
        start(twoGpus(), Scene.POLICY, clock);
    }

    private void chain(long second, String balance, long settledAt, Usdc withdrawn) {
        StreamState s = Scene.funded(stream(1), NOON);
        rail.streams.put(
                stream(1),
                new StreamState(
                        s.ref(),
                        s.sender(),
                        s.recipient(),
                        s.rate(),
                        Usdc.parse(balance),
                        Usdc.ZERO,
                        NOON.plusSeconds(settledAt),
                        false,
                        withdrawn,
                        NOON.plusSeconds(second),
                        BigInteger.ZERO,
                        Optional.of(second)));
        now = NOON.plusSeconds(second);
    }

    private LeaseId accepted() {
        var bid = bidForA4090();
        chain(8, "0.0595", 5, found);
        LeaseId lease = accept(bid);
        awaitState(lease, LeaseState.Running.class);
        return lease;
    }

    private void block(LeaseId lease, long second, String balance, long settledAt) {
        chain(second, balance, settledAt, Usdc.ZERO);
        await().untilAsserted(() ->
                assertThat(view(lease).stream().orElseThrow().readAt()).isEqualTo(NOON.plusSeconds(second)));
    }

    private LeaseView view(LeaseId lease) {
        return rig.view().leases().stream()
                .filter(v -> v.state().id().equals(lease))
                .findFirst()
                .orElseThrow();
    }

    private LeaseState state(LeaseId lease) {
        return rig.book().find(lease).orElseThrow();
    }

    private LeaseState.Receipted end(LeaseId lease) {
        now = NOON.plusSeconds(50);
        containers.finishNow(lease, 0);
        return awaitState(lease, LeaseState.Receipted.class);
    }

    private void logsAreThereAgain(LeaseId lease) {
        rail.pruned = false;
        now = now.plusSeconds(700);
        await().untilAsserted(() -> assertThat(state(lease).withdrawn()).isEqualTo(EARLY));
    }

    private static Usdc asked(LeaseState lease) {
        return lease.amountDue().orElseThrow();
    }

    private long booked() {
        return ledger.events.stream()
                .filter(LeaseEvent.MoneyWithdrawn.class::isInstance)
                .count();
    }

    @Test
    void withdrawalBeforeTheVerificationIsSearchedFromTheBidOnAndBookedOnce() {
        LeaseId lease = accepted();
        await().untilAsserted(() -> assertThat(rail.refusedSearches).hasPositiveValue());
        assertThat(rail.searches).containsOnly(BID_HEAD);
        assertThat(state(lease).withdrawn()).isEqualTo(Usdc.ZERO);

        rail.pruned = false;
        now = NOON.plusSeconds(20);
        chain(20, "0.0595", 5, Usdc.ZERO);
        await().untilAsserted(() -> assertThat(state(lease).withdrawn()).isEqualTo(EARLY));
        block(lease, 25, "0.0595", 5);
        assertThat(view(lease).stream().orElseThrow().withdrawn()).isEqualTo(EARLY);

        LeaseState.Receipted receipted = end(lease);
        assertThat(asked(receipted)).as("from the stream's start").isEqualTo(Usdc.parse("0.005"));
        assertThat(receipted.claimable()).contains(Usdc.parse("0.0045"));
        assertThat(booked()).isEqualTo(1);
    }

    @Test
    void withdrawalThatIsFoundAfterTheReceiptTakesNothingOffWhatTheReceiptAsksFor() {
        LeaseId lease = accepted();
        block(lease, 30, "0.0595", 5);
        LeaseState.Receipted receipted = end(lease);
        assertThat(asked(receipted)).isEqualTo(Usdc.parse("0.0045"));
        assertThat(rig.quoteWithdrawal().join().payouts())
                .as("nothing is returned while withdrawals are searched for")
                .allMatch(p -> p.returned().equals(Usdc.ZERO));

        logsAreThereAgain(lease);
        assertThat(state(lease).claimable()).contains(Usdc.parse("0.0045"));
        assertThat(state(lease)).isInstanceOf(LeaseState.Receipted.class);
        await().untilAsserted(() -> assertThat(
                        LeaseMoney.of(view(lease), true, now).orElseThrow().withdrawn())
                .isEqualTo(EARLY));
        assertThat(ledger.events).noneMatch(LeaseEvent.ShortfallBooked.class::isInstance);
        assertThat(booked()).isEqualTo(1);
    }

    @Test
    void restartForgetsNoSearch() {
        LeaseId lease = accepted();
        rig.close();
        begin();
        logsAreThereAgain(lease);
        assertThat(booked()).isEqualTo(1);
    }

    @Test
    void withdrawalThatTheVerificationFoundIsBookedAndNotCountedTwice() {
        rail.pruned = false;
        found = EARLY;
        LeaseId lease = accepted();
        await().untilAsserted(() -> assertThat(state(lease).withdrawn()).isEqualTo(EARLY));
        block(lease, 30, "0.0595", 5);
        assertThat(view(lease).stream().orElseThrow().withdrawn()).isEqualTo(EARLY);
        LeaseState.Receipted receipted = end(lease);
        assertThat(asked(receipted)).isEqualTo(Usdc.parse("0.005"));
        assertThat(receipted.claimable()).contains(Usdc.parse("0.0045"));
    }
}
