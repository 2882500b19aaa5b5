package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.jobs.DemoJob;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.Requirements;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.units.ByteCount;
import org.headroom.renter.Closing;
import org.headroom.renter.Rental;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Orders that cannot be run and jobs that do not end well: accounted for all the same. */
@Timeout(90)
class BadJobsTest {
    private static final ByteCount ANY = new ByteCount(0);
    private static final RatePerSecond RATE = RatePerSecond.ofHourly(Market.ASK);
    /** As docs/ledger.md states it, "What may run unpaid". */
    private static final Duration MOST_UNPAID = Duration.ofSeconds(42);

    @TempDir
    static Path folder;

    private static Market market;
    private static RigSteps rig;
    private static RenterSteps renter;

    @BeforeAll
    static void aRigAndARenter() throws Exception {
        market = Market.open(folder);
        rig = market.aRig().takesWork();
        renter = market.aRenter();
    }

    @AfterAll
    static void end() {
        if (market != null) market.close();
    }

    @AfterEach
    void theGpuIsFreeAndNothingIsLeft() {
        rig.awaitSays("Waiting for orders.");
        rig.awaitNoContainerIsLeft();
        rig.hasABookThatItsJournalReplays();
    }

    @Test
    void anOrderThatNobodyCouldRunGetsAReasonAndNoBid() throws Exception {
        Map<Rental, String> reasons = new LinkedHashMap<>();
        reasons.put(
                asks(new Requirements(1, Optional.of("H100"), ANY), Market.ASK),
                "hardware: wants H100; this rig has NVIDIA GeForce RTX 4090");
        reasons.put(
                asks(new Requirements(1, Optional.empty(), new ByteCount(80L << 30)), Market.ASK),
                "hardware: wants 81920 MiB of memory on the GPU; the largest that could be meant here has 24564 MiB");
        reasons.put(
                asks(new Requirements(8, Optional.empty(), ANY), Market.ASK),
                "hardware: asks for 8 GPUs; this rig has 1");
        reasons.put(
                asks(RenterSteps.ANY_GPU, Usdc.parse("0.41")), "price: pays at most 0.410000 USDC/h; you ask 0.420000");
        for (var expected : reasons.entrySet()) {
            Rental rental = expected.getKey();
            var no = rig.awaitDecision(rental.id()).refusedBy().orElseThrow();
            assertThat(no.name() + ": " + no.reason()).isEqualTo(expected.getValue());
        }
        for (Rental rental : reasons.keySet()) {
            Closing closing = renter.awaitClosing(rental);
            assertThat(closing.ending()).isEqualTo(Closing.Ending.NO_BID);
            assertThat(closing.words())
                    .isEqualTo(
                            "No bid came in before the order ended; nothing was paid. Offer more per hour, or ask for"
                                    + " less.");
            assertThat(rig.book().hasBidFor(rental.id())).isFalse();
        }
    }

    private static Rental asks(Requirements hardware, Usdc ceiling) {
        return renter.asks(hardware, DemoJob.manifest(1), ceiling, Duration.ofSeconds(5));
    }

    @Test
    void anImageThatIsNotHereIsRefusedAndTheRestComesBack() throws Exception {
        Manifest unknown = new Manifest(
                "localhost/no-such-image:1",
                List.of("/bin/true"),
                Map.of(),
                DemoJob.manifest().limits());
        Usdc before = market.chainEye().balanceOf(renter.account());
        Rental rental = renter.orders(unknown);
        Closing closing = renter.awaitClosing(rental);
        assertThat(closing.ending()).isEqualTo(Closing.Ending.REFUSED);
        assertThat(closing.words())
                .startsWith("The provider did not take the job: ")
                .contains("no-such-image");
        LeaseState.Refused refused = rig.awaitLease(rental.lease().orElseThrow(), LeaseState.Refused.class);
        assertThat(refused.reason()).contains("no-such-image").doesNotContain("\n", "Exception");
        Usdc spent = rental.record().settled().orElseThrow().spent();
        assertThat(spent).as("a few seconds at most").isLessThan(RATE.streamed(Duration.ofSeconds(15)));
        assertThat(market.chainEye().balanceOf(renter.account())).isEqualTo(before.minus(spent));
    }

    @Test
    void aJobThatFailsIsPaidForTheTimeItTook() throws Exception {
        Rental rental = renter.orders(DemoJob.manifest(DemoJob.Mode.FAIL, Map.of("CODE", "3")));
        Closing closing = renter.awaitClosing(rental);
        assertThat(closing.words()).startsWith("The job failed with exit code 3 after ");
        assertThat(rental.log()).contains("failing on purpose with exit code 3");
        Receipt receipt = receipt(rental);
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.JOB_FAILED);
        assertThat(receipt.exitCode()).isEqualTo(3);
        assertThat(receipt.amountDue())
                .isLessThanOrEqualTo(rental.record().settled().orElseThrow().spent());
    }

    @Test
    void aJobThatNeverEndsIsKilledWhenItsTimeIsUp() throws Exception {
        Manifest forever = DemoJob.manifest(DemoJob.Mode.FOREVER, Map.of());
        Limits limits = forever.limits();
        Manifest twoSeconds = new Manifest(
                forever.image(),
                forever.command(),
                forever.environment(),
                new Limits(limits.cpuMillis(), limits.memory(), limits.processes(), Duration.ofSeconds(2)));
        Rental rental = renter.orders(twoSeconds);
        LeaseId lease = renter.awaitLease(rental);
        rig.awaitLease(lease, LeaseState.Stopping.class);
        rig.awaitSays("GPU 0 is stopping a job: the time that was agreed is over.");
        assertThat(renter.awaitClosing(rental).words()).startsWith("The job was stopped at the end of its time after ");
        Receipt receipt = receipt(rental);
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.OUT_OF_TIME);
        assertThat(receipt.exitCode()).as("it ignores SIGTERM").isEqualTo(128 + 9);
        // Two seconds, and the ten that it has to end by itself.
        assertThat(receipt.ran()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(25));
    }

    @Test
    void aRenterWhoTakesTheMoneyBackGetsNoMoreWork() throws Exception {
        Rental rental = renter.orders(DemoJob.manifest(60));
        LeaseId lease = renter.awaitLease(rental);
        rig.awaitLease(lease, LeaseState.Running.class);
        await().atMost(RigSteps.SOON).until(() -> rental.log().contains("step 2 of 60"));
        renter.takesTheMoneyBack(rental.record().stream().orElseThrow().ref());

        LeaseState.Stopping stopping = rig.awaitLease(lease, LeaseState.Stopping.class);
        assertThat(stopping.why().words()).isEqualTo("the renter's money is running out");
        assertThat(renter.awaitClosing(rental).words())
                .startsWith("The job was stopped for want of money in its stream after ");
        Receipt receipt = receipt(rental);
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.OUT_OF_FUNDS);
        assertThat(rental.log()).as("no grace is left that would be paid for").doesNotContain("done:");

        Usdc before = market.chainEye().balanceOf(rig.account());
        rig.awaitView(
                "sees the stream's end",
                v -> v.leases().stream()
                        .filter(l -> l.state().id().equals(lease))
                        .anyMatch(l -> l.stream().orElseThrow().voided()));
        List<Withdrawal> withdrawn = rig.withdraws();
        Usdc got = withdrawn.stream()
                .filter(w -> w.stream().equals(receipt.stream()))
                .map(Withdrawal::amount)
                .reduce(Usdc.ZERO, Usdc::plus);
        Usdc all = withdrawn.stream().map(Withdrawal::amount).reduce(Usdc.ZERO, Usdc::plus);
        assertThat(got).isGreaterThan(Usdc.ZERO);
        assertThat(market.chainEye().balanceOf(rig.account())).isEqualTo(before.plus(all));
        // Not what the receipt asks for: that is never more than the contract owes.
        assertThat(RATE.streamed(receipt.ran()).minus(got))
                .as("what ran unpaid")
                .isLessThan(RATE.streamed(MOST_UNPAID));
        rig.awaitView("has the money on record", v -> v.withdrawals().containsAll(withdrawn));
        assertThat(rig.lease(lease).withdrawn()).isEqualTo(got);
    }

    @Test
    void aRenterMayStopTheJobAndPaysForWhatRan() throws Exception {
        Rental rental = renter.orders(DemoJob.manifest(60));
        LeaseId lease = renter.awaitLease(rental);
        rig.awaitLease(lease, LeaseState.Running.class);
        renter.stops(rental);
        assertThat(renter.awaitClosing(rental).words()).startsWith("The job was stopped as you asked after ");
        assertThat(receipt(rental).outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_RENTER);
    }

    @Test
    void anOwnerMayStopTheJobAndIsPaidForWhatRan() throws Exception {
        Rental rental = renter.orders(DemoJob.manifest(60));
        LeaseId lease = renter.awaitLease(rental);
        rig.awaitLease(lease, LeaseState.Running.class);
        rig.stops(lease);
        assertThat(renter.awaitClosing(rental).words()).startsWith("The provider stopped the job after ");
        assertThat(receipt(rental).outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
    }

    private static Receipt receipt(Rental rental) {
        Receipt receipt = rental.record().receipt().orElseThrow().message().receipt();
        assertThat(rig.receipts()).contains(receipt);
        return receipt;
    }
}
