package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.headroom.jobs.DemoJob;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.RatePerSecond;
import org.headroom.renter.Rental;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody means to do: an engine that stops or dies at a start, a clock that is set, a machine that is frozen. */
@Timeout(300)
class BadLuckAttackTest extends AttackedRig {
    private static final Duration AGREED = Duration.ofSeconds(15);
    /** Past the agreed time: two last seconds, the kill, and a busy machine. */
    private static final Duration LATE = Duration.ofSeconds(15);

    private static final Duration STOPPED_FOR = Duration.ofSeconds(12);
    private volatile Duration step = Duration.ZERO;

    BadLuckAttackTest() {
        super(1);
    }

    @Override
    void prepares() {
        InstantSource setBySomebody = () -> Market.CLOCK.instant().plus(step);
        rig.withClock(setBySomebody.withZone(ZoneOffset.UTC));
    }

    @AfterEach
    void clockIsRightAgain() {
        step = Duration.ZERO;
    }

    private LeaseId starting(Rental rental) {
        LeaseId lease = awaitLease(rental);
        await().atMost(BUSY)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> rig.book().find(lease).isPresent()
                        && !(rig.lease(lease) instanceof LeaseState.Bidding)
                        && !(rig.lease(lease) instanceof LeaseState.Verifying));
        return lease;
    }

    private void engineIsSent(String signal) throws Exception {
        String pid = Long.toString(market.engineProcess().pid());
        assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor())
                .isZero();
    }

    private boolean isOver(LeaseId lease) {
        LeaseState now = rig.lease(lease);
        return now instanceof LeaseState.Receipted
                || now instanceof LeaseState.Refused
                || now instanceof LeaseState.Unserved;
    }

    /** Whatever became of it, it is said, no container is left, and the GPU has work again. */
    private void assertEndsOneWay(LeaseId lease) {
        await().atMost(BUSY).until(() -> isOver(lease));
        rig.awaitNoContainerIsLeft();
        await().atMost(BUSY).until(() -> rig.view().status().headline().contains("Waiting for orders."));
        System.out.println("story: the lease is " + rig.lease(lease).getClass().getSimpleName());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 250})
    void engineThatStopsAtTheStartOfAJobLeavesNoJobBehind(int millis) throws Exception {
        LeaseId lease = starting(renter.orders(DemoJob.manifest(1)));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        engineIsSent("STOP");
        try {
            await().atMost(STOPPED_FOR.multipliedBy(2)).pollDelay(STOPPED_FOR).until(() -> true);
        } finally {
            engineIsSent("CONT");
        }
        assertEndsOneWay(lease);
    }

    @Test
    void engineThatIsKilledAtTheStartOfAJobLeavesNoJobBehind() throws Exception {
        LeaseId lease = starting(renter.orders(DemoJob.manifest(1)));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));
        ProcessHandle engine = market.engineProcess();
        engine.destroyForcibly();
        engine.onExit().get(10, TimeUnit.SECONDS);
        market.startEngineAgain();
        assertEndsOneWay(lease);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void clockThatIsSetByAnHourGivesNoLeaseMoreOrLessThanItsTime(int hours) throws Exception {
        Rental rental = renter.orders(shell("trap '' TERM; while :; do sleep 1; done", 16, AGREED));
        LeaseState.Running running = runs(rental);
        long began = System.nanoTime();
        step = Duration.ofHours(hours);
        await().atMost(AGREED.plus(LATE))
                .until(() -> processesOf(running.container().id()).isEmpty());
        Duration ran = Duration.ofNanos(System.nanoTime() - began);
        assertThat(ran).isGreaterThan(AGREED.minusSeconds(6));
        step = Duration.ZERO;
        Receipt receipt = receipt(rental);
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.OUT_OF_TIME);
        assertThat(receipt.amountDue())
                .isLessThanOrEqualTo(RatePerSecond.ofHourly(Market.ASK).streamed(AGREED.plus(LATE)));
    }

    @Test
    void machineThatStoodStillForAnHourEndsTheJobByTheChainsTimeAndBillsNothingForIt(TestInfo story) throws Exception {
        Path own = folder.resolve("frozen");
        try (Market market = Market.open(own, story)) {
            RigSteps frozen = market.aRig().takesWork();
            RenterSteps payer = market.aRenter();
            long ordered = System.nanoTime();
            Rental rental = payer.orders(DemoJob.manifest(280));
            LeaseState.Running running = frozen.awaitLease(payer.awaitLease(rental), LeaseState.Running.class);
            long began = System.nanoTime();
            market.chain().advance(Duration.ofHours(1));
            await().atMost(BUSY)
                    .until(() -> processesOf(running.container().id()).isEmpty());
            System.out.println("story: the job ended "
                    + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s after the chain's hour");
            await().atMost(BUSY).until(() -> frozen.lease(running.id()) instanceof LeaseState.Receipted);
            Receipt receipt = ((LeaseState.Receipted) frozen.lease(running.id()))
                    .receipt()
                    .message()
                    .receipt();
            assertThat(receipt.ran())
                    .isLessThan(Duration.ofNanos(System.nanoTime() - began).plusSeconds(5));
            // The stream begins before the job does.
            Duration mostStreamed =
                    Duration.ofNanos(System.nanoTime() - ordered).plusSeconds(1);
            assertThat(receipt.amountDue())
                    .isLessThanOrEqualTo(RatePerSecond.ofHourly(Market.ASK).streamed(mostStreamed));
            frozen.awaitNoContainerIsLeft();
        }
    }
}
