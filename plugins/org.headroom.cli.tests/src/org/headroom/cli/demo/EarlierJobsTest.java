package org.headroom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.headroom.agent.RigIdentity;
import org.headroom.jobs.DemoJob;
import org.headroom.jobs.EngineFinder;
import org.headroom.jobs.NoEngine;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobSpec;
import org.headroom.model.job.OfferedImages;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.units.ByteCount;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an earlier rig of a folder left running is gone before the folder is cleared, or the folder is not cleared. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class EarlierJobsTest {
    @TempDir
    Path folder;

    private int engines;

    /** Each with a service of its own, whose socket is named by this process. */
    private ContainerEngine engine(Path rig) {
        return new EngineFinder(System.getenv(), folder.resolve("e" + ++engines))
                .find(RigIdentity.of(DemoStage.RIG, rig), OfferedImages.of(List.of(DemoJob.IMAGE)), Clock.systemUTC());
    }

    private static JobSpec job(Path rig, LeaseId lease) {
        return new JobSpec(
                lease,
                new Manifest(
                        DemoJob.IMAGE,
                        List.of("sh", "-c", "trap '' TERM; while :; do sleep 1; done"),
                        Map.of(),
                        new Limits(500, new ByteCount(32L << 20), 24, Duration.ofMinutes(2))),
                List.of(),
                rig.resolve("leases").resolve(lease.value()).resolve("artefacts"),
                Instant.now().plusSeconds(120));
    }

    @Test
    void containerWhoseLeaseFolderIsGoneIsEndedByItsLabelAndThatOfAnotherFolderIsNot() throws Exception {
        Path rig = Files.createDirectory(folder.resolve("rig"));
        Path other = Files.createDirectory(folder.resolve("other"));
        LeaseId left = new LeaseId("lease-" + UUID.randomUUID());
        LeaseId others = new LeaseId("lease-" + UUID.randomUUID());
        try (ContainerEngine engine = engine(rig);
                ContainerEngine second = engine(other)) {
            Assumptions.assumeTrue(engine.status().up(), engine.status().message());
            DemoJob.loadInto(engine);
            try {
                // Its files lie elsewhere, as after somebody deleted the rig's.
                assertThat(engine.start(job(folder.resolve("elsewhere"), left)))
                        .isInstanceOf(ContainerState.Running.class);
                assertThat(second.start(job(other, others))).isInstanceOf(ContainerState.Running.class);

                EarlierJobs.end(rig, () -> engine(rig));

                assertThat(engine.leases()).isEmpty();
                assertThat(second.leases()).containsExactly(others);
            } finally {
                EarlierJobs.end(rig, () -> engine(rig));
                EarlierJobs.end(other, () -> engine(other));
                Files.createDirectories(folder.resolve("elsewhere"));
                EarlierJobs.end(folder.resolve("elsewhere"), () -> engine(rig));
            }
        }
    }

    @Test
    void withoutAnEngineAFolderThatHadLeasesIsNotCleared() throws IOException {
        Path rig = Files.createDirectories(folder.resolve("rig"));
        Files.createDirectories(rig.resolve("leases/lease-0001"));

        assertThatThrownBy(() -> EarlierJobs.end(rig, () -> new NoEngine("No engine answers: start Podman.")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No engine answers: start Podman.")
                .hasMessageContaining("nothing was deleted")
                .hasMessageContaining("--home");
    }

    @Test
    void withoutAnEngineAFolderWithAGuardedLeaseIsNotCleared() throws IOException {
        Path guard = Files.createDirectories(folder.resolve("rig/guard"));
        Files.writeString(guard.resolve("lease-0001.lease"), "format=1");
        assertThatThrownBy(() -> EarlierJobs.end(folder.resolve("rig"), () -> new NoEngine("None.")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void folderThatNeverHadALeaseNeedsNoEngine() throws IOException {
        Path rig = Files.createDirectories(folder.resolve("rig/leases")).getParent();
        Files.writeString(rig.resolve("leases/lost+found.txt"), "no lease");
        assertThatCode(() -> EarlierJobs.end(rig, () -> new NoEngine("None."))).doesNotThrowAnyException();
        assertThatCode(() -> EarlierJobs.end(folder.resolve("none"), () -> {
                    throw new AssertionError("no engine is looked for");
                }))
                .doesNotThrowAnyException();
    }
}
