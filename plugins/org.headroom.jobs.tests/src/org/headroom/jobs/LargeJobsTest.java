package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.headroom.jobs.LeaseFolders.Cleaning;
import org.headroom.jobs.LeaseFolders.Retention;
import org.headroom.model.Subscription;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.JobSpec;
import org.headroom.model.market.Limits;
import org.headroom.model.money.Hash32;
import org.headroom.model.units.ByteCount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs on a real Podman that write 10 GB or make a million files. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LargeJobsTest extends PodmanFixture {
    /** Enough to make files as fast as the disk takes them. */
    private static final Limits FAST = new Limits(2_000, new ByteCount(64L << 20), 24, Duration.ofMinutes(2));

    /** In a hundred steps, until one fails. */
    private static final String MILLION = "cd /artefacts; seq 1000000 | busybox xargs -n 10000 sh -c "
            + "'touch \"$@\" 2>/dev/null || exit 255' sh; ";

    private final long begin = System.nanoTime();

    private long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    @Test
    void jobThatWritesTenGigabytesGetsTheDiskOfItsOrder() throws Exception {
        JobSpec job = shell("dd if=/dev/zero of=/artefacts/big bs=1M count=10240 2>&1; ls -l /artefacts; "
                + "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); true > /artefacts/f$i || exit 4; done 2>/dev/null");
        ContainerRef container = engine.start(job).container();
        assumeThat(DiskImage.bounds(job.artefacts()))
                .as("loop devices need root and a kernel that has them")
                .isTrue();
        assertEndsUnstopped(container, 4);
        assertThat(output(container)).contains("No space left on device");
        Path folder = job.artefacts().getParent();
        assertThat(FileTree.measure(folder, Long.MAX_VALUE, 100, Duration.ofSeconds(10))
                        .bytes())
                .isLessThanOrEqualTo(DISK.bytes());
        var digest = new Artefacts().digest(job.artefacts());
        engine.remove(container);
        assertThat(DiskImage.isMounted(job.artefacts()))
                .as("copied, or with more files than are copied in its image")
                .isEqualTo(DiskImage.isKept(job.artefacts()));
        assertThat(new Artefacts().digest(job.artefacts())).isEqualTo(digest);
        assertThat(job.artefacts().resolve("big")).exists();
    }

    @Test
    void jobIsStoppedWithTheReasonWhereItsDiskIsWatched() throws Exception {
        engine.close();
        engine = connect(new DiskPolicy(DISK, 5_000, false, DISK));
        JobSpec greedy = shell("dd if=/dev/zero of=/artefacts/big bs=64k count=163840 2>&1; sleep 100");
        assertThat(stopped(greedy)).matches("used more disk than its order named \\(.* of 64.0 MiB\\)");
        assertThat(DiskImage.isMounted(greedy.artefacts())).isFalse();
        long big = Files.size(greedy.artefacts().resolve("big"));
        System.out.println("disk watch: a job of 64 MiB was stopped at " + (big >> 20) + " MiB");
        JobSpec hidden =
                shell("exec 3>/artefacts/x; rm /artefacts/x; dd if=/dev/zero bs=64k count=163840 >&3 2>&3; sleep 100");
        assertThat(stopped(hidden))
                .as("in a file without a name")
                .matches("used more disk than its order named \\(.* of 64.0 MiB\\)");
        JobSpec sparse = shell("for i in 1 2 3; do dd if=/dev/zero of=/artefacts/s$i bs=1 count=1 seek=10G; done");
        assertEndsUnstopped(engine.start(sparse).container(), 0);
    }

    /** Ends by itself, and its disk is no reason to stop it. */
    private void assertEndsUnstopped(ContainerRef container, int exitCode) throws Exception {
        List<String> reasons = new ArrayList<>();
        try (Subscription watching = engine.watchDisk(container, reasons::add, reasons::add)) {
            assertThat(engine.await(container).exitCode()).isEqualTo(exitCode);
            assertThat(watching).isNotNull();
        }
        assertThat(reasons).isEmpty();
    }

    private String stopped(JobSpec job) throws Exception {
        ContainerRef container = engine.start(job).container();
        CompletableFuture<String> reason = new CompletableFuture<>();
        try (Subscription watching = engine.watchDisk(container, reason::complete, reason::complete)) {
            String told = reason.get(100, TimeUnit.SECONDS);
            engine.stop(container, Duration.ZERO);
            assertThat(engine.await(container).exitCode()).isEqualTo(137);
            assertThat(watching).isNotNull();
            return told;
        }
    }

    @Test
    void jobThatMakesAMillionFilesGetsThoseThatAReceiptListsWhereItsDiskIsBounded() throws Exception {
        JobSpec job = shell(MILLION + "touch more || exit 4", FAST, new ByteCount(1L << 30));
        ContainerRef container = engine.start(job).container();
        assumeThat(DiskImage.bounds(job.artefacts()))
                .as("loop devices need root and a kernel that has them")
                .isTrue();
        assertEndsUnstopped(container, 4);
        long ran = millis();
        FileTree.Size size = FileTree.measure(job.artefacts(), Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofSeconds(20));
        assertThat(size.entries()).isBetween(90_000L, (long) DiskPolicy.STANDARD.files());
        assertThat(new Artefacts().digest(job.artefacts())).isNotEqualTo(Hash32.ZERO);
        long digested = millis();
        engine.remove(container);
        long removed = millis();
        assertThat(DiskImage.isKept(job.artefacts()))
                .as("as it was, and not copied")
                .isTrue();
        long deleting = millis();
        deleted(job, 1);
        System.out.println("disk bound: " + size.entries() + " files of a million; ran " + ran + " ms, digest "
                + (digested - ran) + " ms, removal " + (removed - digested) + " ms, deletion " + (millis() - deleting)
                + " ms");
    }

    @Test
    void jobThatMakesAMillionFilesIsStoppedWithTheReasonWhereItsDiskIsWatched() throws Exception {
        engine.close();
        DiskPolicy standard = DiskPolicy.STANDARD;
        engine = connect(new DiskPolicy(standard.standard(), 20_000, false, standard.copied()));
        JobSpec job = shell(MILLION + "sleep 100", FAST, new ByteCount(1L << 30));
        assertThat(stopped(job)).isEqualTo("made more files than a job may have (20,000)");
        long stopped = millis();
        engine.remove(engine.find(job.lease()).orElseThrow().container());
        long made;
        try (Stream<Path> files = Files.list(job.artefacts())) {
            made = files.count();
        }
        long deleting = millis();
        deleted(job, 6);
        System.out.println("disk watch: a job was stopped at " + made + " files of a million after " + stopped
                + " ms, deletion " + (millis() - deleting) + " ms");
    }

    /** Nothing is left of the lease's folder after so many cleanings. */
    private void deleted(JobSpec job, int cleanings) throws IOException {
        Path folder = job.artefacts().getParent();
        for (Path path : List.of(folder.resolve("artefacts.img"), folder))
            if (Files.exists(path))
                Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofDays(9))));
        LeaseFolders folders = new LeaseFolders(
                directory, new Retention(Duration.ofDays(7), new ByteCount(1L << 30)), Clock.systemUTC());
        for (int n = 0; n < cleanings; n++) {
            Cleaning cleaning = folders.clean(Set.of());
            assertThat(cleaning.failures()).isEmpty();
            assertThat(folder).as("out of sight").doesNotExist();
            if (!cleaning.more()) break;
        }
        assertThat(directory).isEmptyDirectory();
    }
}
