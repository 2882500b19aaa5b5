package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.jobs.DemoJob;
import org.headroom.model.gpu.Metric;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.HealthRule.RuleSetting;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.LeaseUpdate.Phase;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Usdc;
import org.headroom.renter.Closing;
import org.headroom.renter.Rental;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A GPU falls ill in the middle of a lease. */
@Timeout(180)
class SickGpuTest {
    /** 0 °C, so that the GPU cools within seconds. */
    private static final String COLD_ROOM = "temperature 0 74";

    @TempDir
    Path folder;

    private Market market;
    private RigSteps rig;
    private RenterSteps renter;
    private BrokerEye eye;

    @BeforeEach
    void aRigAndARenter(TestInfo story) throws Exception {
        market = Market.open(folder, story);
        rig = market.aRig();
        renter = market.aRenter();
        eye = market.push(new BrokerEye(market.broker()));
    }

    @AfterEach
    void end() {
        if (market != null) market.close();
    }

    @Test
    void aGpuThatIsLostInTheMiddleOfALeaseStopsItsJobAndIsOfferedAgainWhenItIsBack() throws Exception {
        rig.takesWork();
        Rental rental = renter.orders(DemoJob.manifest(60));
        LeaseId lease = renter.awaitLease(rental);
        hasWorkedForAWhile(rental);

        market.theGpuHas("load 95", "lost");

        isStoppedForItsHealth(rental, lease);
        rig.awaitSays("GPU 0 is left out: it ");
        assertThat(rig.view().market().offers()).as("what its own window shows").isEmpty();
        assertThat(rig.view().status().mode()).isEqualTo(org.headroom.model.rig.RigStatus.Mode.UNABLE);
        await().atMost(RigSteps.SOON).until(() -> eye.offersOf(rig.account()).isEmpty());

        market.theGpuHas("load 95");

        rig.awaitSays("Waiting for orders.");
        await().atMost(RigSteps.SOON).until(() -> eye.offersOf(rig.account()).size() == 1);
        Rental next = renter.orders(DemoJob.manifest(1));
        assertThat(renter.awaitClosing(next).good()).isTrue();
        rig.hasABookThatItsJournalReplays();
    }

    @Test
    void anXidThatEndsTheCardsWorkStopsTheJobAndKeepsTheGpuOutUntilSomeoneHasLookedAtIt() throws Exception {
        rig.takesWork();
        Rental rental = renter.orders(DemoJob.manifest(60));
        LeaseId lease = renter.awaitLease(rental);
        hasWorkedForAWhile(rental);

        market.theGpuHas("load 95", "xid 0 79");

        isStoppedForItsHealth(rental, lease);
        rig.awaitSays("GPU 0 is left out: ");
        assertThat(renter.told(lease)).anySatisfy(u -> assertThat(u.detail()).contains("79"));
        Rental second = renter.asks(RenterSteps.ANY_GPU, DemoJob.manifest(1), Market.ASK, Duration.ofSeconds(4));
        assertThat(rig.awaitDecision(second.id()).refusedBy().orElseThrow())
                .satisfies(g -> assertThat(g.name()).isEqualTo("health"))
                .satisfies(g -> assertThat(g.reason()).startsWith("GPU 0 is left out: "));
        assertThat(renter.awaitClosing(second).ending()).isEqualTo(Closing.Ending.NO_BID);

        rig.health().open().stream().map(Alarm::id).forEach(rig.health()::acknowledge);

        rig.awaitSays("Waiting for orders.");
        await().atMost(RigSteps.SOON).until(() -> eye.offersOf(rig.account()).size() == 1);
    }

    @Test
    void aHotGpuIsDrainedTheRenterIsToldAndTheJobRunsToItsEnd() throws Exception {
        market.theGpuHas("load 5", COLD_ROOM);
        rig.takesWork();
        // The bid is made, and the stream verified, by a GPU that is well for as long as the chain takes.
        await().atMost(RigSteps.SOON).until(() -> isCoolerThan(40));
        drainsAt(45);
        Rental rental = renter.orders(DemoJob.manifest(20));
        LeaseId lease = renter.awaitLease(rental);
        rig.awaitLease(lease, LeaseState.Running.class);

        market.theGpuHas("load 100", COLD_ROOM);

        LeaseState.Running drained = awaitDrain(lease);
        assertThat(drained.drain().orElseThrow()).startsWith("its core is at ");
        rig.awaitSays("It takes no other job: its core is at ");
        assertThat(renter.awaitClosing(rental).good()).isTrue();
        assertThat(renter.told(lease))
                .extracting(LeaseUpdate::phase)
                .containsExactly(Phase.STARTING, Phase.RUNNING, Phase.RUNNING, Phase.ENDED);
        assertThat(renter.told(lease).get(2).detail())
                .startsWith("the GPU is not well: its core is at ")
                .endsWith("The job goes on; it had better end soon");
        Receipt receipt = rental.record().receipt().orElseThrow().message().receipt();
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.COMPLETED);
        rig.awaitSays("GPU 0 is left out: its core is at ");
        await().atMost(RigSteps.SOON).until(() -> eye.offersOf(rig.account()).isEmpty());

        market.theGpuHas("load 5", COLD_ROOM);

        rig.awaitSays("Waiting for orders.");
        await().atMost(RigSteps.SOON).until(() -> eye.offersOf(rig.account()).size() == 1);
        rig.hasABookThatItsJournalReplays();
    }

    @Test
    void aStopForHealthsSakeThatAKillInterruptedIsCarriedOutByTheNextRun() throws Exception {
        rig.isSetUp();
        Rental rental;
        LeaseId lease;
        try (RigProgram.Running program =
                RigProgram.Running.start(rig.home(), rig.environment(), Optional.of(LeaseState.Stopping.class))) {
            rental = renter.orders(DemoJob.manifest(60));
            lease = renter.awaitLease(rental);
            hasWorkedForAWhile(rental);
            market.theGpuHas("load 95", "lost");
            program.awaitEnd();
        }
        market.theGpuHas("load 95");
        rig.isOn();
        isStoppedForItsHealth(rental, lease);
        assertThat(rig.receipts()).hasSize(1);
        rig.hasABookThatItsJournalReplays();
    }

    private boolean isCoolerThan(double celsius) {
        return rig.gpus().getFirst().latest().stream().anyMatch(s -> Metric.CORE_TEMPERATURE.of(s) < celsius);
    }

    private void drainsAt(double celsius) throws Exception {
        rig.health()
                .adjust(
                        "core-hot",
                        Optional.empty(),
                        new RuleSetting(
                                Optional.empty(),
                                OptionalDouble.of(celsius),
                                OptionalDouble.of(celsius - 5),
                                Optional.of(Duration.ofSeconds(1)),
                                Optional.of(HealthAction.DRAIN)));
    }

    /** So that there is something to pay for. */
    private static void hasWorkedForAWhile(Rental rental) {
        await().atMost(RigSteps.SOON).until(() -> rental.log().contains("step 2 of "));
    }

    private LeaseState.Running awaitDrain(LeaseId lease) {
        await().atMost(RigSteps.SOON)
                .until(() -> rig.lease(lease) instanceof LeaseState.Running r
                        && r.drain().isPresent());
        return (LeaseState.Running) rig.lease(lease);
    }

    /** The job ends, the renter learns why, and is out of no more money than the time that it had. */
    private void isStoppedForItsHealth(Rental rental, LeaseId lease) throws Exception {
        Closing closing = renter.awaitClosing(rental);
        assertThat(closing.words()).startsWith("The provider stopped the job after ");
        List<LeaseUpdate> told = renter.told(lease);
        assertThat(told)
                .filteredOn(u -> u.phase() == Phase.STOPPING)
                .singleElement()
                .satisfies(u -> assertThat(u.detail()).startsWith("the GPU is not well: "));
        Receipt receipt = rental.record().receipt().orElseThrow().message().receipt();
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
        assertThat(receipt.amountDue()).isGreaterThan(Usdc.ZERO);
        rig.awaitLease(lease, LeaseState.Receipted.class);
        Usdc spent = rental.record().settled().orElseThrow().spent();
        assertThat(spent).isGreaterThanOrEqualTo(receipt.amountDue());
        assertThat(market.chainEye().balanceOf(renter.account())).isEqualTo(Market.PURSE.minus(spent));
        rig.awaitView("sees the money due", v -> v.due().equals(spent));
        rig.withdraws();
        assertThat(rig.awaitLease(lease, LeaseState.Paid.class).withdrawn()).isEqualTo(spent);
        assertThat(rig.journal())
                .filteredOn(LeaseEvent.HealthStopAsked.class::isInstance)
                .hasSize(1);
        rig.awaitNoContainerIsLeft();
    }
}
