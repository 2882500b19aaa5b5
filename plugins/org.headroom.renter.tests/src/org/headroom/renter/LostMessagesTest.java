package org.headroom.renter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Signed;
import org.headroom.model.market.StopRequest;
import org.headroom.renter.Closing.Ending;
import org.headroom.renter.FakeProvider.Manner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A market that acknowledges messages and passes them on to nobody. */
class LostMessagesTest {
    private static final int SEEDS = 40;

    @TempDir
    Path directory;

    /** What the renters work with. */
    Scene.Parts parts() {
        return Scene.Parts.PLAIN;
    }

    /** Repeats soon, so that many are lost in little time. */
    private static RenterPolicy hasty(Duration answerWithin) {
        RenterPolicy quick = Scene.QUICK;
        return new RenterPolicy(
                quick.collect(),
                quick.margin(),
                answerWithin,
                quick.startWithin(),
                answerWithin,
                quick.retry(),
                quick.silence(),
                quick.streamLost(),
                quick.streamCheck(),
                Duration.ofMillis(50));
    }

    private Scene scene(RenterPolicy policy) throws Exception {
        Scene scene = new Scene(Files.createTempDirectory(directory, "lossy"), parts(), policy);
        scene.provider.answersAgain = true;
        return scene;
    }

    @Test
    void eachOrderGetsItsReceiptWhereThreeOfTenMessagesAreLostInEachDirection() throws Exception {
        List<Scene> scenes = new ArrayList<>();
        List<Renter> renters = new ArrayList<>();
        try {
            for (int seed = 0; seed < SEEDS; seed++) {
                Scene scene = scene(hasty(Duration.ofMinutes(1)));
                scene.market.loses(30, seed);
                scenes.add(scene);
                Renter renter = scene.renter(KillSwitch.never());
                renters.add(renter);
                renter.resumeAll();
                renter.place(Scene.request());
            }
            for (int seed = 0; seed < SEEDS; seed++) {
                Rental rental = renters.get(seed).rentals().getFirst();
                assertThat(rental.await(Scene.SOON))
                        .as("seed %s: %s", seed, rental.record())
                        .isTrue();
                assertThat(rental.record().closing().orElseThrow().ending())
                        .as("seed %s", seed)
                        .isEqualTo(Ending.RECEIPTED);
                scenes.get(seed).noMoneyIsLeftIn(scenes.get(seed).chain.streams());
                assertThat(signed(scenes.get(seed), Acceptance.class).distinct())
                        .as("to the letter")
                        .hasSize(1);
            }
        } finally {
            renters.forEach(Renter::close);
        }
        assertThat(scenes.stream().mapToInt(s -> s.market.lost()).sum()).isGreaterThan(2 * SEEDS);
    }

    @Test
    void streamIsEndedWithinTheTimeForAnAnswerWhereNothingArrives() throws Exception {
        Scene scene = scene(hasty(Duration.ofSeconds(2)));
        List<String> troubles = new CopyOnWriteArrayList<>();
        RentalListener listener = new RentalListener() {
            @Override
            public void streamOpened(Rental rental, OpenedStream stream) {
                scene.market.loses(100, 1);
            }

            @Override
            public void trouble(Rental rental, String words) {
                if (words.contains("has not answered")) troubles.add(words);
            }
        };
        try (Renter renter = scene.renter(KillSwitch.never(), listener)) {
            renter.resumeAll();
            Rental rental = renter.place(Scene.request());
            assertThat(rental.await(Scene.SOON)).isTrue();
            assertThat(rental.record().closing().orElseThrow().ending()).isEqualTo(Ending.SILENT);
        }
        scene.noMoneyIsLeftIn(scene.chain.streams());
        assertThat(signed(scene, Acceptance.class)).as("said again").hasSizeGreaterThan(3);
        assertThat(signed(scene, Acceptance.class).distinct())
                .as("to the letter")
                .hasSize(1);
        assertThat(troubles).as("said to the person once").hasSize(1);
    }

    @Test
    void aRenterThatWasKilledWhileNothingArrivedSaysItsAcceptanceAgain() throws Exception {
        Scene scene = scene(hasty(Duration.ofMinutes(1)));
        RentalListener losing = new RentalListener() {
            @Override
            public void streamOpened(Rental rental, OpenedStream stream) {
                scene.market.loses(100, 1);
            }
        };
        try (Renter renter = scene.renter(KillSwitch.never(), losing)) {
            renter.resumeAll();
            Rental rental = renter.place(Scene.request());
            await().atMost(Scene.SOON).until(() -> rental.record().acceptance().isPresent());
        }
        scene.market.loses(0, 1);
        try (Renter renter = scene.renter(KillSwitch.never())) {
            renter.resumeAll();
            await().atMost(Scene.SOON)
                    .until(() ->
                            renter.rentals().stream().noneMatch(r -> r.record().open()));
            assertThat(renter.rentals()
                            .getFirst()
                            .record()
                            .closing()
                            .orElseThrow()
                            .ending())
                    .isEqualTo(Ending.RECEIPTED);
        }
        assertThat(scene.provider.accepted).hasSize(1);
        assertThat(scene.chain.streams()).hasSize(1);
        scene.noMoneyIsLeftIn(scene.chain.streams());
    }

    @Test
    void requestToStopIsRepeatedUntilItIsAnswered() throws Exception {
        Scene scene = scene(hasty(Duration.ofMinutes(1)));
        scene.provider.manner = Manner.RUNS_ON;
        try (Renter renter = scene.renter(KillSwitch.never())) {
            renter.resumeAll();
            Rental rental = renter.place(Scene.request());
            await().atMost(Scene.SOON).until(() -> rental.record().told().isPresent() && scene.delivered());
            scene.market.loses(100, 1);
            renter.cancel(rental.id());
            await().atMost(Scene.SOON)
                    .until(() -> signed(scene, StopRequest.class).count() > 2);
            scene.market.loses(0, 1);
            assertThat(rental.await(Scene.SOON)).isTrue();
            assertThat(rental.record().closing().orElseThrow().ending()).isEqualTo(Ending.RECEIPTED);
        }
        assertThat(signed(scene, StopRequest.class).distinct())
                .as("to the letter")
                .hasSize(1);
        scene.noMoneyIsLeftIn(scene.chain.streams());
    }

    @Test
    void acceptanceThatHasEndedIsRenewedWithTheSameContent() throws Exception {
        Scene scene = scene(hasty(Duration.ofMinutes(1)));
        scene.provider.manner = Manner.RUNS_ON;
        try (Renter renter = scene.renter(KillSwitch.never())) {
            renter.resumeAll();
            Rental rental = renter.place(Scene.longRequest());
            await().atMost(Scene.SOON).until(() -> rental.record().told().isPresent());
            Acceptance first = rental.record().acceptance().orElseThrow().message();
            scene.clock.forward(Duration.ofMinutes(61));
            await().atMost(Scene.SOON)
                    .until(() -> !rental.record()
                            .acceptance()
                            .orElseThrow()
                            .message()
                            .equals(first));
            Acceptance next = rental.record().acceptance().orElseThrow().message();
            assertThat(next)
                    .usingRecursiveComparison()
                    .ignoringFields("validity")
                    .isEqualTo(first);
            assertThat(next.validity().expiresAt()).isAfter(scene.clock.instant());
            renter.cancel(rental.id());
            assertThat(rental.await(Scene.SOON)).isTrue();
        }
    }

    private static <M extends MarketMessage> java.util.stream.Stream<Signed<?>> signed(Scene scene, Class<M> kind) {
        return scene.market.fromRenter.stream().filter(s -> kind.isInstance(s.message()));
    }
}
