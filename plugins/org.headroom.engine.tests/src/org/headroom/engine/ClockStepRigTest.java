package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.Limits;
import org.headroom.model.market.LogChunk;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Requirements;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.StreamState;
import org.headroom.model.units.ByteCount;
import org.headroom.model.units.Joules;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leases during which the machine's clock is set by an hour, or the machine sleeps for one. */
class ClockStepRigTest extends RentedRig {
    private static final Duration HOUR = Duration.ofHours(1);

    private final SteppedTime machine = new SteppedTime(NOON, Duration.ofDays(2));
    private final FakeGpus gpus = twoGpus();

    @BeforeEach
    void start() {
        containers.clock = machine.wall;
        containers.startClock = machine.wall;
        gpus.energy = gpu -> Optional.of(new EnergyEstimate(new Joules(7_000), EnergyEstimate.Source.COUNTER));
        RigClock clock = RigClock.of(machine.wall, Optional.of(machine), ledger);
        start(gpus, Optional.empty(), Optional.empty(), Scene.POLICY, clock);
    }

    private void restart() {
        rig.close();
        start();
    }

    /** A lease of ten minutes that started at noon. */
    private LeaseId running(Usdc funds) {
        rail.streams.put(stream(1), funded(funds, NOON));
        return running();
    }

    /** A lease of three hours that started at noon. */
    private LeaseId runningForHours(Usdc funds) {
        rail.streams.put(stream(1), funded(funds, NOON));
        awaitOffers(2);
        OrderId order = new OrderId("order-0003");
        Duration hours = Duration.ofHours(3);
        Manifest short1 = Scene.manifest();
        market.says(new Order(
                order,
                Scene.RENTER,
                new Requirements(1, Optional.of("4090"), new ByteCount(8L << 30)),
                new Manifest(
                        short1.image(),
                        short1.command(),
                        Map.of(),
                        new Limits(1000, new ByteCount(64L << 20), 32, hours)),
                Scene.PRICE,
                hours,
                Scene.validity(NOON, 120, 3)));
        await().untilAsserted(() -> assertThat(market.sent(Bid.class)).hasSize(1));
        LeaseId lease = accept(market.sent(Bid.class).getFirst());
        awaitState(lease, LeaseState.Running.class);
        return lease;
    }

    private static StreamState funded(Usdc funds, Instant readAt) {
        StreamState s = Scene.funded(stream(1), NOON);
        return new StreamState(
                s.ref(),
                s.sender(),
                s.recipient(),
                RatePerSecond.ofHourly(Scene.PRICE),
                funds,
                Usdc.ZERO,
                NOON,
                false,
                Usdc.ZERO,
                readAt);
    }

    /** The loop has looked at the time, and once more since. */
    private void aWhile() {
        await().pollDelay(Duration.ofMillis(2_200)).until(() -> true);
    }

    private Receipt receipt() {
        return market.sent(ReceiptMessage.class).getFirst().receipt();
    }

    private List<LeaseEvent> stops() {
        return ledger.events.stream().filter(EventJournal::stopsJob).toList();
    }

    private static Usdc agreedFor(Duration time) {
        return RatePerSecond.ofHourly(Scene.PRICE).streamed(time);
    }

    @Test
    void clockSetAheadInALeaseEndsNoJobAndIsNotBilled() {
        LeaseId lease = running(Usdc.parse("5"));
        machine.pass(Duration.ofMinutes(1));
        machine.step(HOUR);
        aWhile();
        awaitState(lease, LeaseState.Running.class);
        assertThat(stops()).isEmpty();
        machine.pass(Duration.ofMinutes(3));

        containers.finishNow(lease, 0);
        awaitState(lease, LeaseState.Receipted.class);

        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.COMPLETED);
        assertThat(receipt().startedAt()).isEqualTo(NOON);
        assertThat(receipt().endedAt()).isEqualTo(NOON.plus(Duration.ofMinutes(4)));
        assertThat(receipt().amountDue()).isEqualTo(agreedFor(Duration.ofMinutes(4)));
        assertThat(receipt().energy())
                .as("the samples are stamped by a clock that was set")
                .isEmpty();
        await().untilAsserted(() -> assertThat(rig.view().at())
                .as("no lease is held: the wall clock again")
                .isEqualTo(machine.wallNow()));
    }

    @Test
    void clockSetBackInALeaseStillEndsTheJobAfterItsTenMinutes() {
        LeaseId lease = running(Usdc.parse("5"));
        machine.pass(Duration.ofMinutes(1));
        machine.step(HOUR.negated());
        machine.pass(Duration.ofMinutes(8));
        aWhile();
        awaitState(lease, LeaseState.Running.class);
        assertThat(stops()).isEmpty();
        machine.pass(Duration.ofMinutes(1));

        awaitState(lease, LeaseState.Receipted.class);

        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.OUT_OF_TIME);
        assertThat(receipt().startedAt()).isEqualTo(NOON);
        assertThat(receipt().endedAt()).isEqualTo(NOON.plus(Duration.ofMinutes(10)));
        assertThat(receipt().amountDue()).isEqualTo(agreedFor(Duration.ofMinutes(10)));
    }

    @Test
    void clockSetBackInALeaseLeavesTheEndOfAJobThatEndsByItself() {
        LeaseId lease = running(Usdc.parse("5"));
        machine.pass(Duration.ofMinutes(1));
        machine.step(HOUR.negated());
        machine.pass(Duration.ofMinutes(2));
        containers.finishNow(lease, 0);
        awaitState(lease, LeaseState.Receipted.class);

        assertThat(receipt().endedAt()).isEqualTo(NOON.plus(Duration.ofMinutes(3)));
        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.COMPLETED);
    }

    @Test
    void restartAfterAStepGoesOnWithTheLeasesTime() {
        LeaseId lease = running(Usdc.parse("5"));
        machine.pass(Duration.ofMinutes(1));
        machine.step(HOUR);
        restart();
        machine.pass(Duration.ofMinutes(4));
        aWhile();
        awaitState(lease, LeaseState.Running.class);
        assertThat(stops()).isEmpty();
        machine.pass(Duration.ofMinutes(5));

        awaitState(lease, LeaseState.Receipted.class);
        assertThat(receipt().endedAt()).isEqualTo(NOON.plus(Duration.ofMinutes(10)));
    }

    @Test
    void jobThatEndedBeforeTheClockWasSetWhileTheRigWasDownIsBilledToItsEnd() {
        LeaseId lease = running(Usdc.parse("5"));
        rig.close();
        machine.pass(Duration.ofMinutes(3));
        containers.finishNow(lease, 0);
        machine.pass(Duration.ofMinutes(2));
        machine.step(HOUR);
        start();

        awaitState(lease, LeaseState.Receipted.class);
        assertThat(receipt().endedAt()).isEqualTo(NOON.plus(Duration.ofMinutes(3)));
    }

    @Test
    void anHourInSuspendCountsTowardsTheAgreedTime() {
        LeaseId lease = running(Usdc.parse("5"));
        machine.pass(Duration.ofMinutes(1));
        machine.pass(HOUR);

        awaitState(lease, LeaseState.Receipted.class);

        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.OUT_OF_TIME);
        assertThat(receipt().endedAt()).isEqualTo(NOON.plus(Duration.ofMinutes(61)));
        assertThat(receipt().amountDue())
                .as("no more than the agreed time is billed")
                .isEqualTo(agreedFor(Duration.ofMinutes(10)));
        assertThat(receipt().energy()).contains(new Joules(7_000));
    }

    @Test
    void afterAnHourInSuspendTheChainIsAskedBeforeAJobIsStoppedForMoney() {
        // Half an hour is paid for, by what was read before; the renter topped it up meanwhile.
        LeaseId lease = runningForHours(Usdc.parse("0.18"));
        rail.up = false;
        await().untilAsserted(() -> assertThat(rig.view().chain().up()).isFalse());
        rail.streams.put(stream(1), funded(Usdc.parse("5"), NOON.plus(HOUR)));
        machine.pass(HOUR);
        await().untilAsserted(() -> assertThat(ledger.get("chain-silent")).contains(lease + " 0"));
        aWhile();
        awaitState(lease, LeaseState.Running.class);

        rail.up = true;
        await().untilAsserted(() -> assertThat(ledger.get("chain-silent")).contains(""));
        aWhile();
        awaitState(lease, LeaseState.Running.class);
        assertThat(stops()).isEmpty();

        machine.pass(HOUR.multipliedBy(2));
        awaitState(lease, LeaseState.Receipted.class);
        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.OUT_OF_TIME);
    }

    /** The chain as it is at a moment: its newest block was made then. */
    private void chainAt(Instant blockTime) {
        rail.chain = new ChainStatus(true, 31337, "test chain", 7, "answers", Optional.of(blockTime), Optional.empty());
    }

    @Test
    void machineThatIsFrozenForAnHourEndsTheJobByTheChainsTimeAndBillsNothingForIt() {
        chainAt(NOON);
        LeaseId lease = running(Usdc.parse("5"));
        await().untilAsserted(() -> assertThat(ledger.get("chain-ahead")).contains("0"));
        machine.pass(Duration.ofMinutes(1));
        chainAt(NOON.plus(Duration.ofMinutes(1)));
        aWhile();
        assertThat(stops()).isEmpty();

        chainAt(NOON.plus(HOUR));
        awaitState(lease, LeaseState.Receipted.class);

        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.OUT_OF_TIME);
        assertThat(receipt().endedAt()).isEqualTo(NOON.plus(Duration.ofMinutes(1)));
        assertThat(receipt().amountDue()).isEqualTo(agreedFor(Duration.ofMinutes(1)));
    }

    @Test
    void hourThatTheChainCountsWhileTheRigIsDownEndsTheJobAfterTheRestart() {
        chainAt(NOON);
        LeaseId lease = running(Usdc.parse("5"));
        await().untilAsserted(() -> assertThat(ledger.get("chain-ahead")).contains("0"));
        rig.close();
        // The machine starts anew with a clock that is an hour behind, and the container is there.
        machine.reboot("boot-2", Duration.ofDays(9));
        machine.step(HOUR.negated());
        chainAt(NOON.plus(Duration.ofMinutes(10)));
        start(
                gpus,
                Optional.empty(),
                Optional.empty(),
                Scene.POLICY,
                RigClock.of(machine.wall, Optional.of(machine), ledger));

        // Its end is before its start by this clock: nothing is due.
        awaitState(lease, LeaseState.Paid.class);
        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.OUT_OF_TIME);
    }

    @Test
    void stepOfTheWallClockDoesNotMakeTheChainSilent() {
        LeaseId lease = runningForHours(Usdc.parse("5"));
        machine.step(HOUR.multipliedBy(2));
        aWhile();
        assertThat(ledger.get("chain-silent").orElse("")).isEmpty();
        awaitState(lease, LeaseState.Running.class);
        assertThat(stops()).as("two hours unseen would be too long").isEmpty();
    }

    @Test
    void messagesAreSignedByTheWallClock() {
        LeaseId lease = running(Usdc.parse("5"));
        machine.pass(Duration.ofMinutes(1));
        machine.step(HOUR);
        rig.stop(lease);
        awaitState(lease, LeaseState.Receipted.class);

        Instant wall = NOON.plus(Duration.ofMinutes(61));
        assertThat(market.sent(LogChunk.class).getLast().validity().issuedAt()).isEqualTo(wall);
        assertThat(market.sent(LeaseUpdate.class))
                .filteredOn(u -> u.phase() == LeaseUpdate.Phase.STOPPING)
                .singleElement()
                .satisfies(u -> assertThat(u.validity().issuedAt()).isEqualTo(wall));
        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
        assertThat(receipt().endedAt()).isEqualTo(NOON.plus(Duration.ofMinutes(1)));
    }

    @Test
    void bidOfAStepBeforeItsAcceptanceIsTimedFromTheWallClockOfTheAcceptance() {
        Bid bid = bidForA4090();
        machine.step(Duration.ofSeconds(30));
        rail.streams.put(stream(1), funded(Usdc.parse("5"), NOON));
        market.says(new Acceptance(
                LeaseId.of(bid.id()),
                bid.id(),
                bid.order(),
                Scene.RENTER,
                Scene.PROVIDER,
                stream(1),
                Scene.validity(NOON, 60, 5)));
        LeaseState.Running running = awaitState(LeaseId.of(bid.id()), LeaseState.Running.class);
        assertThat(running.startedAt()).isEqualTo(NOON.plusSeconds(30));
    }
}
