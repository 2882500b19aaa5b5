package org.headroom.renter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
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
    void givesASilentProviderUpAndTakesItsMoneyBack() throws Exception {
        scene.provider.manner = Manner.SILENT;
        assertThat(abandonedAfter(Phase.LEASED, Duration.ofMinutes(2)).words()).contains("did not answer");
    }

    @Test
    void waitsForTheEndOfTheAgreedTimeAndNoLonger() throws Exception {
        scene.provider.manner = Manner.RUNS_ON;
        assertThat(abandonedAfter(Phase.LEASED, Duration.ofMinutes(12)).words()).contains("time that was agreed");
    }

    @Test
    void doesNotWaitForEverForAReceipt() throws Exception {
        scene.provider.manner = Manner.NO_RECEIPT;
        assertThat(abandonedAfter(Phase.LEASED, Duration.ofMinutes(2)).words()).contains("no receipt");
    }

    @Test
    void anOutageWithinTheAgreedTimeIsNoSilence() throws Exception {
        scene.provider.manner = Manner.RUNS_ON;
        running(rental -> {
            scene.market.presence(FakeChain.PROVIDER, false);
            scene.market.goesAway();
            // The provider may be back meanwhile, and we would not know.
            scene.clock.forward(Duration.ofMinutes(9));
            assertGoesOn(rental, "while it is out");
            scene.market.comesBack();
            scene.clock.forward(Duration.ofSeconds(30));
            assertGoesOn(rental, "the provider needs to find its way back, too");
            scene.clock.forward(Duration.ofSeconds(91));
            assertThat(rental.await(Scene.SOON)).isTrue();
            assertThat(rental.record().closing().orElseThrow().ending()).isEqualTo(Ending.SILENT);
        });
    }

    @Test
    void endsItsStreamAtTheAgreedEndThoughItsOwnLinkIsDown() throws Exception {
        scene.provider.manner = Manner.RUNS_ON;
        running(rental -> {
            scene.market.goesAway();
            // Ten minutes were agreed; a minute more is granted.
            scene.clock.forward(Duration.ofMinutes(10).plusSeconds(50));
            assertGoesOn(rental, "its time is not over");
            scene.clock.forward(Duration.ofSeconds(11));
            assertThat(rental.await(Scene.SOON)).isTrue();
            assertThat(rental.record().closing().orElseThrow().words()).contains("time that was agreed");
        });
        scene.noMoneyIsLeftIn(scene.chain.streams());
    }

    @Test
    void endsItsStreamWhenAnOfflineProviderIsSilentForTwoMinutes() throws Exception {
        scene.provider.manner = Manner.RUNS_ON;
        running(rental -> {
            scene.clock.forward(Duration.ofMinutes(2));
            scene.market.presence(FakeChain.PROVIDER, false);
            scene.clock.forward(Duration.ofSeconds(110));
            assertGoesOn(rental, "it may come back");
            scene.clock.forward(Duration.ofSeconds(11));
            assertThat(rental.await(Scene.SOON)).isTrue();
            assertThat(rental.record().closing().orElseThrow().words())
                    .contains("offline for 120 s", "its stream was ended", "came back");
        });
        scene.noMoneyIsLeftIn(scene.chain.streams());
    }

    @Test
    void aJobThatSaysNothingGoesOnWhileItsProviderIsOnline() throws Exception {
        scene.provider.manner = Manner.RUNS_ON;
        running(rental -> {
            scene.market.presence(FakeChain.PROVIDER, false);
            scene.clock.forward(Duration.ofSeconds(110));
            scene.market.presence(FakeChain.PROVIDER, true);
            scene.clock.forward(Duration.ofMinutes(6));
            assertGoesOn(rental, "an online provider's quiet job");
            scene.market.presence(FakeChain.PROVIDER, false);
            scene.clock.forward(Duration.ofSeconds(110));
            assertGoesOn(rental, "the silence before does not count");
        });
    }

    @Test
    void whatTheProviderSignsBreaksItsSilenceWhateverTheMarketShows() throws Exception {
        scene.provider.manner = Manner.RUNS_ON;
        running(rental -> {
            scene.market.presence(FakeChain.PROVIDER, false);
            scene.clock.forward(Duration.ofSeconds(110));
            scene.provider.prints(rental.lease().orElseThrow(), 12, "more\n");
            await().until(() -> rental.log().endsWith("more\n"));
            scene.clock.forward(Duration.ofSeconds(110));
            assertGoesOn(rental, "its log arrives");
            scene.clock.forward(Duration.ofSeconds(11));
            assertThat(rental.await(Scene.SOON)).isTrue();
        });
    }

    @Test
    void updatesThatAreRepeatedDoNotPutTheAgreedEndOff() throws Exception {
        scene.provider.manner = Manner.RUNS_ON;
        running(rental -> {
            scene.clock.forward(Duration.ofMinutes(10));
            long number = rental.record().told().orElseThrow().number() + 1;
            scene.provider.runsStill(rental.lease().orElseThrow(), number);
            await().until(() -> rental.record().told().orElseThrow().number() == number);
            assertGoesOn(rental, "its receipt may come");
            scene.clock.forward(Duration.ofSeconds(61));
            assertThat(rental.await(Scene.SOON)).isTrue();
            assertThat(rental.record().closing().orElseThrow().words()).contains("time that was agreed");
        });
    }

    @Test
    void aStopThatIsSentAndNotFollowedSaysThatTheProviderDidNotStop() throws Exception {
        scene.provider.manner = Manner.RUNS_ON;
        running(rental -> {
            scene.market.provider(message -> {});
            new RentalFiles(home).wishStop(rental.id());
            await().until(() -> rental.record().stop().isPresent());
            scene.clock.forward(Duration.ofSeconds(61));
            assertThat(rental.await(Scene.SOON)).isTrue();
            assertThat(rental.record().closing().orElseThrow().words()).startsWith("The provider did not stop the job");
        });
    }

    @Test
    void aStopThatNobodyHearsEndsTheStreamInAnOutageToo() throws Exception {
        scene.provider.manner = Manner.RUNS_ON;
        running(rental -> {
            scene.market.provider(message -> {});
            scene.market.goesAway();
            new RentalFiles(home).wishStop(rental.id());
            await().until(() -> rental.record().stop().isPresent());
            assertGoesOn(rental, "the provider may hear it");
            scene.clock.forward(Duration.ofSeconds(61));
            assertThat(rental.await(Scene.SOON)).isTrue();
            assertThat(rental.record().closing().orElseThrow().words())
                    .startsWith("The provider could not be asked to stop the job");
        });
        scene.noMoneyIsLeftIn(scene.chain.streams());
    }

    @Test
    void aReceiptThatComesWhileTheStreamIsBeingEndedIsTheLastWord() throws Exception {
        scene.provider.manner = Manner.RUNS_ON;
        running(rental -> {
            scene.market.goesAway();
            scene.chain.ending = new CountDownLatch(1);
            scene.clock.forward(Duration.ofMinutes(11).plusSeconds(10));
            await().until(() -> rental.record().phase() == Phase.SETTLING);
            scene.market.comesBack();
            scene.provider.ends(rental.lease().orElseThrow());
            await().until(() -> rental.record().receipt().isPresent());
            scene.chain.ending.countDown();
            assertThat(rental.await(Scene.SOON)).isTrue();
            assertThat(rental.record().closing().orElseThrow().ending()).isEqualTo(Ending.RECEIPTED);
        });
        scene.noMoneyIsLeftIn(scene.chain.streams());
    }

    private interface Story {
        void tell(Rental rental) throws Exception;
    }

    private void running(Story story) throws Exception {
        try (Renter renter = scene.renter(KillSwitch.never())) {
            renter.resumeAll();
            Rental rental = renter.place(Scene.request());
            await().until(() -> rental.record().at(Step.RUNNING).isPresent() && scene.delivered());
            story.tell(rental);
        }
    }

    private static void assertGoesOn(Rental rental, String why) throws InterruptedException {
        assertThat(rental.await(Duration.ofMillis(300))).as(why).isFalse();
    }

    @Test
    void waitsInAnOutageForAnAnswerUntilHalfTheMoneyIsGone() throws Exception {
        scene.provider.manner = Manner.SILENT;
        try (Renter renter = scene.renter(KillSwitch.never())) {
            renter.resumeAll();
            Rental rental = renter.place(Scene.request());
            await().until(() -> !scene.provider.accepted.isEmpty());
            scene.market.goesAway();
            scene.clock.forward(Duration.ofMinutes(4));
            assertThat(rental.await(Duration.ofMillis(300))).isFalse();
            scene.clock.forward(Duration.ofMinutes(2));
            assertThat(rental.await(Scene.SOON)).isTrue();
            scene.noMoneyIsLeftIn(scene.chain.streams());
            assertThat(rental.record().closing().orElseThrow().words()).contains("did not answer");
        }
    }

    private Closing abandonedAfter(Phase phase, Duration time) throws Exception {
        try (Renter renter = scene.renter(KillSwitch.never())) {
            renter.resumeAll();
            Rental rental = renter.place(Scene.request());
            await().until(() -> rental.record().phase() == phase && !scene.provider.accepted.isEmpty());
            if (scene.provider.manner != Manner.SILENT)
                await().until(() -> rental.record().told().isPresent());
            assertThat(rental.await(Duration.ofMillis(300))).as("patient").isFalse();
            scene.clock.forward(time);
            assertThat(rental.await(Scene.SOON)).isTrue();
            scene.noMoneyIsLeftIn(scene.chain.streams());
            Closing closing = rental.record().closing().orElseThrow();
            assertThat(closing.ending()).isEqualTo(Ending.SILENT);
            return closing;
        }
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
