package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.GPU0;
import static org.headroom.engine.Scene.GPU1;
import static org.headroom.engine.Scene.NOON;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.headroom.model.availability.AvailabilityRules;
import org.headroom.model.availability.ClosedBy;
import org.headroom.model.availability.GpuAvailability;
import org.headroom.model.availability.GpuAvailability.Closed;
import org.headroom.model.availability.GpuAvailability.Closing;
import org.headroom.model.availability.GpuAvailability.Open;
import org.headroom.model.availability.OnReturn;
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

/** What becomes of offers, bids and leases when the owner comes back. */
class OwnerReturnTest extends RentedRig {
    private static final AvailabilityRules FINISH = AvailabilityRules.standard(ZoneId.of("UTC"));
    private static final AvailabilityRules DRAIN = FINISH.onReturn(OnReturn.DRAIN, Duration.ofMinutes(2));
    private static final AvailabilityRules STOP = FINISH.onReturn(OnReturn.STOP, Duration.ZERO);
    private static final GpuAvailability OPEN = new Open(GPU0, 0, "open at any time", Optional.empty());
    private static final GpuAvailability GAME =
            new Closed(GPU0, 0, ClosedBy.FULL_SCREEN, "closed while game.exe fills the screen", Optional.empty());

    private final FakeOwner owner = new FakeOwner();

    @BeforeEach
    void start() {
        containers.clock = clock;
        start(twoGpus(), Optional.empty(), Optional.of(owner), Scene.POLICY, RigClock.same(clock));
    }

    private static GpuAvailability openUntil(Instant at, ClosedBy why) {
        return new Open(GPU0, 0, "open until then", Optional.of(new Closing(at, why)));
    }

    private void awaitTold(String words) {
        await().untilAsserted(() -> assertThat(told()).anyMatch(t -> t.contains(words)));
    }

    @Test
    void aGpuThatItsOwnerNeedsIsTakenOffTheMarketAndComesBack() {
        awaitOffers(2);
        market.withdrawnOffers.clear();
        owner.says(GAME);
        await().untilAsserted(() -> assertThat(market.withdrawnOffers).containsExactly(GPU0));
        awaitSays("GPU 0 is closed while game.exe fills the screen. GPU 1 is free and offered");
        owner.says(OPEN);
        awaitOffers(3);
    }

    @Test
    void whenEveryGpuIsClosedTheRigSaysWhyFirst() {
        awaitOffers(2);
        owner.says(GAME);
        owner.says(new Closed(GPU1, 1, ClosedBy.NEVER, "yours alone", Optional.empty()));
        await().untilAsserted(() -> assertThat(rig.view().status())
                .isEqualTo(new RigStatus(
                        RigStatus.Mode.UNABLE,
                        "GPU 0 is closed while game.exe fills the screen.",
                        "GPU 1 is yours alone.")));
    }

    @Test
    void theBookOfDecisionsSaysThatTheOwnerNeededTheGpu() {
        awaitOffers(2);
        owner.says(GAME);
        awaitSays("closed while");
        market.says(Scene.order("order-0001", Scene.PRICE, Optional.of("4090")).message());
        await().untilAsserted(() -> assertThat(rig.view().decisions()).hasSize(1));
        assertThat(rig.view().decisions().getFirst().refusedBy())
                .contains(new Decision.Gate("owner", false, "GPU 0 is closed while game.exe fills the screen"));
        owner.says(OPEN);
        await().untilAsserted(() -> assertThat(market.sent(Bid.class)).hasSize(1));
    }

    @Test
    void whoStopsJobsAtTheEndOfTheHoursTakesNoneThatWouldLastLonger() {
        awaitOffers(2);
        owner.decides(STOP);
        // The order is for ten minutes.
        owner.says(openUntil(NOON.plusSeconds(599), ClosedBy.SCHEDULE));
        market.says(Scene.order("order-0001", Scene.PRICE, Optional.of("4090")).message());
        await().untilAsserted(() -> assertThat(rig.view().decisions()).hasSize(1));
        Decision decision = rig.view().decisions().getFirst();
        assertThat(decision.refusedBy())
                .contains(new Decision.Gate(
                        "schedule", false, "GPU 0 is open until then and the job would be stopped then"));
        owner.decides(FINISH);
        await().untilAsserted(() -> assertThat(market.sent(Bid.class)).hasSize(1));
    }

    @Test
    void anAcceptanceThatComesAfterTheOwnerIsRefusedBeforeAnythingRuns() {
        Bid bid = bidForA4090();
        owner.says(GAME);
        LeaseState.Refused refused = awaitState(accept(bid), LeaseState.Refused.class);
        assertThat(refused.reason())
                .as("what the owner does is nobody's affair")
                .isEqualTo("the GPU is closed since the bid was made: the owner needs the machine; "
                        + "end the stream and take your money back");
        assertThat(containers.created).hasValue(0);
    }

    @Test
    void whoLetsJobsFinishLosesNothing() {
        LeaseId lease = running();
        owner.says(GAME);
        awaitSays("It takes no other job: it is closed while game.exe fills the screen.");
        now = NOON.plusSeconds(30);
        containers.finish(lease, 0);
        awaitState(lease, LeaseState.Receipted.class);
        await().untilAsserted(() -> assertThat(told()).containsExactly("STARTING", "RUNNING", "ENDED"));
        assertThat(market.sent(Offer.class))
                .as("the owner's GPU is not offered again")
                .filteredOn(o -> o.gpuName().contains("4090"))
                .hasSize(1);
    }

    @Test
    void whoStopsJobsStopsThemAtOnceWithAReceiptForWhatRan() {
        LeaseId lease = running();
        now = NOON.plusSeconds(20);
        owner.decides(STOP);
        owner.says(GAME);
        awaitState(lease, LeaseState.Receipted.class);
        assertThat(told())
                .containsSubsequence(
                        "STOPPING the owner takes the GPU back: the owner needs the machine",
                        "ENDED the owner of the rig took the GPU back");
        Receipt receipt = market.sent(ReceiptMessage.class).getFirst().receipt();
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
        assertThat(receipt.amountDue()).isGreaterThan(Usdc.ZERO);
        assertThat(ledger.events.stream().filter(LeaseEvent.OwnerStopAsked.class::isInstance))
                .hasSize(1);
    }

    @Test
    void whoDrainsGivesNoticeOnceAndStopsWhenItIsOver() {
        LeaseId lease = running();
        owner.decides(DRAIN);
        owner.says(GAME);
        awaitTold("RUNNING the owner takes the GPU back: the owner needs the machine. "
                + "The job is stopped at 1 Mar 12:02:00 UTC");
        awaitSays("It is stopped in 2 min.");
        now = NOON.plusSeconds(119);
        awaitSays("It is stopped in 1 s.");
        assertThat(told()).hasSize(3);
        now = NOON.plusSeconds(120);
        LeaseState.Receipted done = awaitState(lease, LeaseState.Receipted.class);
        assertThat(done.receipt().message().receipt().outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
    }

    @Test
    void anOwnerWhoLeavesBeforeTheNoticeIsOverLetsTheJobGoOn() {
        LeaseId lease = running();
        owner.decides(DRAIN);
        owner.says(GAME);
        awaitTold("is stopped at");
        owner.says(OPEN);
        await().untilAsserted(() ->
                assertThat(told()).endsWith("RUNNING the owner does not need the GPU back any more; the job goes on"));
        now = NOON.plusSeconds(180);
        awaitSays("GPU 0 is running a job");
        assertThat(awaitState(lease, LeaseState.Running.class).due()).isEmpty();
        owner.says(GAME);
        awaitTold("The job is stopped at 1 Mar 12:05:00 UTC");
        assertThat(market.sent(LeaseUpdate.class))
                .extracting(LeaseUpdate::number)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aNoticeSurvivesAKillAndEndsWhenItWouldHave() {
        LeaseId lease = running();
        owner.decides(DRAIN);
        owner.says(GAME);
        awaitTold("is stopped at");
        LeaseUpdate notice = market.sent(LeaseUpdate.class).getLast();
        rig.close();
        now = NOON.plusSeconds(90);
        start();
        await().untilAsserted(() -> assertThat(told()).isNotEmpty());
        assertThat(market.sent(LeaseUpdate.class).getFirst())
                .satisfies(u -> assertThat(u.number()).isEqualTo(notice.number()))
                .satisfies(u -> assertThat(u.detail()).isEqualTo(notice.detail()));
        now = NOON.plusSeconds(121);
        awaitState(lease, LeaseState.Receipted.class);
        assertThat(ledger.events.stream().filter(LeaseEvent.NoticeGiven.class::isInstance))
                .hasSize(1);
        assertThat(LeaseBook.replay(ledger.replay())).isEqualTo(rig.book());
    }

    @Test
    void theEndOfTheHoursIsToldAheadWhereNoticeIsGiven() {
        running();
        owner.decides(DRAIN);
        owner.says(openUntil(NOON.plusSeconds(300), ClosedBy.SCHEDULE));
        now = NOON.plusSeconds(179);
        awaitSays("GPU 0 is running");
        assertThat(told()).hasSize(2);
        now = NOON.plusSeconds(180);
        awaitTold("the owner's hours for the machine. The job is stopped at 1 Mar 12:05:00 UTC");
    }

    @Test
    void maintenanceGivesNoticeAndStopsWhateverIsChosenForOtherTimes() {
        LeaseId lease = running();
        owner.decides(FINISH);
        owner.says(openUntil(NOON.plusSeconds(300), ClosedBy.MAINTENANCE));
        awaitTold("maintenance of the machine. The job is stopped at 1 Mar 12:05:00 UTC");
        now = NOON.plusSeconds(300);
        owner.says(new Closed(GPU0, 0, ClosedBy.MAINTENANCE, "closed for maintenance", Optional.empty()));
        awaitState(lease, LeaseState.Receipted.class);
        assertThat(told()).contains("STOPPING " + StopReason.OWNER_RETURNED.words() + ": maintenance of the machine");
    }

    @Test
    void whoChangesTheirMindToFinishingTakesTheNoticeBack() {
        running();
        owner.decides(DRAIN);
        owner.says(GAME);
        awaitTold("is stopped at");
        owner.decides(FINISH);
        awaitTold("the job goes on");
    }

    @Test
    void theProgramsOfTheRigsOwnJobsAreNamedToWhoeverLooks() {
        LeaseId lease = running();
        OwnerRules.OurJobs jobs = owner.jobs.orElseThrow().get();
        assertThat(jobs.held()).containsExactly(GPU0);
        assertThat(jobs.starting()).isEmpty();
        LeaseState.Running running = awaitState(lease, LeaseState.Running.class);
        assertThat(jobs.containers()).containsExactly(running.container().id());
    }
}
