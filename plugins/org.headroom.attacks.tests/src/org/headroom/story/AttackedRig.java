package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.headroom.jobs.DemoJob;
import org.headroom.jobs.LeaseFolders;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Receipt;
import org.headroom.model.units.ByteCount;
import org.headroom.renter.Rental;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One market and one rig for all attacks of a class; each has to leave the rig as it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AttackedRig {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final Duration BUSY = Duration.ofSeconds(150);
    static final ByteCount MEMORY = new ByteCount(128L << 20);
    private static final String CARD = "gpu NVIDIA GeForce RTX 4090\nmemory-mib 24564\nload 95\n";

    private final int gpus;
    Path folder;
    Market market;
    RigSteps rig;
    RenterSteps renter;

    AttackedRig(int gpus) {
        this.gpus = gpus;
    }

    /** The ground; a class with another broker says so. */
    Market ground(Path place) throws Exception {
        return Market.open(place);
    }

    /** What the rig has that others have not. */
    void prepares() throws Exception {}

    @BeforeAll
    void aRigAndARenter(@TempDir Path place) throws Exception {
        folder = place;
        market = ground(place.resolve("market"));
        market.plays(CARD.repeat(gpus));
        rig = market.aRig();
        renter = market.aRenter();
        prepares();
        rig.takesWork();
    }

    @AfterAll
    void end() throws Exception {
        if (market != null) market.close();
        if (rig != null) disksAreTakenDown();
    }

    /** As after a year: what full disks hold stays mounted until their leases are deleted. */
    private void disksAreTakenDown() {
        Path leases = rig.home().resolve("leases");
        Clock later = Clock.offset(Market.CLOCK, Duration.ofDays(365));
        LeaseFolders folders = new LeaseFolders(leases, LeaseFolders.Retention.STANDARD, later);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(folders.clean(Set.of()).failures()).isEmpty();
            assertThat(leases).isEmptyDirectory();
        });
    }

    @BeforeEach
    void begins(TestInfo story) {
        market.begins(story);
    }

    @AfterEach
    void nothingIsLeftAndTheRigGoesOn() {
        rig.awaitSays("Waiting for orders.");
        rig.awaitNoContainerIsLeft();
        rig.hasABookThatItsJournalReplays();
        market.ends();
    }

    static Manifest shell(String script, int processes, Duration most) {
        Limits limits = new Limits(1_000, MEMORY, processes, most);
        return new Manifest(DemoJob.IMAGE, List.of("sh", "-c", script), Map.of(), limits);
    }

    static Manifest shell(String script) {
        return shell(script, 32, Duration.ofMinutes(5));
    }

    /** Ordered, and running: on a busy machine, behind a slow node, with other leases beside it. */
    LeaseState.Running runs(Rental rental) {
        LeaseId lease = awaitLease(rental);
        return await().atMost(BUSY)
                .pollInterval(Duration.ofMillis(5))
                .failFast(
                        "the lease is refused",
                        () -> rig.book()
                                .find(lease)
                                .filter(l -> l instanceof LeaseState.Refused || l instanceof LeaseState.Unserved)
                                .isPresent())
                .until(() -> rig.book().find(lease).filter(LeaseState.Running.class::isInstance), Optional::isPresent)
                .map(LeaseState.Running.class::cast)
                .orElseThrow();
    }

    static LeaseId awaitLease(Rental rental) {
        await().atMost(BUSY).until(() -> rental.record().acceptance().isPresent());
        return rental.lease().orElseThrow();
    }

    Receipt receipt(Rental rental) {
        LeaseId lease = rental.lease().orElseThrow();
        await().atMost(PATIENCE).until(() -> rig.lease(lease) instanceof LeaseState.Receipted);
        return rig.awaitLease(lease, LeaseState.Receipted.class)
                .receipt()
                .message()
                .receipt();
    }

    void awaitLog(Rental rental, String... words) {
        await().atMost(PATIENCE).until(() -> Stream.of(words).allMatch(rental.log()::contains));
    }

    /** Those in the container's control groups, read where the kernel keeps them and not where an engine does. */
    static List<Path> processesOf(String container) {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path each : all.filter(p -> p.getFileName().toString().matches("[0-9]+"))
                    .toList()) {
                if (belongs(each, container)) found.add(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static boolean belongs(Path process, String container) {
        try {
            return Files.readString(process.resolve("cgroup"), StandardCharsets.ISO_8859_1)
                            .contains(container)
                    && !Files.readString(process.resolve("status"), StandardCharsets.ISO_8859_1)
                            .contains("State:\tZ");
        } catch (IOException e) {
            // It has ended meanwhile.
            return false;
        }
    }
}
