package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.jobs.DemoJob;
import org.headroom.jobs.LeaseFolders;
import org.headroom.model.job.MissingOutput;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.Requirements;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamPayout;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigView;
import org.headroom.model.units.ByteCount;
import org.headroom.renter.Closing;
import org.headroom.renter.Rental;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Orders that cannot be run and jobs that do not end well: accounted for all the same. */
@Timeout(90)
class BadJobsTest {
    private static final String NOT_LOADED = "localhost/no-such-image:1";
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
        rig = market.aRig().offering(NOT_LOADED).takesWork();
        renter = market.aRenter();
    }

    @AfterAll
    static void end() {
        if (market != null) market.close();
    }

    @BeforeEach
    void begins(TestInfo story) {
        market.begins(story);
    }

    @AfterEach
    void theGpuIsFreeAndNothingIsLeft() {
        rig.awaitSays("Waiting for orders.");
        rig.awaitNoContainerIsLeft();
        rig.hasABookThatItsJournalReplays();
        market.ends();
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
        reasons.put(asks(RenterSteps.ANY_GPU, Usdc.parse("0.41")), "price: pays at most 0.410 USDC/h; you ask 0.420");
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

    private static Manifest ofNoSuchImage() {
        return new Manifest(
                NOT_LOADED, List.of("/bin/true"), Map.of(), DemoJob.manifest().limits());
    }

    @Test
    void anImageThatIsListedAndNotHereIsNamedAndNotBidFor() throws Exception {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> rig.view().status().rest().contains(NOT_LOADED));
        Rental rental = renter.asks(RenterSteps.ANY_GPU, ofNoSuchImage(), Market.ASK, Duration.ofSeconds(5));
        assertThat(rig.awaitDecision(rental.id()).refusedBy().orElseThrow().name())
                .isEqualTo("stored image");
        assertThat(renter.awaitClosing(rental).ending()).isEqualTo(Closing.Ending.NO_BID);
    }

    @Test
    void anImageThatIsGoneAfterTheBidIsRefusedAndTheRestComesBack() throws Exception {
        rig.names("localhost/no-such-image", "1", true);
        Usdc before = market.chainEye().balanceOf(renter.account());
        Rental rental = renter.ordersAndLooksAtBids(ofNoSuchImage());
        Bid bid = renter.awaitBid(rental);
        rig.names("localhost/no-such-image", "1", false);
        renter.takes(rental, bid);
        Closing closing = renter.awaitClosing(rental);
        assertThat(closing.ending()).isEqualTo(Closing.Ending.REFUSED);
        assertThat(closing.words())
                .startsWith("The provider did not take the job: ")
                .contains("no-such-image");
        LeaseState.Unserved refused = rig.awaitLease(rental.lease().orElseThrow(), LeaseState.Unserved.class);
        assertThat(refused.reason()).contains("no-such-image").doesNotContain("\n", "Exception");
        Usdc spent = rental.record().settled().orElseThrow().spent();
        assertThat(spent).as("a few seconds at most").isLessThan(RATE.streamed(Duration.ofSeconds(15)));
        assertThat(market.chainEye().balanceOf(renter.account())).isEqualTo(before.minus(spent));
        theProviderHasInItsBooksWhatTheChainHas(rental, refused, spent);
    }

    /** What streamed until the renter ended it is too little to be returned: it is withdrawn, and is not earned. */
    private static void theProviderHasInItsBooksWhatTheChainHas(
            Rental rental, LeaseState.Unserved refused, Usdc streamed) throws Exception {
        StreamRef stream = rental.record().stream().orElseThrow().ref();
        assertThat(streamed).isBetween(new Usdc(1), StreamPayout.LEAST_RETURNED);
        rig.awaitView(
                "sees the stream's end",
                v -> view(v, refused.id()).stream().orElseThrow().voided());
        LeaseMoney held = money(refused.id());
        assertThat(held.due()).isEqualTo(streamed);
        assertThat(held.earned()).isEqualTo(Usdc.ZERO);

        Usdc before = market.chainEye().balanceOf(rig.account());
        List<Withdrawal> done = rig.withdraws();
        assertThat(market.chainEye().balanceOf(rig.account()))
                .isEqualTo(before.plus(done.stream().map(Withdrawal::amount).reduce(Usdc.ZERO, Usdc::plus)));
        rig.awaitView("has the money on record", v -> v.withdrawals().containsAll(done));
        assertThat(done.stream().filter(w -> w.stream().equals(stream)))
                .singleElement()
                .satisfies(w -> assertThat(w.amount()).isEqualTo(streamed));
        LeaseMoney taken = money(refused.id());
        assertThat(taken.withdrawn()).isEqualTo(streamed);
        assertThat(taken.beyond()).isEqualTo(streamed);
        assertThat(taken.earned()).isEqualTo(Usdc.ZERO);
    }

    private static LeaseView view(RigView rig, LeaseId lease) {
        return rig.leases().stream()
                .filter(l -> l.state().id().equals(lease))
                .findFirst()
                .orElseThrow();
    }

    private static LeaseMoney money(LeaseId lease) {
        return LeaseMoney.of(view(rig.view(), lease), false, Market.CLOCK.instant())
                .orElseThrow();
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
        Manifest bounded = new Manifest(
                forever.image(),
                forever.command(),
                forever.environment(),
                new Limits(limits.cpuMillis(), limits.memory(), limits.processes(), Duration.ofSeconds(20)));
        Rental rental = renter.orders(bounded);
        LeaseId lease = renter.awaitLease(rental);
        rig.awaitLease(lease, LeaseState.Stopping.class);
        rig.awaitSays("GPU 0 is stopping a job: the time that was agreed is over.");
        assertThat(renter.awaitClosing(rental).words()).startsWith("The job was stopped at the end of its time after ");
        Receipt receipt = receipt(rental);
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.OUT_OF_TIME);
        assertThat(receipt.exitCode()).as("it ignores SIGTERM").isEqualTo(128 + 9);
        // The last two of the agreed seconds are those that it has to end by itself.
        assertThat(receipt.ran()).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(23));
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
                .startsWith("The job was stopped: the payment stream no longer covered it after ");
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

    private static Manifest large(String script) {
        Limits limits = new Limits(2_000, new ByteCount(256L << 20), 32, Duration.ofMinutes(5));
        return new Manifest(DemoJob.IMAGE, List.of("sh", "-c", script), Map.of(), limits);
    }

    /** Orders it, and sees that the rig judges other orders at once while it runs. */
    private static Rental runs(Manifest job) throws Exception {
        Rental rental = renter.orders(job);
        LeaseId lease = renter.awaitLease(rental);
        rig.awaitLease(lease, LeaseState.Running.class);
        assumeThat(folder(lease).resolve("artefacts.img"))
                .as("loop devices need root and a kernel that has them")
                .exists();
        while (rig.lease(lease) instanceof LeaseState.Running) {
            long asked = System.nanoTime();
            rig.awaitDecision(asks(new Requirements(1, Optional.of("H100"), ANY), Market.ASK)
                    .id());
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
        }
        Closing closing = renter.awaitClosing(rental);
        assertThat(closing.words()).startsWith("The job failed with exit code 4 after ");
        Receipt receipt = receipt(rental);
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.JOB_FAILED);
        assertThat(receipt.amountDue())
                .isLessThanOrEqualTo(rental.record().settled().orElseThrow().spent());
        rig.awaitNoContainerIsLeft();
        return rental;
    }

    private static Path folder(LeaseId lease) {
        return rig.home().resolve("leases").resolve(lease.value());
    }

    /** As after a year: nothing is left of any finished lease, and that does not take long. */
    private static void foldersAreDeleted() throws Exception {
        Path leases = rig.home().resolve("leases");
        Clock later = Clock.offset(Market.CLOCK, Duration.ofDays(365));
        LeaseFolders folders = new LeaseFolders(leases, LeaseFolders.Retention.STANDARD, later);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(folders.clean(Set.of()).failures()).isEmpty();
            assertThat(leases).isEmptyDirectory();
        });
    }

    @Test
    void aJobThatWritesTenGigabytesGetsTheDiskOfItsOrder() throws Exception {
        Rental rental = runs(large("dd if=/dev/zero of=/artefacts/big bs=1M count=10240 || exit 4"));
        assertThat(rental.log()).contains("No space left on device");
        long held = Files.size(folder(rental.lease().orElseThrow()).resolve("artefacts/big"));
        assertThat(held).isBetween(900L << 20, 1L << 30);
        foldersAreDeleted();
    }

    @Test
    void aJobThatPrints200MegabytesAndMakesAMillionFilesTakesFourMebibytesOfLogAndAHundredThousandFiles()
            throws Exception {
        Rental rental =
                runs(large("echo first; yes 'a line of the output of the job, as long as many are' | head -c 200000000;"
                        + " echo; cd /artefacts; seq 1000000 | busybox xargs -n 10000 sh -c"
                        + " 'touch \"$@\" 2>/dev/null || exit 255' sh; echo last; touch more || exit 4"));
        Path folder = folder(rental.lease().orElseThrow());
        Path log = folder.resolve("job.log");
        assertThat(Files.size(log)).isLessThan((4 << 20) + 10_000);
        assertThat(Files.readString(log))
                .startsWith("first\na line of the output")
                .containsPattern("\n\\[(at least )?[0-9]+ characters of output are left out here\\]\n")
                .contains("\nlast\n");
        countsAll(Files.readString(log), 200_000_000 + "first\n\nlast\n".length());
        await().untilAsserted(() -> assertThat(rental.log()).isEqualTo(Files.readString(log)));
        String[] files = folder.resolve("artefacts").toFile().list();
        assertThat(files).isNotNull();
        assertThat(files.length).isBetween(90_000, 100_000);
        foldersAreDeleted();
    }

    @Test
    void aJobThatPrintsAMegabyteASecondIsCutWithALineThatCountsAllThatIsLeftOut() throws Exception {
        String script = "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do"
                + " yes 'a line of the output of the job, as long as many are' | head -c 1000000; sleep 1; done;"
                + " echo; exit 4";
        Rental rental = renter.orders(large(script));
        assertThat(renter.awaitClosing(rental).words()).startsWith("The job failed with exit code 4 after ");
        String log = Files.readString(folder(rental.lease().orElseThrow()).resolve("job.log"));
        countsAll(log, 15_000_001);
        await().untilAsserted(() -> assertThat(rental.log()).isEqualTo(log));
    }

    /** What is kept and what is said to be left out are all that was printed, or no more than that for a lower bound. */
    private static void countsAll(String log, long printed) {
        Matcher line = Pattern.compile("\n\\[(at least )?([0-9]+) characters of output are left out here\\]\n")
                .matcher(log);
        assertThat(line.find()).isTrue();
        String kept = line.replaceFirst("").replace(MissingOutput.LOST, "").replace(MissingOutput.PERHAPS, "");
        line.reset();
        assertThat(line.find()).isTrue();
        long counted = kept.length() + Long.parseLong(line.group(2));
        System.out.println(
                "story: " + printed + " characters printed, " + line.group().strip());
        if (line.group(1) == null) assertThat(counted).isEqualTo(printed);
        else assertThat(counted).isLessThanOrEqualTo(printed + MissingOutput.PERHAPS.length());
    }

    private static Receipt receipt(Rental rental) {
        Receipt receipt = rental.record().receipt().orElseThrow().message().receipt();
        assertThat(rig.receipts()).contains(receipt);
        return receipt;
    }
}
