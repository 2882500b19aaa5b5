package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.GPU0;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.job.JobFailure;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.LogChunk;
import org.headroom.model.market.Offer;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.StopRequest;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseLoopTest extends RentedRig {
    private static final GpuWatch ONE_GPU = new FakeGpus(Scene.gpu(GPU0, 0, "RTX 4090"));

    @BeforeEach
    void start() {
        start(ONE_GPU, Scene.POLICY, clock);
    }

    private void crashAndStartAgain() {
        rig.close();
        start();
    }

    private Bid bidFor(String order) {
        await().untilAsserted(() -> assertThat(market.sent(Offer.class)).isNotEmpty());
        market.says(Scene.order(order).message());
        await().untilAsserted(() -> assertThat(market.sent(Bid.class)).isNotEmpty());
        return market.sent(Bid.class).getLast();
    }

    private Acceptance accept(Bid bid, long streamId) {
        rail.streams.putIfAbsent(stream(streamId), Scene.funded(stream(streamId), NOON));
        return new Acceptance(
                LeaseId.of(bid.id()),
                bid.id(),
                bid.order(),
                Scene.RENTER,
                Scene.PROVIDER,
                stream(streamId),
                Scene.validity(NOON, 60, 5));
    }

    private LeaseId running(String order, long streamId) {
        Bid bid = bidFor(order);
        market.says(accept(bid, streamId));
        awaitState(LeaseId.of(bid.id()), LeaseState.Running.class);
        return LeaseId.of(bid.id());
    }

    @Test
    void aLeaseRunsFromOrderToMoney() {
        LeaseId lease = running("order-0001", 1);
        containers.finish(lease, 0);
        awaitState(lease, LeaseState.Receipted.class);
        assertThat(market.sent(ReceiptMessage.class)).hasSize(1);
        List<LogChunk> log = market.sent(LogChunk.class);
        assertThat(String.join("", log.stream().map(LogChunk::text).toList()))
                .isEqualTo("hello from the job\nlast words\n");
        assertThat(market.sent)
                .as("the log is whole before the receipt goes out")
                .containsSubsequence(
                        log.getLast(), market.sent(ReceiptMessage.class).getFirst());
        now = NOON.plusSeconds(20);
        rig.withdraw(rig.quoteWithdrawal().join()).join();
        awaitState(lease, LeaseState.Paid.class);
        await().untilAsserted(() ->
                assertThat(containers.leases()).as("containers left behind").isEmpty());
        await().untilAsserted(() -> assertThat(rig.view().withdrawals()).hasSize(1));
    }

    @Test
    void disagreementAboutANewLeasesStreamIsShownAsTheChainsUntilTheNodesAgree() {
        rail.disagreed.add(stream(1));
        Bid bid = bidFor("order-0001");
        market.says(accept(bid, 1));
        String words = "Two nodes give different balances for stream 1.";
        await().untilAsserted(
                        () -> assertThat(rig.view().chain().disagreement()).contains(words));
        assertThat(rig.view().leases())
                .singleElement()
                .satisfies(l -> assertThat(l.unreadable()).contains(words));
        assertThat(rig.view().chain().message()).endsWith(words);
        rail.disagreed.clear();
        awaitState(LeaseId.of(bid.id()), LeaseState.Running.class);
        await().untilAsserted(
                        () -> assertThat(rig.view().chain().disagreement()).isEmpty());
    }

    @Test
    void aRunningJobIsPickedUpAfterACrashAndNotStartedTwice() {
        LeaseId lease = running("order-0001", 1);
        crashAndStartAgain();
        awaitState(lease, LeaseState.Running.class);
        containers.finish(lease, 0);
        awaitState(lease, LeaseState.Receipted.class);
        assertThat(containers.created).hasValue(1);
        assertThat(market.sent(ReceiptMessage.class)).hasSize(1);
    }

    @Test
    void openLeasesThatCannotBeReadAtTheStartKeepTheirContainersAndAreRestoredLater() {
        LeaseId lease = running("order-0001", 1);
        rig.close();
        ledger.unreadable = true;
        start();
        market.says(Scene.order("order-0002").message());
        await().during(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(containers.leases()).contains(lease));
        assertThat(rig.isRestored()).isFalse();
        assertThat(market.sent(Bid.class)).isEmpty();
        ledger.unreadable = false;
        awaitState(lease, LeaseState.Running.class);
        containers.finish(lease, 0);
        awaitState(lease, LeaseState.Receipted.class);
    }

    @Test
    void aJobThatEndedWhileTheRigWasDownGetsItsReceipt() {
        LeaseId lease = running("order-0001", 1);
        rig.close();
        containers.finish(lease, 3);
        start();
        awaitState(lease, LeaseState.Receipted.class);
        assertThat(market.sent(ReceiptMessage.class).getFirst().receipt().outcome())
                .isEqualTo(Receipt.Outcome.JOB_FAILED);
    }

    @Test
    void aWithdrawalThatACrashForgotIsFoundOnTheChain() {
        LeaseId lease = running("order-0001", 1);
        containers.finish(lease, 0);
        awaitState(lease, LeaseState.Receipted.class);
        rig.close();
        rail.done.add(Scene.withdrawal(stream(1), 4, "0.02", NOON));
        start();
        awaitState(lease, LeaseState.Paid.class);
    }

    @Test
    void aContainerThatVanishedEndsTheLeaseAsStoppedByTheProvider() {
        LeaseId lease = running("order-0001", 1);
        now = NOON.plusSeconds(5);
        containers.vanish(lease);
        awaitState(lease, LeaseState.Receipted.class);
        Receipt receipt = market.sent(ReceiptMessage.class).getFirst().receipt();
        assertThat(receipt.exitCode()).isEqualTo(137);
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
    }

    @Test
    void aGpuThatIsTakenIsNotBidTwice() {
        running("order-0001", 1);
        market.says(Scene.order("order-0002").message());
        await().untilAsserted(() -> assertThat(rig.view().decisions()).hasSize(2));
        assertThat(market.sent(Bid.class)).hasSize(1);
        assertThat(rig.view().decisions().getFirst().refusedBy().orElseThrow().name())
                .isEqualTo("capacity");
        assertThat(market.withdrawnOffers).contains(GPU0);
    }

    @Test
    void anOrderThatWaitedIsBidForWhenTheGpuIsFreeAgain() {
        LeaseId lease = running("order-0001", 1);
        market.says(Scene.order("order-0002").message());
        await().untilAsserted(() -> assertThat(rig.view().decisions()).hasSize(2));
        containers.finish(lease, 0);
        await().untilAsserted(() -> assertThat(market.sent(Bid.class)).hasSize(2));
    }

    @Test
    void anOrderThatItsRenterTookBackIsNotBidForAnyMore() {
        LeaseId lease = running("order-0001", 1);
        market.says(Scene.order("order-0002").message());
        market.says(Scene.order("order-0003").message());
        await().untilAsserted(() -> assertThat(rig.view().decisions()).hasSize(3));
        market.tells(new Incoming.OrderGone(Scene.STRANGER, new OrderId("order-0003")));
        market.tells(new Incoming.OrderGone(Scene.RENTER, new OrderId("order-0002")));
        containers.finish(lease, 0);
        await().untilAsserted(() -> assertThat(market.sent(Bid.class)).hasSize(2));
        assertThat(market.sent(Bid.class).getLast().order())
                .as("only its own renter takes an order back")
                .isEqualTo(new OrderId("order-0003"));
    }

    @Test
    void aBidThatNobodyTakesLapsesAndFreesTheGpu() {
        Bid bid = bidFor("order-0001");
        now = NOON.plusSeconds(70);
        awaitState(LeaseId.of(bid.id()), LeaseState.Lapsed.class);
        await().untilAsserted(() -> assertThat(market.sent(Offer.class)).hasSizeGreaterThan(1));
    }

    @Test
    void leasesAreNumberedWithoutGapsHoweverManyBidsNobodyTakes() {
        Bid lost = bidFor("order-0001");
        await().untilAsserted(() ->
                assertThat(rig.view().leases()).extracting(LeaseView::label).containsExactly("Bid"));
        now = NOON.plusSeconds(70);
        awaitState(LeaseId.of(lost.id()), LeaseState.Lapsed.class);
        market.says(Scene.order("order-0002").message());
        await().untilAsserted(() -> assertThat(market.sent(Bid.class)).hasSize(2));
        Bid taken = market.sent(Bid.class).getLast();
        rail.streams.put(stream(1), Scene.funded(stream(1), now));
        market.says(accept(taken, 1));
        awaitState(LeaseId.of(taken.id()), LeaseState.Running.class);
        await().untilAsserted(() ->
                assertThat(rig.view().leases()).extracting(LeaseView::label).containsExactly("L-0001"));
    }

    @Test
    void anAcceptanceThatWaitedInAnOutageIsStillInTime() {
        containers.startClock = clock;
        Bid bid = bidFor("order-0001");
        market.phase = LinkState.Phase.DOWN;
        now = NOON.plusSeconds(600);
        Instant later = now.plusSeconds(1);
        await().untilAsserted(() -> assertThat(rig.view().status().headline()).isEqualTo("as a test says"));
        // Once more round the clock, so that a bid that lapses would have.
        await().pollDelay(Duration.ofMillis(1_200)).until(() -> true);
        assertThat(rig.book().find(LeaseId.of(bid.id()))).containsInstanceOf(LeaseState.Bidding.class);
        rail.streams.put(stream(1), Scene.funded(stream(1), later));
        market.says(accept(bid, 1));
        awaitState(LeaseId.of(bid.id()), LeaseState.Running.class);
    }

    @Test
    void aStreamWithALowerRateIsRefusedAndTheRenterIsToldWhy() {
        Bid bid = bidFor("order-0001");
        StreamState good = Scene.funded(stream(1), NOON);
        rail.streams.put(stream(1), withRate(good, RatePerSecond.ofHourly(Usdc.parse("0.01"))));
        market.says(accept(bid, 1));
        awaitState(LeaseId.of(bid.id()), LeaseState.Unserved.class);
        assertThat(market.sent(LeaseUpdate.class).getLast())
                .satisfies(u -> assertThat(u.phase()).isEqualTo(LeaseUpdate.Phase.REFUSED))
                .satisfies(u -> assertThat(u.detail()).contains("not the agreed"));
        assertThat(containers.created).hasValue(0);
    }

    @Test
    void oneStreamDoesNotPayForTwoLeases() {
        LeaseId first = running("order-0001", 1);
        containers.finish(first, 0);
        awaitState(first, LeaseState.Receipted.class);
        Bid second = bidFor("order-0002");
        await().untilAsserted(() -> assertThat(market.sent(Bid.class)).hasSize(2));
        second = market.sent(Bid.class).getLast();
        market.says(accept(second, 1));
        awaitState(LeaseId.of(second.id()), LeaseState.Refused.class);
    }

    @Test
    void theJobStopsBeforeUnpaidWorkWhenTheRenterTakesTheMoneyBack() {
        LeaseId lease = running("order-0001", 1);
        StreamState funded = Scene.funded(stream(1), NOON);
        rail.streams.put(
                stream(1),
                new StreamState(
                        funded.ref(),
                        funded.sender(),
                        funded.recipient(),
                        funded.rate(),
                        Usdc.parse("0.0001"),
                        Usdc.ZERO,
                        NOON,
                        false,
                        Usdc.ZERO,
                        NOON));
        awaitState(lease, LeaseState.Receipted.class);
        Receipt receipt = market.sent(ReceiptMessage.class).getFirst().receipt();
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.OUT_OF_FUNDS);
        assertThat(receipt.amountDue())
                .as("no more than the stream still holds")
                .isEqualTo(Usdc.parse("0.0001"));
    }

    @Test
    void aJobThatNeverEndsIsStoppedWhenItsTimeIsUp() {
        LeaseId lease = running("order-0001", 1);
        StreamState funded = Scene.funded(stream(1), NOON);
        rail.streams.put(stream(1), withBalance(funded, Usdc.parse("5")));
        containers.clock = () -> now;
        now = NOON.plusSeconds(1).plus(Duration.ofMinutes(10));
        awaitState(lease, LeaseState.Receipted.class);
        assertThat(market.sent(ReceiptMessage.class).getFirst().receipt().outcome())
                .isIn(Receipt.Outcome.OUT_OF_TIME);
    }

    @Test
    void theRenterCanStopItsJobAndNobodyElseCan() {
        LeaseId lease = running("order-0001", 1);
        market.says(new StopRequest(lease, Scene.STRANGER, Scene.PROVIDER, Scene.validity(NOON, 60, 6)));
        market.says(new StopRequest(lease, Scene.RENTER, Scene.PROVIDER, Scene.validity(NOON, 60, 7)));
        awaitState(lease, LeaseState.Receipted.class);
        assertThat(ledger.events.stream().filter(LeaseEvent.StopAsked.class::isInstance))
                .hasSize(1);
    }

    @Test
    void aJobThatCannotBeStartedIsRefusedWithTheEnginesReason() {
        containers.failure = Optional.of(new JobFailure(JobFailure.Kind.NO_IMAGE, "The image is not on this machine."));
        Bid bid = bidFor("order-0001");
        market.says(accept(bid, 1));
        LeaseId lease = LeaseId.of(bid.id());
        assertThat(awaitState(lease, LeaseState.Unserved.class).reason())
                .isEqualTo("The image is not on this machine.");
    }

    @Test
    void aJobIsStartedWhenAnEngineThatDidNotAnswerIsThereAgain() {
        containers.failure = Optional.of(new JobFailure(JobFailure.Kind.NO_ENGINE, "Podman does not answer."));
        Bid bid = bidFor("order-0001");
        market.says(accept(bid, 1));
        LeaseId lease = LeaseId.of(bid.id());
        awaitState(lease, LeaseState.Starting.class);
        await().until(() -> containers.starts.get() > 1);
        awaitState(lease, LeaseState.Starting.class);

        containers.failure = Optional.empty();

        awaitState(lease, LeaseState.Running.class);
        assertThat(containers.leases()).containsExactly(lease);
    }

    @Test
    void aFullDiskStopsNewWorkLosesNothingAndIsSaid() {
        LeaseId lease = running("order-0001", 1);
        ledger.full = true;
        containers.finish(lease, 0);
        await().untilAsserted(() -> assertThat(rig.view().status().headline()).startsWith("The disk is full."));
        assertThat(rig.view().status().mode()).isEqualTo(RigStatus.Mode.UNABLE);
        awaitState(lease, LeaseState.Running.class);
        ledger.full = false;
        awaitState(lease, LeaseState.Receipted.class);
        await().untilAsserted(() -> assertThat(rig.view().status().mode()).isEqualTo(RigStatus.Mode.TAKING_WORK));
    }

    @Test
    void pausingTakesTheOffersBackAndSurvivesARestart() {
        await().untilAsserted(() -> assertThat(market.sent(Offer.class)).isNotEmpty());
        rig.takeWork(false);
        await().untilAsserted(() -> assertThat(market.withdrawnOffers).contains(GPU0));
        crashAndStartAgain();
        await().untilAsserted(() -> assertThat(rig.view().status().mode()).isEqualTo(RigStatus.Mode.PAUSED));
    }

    @Test
    void withoutAChainNothingIsOfferedAndTheSentenceSaysWhy() {
        rail.up = false;
        await().untilAsserted(() -> assertThat(rig.view().status().headline()).isEqualTo("The chain does not answer."));
    }

    private static StreamState withRate(StreamState s, RatePerSecond rate) {
        return new StreamState(
                s.ref(),
                s.sender(),
                s.recipient(),
                rate,
                s.balance(),
                s.settledDebt(),
                s.settledAt(),
                s.voided(),
                s.withdrawn(),
                s.readAt());
    }

    private static StreamState withBalance(StreamState s, Usdc balance) {
        return new StreamState(
                s.ref(),
                s.sender(),
                s.recipient(),
                s.rate(),
                balance,
                s.settledDebt(),
                s.settledAt(),
                s.voided(),
                s.withdrawn(),
                s.readAt());
    }

    @Test
    void aClickDoesNotWaitBehindQuestionsThatPiledUpBeforeAChainThatHung() {
        CountDownLatch gate = new CountDownLatch(1);
        int before = rail.looks.get();
        rail.gate = gate;
        await().until(() -> rail.looks.get() > before);
        int asked = rail.looks.get();
        await().during(Duration.ofMillis(600)).until(() -> rail.looks.get() <= asked + 1);
        var quote = rig.quoteWithdrawal();
        gate.countDown();
        assertThat(quote).failsWithin(Duration.ofSeconds(2));
        assertThat(rail.looks.get()).isLessThanOrEqualTo(asked + 4);
    }
}
