package org.headroom.renter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.renter.Closing.Ending;
import org.headroom.renter.FakeProvider.Manner;
import org.headroom.renter.RentalRecord.Phase;
import org.headroom.renter.RentalRecord.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream of a job that runs is missing on the chain, or seems to be. */
class RunningStreamTest {
    @TempDir
    Path home;

    private Scene scene;
    private final List<String> troubles = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        scene = new Scene(home, parts());
        scene.provider.manner = Manner.RUNS_ON;
    }

    /** What the renters work with. */
    Scene.Parts parts() {
        return Scene.Parts.PLAIN;
    }

    /** Until when a stream that was taken out is there again: both readings, and the time that the test's own steps take. */
    Duration again() {
        return Duration.ofSeconds(20);
    }

    private interface Story {
        void tell(Renter renter, Rental rental) throws Exception;
    }

    private void running(Story story) throws Exception {
        RentalListener listener = new RentalListener() {
            @Override
            public void trouble(Rental rental, String words) {
                troubles.add(words);
            }
        };
        try (Renter renter = scene.renter(KillSwitch.never(), listener)) {
            renter.resumeAll();
            Rental rental = renter.place(Scene.request());
            await().atMost(Scene.SOON)
                    .until(() -> rental.record().at(Step.RUNNING).isPresent() && scene.delivered());
            story.tell(renter, rental);
        }
    }

    private static StreamRef ref(Rental rental) {
        return rental.record().stream().orElseThrow().ref();
    }

    /** @return how long it took by the renter's clock, which goes faster than time */
    private Duration whileTimePasses(Callable<Boolean> condition) {
        Instant begun = scene.clock.instant();
        await().atMost(Scene.SOON).pollInterval(Duration.ofMillis(50)).until(() -> {
            if (condition.call()) return true;
            scene.clock.forward(Duration.ofMillis(500));
            return false;
        });
        return Duration.between(begun, scene.clock.instant());
    }

    private void pass(Duration time) {
        Instant end = scene.clock.instant().plus(time);
        whileTimePasses(() -> !scene.clock.instant().isBefore(end));
    }

    private void awaitReadings(int more) {
        int before = scene.chain.readings.size();
        whileTimePasses(() -> scene.chain.readings.size() >= before + more);
    }

    private void assertProviderIsPaid(Rental rental, StreamRef ref) throws Exception {
        pass(Duration.ofSeconds(5));
        scene.provider.ends(rental.lease().orElseThrow());
        assertReceiptIsPaid(rental, ref);
    }

    private void assertReceiptIsPaid(Rental rental, StreamRef ref) throws Exception {
        assertThat(rental.await(Scene.SOON)).isTrue();
        RentalRecord record = rental.record();
        assertThat(record.closing().orElseThrow().ending()).isEqualTo(Ending.RECEIPTED);
        Receipt receipt = record.receipt().orElseThrow().message().receipt();
        Usdc spent = record.settled().orElseThrow().spent();
        assertThat(receipt.amountDue()).isGreaterThan(Usdc.ZERO).isLessThanOrEqualTo(spent);
        assertThat(scene.chain.stream(ref).voided()).isTrue();
        scene.noMoneyIsLeftIn(List.of(scene.chain.stream(ref)));
    }

    @Test
    void streamThatIsTakenOutIsThereAgainSoonAndPaysTheProvider() throws Exception {
        running((renter, rental) -> {
            StreamRef ref = ref(rental);
            scene.chain.takeOutOnce(ref);
            assertThat(whileTimePasses(() -> scene.chain.has(ref))).isLessThan(again());
            // The answer may be lost, and the chain asked once more.
            whileTimePasses(() -> rental.record().at(Step.STREAM_MISSING).isEmpty());
            assertThat(troubles).anyMatch(t -> t.contains("is sent again")).anyMatch(t -> t.endsWith("1 again."));
            pass(Duration.ofSeconds(30));
            assertThat(rental.record().phase()).isEqualTo(Phase.LEASED);
            assertThat(scene.chain.sentAgain).as("once").containsExactly(ref);
            assertThat(scene.chain.streams()).as("one stream").hasSize(1);
            assertProviderIsPaid(rental, ref);
        });
        assertThat(scene.chain.streams()).hasSize(1);
    }

    @Test
    void oneStaleAnswerSendsNothing() throws Exception {
        running((renter, rental) -> {
            scene.chain.stale.set(1);
            whileTimePasses(() -> scene.chain.stale.get() == 0);
            awaitReadings(2);
            assertNothingIsSent(rental);
            assertProviderIsPaid(rental, ref(rental));
        });
    }

    @Test
    void staleAnswersWithATrueOneBetweenThemSendNothing() throws Exception {
        running((renter, rental) -> {
            for (int i = 0; i < 3; i++) {
                scene.chain.stale.set(1);
                whileTimePasses(() -> scene.chain.stale.get() == 0);
                int before = scene.chain.readings.size();
                // On parts that fail, the true answer may be lost: nothing else tells that it arrived.
                whileTimePasses(() -> scene.chain.readings.size() >= before + 3);
            }
            assertNothingIsSent(rental);
        });
    }

    @Test
    void nodeThatDoesNotAnswerSendsNothing() throws Exception {
        running((renter, rental) -> {
            scene.chain.silent = true;
            awaitReadings(4);
            assertNothingIsSent(rental);
            assertThat(troubles).as("no news of the job").isEmpty();
            scene.chain.silent = false;
            awaitReadings(2);
            assertNothingIsSent(rental);
            assertProviderIsPaid(rental, ref(rental));
        });
    }

    @Test
    void streamThatIsTakenOutWhileTheNodeIsSilentIsThereAgainWhenItAnswers() throws Exception {
        running((renter, rental) -> {
            StreamRef ref = ref(rental);
            scene.chain.silent = true;
            scene.chain.takeOutOnce(ref);
            awaitReadings(3);
            assertNothingIsSent(rental);
            scene.chain.silent = false;
            assertThat(whileTimePasses(() -> scene.chain.has(ref))).isLessThan(again());
            assertThat(scene.chain.streams()).hasSize(1);
            assertProviderIsPaid(rental, ref);
        });
    }

    private void assertNothingIsSent(Rental rental) {
        assertThat(rental.record().phase()).isEqualTo(Phase.LEASED);
        assertThat(rental.record().at(Step.STREAM_MISSING)).isEmpty();
        assertThat(scene.chain.searches).as("searches, which send again").hasValue(0);
        assertThat(scene.chain.sentAgain).isEmpty();
        assertThat(scene.chain.streams()).hasSize(1);
    }

    @Test
    void streamOfAJobThatWasStoppedIsNotSentAgain() throws Exception {
        running((renter, rental) -> {
            scene.market.provider(message -> {});
            renter.cancel(rental.id());
            await().atMost(Scene.SOON).until(() -> rental.record().stop().isPresent());
            scene.chain.takeOutOnce(ref(rental));
            pass(Duration.ofSeconds(40));
            assertNothingIsSent(rental);
        });
    }

    @Test
    void streamOfAJobThatHasEndedIsNotSentAgain() throws Exception {
        scene.provider.manner = Manner.NO_RECEIPT;
        running((renter, rental) -> {
            await().atMost(Scene.SOON)
                    .until(() -> rental.record().at(Step.ENDED).isPresent());
            scene.chain.takeOutOnce(ref(rental));
            pass(Duration.ofSeconds(40));
            assertNothingIsSent(rental);
        });
    }

    @Test
    void streamThatGotAnotherNumberIsFollowedAndTheReceiptNamesTheOldOne() throws Exception {
        running((renter, rental) -> {
            StreamRef old = ref(rental);
            StreamRef moved = scene.chain.moveToNextNumber(old);
            whileTimePasses(() -> ref(rental).equals(moved));
            assertThat(rental.record().phase()).isEqualTo(Phase.LEASED);
            await().atMost(Scene.SOON).until(() -> troubles.stream().anyMatch(t -> t.contains("another number, 2")));
            assertProviderIsPaid(rental, moved);
            assertThat(rental.record().receipt().orElseThrow().message().receipt().stream())
                    .isEqualTo(old);
            assertThat(scene.chain.stream(old).voided()).as("another's stream").isFalse();
        });
    }

    @Test
    void receiptThatNamesTheNewNumberOfTheStreamIsBelieved() throws Exception {
        running((renter, rental) -> {
            StreamRef moved = scene.chain.moveToNextNumber(ref(rental));
            whileTimePasses(() -> ref(rental).equals(moved));
            pass(Duration.ofSeconds(5));
            scene.provider.ends(rental.lease().orElseThrow(), moved);
            assertReceiptIsPaid(rental, moved);
            assertThat(rental.record().receipt().orElseThrow().message().receipt().stream())
                    .isEqualTo(moved);
        });
    }

    @Test
    void rentalGoesOnWhileItsStreamStaysAwayAndIsSettledAfterIt() throws Exception {
        running((renter, rental) -> {
            scene.chain.takeOut(ref(rental));
            whileTimePasses(() -> rental.record().at(Step.STREAM_MISSING).isPresent());
            whileTimePasses(() -> scene.chain.searches.get() >= 2);
            assertThat(rental.record().phase()).isEqualTo(Phase.LEASED);
            assertThat(scene.chain.streams()).as("none in its place").hasSize(1);
            scene.provider.ends(rental.lease().orElseThrow());
            whileTimePasses(() -> rental.record().phase() == Phase.SETTLING);
            scene.clock.forward(Duration.ofMinutes(10));
            assertThat(rental.await(Scene.SOON)).isTrue();
            assertThat(rental.record().closing().orElseThrow().words()).contains("never left your account");
        });
    }

    @Test
    void streamsOfManyJobsAreReadInTurnAndOneASecondAtMost() throws Exception {
        running((renter, rental) -> {
            List<Rental> all = new ArrayList<>(List.of(rental));
            for (int i = 1; i < 14; i++) all.add(renter.place(Scene.request()));
            await().atMost(Scene.SOON)
                    .until(() -> all.stream()
                            .allMatch(r -> r.record().at(Step.RUNNING).isPresent()));
            Instant begun = scene.clock.instant();
            int before = scene.chain.readings.size();
            whileTimePasses(() -> new HashSet<>(scene.chain.readings).size() == all.size());
            long seconds = Duration.between(begun, scene.clock.instant()).toSeconds();
            assertThat((long) scene.chain.readings.size() - before).isLessThanOrEqualTo(seconds + 1);
        });
    }
}
