package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.Finality;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.rig.LeaseView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leases on a chain that is slow, silent, forgetful or partly unreadable. */
class SlowChainRigTest extends RentedRig {
    @BeforeEach
    void start() {
        start(Scene.POLICY);
    }

    private void start(RigPolicy policy) {
        containers.clock = clock;
        start(twoGpus(), policy, clock);
    }

    private void restart() {
        rig.close();
        start();
    }

    /** Rich enough that only silence can stop the job; its order allows for the whole of it. */
    private void streamIsRich() {
        rail.streams.put(stream(1), with(Scene.funded(stream(1), NOON), Usdc.parse("50"), Usdc.ZERO, NOON, false));
    }

    private static StreamState with(StreamState s, Usdc balance, Usdc debt, Instant at, boolean voided) {
        return new StreamState(
                s.ref(),
                s.sender(),
                s.recipient(),
                voided ? new RatePerSecond(java.math.BigInteger.ZERO) : s.rate(),
                balance,
                debt,
                at,
                voided,
                Usdc.ZERO,
                at);
    }

    private void streamIsVoidedOwing(String due, Instant at) {
        rail.streams.put(stream(1), Scene.voided(stream(1), Usdc.parse(due), at));
    }

    private LeaseId receipted() {
        LeaseId lease = running();
        containers.finish(lease, 0);
        awaitState(lease, LeaseState.Receipted.class);
        return lease;
    }

    private Receipt receipt() {
        await().untilAsserted(
                        () -> assertThat(market.sent(ReceiptMessage.class)).isNotEmpty());
        return market.sent(ReceiptMessage.class).getFirst().receipt();
    }

    /** Once round the clock of the loop, so that what was due has happened. */
    private static void aWhile() {
        await().pollDelay(Duration.ofMillis(1_300)).until(() -> true);
    }

    @Test
    void theCapOnExposureCountsFromTheBlockThatWasReadEvenWhileANodeRepeatsIt() {
        rig.close();
        // At 0.36 USDC/h this lasts 200 s.
        start(Scene.POLICY.withExposureCap(Usdc.parse("0.02")));
        streamIsRich();
        LeaseId lease = running();
        now = NOON.plusSeconds(150);
        aWhile();
        awaitState(lease, LeaseState.Running.class);
        now = NOON.plusSeconds(195);

        await().untilAsserted(() -> assertThat(ledger.events)
                .anyMatch(e -> e instanceof LeaseEvent.StopAsked s && s.why() == StopReason.CHAIN_UNSEEN));
        assertThat(rail.looks.get()).as("the node answers all the time").isGreaterThan(10);
    }

    @Test
    void anOrderIsHeldBackUntilTheContainerEngineHasAnsweredAndThenBidForAtOnce() {
        rig.close();
        CountDownLatch gate = new CountDownLatch(1);
        containers.statusGate = gate;
        start();
        market.says(Scene.order("order-0001").message());
        aWhile();
        assertThat(rig.view().decisions()).as("unknown is not no").isEmpty();

        gate.countDown();

        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(market.sent(org.headroom.model.market.Bid.class))
                        .hasSize(1));
        assertThat(rig.view().decisions()).allMatch(org.headroom.model.rig.Decision::bid);
    }

    @Test
    void aStreamThatCannotBeReadHidesNoOther() {
        LeaseId first = receipted();
        rail.unreadable.add(stream(1));
        rail.streams.put(stream(2), Scene.funded(stream(2), NOON));
        market.says(Scene.order("order-0002", Scene.PRICE, Optional.of("3080")).message());
        await().untilAsserted(() ->
                assertThat(market.sent(org.headroom.model.market.Bid.class)).hasSize(2));
        var bid = market.sent(org.headroom.model.market.Bid.class).getLast();
        LeaseId second = LeaseId.of(bid.id());
        market.says(new org.headroom.model.market.Acceptance(
                second, bid.id(), bid.order(), Scene.RENTER, Scene.PROVIDER, stream(2), Scene.validity(NOON, 60, 6)));
        awaitState(second, LeaseState.Running.class);
        now = NOON.plusSeconds(11);
        rail.streams.put(stream(2), with(Scene.funded(stream(2), NOON), Usdc.parse("0.0001"), Usdc.ZERO, NOON, false));

        awaitState(second, LeaseState.Receipted.class);
        awaitState(first, LeaseState.Receipted.class);
    }

    @Test
    void aRestartStopsNoPayingLeaseBeforeTheChainHasAnsweredOrTheGraceIsOver() {
        rail.streams.put(stream(1), with(Scene.funded(stream(1), NOON), Usdc.parse("0.01"), Usdc.ZERO, NOON, false));
        LeaseId lease = running();
        rail.up = false;
        // By what was last read the money ends at NOON + 100 s; the renter has topped up since.
        now = NOON.plusSeconds(99);
        restart();
        aWhile();
        awaitState(lease, LeaseState.Running.class);
        rail.streams.put(stream(1), with(Scene.funded(stream(1), NOON), Usdc.parse("5"), Usdc.ZERO, NOON, false));
        rail.up = true;
        aWhile();
        now = NOON.plusSeconds(102);
        aWhile();

        assertThat(ledger.events).noneMatch(LeaseEvent.StopAsked.class::isInstance);
    }

    /** What is kept of the streams that were not read. */
    private void awaitSilent(String note) {
        await().untilAsserted(() -> assertThat(ledger.get("chain-silent")).contains(note));
    }

    @Test
    void restartsDoNotRenewTheGrace() {
        LeaseId lease = running();
        rail.up = false;
        now = NOON.plusSeconds(500);
        restart();
        awaitSilent(lease + " 0");
        rail.streams.put(stream(1), with(Scene.funded(stream(1), NOON), Usdc.parse("0.0001"), Usdc.ZERO, NOON, false));
        ledger.believed(java.util.Map.of(lease, rail.streams.get(stream(1))));
        rig.close();
        // 50 s in which the chain was silent, and a minute in which the rig was off and asked nobody.
        ledger.put("chain-silent", lease + " 50");
        now = NOON.plusSeconds(570);
        restart();
        aWhile();
        awaitState(lease, LeaseState.Running.class);
        // In short steps: a step of the clock does not shorten the grace.
        now = NOON.plusSeconds(573);
        aWhile();
        now = NOON.plusSeconds(576);

        await().untilAsserted(() -> assertThat(ledger.events)
                .anyMatch(e -> e instanceof LeaseEvent.StopAsked s && s.why() == StopReason.FUNDS_RUN_OUT));
    }

    @Test
    void afterFiveMinutesOfSleepNothingIsStoppedForMoneyBeforeTheChainHasAnswered() {
        // By what was last read the money ends at NOON + 200 s; the renter tops it up during the sleep.
        rail.streams.put(stream(1), with(Scene.funded(stream(1), NOON), Usdc.parse("0.02"), Usdc.ZERO, NOON, false));
        LeaseId lease = running();
        rail.up = false;
        await().untilAsserted(() ->
                assertThat(rig.view().chain().up()).as("the silence is noticed").isFalse());
        rail.streams.put(stream(1), with(Scene.funded(stream(1), NOON), Usdc.parse("5"), Usdc.ZERO, NOON, false));
        now = NOON.plusSeconds(300);
        awaitSilent(lease + " 0");
        aWhile();
        assertThat(ledger.events).noneMatch(LeaseEvent.StopAsked.class::isInstance);
        rail.up = true;
        awaitSilent("");
        aWhile();

        assertThat(ledger.events).noneMatch(LeaseEvent.StopAsked.class::isInstance);
        awaitState(lease, LeaseState.Running.class);
    }

    @Test
    void aWithdrawalIsSeenThenFinalAndOnlyThenTheLeaseIsClosed() {
        LeaseId lease = receipted();
        Usdc due = receipt().amountDue();
        Withdrawal out = Scene.withdrawal(stream(1), 4, due.format(6), NOON.plusSeconds(20));
        rail.done.add(out);
        rail.streams.put(
                stream(1), with(Scene.funded(stream(1), NOON), Usdc.ZERO, Usdc.ZERO, NOON.plusSeconds(20), true));

        LeaseState.Paid paid = awaitState(lease, LeaseState.Paid.class);
        assertThat(paid.funding().withdrawnFinal()).isEqualTo(Usdc.ZERO);
        assertThat(ledger.closed).isEmpty();
        rail.finality = Finality.FINAL;

        await().untilAsserted(() -> assertThat(ledger.closed).singleElement().satisfies(c -> {
            assertThat(c.lease()).isEqualTo(lease);
            assertThat(c.withdrawn()).isEqualTo(due);
            assertThat(c.shortfall()).isEqualTo(Usdc.ZERO);
        }));
        await().untilAsserted(() -> assertThat(rig.book().isOpen(lease)).isFalse());
        await().untilAsserted(() ->
                assertThat(rig.view().leases()).extracting(LeaseView::label).containsExactly("L-0001"));
        assertThat(rig.lease(lease).join().orElseThrow().state()).isInstanceOf(LeaseState.Paid.class);
        assertThat(rig.closedLeases(0, 10).join())
                .extracting(LeaseSummary::lease)
                .containsExactly(lease);

        restart();
        await().untilAsserted(() ->
                assertThat(rig.view().leases()).extracting(LeaseView::label).containsExactly("L-0001"));
        assertThat(rig.book().open()).isEmpty();
        assertThat(rig.view().closed().withdrawn()).isEqualTo(due);
    }

    @Test
    void aWithdrawalThatVanishesInAReorganisationIsTakenBackAndCountedAgainOnce() {
        LeaseId lease = receipted();
        Withdrawal out = Scene.withdrawal(stream(1), 4, receipt().amountDue().format(6), NOON.plusSeconds(20));
        rail.done.add(out);
        awaitState(lease, LeaseState.Paid.class);
        rail.done.clear();
        rail.finality = Finality.GONE;

        LeaseState.Receipted unpaid = awaitState(lease, LeaseState.Receipted.class);
        assertThat(unpaid.withdrawn()).isEqualTo(Usdc.ZERO);

        rail.finality = Finality.SEEN;
        rail.done.add(out);
        LeaseState.Paid again = awaitState(lease, LeaseState.Paid.class);
        assertThat(again.funding().withdrawals()).containsExactly(out);
        assertThat(LeaseBook.replay(ledger.replay())).isEqualTo(rig.book());
    }

    @Test
    void withdrawalThatAReorganisationMovedCountsWithWhatItBringsInItsNewBlock() {
        LeaseId lease = receipted();
        Usdc due = receipt().amountDue();
        Withdrawal first = Scene.withdrawal(stream(1), 4, "0.0001", NOON.plusSeconds(20));
        rail.done.add(first);
        await().untilAsserted(() ->
                assertThat(rig.book().find(lease).orElseThrow().withdrawn()).isEqualTo(first.amount()));
        Withdrawal moved = new Withdrawal(
                stream(1), first.transaction(), 12, due, first.gasUsed(), first.feePaid(), NOON.plusSeconds(23));
        rail.done.set(0, moved);

        LeaseState.Paid paid = awaitState(lease, LeaseState.Paid.class);
        assertThat(paid.funding().withdrawals()).containsExactly(moved);
        assertThat(LeaseBook.replay(ledger.replay())).isEqualTo(rig.book());
    }

    @Test
    void aSecondThatTheStreamNeverPaidIsBookedAsALossAndTheLeaseIsSettled() {
        LeaseId lease = receipted();
        Usdc asked = receipt().amountDue();
        Usdc paid = asked.minus(Usdc.parse("0.0001"));
        rail.done.add(Scene.withdrawal(stream(1), 4, paid.format(6), NOON.plusSeconds(20)));
        aWhile();
        awaitState(lease, LeaseState.Receipted.class);
        rail.streams.put(
                stream(1), with(Scene.funded(stream(1), NOON), Usdc.ZERO, Usdc.ZERO, NOON.plusSeconds(21), true));

        LeaseState.Paid settled = awaitState(lease, LeaseState.Paid.class);
        assertThat(settled.funding().shortfall()).isEqualTo(Usdc.parse("0.0001"));
        assertThat(settled.withdrawn()).isEqualTo(paid);
    }

    @Test
    void aWithdrawalByAnotherProgramIsFoundWhenLessIsOwedThanTimeExplains() {
        LeaseId lease = receipted();
        Usdc due = receipt().amountDue();
        rail.foreign.add(Scene.withdrawal(stream(1), 9, due.format(6), NOON.plusSeconds(20)));
        rail.streams.put(
                stream(1), with(Scene.funded(stream(1), NOON), Usdc.ZERO, Usdc.ZERO, NOON.plusSeconds(20), true));

        LeaseState.Paid paid = awaitState(lease, LeaseState.Paid.class);
        assertThat(paid.withdrawn()).isEqualTo(due);
        assertThat(paid.funding().shortfall()).isEqualTo(Usdc.ZERO);
    }

    @Test
    void withdrawalWhoseLogsArePrunedIsNoLossAndIsFoundWhenANodeHasThem() {
        rail.pruned = true;
        LeaseId lease = receipted();
        Usdc due = receipt().amountDue();
        rail.foreign.add(Scene.withdrawal(stream(1), 9, due.format(6), NOON.plusSeconds(20)));
        rail.streams.put(
                stream(1), with(Scene.funded(stream(1), NOON), Usdc.ZERO, Usdc.ZERO, NOON.plusSeconds(20), true));
        await().until(() -> rail.refusedSearches.get() > 0);
        now = now.plus(Duration.ofMinutes(30));
        await().until(() -> rail.refusedSearches.get() > 1);
        aWhile();
        LeaseState.Receipted open = awaitState(lease, LeaseState.Receipted.class);
        assertThat(open.funding().shortfall()).isEqualTo(Usdc.ZERO);

        rail.pruned = false;
        // A search that fails on the way is tried again at a later time: the clock goes on.
        await().until(() -> {
            now = now.plus(Duration.ofMinutes(10));
            return rig.book().find(lease).orElseThrow() instanceof LeaseState.Paid;
        });
        LeaseState.Paid paid = awaitState(lease, LeaseState.Paid.class);
        assertThat(paid.withdrawn()).isEqualTo(due);
        assertThat(paid.funding().shortfall()).isEqualTo(Usdc.ZERO);
    }

    @Test
    void aReceiptClaimsNoMoreThanAVoidedStreamOwes() {
        LeaseId lease = running();
        now = NOON.plusSeconds(11);
        streamIsVoidedOwing("0.0002", NOON.plusSeconds(2));

        awaitState(lease, LeaseState.Receipted.class);

        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.OUT_OF_FUNDS);
        assertThat(receipt().amountDue()).isEqualTo(Usdc.parse("0.0002"));
    }

    @Test
    void aStreamThatCannotBeCheckedRefusesTheLeaseAtItsDeadline() {
        var bid = bidForA4090();
        rail.up = false;
        rail.gate = new CountDownLatch(1);
        LeaseId lease = accept(bid);
        awaitState(lease, LeaseState.Verifying.class);
        now = NOON.plus(Scene.POLICY.verifyWithin())
                .plus(Scene.POLICY.chainGrace())
                .plusSeconds(1);

        assertThat(awaitState(lease, LeaseState.Refused.class).reason()).contains("did not answer within 150 s");
        rail.gate.countDown();
    }

    @Test
    void aJobThatStartsAfterItsLeaseWasGivenUpIsRemoved() {
        CountDownLatch gate = new CountDownLatch(1);
        containers.startGate = gate;
        LeaseId lease = accept(bidForA4090());
        awaitState(lease, LeaseState.Starting.class);
        now = NOON.plus(Scene.POLICY.startWithin()).plusSeconds(1);
        assertThat(awaitState(lease, LeaseState.Unserved.class).reason()).contains("within 15 min");

        gate.countDown();

        await().untilAsserted(() -> assertThat(containers.created).hasValue(1));
        await().untilAsserted(() -> assertThat(containers.leases()).isEmpty());
    }

    @Test
    void aJobThatCannotBeKilledEndsItsLeaseWhateverTheReasonOfItsStop() {
        LeaseId lease = running();
        containers.deaf = true;
        now = NOON.plusSeconds(11);
        rig.stop(lease);
        awaitState(lease, LeaseState.Stopping.class);
        now = NOON.plusSeconds(11)
                .plus(Scene.POLICY.stopGrace())
                .plus(Deadlines.UNKILLABLE)
                .plusSeconds(1);

        awaitState(lease, LeaseState.Receipted.class);
        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
        assertThat(receipt().endedAt()).isEqualTo(NOON.plusSeconds(11));
    }

    @Test
    void aContainerThatCannotBeRemovedAtFirstIsRemovedLater() {
        containers.failingRemovals.set(2);
        receipted();
        await().untilAsserted(() -> assertThat(containers.leases()).isEmpty());
    }

    @Test
    void aContainerThatACrashLeftBehindIsRemoved() {
        LeaseId lease = receipted();
        containers.failingRemovals.set(1_000);
        rig.close();
        ledger.close(Settlement.summary(new LeaseState.Refused(Scene.terms("0000aaaa"), "no", NOON), 1, NOON));
        containers.leaves(Scene.lease("0000aaaa"));
        containers.failingRemovals.set(0);
        start();

        await().untilAsserted(() -> assertThat(containers.leases()).doesNotContain(Scene.lease("0000aaaa"), lease));
    }

    @Test
    void aFullDiskKeepsNoJobFromBeingStopped() {
        LeaseId lease = running();
        now = NOON.plusSeconds(11);
        ledger.full = true;
        rig.stop(lease);

        await().untilAsserted(() -> assertThat(containers.find(lease).orElseThrow())
                .isInstanceOf(org.headroom.model.job.ContainerState.Exited.class));
        ledger.full = false;
        awaitState(lease, LeaseState.Receipted.class);
        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
    }

    @Test
    void aJobThatEndedByItselfBeforeItWasStoppedDidNotEndForTheStopsReason() {
        LeaseId lease = running();
        containers.finish(lease, 0);
        awaitState(lease, LeaseState.Receipted.class);
        var end = new JobRunner.End(NOON, NOON.plusSeconds(15), 3, false, Hash32.ZERO);
        LeaseState.Stopping late = new LeaseState.Stopping(
                Scene.terms("0000aaaa"),
                org.headroom.model.lease.Funding.of(Scene.funded(stream(1), NOON)),
                Scene.CONTAINER,
                NOON,
                StopReason.TIME_IS_UP,
                NOON.plusSeconds(140));

        assertThat(JobEvents.outcome(late, end)).isEqualTo(Receipt.Outcome.JOB_FAILED);
        assertThat(JobEvents.outcome(late, new JobRunner.End(NOON, NOON.plusSeconds(141), 143, false, Hash32.ZERO)))
                .isEqualTo(Receipt.Outcome.OUT_OF_TIME);
    }
}
