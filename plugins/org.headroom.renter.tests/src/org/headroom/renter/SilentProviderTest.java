package org.headroom.renter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.headroom.renter.Closing.Ending;
import org.headroom.renter.FakeProvider.Manner;
import org.headroom.renter.RentalRecord.Phase;
import org.headroom.renter.RentalRecord.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider of whom nothing more is heard, or that does not do what it is asked. */
class SilentProviderTest {
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
}
