package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.GPU0;
import static org.headroom.engine.Scene.GPU1;
import static org.headroom.engine.Scene.NOON;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.headroom.model.health.HealthAction;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.Offer;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.Decision;
import org.headroom.model.rig.RigStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of offers, bids and leases when a GPU falls ill. */
class UnwellGpuTest extends RentedRig {
    private static final String FALLEN = "XID 79: the GPU has fallen off the bus.";
    private static final String HOT = "GPU 0's memory is at 108 °C.";

    private final FakeHealth health = new FakeHealth();

    @BeforeEach
    void start() {
        start(twoGpus(), Optional.of(health), Optional.empty(), Scene.POLICY, RigClock.same(clock));
    }

    private void crashAndStartAgain() {
        rig.close();
        start();
    }

    @Test
    void anAlarmThatOnlyWarnsChangesNothing() {
        awaitOffers(2);
        health.raises(GPU0, HealthAction.WARN, HOT);
        awaitSays("GPU 0 is free and offered");
        assertThat(bidForA4090().gpuIds()).containsExactly(GPU0);
    }

    @Test
    void aGpuThatFallsIllIsTakenOffTheMarketAndComesBackWhenItIsWell() {
        awaitOffers(2);
        market.withdrawnOffers.clear();
        health.raises(GPU0, HealthAction.STOP_BIDDING, HOT);
        await().untilAsserted(() -> assertThat(market.withdrawnOffers).containsExactly(GPU0));
        awaitSays("GPU 0 is left out: its memory is at 108 °C. GPU 1 is free and offered");

        health.clears(GPU0);

        awaitOffers(3);
        assertThat(market.sent(Offer.class).getLast().gpu()).isEqualTo(GPU0);
        awaitSays("GPU 0 is free and offered");
    }

    @Test
    void theBookOfDecisionsSaysWhichAlarmKeptTheRigFromAnOrder() {
        awaitOffers(2);
        health.raises(GPU0, HealthAction.STOP_BIDDING, HOT);
        awaitSays("left out");
        market.says(Scene.order("order-0001", Scene.PRICE, Optional.of("4090")).message());
        market.says(Scene.order("order-0002").message());
        await().untilAsserted(() -> assertThat(rig.view().decisions()).hasSize(2));
        Decision refused = rig.view().decisions().stream()
                .filter(d -> d.order().id().value().equals("order-0001"))
                .findFirst()
                .orElseThrow();
        assertThat(refused.refusedBy())
                .contains(new Decision.Gate("health", false, "GPU 0 is left out: its memory is at 108 °C"));
        assertThat(market.sent(Bid.class))
                .extracting(Bid::gpuIds)
                .as("another GPU fits the second order")
                .containsExactly(List.of(GPU1));

        health.clears(GPU0);

        await().untilAsserted(() -> assertThat(market.sent(Bid.class)).hasSize(2));
        assertThat(market.sent(Bid.class).getLast().gpuIds()).containsExactly(GPU0);
    }

    @Test
    void whenEveryGpuIsLeftOutTheRigSaysSoFirst() {
        awaitOffers(2);
        health.raises(GPU0, HealthAction.STOP_BIDDING, HOT);
        health.raises(GPU1, HealthAction.STOP_JOB, FALLEN);
        await().untilAsserted(() -> assertThat(rig.view().status())
                .isEqualTo(new RigStatus(
                        RigStatus.Mode.UNABLE,
                        "GPU 0 is left out: its memory is at 108 °C.",
                        "GPU 1 is left out: XID 79: the GPU has fallen off the bus. "
                                + "Each is offered again when its alarm is over.")));
    }

    @Test
    void anAcceptanceForAGpuThatFellIllIsRefusedBeforeAnythingRuns() {
        Bid bid = bidForA4090();
        health.raises(GPU0, HealthAction.STOP_BIDDING, HOT);
        LeaseState.Refused refused = awaitState(accept(bid), LeaseState.Refused.class);
        assertThat(refused.reason())
                .isEqualTo("the GPU is not well since the bid was made: its memory is at 108 °C; "
                        + "end the stream and take your money back");
        assertThat(told()).containsExactly("REFUSED " + refused.reason());
        assertThat(containers.created).hasValue(0);
    }

    @Test
    void aGpuThatFallsIllWhileTheStreamIsCheckedRunsNoJob() {
        Bid bid = bidForA4090();
        CountDownLatch gate = new CountDownLatch(1);
        int before = rail.looks.get();
        rail.gate = gate;
        await().until(() -> rail.looks.get() > before);
        LeaseId lease = accept(bid);
        awaitState(lease, LeaseState.Verifying.class);
        health.raises(GPU0, HealthAction.DRAIN, HOT);
        awaitState(lease, LeaseState.Refused.class);
        gate.countDown();
        await().during(Duration.ofMillis(300)).until(() -> containers.created.get() == 0);
    }

    @Test
    void stopBiddingLeavesTheJobAloneAndItsRenterInPeace() {
        LeaseId lease = running();
        health.raises(GPU0, HealthAction.STOP_BIDDING, HOT);
        awaitSays("It takes no other job: its memory is at 108 °C.");
        containers.finish(lease, 0);
        awaitState(lease, LeaseState.Receipted.class);
        await().untilAsserted(() -> assertThat(told()).containsExactly("STARTING", "RUNNING", "ENDED"));
        awaitSays("GPU 0 is left out: its memory is at 108 °C.");
    }

    @Test
    void drainTellsTheRenterOnceLetsTheJobEndAndOffersNothingAfterIt() {
        LeaseId lease = running();
        health.raises(GPU0, HealthAction.DRAIN, HOT);
        await().untilAsserted(() -> assertThat(told())
                .endsWith("RUNNING the GPU is not well: its memory is at 108 °C. "
                        + "The job goes on; it had better end soon"));
        health.raises(GPU0, HealthAction.DRAIN, "GPU 0's memory is at 110 °C.");
        awaitSays("110 °C");
        now = NOON.plusSeconds(5);
        containers.finish(lease, 0);
        awaitState(lease, LeaseState.Receipted.class);
        await().untilAsserted(() -> assertThat(told()).hasSize(4).last().isEqualTo("ENDED"));
        assertThat(market.sent(ReceiptMessage.class).getFirst().receipt().outcome())
                .isEqualTo(Receipt.Outcome.COMPLETED);
        awaitSays("GPU 0 is left out");
        assertThat(market.sent(Offer.class))
                .filteredOn(o -> o.gpu().equals(GPU0))
                .hasSize(1);
    }

    @Test
    void theRenterIsToldWhenTheGpuIsWellAgainAndEachUpdateHasAHigherNumber() {
        LeaseId lease = running();
        health.raises(GPU0, HealthAction.DRAIN, HOT);
        await().untilAsserted(() -> assertThat(told()).hasSize(3));
        health.clears(GPU0);
        await().untilAsserted(() -> assertThat(told()).endsWith("RUNNING the GPU is well again"));
        health.raises(GPU0, HealthAction.STOP_JOB, HOT);
        awaitState(lease, LeaseState.Receipted.class);
        assertThat(told()).hasSize(6);
        assertThat(market.sent(LeaseUpdate.class))
                .extracting(LeaseUpdate::number)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aJobWhoseGpuCannotGoOnIsStoppedForThatReasonAndPaidForWhatRan() {
        LeaseId lease = running();
        health.raises(GPU0, HealthAction.STOP_JOB, FALLEN);
        awaitState(lease, LeaseState.Receipted.class);
        await().untilAsserted(() -> assertThat(told())
                .containsSubsequence(
                        "STOPPING the GPU is not well: XID 79: the GPU has fallen off the bus",
                        "ENDED a health rule of the rig stopped it"));
        await().until(() -> !market.sent(ReceiptMessage.class).isEmpty());
        Receipt receipt = market.sent(ReceiptMessage.class).getFirst().receipt();
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
        assertThat(receipt.amountDue()).as("11 s at 0.36 USDC/h").isEqualTo(Usdc.parse("0.0011"));
        assertThat(ledger.events.stream().filter(LeaseEvent.HealthStopAsked.class::isInstance))
                .hasSize(1);
    }

    @Test
    void aStopThatWasAskedForBeforeAKillIsCarriedOutAfterItEvenIfTheGpuIsWellByThen() {
        containers.deaf = true;
        LeaseId lease = running();
        health.raises(GPU0, HealthAction.STOP_JOB, HOT);
        awaitState(lease, LeaseState.Stopping.class);
        rig.close();
        health.clears(GPU0);
        containers.deaf = false;
        start();
        awaitState(lease, LeaseState.Receipted.class);
        assertThat(told()).contains("STOPPING the GPU is not well: its memory is at 108 °C");
        assertThat(LeaseBook.replay(ledger.replay())).isEqualTo(rig.book());
    }

    @Test
    void aDrainSurvivesAKillAndIsNotToldUnderAnotherNumber() {
        LeaseId lease = running();
        health.raises(GPU0, HealthAction.DRAIN, HOT);
        await().untilAsserted(() -> assertThat(told()).hasSize(3));
        LeaseUpdate warning = market.sent(LeaseUpdate.class).getLast();
        crashAndStartAgain();
        await().untilAsserted(() -> assertThat(told()).isNotEmpty());
        assertThat(market.sent(LeaseUpdate.class).getFirst())
                .satisfies(u -> assertThat(u.number()).isEqualTo(warning.number()))
                .satisfies(u -> assertThat(u.detail()).isEqualTo(warning.detail()));
        containers.finish(lease, 0);
        awaitState(lease, LeaseState.Receipted.class);
        assertThat(ledger.events.stream().filter(LeaseEvent.DrainAsked.class::isInstance))
                .hasSize(1);
    }

    @Test
    void aJobThatADeadGpuKeepsFromEndingIsAccountedForUpToTheStop() {
        containers.deaf = true;
        LeaseId lease = running();
        now = NOON.plusSeconds(20);
        health.raises(GPU0, HealthAction.STOP_JOB, FALLEN);
        assertThat(awaitState(lease, LeaseState.Stopping.class).why()).isEqualTo(StopReason.GPU_UNHEALTHY);
        now = NOON.plusSeconds(120);
        awaitState(lease, LeaseState.Receipted.class);
        Receipt receipt = market.sent(ReceiptMessage.class).getFirst().receipt();
        assertThat(receipt.endedAt()).isEqualTo(NOON.plusSeconds(20));
        assertThat(receipt.exitCode()).isEqualTo(137);
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);

        containers.deaf = false;

        await().untilAsserted(() -> assertThat(containers.leases())
                .as("the container, when it can go at last")
                .isEmpty());
        assertThat(market.sent(ReceiptMessage.class)).hasSize(1);
    }
}
