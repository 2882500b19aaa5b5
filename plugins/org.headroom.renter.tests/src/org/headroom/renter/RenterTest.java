package org.headroom.renter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.MarketLink;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.renter.Closing.Ending;
import org.headroom.renter.FakeProvider.Manner;
import org.headroom.renter.RentalRecord.Phase;
import org.headroom.renter.RentalRecord.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenterTest {
    @TempDir
    Path home;

    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene(home, parts());
    }

    /** What the renters work with. */
    Scene.Parts parts() {
        return Scene.Parts.PLAIN;
    }

    @Test
    void seesAnOrderThroughToItsReceiptAndTakesTheRestBack() throws Exception {
        List<String> steps = new CopyOnWriteArrayList<>();
        RentalListener listener = new RentalListener() {
            @Override
            public void ordered(Rental rental) {
                steps.add("ordered");
            }

            @Override
            public void chosen(Rental rental, Bid bid) {
                steps.add("chosen");
            }

            @Override
            public void streamOpened(Rental rental, OpenedStream stream) {
                steps.add("stream");
            }

            @Override
            public void told(Rental rental, LeaseUpdate update) {
                steps.add(update.phase().name());
            }

            @Override
            public void output(Rental rental, String text) {
                steps.add(text);
            }

            @Override
            public void receipt(Rental rental) {
                steps.add("receipt");
            }

            @Override
            public void closed(Rental rental, Closing closing) {
                steps.add("closed");
            }
        };
        try (Renter renter = scene.renter(KillSwitch.never(), listener)) {
            renter.resumeAll();
            Rental rental = renter.place(Scene.request());
            assertThat(renter.await(rental, Scene.SOON)).isTrue();
            await().until(() -> steps.contains("ENDED"));

            RentalRecord record = rental.record();
            assertThat(record.closing().orElseThrow().ending()).isEqualTo(Ending.RECEIPTED);
            assertThat(rental.log()).isEqualTo("hello world\n");
            // 0.36 an hour are a hundred base units a second; the stream is ten seconds old, and some more.
            Usdc spent = record.settled().orElseThrow().spent();
            assertThat(spent.baseUnits()).isBetween(1_000L, 3_000L);
            assertThat(spent.plus(record.settled().orElseThrow().refunded()))
                    .isEqualTo(record.stream().orElseThrow().deposit());
            assertThat(record.receipt().orElseThrow().message().receipt().amountDue())
                    .isLessThanOrEqualTo(spent);
            assertThat(record.closing().orElseThrow().words())
                    .endsWith(record.settled()
                            .orElseThrow()
                            .words(record.receipt().map(r -> r.message().receipt())));
            for (Step step : Step.values())
                if (step != Step.STOPPING && step != Step.STREAM_MISSING)
                    assertThat(record.at(step)).as(step.name()).isPresent();
            assertThat(steps)
                    .containsSubsequence(
                            "ordered", "chosen", "stream", "STARTING", "RUNNING", "hello world\n", "receipt", "closed");
            assertThat(renter.find(record.lease().orElseThrow())).contains(rental);
            assertThat(scene.market.withdrawn)
                    .as("orders that nobody need bid for any more")
                    .containsOnly(rental.id());
        }
        scene.noMoneyIsLeftIn(scene.chain.streams());
        assertThat(new RentalFiles(home).all()).singleElement().satisfies(r -> {
            assertThat(r.phase()).isEqualTo(Phase.CLOSED);
            assertThat(r.receipt()).isPresent();
            assertThat(new RentalFiles(home).output(r.id()).text()).isEqualTo("hello world\n");
        });
    }

    @Test
    void outputBehindAGapIsToldAtTheEndWithALineForWhatDidNotArrive() throws Exception {
        scene.provider.manner = Manner.RUNS_ON;
        List<String> told = new CopyOnWriteArrayList<>();
        RentalListener listener = new RentalListener() {
            @Override
            public void output(Rental rental, String text) {
                told.add(text);
            }

            @Override
            public void closed(Rental rental, Closing closing) {
                told.add("closed");
            }
        };
        try (Renter renter = scene.renter(KillSwitch.never(), listener)) {
            renter.resumeAll();
            Rental rental = renter.place(Scene.request());
            await().until(() -> told.contains("hello world\n"));
            LeaseId lease = rental.lease().orElseThrow();
            scene.provider.prints(lease, 30, "late\n");
            await().until(() -> rental.log().endsWith("late\n"));
            scene.provider.ends(lease);
            assertThat(renter.await(rental, Scene.SOON)).isTrue();
        }
        assertThat(told).containsExactly("hello world\n", "\n[18 characters did not arrive]\nlate\n", "closed");
    }

    @Test
    void lastLineNamesTheCauseThatTheProviderGaveWhereTheJobWasKilled() throws Exception {
        scene.provider.exitCode = 137;
        scene.provider.cause = "the job used more memory than its order named";
        try (Renter renter = scene.renter(KillSwitch.never())) {
            renter.resumeAll();
            Rental rental = renter.place(Scene.request());
            assertThat(renter.await(rental, Scene.SOON)).isTrue();
            assertThat(rental.record().closing().orElseThrow().words())
                    .startsWith("The job failed with exit code 137 after 0 s. Cause given by the provider: the job used"
                            + " more memory than its order named. ");
        }
    }

    @Test
    void rentalGoesOnAfterAnErrorInOneStep() throws Exception {
        MarketLink link = scene.market.renterLink(KillSwitch.never());
        AtomicBoolean failed = new AtomicBoolean();
        MarketLink failsOnce = (MarketLink) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MarketLink.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("withdrawOrder") && failed.compareAndSet(false, true))
                        throw new NoClassDefFoundError("a class that cannot be loaded");
                    return method.invoke(link, arguments);
                });
        try (Renter renter = new Renter(
                failsOnce,
                scene.chain.funding(KillSwitch.never()),
                Scene.SIGNER,
                home,
                scene.clock,
                RentalListener.NONE,
                Scene.QUICK)) {
            renter.resumeAll();
            Rental rental = renter.place(Scene.request());
            assertThat(renter.await(rental, Scene.SOON)).isTrue();
            assertThat(failed).isTrue();
        }
    }

    @Test
    void depositsThePriceOfTheDurationAndAMargin() {
        Usdc deposit = Scene.QUICK.deposit(Usdc.parse("3.6"), Duration.ofMinutes(10));
        // A thousand base units a second for twelve minutes, and one for the cut.
        assertThat(deposit).isEqualTo(new Usdc(720_001));
        assertThat(Scene.QUICK.mostFor(Scene.request()))
                .isGreaterThanOrEqualTo(Scene.QUICK.deposit(Usdc.parse("0.50"), Duration.ofMinutes(10)));
    }

    @Test
    void takesItsMoneyBackFromAProviderThatRefuses() throws Exception {
        scene.provider.manner = Manner.REFUSES;
        RentalRecord record = scene.rent(Scene.request()).record();
        Closing closing = record.closing().orElseThrow();
        assertThat(closing.ending()).isEqualTo(Ending.REFUSED);
        assertThat(record.due()).as("of a verified stream").contains(Usdc.ZERO);
        assertThat(closing.words()).contains("the disk is full", "came back");
        scene.noMoneyIsLeftIn(scene.chain.streams());
    }

    @Test
    void endsTheStreamOfAProviderWhoseReceiptIsFalse() throws Exception {
        scene.provider.falsify = r -> new org.headroom.model.market.Receipt(
                r.number(),
                r.lease(),
                r.order(),
                r.bid(),
                r.provider(),
                r.renter(),
                r.gpus(),
                r.simulated(),
                r.imageDigest(),
                r.artefactsDigest(),
                r.startedAt(),
                r.endedAt(),
                r.exitCode(),
                r.outcome(),
                r.energy(),
                r.stream(),
                r.rate(),
                Usdc.parse("0.05"));
        RentalRecord record = scene.rent(Scene.request()).record();
        assertThat(record.closing().orElseThrow().ending()).isEqualTo(Ending.FALSE_RECEIPT);
        assertThat(record.receipt()).isEmpty();
        scene.noMoneyIsLeftIn(scene.chain.streams());
    }

    @Test
    void stopsAJobWhenAskedAndStillGetsItsReceipt() throws Exception {
        scene.provider.manner = Manner.RUNS_ON;
        try (Renter renter = scene.renter(KillSwitch.never())) {
            renter.resumeAll();
            Rental rental = renter.place(Scene.request());
            await().until(() -> rental.record().at(Step.RUNNING).isPresent());
            // From another process, which does not hold the lock.
            new RentalFiles(home).wishStop(rental.id());
            assertThat(rental.await(Scene.SOON)).isTrue();
            assertThat(rental.record().closing().orElseThrow().ending()).isEqualTo(Ending.RECEIPTED);
            assertThat(rental.record().closing().orElseThrow().words()).contains("stopped as you asked");
        }
        scene.noMoneyIsLeftIn(scene.chain.streams());
    }

    @Test
    void paysNothingWhenNoBidFits() throws Exception {
        scene.provider.price = Usdc.parse("0.51");
        try (Renter renter = scene.renter(KillSwitch.never())) {
            renter.resumeAll();
            Rental rental = renter.place(Scene.request());
            await().until(() -> !rental.record().bids().isEmpty());
            scene.clock.forward(Duration.ofMinutes(3));
            assertThat(rental.await(Scene.SOON)).isTrue();
            assertThat(rental.record().closing().orElseThrow().ending()).isEqualTo(Ending.NO_BID);
            assertThat(rental.record().closing().orElseThrow().words()).contains("0.510000", "nothing was paid");
        }
        assertThat(scene.chain.streams()).isEmpty();
    }

    @Test
    void leavesTheChoiceToAPersonWhoWantsIt() throws Exception {
        OrderRequest cheapest = Scene.request();
        OrderRequest asking = new OrderRequest(
                cheapest.requirements(),
                cheapest.manifest(),
                cheapest.ceilingPerHour(),
                cheapest.duration(),
                cheapest.open(),
                OrderRequest.Choosing.PERSON,
                java.util.Optional.empty());
        try (Renter renter = scene.renter(KillSwitch.never())) {
            renter.resumeAll();
            Rental rental = renter.place(asking);
            await().until(() -> !rental.record().bids().isEmpty());
            assertThat(rental.await(Duration.ofMillis(300))).isFalse();
            assertThat(rental.record().phase()).isEqualTo(Phase.COLLECTING);
            renter.choose(
                    rental.id(), rental.record().bids().getFirst().message().id());
            assertThat(rental.await(Scene.SOON)).isTrue();
            assertThat(rental.record().closing().orElseThrow().ending()).isEqualTo(Ending.RECEIPTED);
        }
    }

    @Test
    void saysWhyAStreamCouldNotBeOpened() throws Exception {
        scene.chain.failOpen.add(new PaymentFailure(Kind.NOT_AFFORDABLE, "The wallet is empty: send it USDC."));
        Closing closing = scene.rent(Scene.request()).record().closing().orElseThrow();
        assertThat(closing.ending()).isEqualTo(Ending.NOT_FUNDED);
        assertThat(closing.words()).contains("The wallet is empty", "nothing was paid");
    }

    @Test
    void findsTheStreamWhoseOpeningWasNeverAnswered() throws Exception {
        scene.chain.failOpen.add(new PaymentFailure(Kind.UNREACHABLE, "The answer was lost."));
        Closing closing = scene.rent(Scene.request()).record().closing().orElseThrow();
        assertThat(closing.ending()).isEqualTo(Ending.RECEIPTED);
        assertThat(scene.chain.streams()).hasSize(1);
    }

    @Test
    void aSecondRenterInTheSameDirectoryIsTurnedAway() throws Exception {
        try (Renter first = scene.renter(KillSwitch.never())) {
            first.resumeAll();
            assertThatThrownBy(() -> scene.renter(KillSwitch.never()))
                    .isInstanceOf(Renter.Busy.class)
                    .hasMessageContaining("Another renter uses");
        }
    }
}
