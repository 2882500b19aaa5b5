package org.headroom.renter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.renter.Closing.Ending;
import org.headroom.renter.RentalRecord.Phase;
import org.headroom.renter.RentalRecord.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reorganisation takes out the block that opened a rental's stream. */
class RemovedStreamTest {
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

    /** Does something to the stream before the renter ends it. */
    private RentalListener atReceipt(Consumer<StreamRef> change) {
        return new RentalListener() {
            @Override
            public void receipt(Rental rental) {
                change.accept(ref(rental));
            }

            @Override
            public void trouble(Rental rental, String words) {
                troubles.add(words);
            }
        };
    }

    private static StreamRef ref(Rental rental) {
        return rental.record().stream().orElseThrow().ref();
    }

    private static void awaitMissing(Rental rental) {
        await().atMost(Scene.SOON)
                .until(() -> rental.record().at(Step.STREAM_MISSING).isPresent());
    }

    @Test
    void rentalEndsWithItsDepositAtHomeWhenTheStreamStaysAway() throws Exception {
        Rental begun;
        try (Renter renter = scene.renter(KillSwitch.never(), atReceipt(scene.chain::takeOut))) {
            renter.resumeAll();
            begun = renter.place(Scene.request());
            awaitMissing(begun);
            assertThat(troubles).anyMatch(t -> t.contains("a reorganisation replaced the block"));
            scene.clock.forward(Duration.ofMinutes(9));
            assertThat(begun.await(Duration.ofMillis(300)))
                    .as("still looked for")
                    .isFalse();
        }
        // A restart does not begin the ten minutes anew.
        scene.clock.forward(Duration.ofMinutes(1));
        try (Renter renter = scene.renter(KillSwitch.never())) {
            Rental rental = renter.resumeAll().stream()
                    .filter(r -> r.id().equals(begun.id()))
                    .findFirst()
                    .orElseThrow();
            assertThat(renter.await(rental, Scene.SOON)).isTrue();
            Usdc deposit = rental.record().stream().orElseThrow().deposit();
            assertThat(rental.record().settled()).contains(new RentalRecord.Settled(deposit, Usdc.ZERO));
            Closing closing = rental.record().closing().orElseThrow();
            assertThat(closing.ending()).isEqualTo(Ending.RECEIPTED);
            assertThat(closing.words()).contains("The provider gets nothing", deposit + " never left your account");
        }
    }

    @Test
    void numberThatGoesToTheNextStreamOfTheSameRenterIsThatOnes() throws Exception {
        AtomicBoolean isFirst = new AtomicBoolean(true);
        Consumer<StreamRef> freeFirst = ref -> {
            if (isFirst.getAndSet(false)) scene.chain.free(ref);
        };
        try (Renter renter = scene.renter(KillSwitch.never(), atReceipt(freeFirst))) {
            renter.resumeAll();
            Rental lost = renter.place(Scene.request());
            awaitMissing(lost);
            scene.clock.forward(Duration.ofSeconds(5));
            Rental next = renter.place(Scene.request());
            assertThat(renter.await(next, Scene.SOON)).isTrue();
            assertThat(ref(next)).isEqualTo(ref(lost));
            assertThat(next.record().settled().orElseThrow().spent()).isGreaterThan(Usdc.ZERO);
            scene.clock.forward(Duration.ofMinutes(11));
            assertThat(renter.await(lost, Scene.SOON)).isTrue();
            Usdc deposit = lost.record().stream().orElseThrow().deposit();
            assertThat(lost.record().settled()).contains(new RentalRecord.Settled(deposit, Usdc.ZERO));
        }
        scene.noMoneyIsLeftIn(scene.chain.streams());
    }

    @Test
    void streamThatIsBackIsEnded() throws Exception {
        try (Renter renter = scene.renter(KillSwitch.never(), atReceipt(scene.chain::takeOut))) {
            renter.resumeAll();
            Rental rental = renter.place(Scene.request());
            awaitMissing(rental);
            scene.chain.putBack(ref(rental));
            scene.clock.forward(Duration.ofMinutes(1));
            assertThat(rental.await(Scene.SOON)).isTrue();
            assertThat(rental.record().at(Step.STREAM_MISSING)).isEmpty();
            assertThat(rental.record().settled().orElseThrow().spent()).isGreaterThan(Usdc.ZERO);
        }
        scene.noMoneyIsLeftIn(scene.chain.streams());
    }

    @Test
    void streamThatCameBackUnderAnotherNumberIsEndedThere() throws Exception {
        try (Renter renter = scene.renter(KillSwitch.never(), atReceipt(scene.chain::moveToNextNumber))) {
            renter.resumeAll();
            Rental rental = renter.place(Scene.request());
            assertThat(rental.await(Scene.SOON)).isTrue();
            assertThat(ref(rental).id()).isEqualTo(2);
            assertThat(scene.chain.stream(ref(rental)).voided()).isTrue();
            scene.noMoneyIsLeftIn(List.of(scene.chain.stream(ref(rental))));
        }
        assertThat(scene.chain.streams().getFirst().voided())
                .as("another's stream")
                .isFalse();
    }

    @Test
    void numberThatIsAnothersNowIsNotEnded() throws Exception {
        try (Renter renter = scene.renter(KillSwitch.never(), atReceipt(scene.chain::takeOver))) {
            renter.resumeAll();
            Rental rental = renter.place(Scene.request());
            awaitMissing(rental);
            assertThat(rental.record().phase()).isEqualTo(Phase.SETTLING);
            scene.clock.forward(Duration.ofMinutes(10));
            assertThat(rental.await(Scene.SOON)).isTrue();
            assertThat(rental.record().closing().orElseThrow().words()).contains("never left your account");
        }
        assertThat(scene.chain.streams().getFirst().voided())
                .as("another's stream")
                .isFalse();
    }
}
