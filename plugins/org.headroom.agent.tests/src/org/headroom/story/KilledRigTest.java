package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.jobs.DemoJob;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerState;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.Withdrawal;
import org.headroom.renter.Rental;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A rig that is killed with SIGKILL and started again goes on as if nothing had happened. */
@Timeout(300)
class KilledRigTest {
    private static final int KILLED = 128 + 9;

    /** A market of its own for each story: an order that waited for one rig would be bid for by the next. */
    @TempDir
    Path folder;

    private Market market;
    private RigSteps rig;
    private RenterSteps renter;

    @BeforeEach
    void aRigAndARenter(TestInfo story) throws Exception {
        market = Market.open(folder, story);
        rig = market.aRig();
        renter = market.aRenter();
    }

    @AfterEach
    void end() {
        if (market != null) market.close();
    }

    @Test
    void killedAtEveryStepOfOneLeaseItStillRunsTheJobOnceAndIsPaidOnce() throws Exception {
        rig.isSetUp();
        Rental rental = renter.orders(DemoJob.manifest(1));
        for (Class<?> state : List.of(
                LeaseState.Bidding.class,
                LeaseState.Verifying.class,
                LeaseState.Starting.class,
                LeaseState.Running.class,
                LeaseState.Ended.class,
                LeaseState.Numbered.class,
                LeaseState.Receipted.class))
            try (RigProgram.Running program = starts(Optional.of(state))) {
                assertThat(program.awaitEnd())
                        .as("killed when the lease was " + state.getSimpleName())
                        .isEqualTo(KILLED);
            }
        rig.isOn();
        assertThat(renter.awaitClosing(rental).words()).startsWith("The job is done after ");
        assertThat(rental.log()).containsOnlyOnce("step 1 of 1").containsOnlyOnce("done: 168 primes");
        isPaidOnce(rental);
    }

    @Test
    void aJobThatGoesOnWithoutTheRigIsTakenUpAgain() throws Exception {
        rig.isSetUp();
        Rental rental = renter.orders(DemoJob.manifest(24));
        LeaseId lease;
        try (RigProgram.Running program = starts(Optional.of(LeaseState.Running.class))) {
            lease = renter.awaitLease(rental);
            assertThat(program.awaitEnd()).isEqualTo(KILLED);
        }
        rig.isOn();
        LeaseState.Running running = rig.awaitLease(lease, LeaseState.Running.class);
        assertThat(rig.containers()).containsExactly(lease);
        assertThat(rig.inspect(lease).path("Id").asText())
                .isEqualTo(running.container().id());
        assertThat(renter.awaitClosing(rental).good()).isTrue();
        assertThat(rental.log()).contains("step 1 of 24", "step 24 of 24", "done: ");
        isPaidOnce(rental);
    }

    @Test
    void aJobThatEndsWhileTheRigIsOffIsPaidUpToItsEnd() throws Exception {
        rig.isSetUp();
        Rental rental = renter.orders(DemoJob.manifest(1));
        LeaseId lease;
        try (RigProgram.Running program = starts(Optional.of(LeaseState.Running.class))) {
            lease = renter.awaitLease(rental);
            assertThat(program.awaitEnd()).isEqualTo(KILLED);
        }
        Instant ended = awaitTheJobsEnd(lease);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> Market.CLOCK.instant().isAfter(ended.plusSeconds(3)));
        rig.isOn();
        assertThat(renter.awaitClosing(rental).good()).isTrue();
        Receipt receipt = rental.record().receipt().orElseThrow().message().receipt();
        assertThat(receipt.endedAt()).isBetween(ended.minusSeconds(1), ended);
        isPaidOnce(rental);
    }

    @Test
    void aWithdrawalThatTheRigDidNotLiveToSeeIsFoundOnTheChainAndCountedOnce() throws Exception {
        try (TappedNode node = new TappedNode(market.node().rpc())) {
            rig.withChainAt(node.address()).isSetUp();
            Rental rental = renter.orders(DemoJob.manifest(1));
            try (RigProgram.Running program = starts(Optional.empty())) {
                assertThat(renter.awaitClosing(rental).good()).isTrue();
                node.afterNextTransaction(program::isKilled);
                program.withdraws();
                assertThat(program.awaitEnd()).isEqualTo(KILLED);
            }
            Usdc spent = rental.record().settled().orElseThrow().spent();
            assertThat(market.chainEye().paidOutTo(rig.account())).isEqualTo(spent);

            rig.isOn();
            LeaseState.Paid paid = rig.awaitLease(rental.lease().orElseThrow(), LeaseState.Paid.class);
            assertThat(paid.withdrawn()).isEqualTo(spent);
            rig.awaitView(
                    "has nothing more due",
                    v -> v.due().equals(Usdc.ZERO)
                            && v.withdrawals().stream()
                                    .map(Withdrawal::amount)
                                    .toList()
                                    .equals(List.of(spent)));
            // Until then the chain's own final block moves the lease on.
            await().atMost(RigSteps.SOON)
                    .until(() -> rig.lease(paid.id()) instanceof LeaseState.Paid p
                            && p.funding().withdrawnFinal().equals(spent));
            LeaseState settled = rig.lease(paid.id());
            rig.goesOff();
            rig.isOn();
            rig.awaitSays("Waiting for orders.");
            await().atMost(RigSteps.SOON).until(() -> rig.book().find(paid.id()).isPresent());
            assertThat(rig.lease(paid.id())).isEqualTo(settled);
            rig.hasABookThatItsJournalReplays();
        }
    }

    private RigProgram.Running starts(Optional<Class<?>> deadlyState) throws Exception {
        return RigProgram.Running.start(rig.home(), rig.environment(), deadlyState);
    }

    private Instant awaitTheJobsEnd(LeaseId lease) {
        try (ContainerEngine engine = rig.engine()) {
            await().atMost(RigSteps.SOON)
                    .until(() -> engine.find(lease).orElseThrow() instanceof ContainerState.Exited);
            return engine.find(lease)
                    .map(ContainerState.Exited.class::cast)
                    .map(ContainerState.Exited::endedAt)
                    .orElseThrow();
        } catch (org.headroom.model.job.JobFailure e) {
            throw new AssertionError(e);
        }
    }

    /** One lease, one job, one receipt, and its money once: on record, and on the chain. */
    private void isPaidOnce(Rental rental) throws Exception {
        LeaseId lease = rental.lease().orElseThrow();
        rig.awaitLease(lease, LeaseState.Receipted.class);
        Usdc spent = rental.record().settled().orElseThrow().spent();
        rig.awaitView("sees the money due", v -> v.due().equals(spent));
        rig.withdraws();
        LeaseState.Paid paid = rig.awaitLease(lease, LeaseState.Paid.class);
        assertThat(paid.withdrawn()).isEqualTo(spent);
        assertThat(market.chainEye().balanceOf(rig.account())).isEqualTo(spent);
        assertThat(market.chainEye().paidOutTo(rig.account())).isEqualTo(spent);
        assertThat(rig.book().all()).hasSize(1);
        assertThat(rig.receipts()).hasSize(1);
        assertThat(rental.record().receipt()).contains(paid.receipt());
        assertThat(rig.journal())
                .filteredOn(LeaseEvent.JobStarted.class::isInstance)
                .hasSize(1);
        assertThat(rig.timesAContainerWasMadeFor(lease)).isEqualTo(1);
        rig.awaitNoContainerIsLeft();
        rig.hasABookThatItsJournalReplays();
    }
}
