package org.headroom.renter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.headroom.model.payment.StreamRef;
import org.headroom.renter.RentalRecord.Phase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reorganisation undoes the refund of a rental that is over. */
class UndoneRefundTest {
    @TempDir
    Path home;

    private Scene scene;
    private final List<String> troubles = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        scene = new Scene(home, parts());
    }

    /** What the renters work with. */
    Scene.Parts parts() {
        return Scene.Parts.PLAIN;
    }

    private Renter renter() throws Exception {
        Renter renter = scene.renter(KillSwitch.never(), new RentalListener() {
            @Override
            public void trouble(Rental rental, String words) {
                troubles.add(words);
            }
        });
        renter.resumeAll();
        return renter;
    }

    private Rental closed(Renter renter) throws Exception {
        Rental rental = renter.place(Scene.request());
        assertThat(renter.await(rental, Scene.SOON)).as("settled in time").isTrue();
        return rental;
    }

    private void whileTimePasses(Callable<Boolean> condition) {
        await().atMost(Scene.SOON).pollInterval(Duration.ofMillis(50)).until(() -> {
            if (condition.call()) return true;
            scene.clock.forward(Duration.ofSeconds(2));
            return false;
        });
    }

    private static StreamRef ref(RentalRecord record) {
        return record.stream().orElseThrow().ref();
    }

    @Test
    void refundThatVanishesAfterTheEndIsMadeAgainWithoutAnotherOrder() throws Exception {
        try (Renter renter = renter()) {
            Rental rental = closed(renter);
            Closing first = rental.record().closing().orElseThrow();
            scene.chain.takeOutEnd(ref(rental.record()));
            whileTimePasses(() -> scene.chain.stream(ref(rental.record())).voided());
            whileTimePasses(() -> !rental.record().open());
            scene.noMoneyIsLeftIn(scene.chain.streams());
            assertThat(troubles).anyMatch(t -> t.contains("took out the end of payment stream 1"));
            Closing again = rental.record().closing().orElseThrow();
            assertThat(again.ending()).isEqualTo(first.ending());
            assertThat(again.words()).as("said once").containsOnlyOnce("of the deposit came back");
            assertThat(rental.record().awaitsFinality()).isTrue();
        }
    }

    @Test
    void refundThatVanishesWhileNoRenterRunsIsMadeAgainAfterTheNextStart() throws Exception {
        RentalRecord before;
        try (Renter renter = renter()) {
            before = closed(renter).record();
        }
        scene.chain.takeOutEnd(ref(before));
        try (Renter renter = renter()) {
            whileTimePasses(() -> scene.chain.stream(ref(before)).voided());
            Rental rental = renter.find(before.id()).orElseThrow();
            whileTimePasses(() -> rental.record().awaitsFinality());
            scene.noMoneyIsLeftIn(scene.chain.streams());
        }
    }

    @Test
    void refundThatIsFinalIsNotAskedForAnyMore() throws Exception {
        try (Renter renter = renter()) {
            Rental rental = closed(renter);
            scene.chain.isFinal = true;
            whileTimePasses(() -> !rental.record().awaitsFinality());
            assertThat(rental.record().phase()).isEqualTo(Phase.CLOSED);
            assertThat(rental.record().settled()).isPresent();
        }
        int asked = scene.chain.standings.get();
        try (Renter renter = renter()) {
            scene.clock.forward(Duration.ofMinutes(2));
            await().during(Duration.ofMillis(300)).until(() -> scene.chain.standings.get() == asked);
            assertThat(renter.rentals()).hasSize(1);
        }
    }

    @Test
    void refundInAnotherBlockIsNotMadeAgain() throws Exception {
        try (Renter renter = renter()) {
            Rental rental = closed(renter);
            var block = rental.record().provisional().orElseThrow().block();
            scene.chain.replaceBlocks();
            whileTimePasses(
                    () -> !rental.record().provisional().orElseThrow().block().equals(block));
            assertThat(rental.record().phase()).isEqualTo(Phase.CLOSED);
            assertThat(troubles).noneMatch(t -> t.contains("took out the end"));
        }
    }

    @Test
    void refundOfWhichNothingIsKnownAfterAWeekStaysNotFinal() throws Exception {
        try (Renter renter = renter()) {
            Rental rental = closed(renter);
            whileTimePasses(() -> scene.chain.standings.get() > 0);
            scene.chain.silent = true;
            scene.clock.forward(Duration.ofDays(7));
            whileTimePasses(() -> troubles.stream().anyMatch(t -> t.contains("stays marked as not final")));
            scene.chain.silent = false;
            int asked = scene.chain.standings.get();
            scene.clock.forward(Duration.ofMinutes(2));
            await().during(Duration.ofMillis(300)).until(() -> scene.chain.standings.get() == asked);
            assertThat(rental.record().phase()).isEqualTo(Phase.CLOSED);
            assertThat(rental.record().awaitsFinality()).isTrue();
        }
    }

    @Test
    void refundThatVanishedIsMadeAgainByAStartEightDaysLater() throws Exception {
        RentalRecord before;
        try (Renter renter = renter()) {
            before = closed(renter).record();
        }
        scene.chain.takeOutEnd(ref(before));
        scene.clock.forward(Duration.ofDays(8));
        try (Renter renter = renter()) {
            whileTimePasses(() -> scene.chain.stream(ref(before)).voided());
            Rental rental = renter.find(before.id()).orElseThrow();
            whileTimePasses(() -> !rental.record().open());
            assertThat(rental.record().awaitsFinality()).isTrue();
            scene.noMoneyIsLeftIn(scene.chain.streams());
        }
    }
}
