package org.headroom.renter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.headroom.model.market.Order;
import org.headroom.model.payment.StreamState;
import org.headroom.renter.Closing.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A renter is killed before and after each thing that it does in the world; another takes over. */
class KilledRenterTest {
    @TempDir
    Path directory;

    /** What the renters work with. */
    Scene.Parts parts() {
        return Scene.Parts.PLAIN;
    }

    @Test
    void neverOrdersTwiceNorPaysTwiceNorLeavesMoneyBehind() throws Exception {
        int points = pointsOfALife();
        assertThat(points).as("places to be killed at").isGreaterThan(15);
        for (int at = 1; at <= points; at++) killedAt(at, List.of());
    }

    @Test
    void survivesBeingKilledAgainWhileItPicksUp() throws Exception {
        for (int at = 1; at <= pointsOfALife(); at += 2) killedAt(at, List.of(1, 2, 3, 4));
    }

    private int pointsOfALife() throws Exception {
        Scene scene = new Scene(Files.createTempDirectory(directory, "whole"), parts());
        KillSwitch counting = KillSwitch.never();
        try (Renter renter = scene.renter(counting)) {
            renter.resumeAll();
            assertThat(renter.place(Scene.request()).await(Scene.SOON)).isTrue();
        }
        return counting.passed();
    }

    private void killedAt(int at, List<Integer> again) throws Exception {
        Scene scene = new Scene(Files.createTempDirectory(directory, "killed"), parts());
        KillSwitch kill = new KillSwitch(at);
        try (Renter renter = scene.renter(kill)) {
            renter.resumeAll();
            try {
                renter.place(Scene.request());
            } catch (KillSwitch.Killed e) {
                assertThat(kill.dead()).isTrue();
            }
            // On parts that fail now and then, a run can be over in fewer calls than the one that was counted.
            await().dontCatchUncaughtExceptions()
                    .atMost(Scene.SOON)
                    .until(() -> kill.dead()
                            || renter.rentals().stream()
                                    .noneMatch(r -> r.record().open()));
        }
        List<KillSwitch> runs = new ArrayList<>();
        for (int point : again) runs.add(new KillSwitch(point));
        runs.add(KillSwitch.never());
        for (KillSwitch run : runs) takeOver(scene, run);
        check(scene, at);
    }

    private static void takeOver(Scene scene, KillSwitch kill) throws Exception {
        try (Renter renter = scene.renter(kill)) {
            try {
                renter.resumeAll();
            } catch (KillSwitch.Killed e) {
                assertThat(kill.dead()).isTrue();
            }
            await().dontCatchUncaughtExceptions()
                    .atMost(Scene.SOON)
                    .until(() -> kill.dead()
                            || renter.rentals().stream()
                                    .noneMatch(r -> r.record().open()));
        }
    }

    private static void check(Scene scene, int at) {
        List<RentalRecord> rentals = new RentalFiles(scene.home()).all();
        List<StreamState> streams = scene.chain.streams();
        assertThat(scene.provider.orders).as("orders, killed at %s", at).hasSizeLessThanOrEqualTo(1);
        assertThat(streams).as("streams, killed at %s", at).hasSizeLessThanOrEqualTo(1);
        scene.noMoneyIsLeftIn(streams);
        assertThat(scene.market.fromRenter.stream()
                        .filter(s -> s.message() instanceof Order)
                        .distinct())
                .hasSizeLessThanOrEqualTo(1);
        if (scene.provider.orders.isEmpty()) {
            assertThat(rentals).as("killed before it was on record").isEmpty();
            return;
        }
        assertThat(rentals).singleElement().satisfies(r -> {
            assertThat(r.closing().orElseThrow().ending()).isEqualTo(Ending.RECEIPTED);
            assertThat(r.settled()).isPresent();
            assertThat(r.receipt()).isPresent();
            assertThat(r.stream().orElseThrow().ref())
                    .isEqualTo(streams.getFirst().ref());
        });
        assertThat(scene.provider.accepted).hasSize(1);
    }
}
