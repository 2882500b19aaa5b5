package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.headroom.model.rig.LeaseView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rig from whose running stream another program withdraws, on a node that has pruned its logs. */
class UnknownWithdrawalRigTest extends RentedRig {
    @BeforeEach
    void start() {
        containers.clock = clock;
        start(twoGpus(), Scene.POLICY, clock);
    }

    /** The chain has another block, and the rig has read it twice where it must. */
    private void block(LeaseId lease, long second, String balance, long settledAt) {
        StreamState s = Scene.funded(stream(1), NOON);
        Instant at = NOON.plusSeconds(second);
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
                        Usdc.ZERO,
                        at,
                        BigInteger.ZERO,
                        Optional.of(second)));
        now = at;
        await().untilAsserted(() -> assertThat(rig.view().leases())
                .filteredOn(v -> v.state().id().equals(lease))
                .extracting(LeaseView::stream)
                .contains(Optional.of(rail.streams.get(stream(1)))));
    }

    private LeaseState.Receipted end(LeaseId lease) {
        containers.finishNow(lease, 0);
        return awaitState(lease, LeaseState.Receipted.class);
    }

    private static Usdc asked(LeaseState.Receipted lease) {
        return lease.receipt().message().receipt().amountDue();
    }

    @Test
    void receiptAsksForWhatAnotherProgramWithdrewAndTheLeaseIsPaidWhenItIsFound() {
        rail.pruned = true;
        LeaseId lease = running();
        block(lease, 18, "0.06", 0);
        block(lease, 45, "0.058", 20);
        now = NOON.plusSeconds(50);

        LeaseState.Receipted receipted = end(lease);
        assertThat(asked(receipted)).isEqualTo(Usdc.parse("0.005"));
        assertThat(rig.quoteWithdrawal().join().payouts())
                .as("the whole debt is to be returned to nobody")
                .allMatch(p -> p.returned().equals(Usdc.ZERO));

        rail.foreign.add(Scene.withdrawal(stream(1), 9, "0.002", NOON.plusSeconds(20)));
        rail.pruned = false;
        now = NOON.plusSeconds(700);
        await().untilAsserted(() ->
                assertThat(rig.book().find(lease).orElseThrow().withdrawn()).isEqualTo(Usdc.parse("0.002")));
        assertThat(rig.book().find(lease).orElseThrow().claimable()).contains(Usdc.parse("0.003"));
        assertThat(ledger.events).noneMatch(LeaseEvent.ShortfallBooked.class::isInstance);
    }

    @Test
    void receiptAfterARestartAsksForWhatAnotherProgramWithdrewBeforeIt() {
        rail.pruned = true;
        LeaseId lease = running();
        block(lease, 18, "0.06", 0);
        block(lease, 45, "0.058", 20);
        rig.close();
        start();
        block(lease, 48, "0.058", 20);
        now = NOON.plusSeconds(50);

        assertThat(asked(end(lease))).isEqualTo(Usdc.parse("0.005"));
    }
}
