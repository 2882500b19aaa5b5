package org.headroom.renter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A renter that has ordered more than it keeps in memory. */
class ManyRentalsTest {
    private static final int MANY = Renter.MOST_OVER + 20;

    @TempDir
    Path home;

    Scene.Parts parts() {
        return Scene.Parts.PLAIN;
    }

    @Test
    void thoseThatAreOverLeaveTheMemoryAndAreStillFound() throws Exception {
        Scene scene = new Scene(home, parts());
        List<Rental> placed = new ArrayList<>();
        try (Renter renter = scene.renter(KillSwitch.never())) {
            renter.resumeAll();
            for (int i = 0; i < MANY; i++) placed.add(renter.place(Scene.request()));
            assertThat(renter.rentals())
                    .as("open ones stay, however many there are")
                    .hasSize(MANY);
            for (Rental rental : placed)
                // All of them go through one thread of the chain.
                assertThat(renter.await(rental, Duration.ofMinutes(2)))
                        .as("settled in time")
                        .isTrue();
            assertThat(renter.rentals()).as("refunds that are not final").hasSize(MANY);
            scene.chain.isFinal = true;
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        scene.clock.forward(Duration.ofSeconds(5));
                        return renter.rentals().size() == Renter.MOST_OVER
                                && renter.rentals().stream()
                                        .noneMatch(r -> r.record().awaitsFinality());
                    });
            assertAllAreFound(renter, placed);
        }
        assertThat(scene.chain.streams()).as("each has a stream of its own").hasSize(MANY);
        try (Renter restarted = scene.renter(KillSwitch.never())) {
            assertThat(restarted.resumeAll()).isEmpty();
            assertThat(restarted.rentals()).hasSize(Renter.MOST_OVER);
            assertThat(restarted.rentals().stream().map(Rental::id).collect(Collectors.toSet()))
                    .as("the latest")
                    .contains(placed.getLast().id())
                    .doesNotContain(placed.getFirst().id());
            assertAllAreFound(restarted, placed);
        }
    }

    @Test
    void twoLikeOrdersAtOnceHaveAStreamEach() throws Exception {
        Scene scene = new Scene(home, parts());
        scene.chain.failOpen.add(new PaymentFailure(Kind.UNREACHABLE, "The answer was lost."));
        try (Renter renter = scene.renter(KillSwitch.never())) {
            renter.resumeAll();
            List<Rental> rentals = List.of(renter.place(Scene.request()), renter.place(Scene.request()));
            for (Rental rental : rentals) assertThat(rental.await(Scene.SOON)).isTrue();
            assertThat(rentals)
                    .extracting(r -> r.record().stream().orElseThrow().ref())
                    .doesNotHaveDuplicates();
        }
        assertThat(scene.chain.streams()).hasSize(2);
        scene.noMoneyIsLeftIn(scene.chain.streams());
    }

    private static void assertAllAreFound(Renter renter, List<Rental> placed) {
        for (Rental rental : placed)
            assertThat(renter.find(rental.id()).orElseThrow().record()).isEqualTo(rental.record());
    }
}
