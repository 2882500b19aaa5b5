package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DiskWatchTest {
    private static final long LIMIT = 64L << 20;
    private static final long DISK = LIMIT + (8L << 20);

    @TempDir
    Path directory;

    private final CompletableFuture<String> exceeded = new CompletableFuture<>();
    private final CompletableFuture<String> unknown = new CompletableFuture<>();
    private DiskWatch watch;

    private void begin(int files) {
        begin(directory, limit -> 0, files);
    }

    private void begin(Path watched, DiskWatch.Elsewhere elsewhere, int files) {
        watch = new DiskWatch(
                watched, elsewhere, LIMIT, files, DISK, Duration.ofSeconds(2), exceeded::complete, unknown::complete);
        watch.begin();
    }

    @AfterEach
    void end() {
        watch.close();
    }

    @Test
    void jobThatWritesMoreThanItsLimitIsReportedSoon() throws Exception {
        begin(1000);
        byte[] mebibyte = new byte[1 << 20];
        long passedAt = 0;
        try (OutputStream out = Files.newOutputStream(directory.resolve("big"))) {
            for (int i = 1; i <= 200 && !exceeded.isDone(); i++) {
                out.write(mebibyte);
                if (i == 65) passedAt = System.nanoTime();
            }
        }
        String reason = exceeded.get(10, TimeUnit.SECONDS);
        Duration reaction = Duration.ofNanos(System.nanoTime() - passedAt);
        System.out.println("disk watch: reported " + reaction.toMillis() + " ms after the limit was passed");
        assertThat(reason).matches("used more disk than its order named \\([0-9.,]+ MiB with its log, of 72.0 MiB\\)");
        assertThat(reaction).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void sparseFilesCountByWhatIsAllocated() throws Exception {
        begin(1000);
        for (int i = 0; i < 5; i++) {
            try (RandomAccessFile sparse =
                    new RandomAccessFile(directory.resolve("s" + i).toFile(), "rw")) {
                sparse.setLength(10L << 30);
                sparse.write(new byte[1 << 20]);
            }
        }
        Path one = directory.resolve("s0");
        for (int i = 0; i < 100; i++) Files.createLink(directory.resolve("link" + i), one);
        assertThat(FileTree.measure(directory, LIMIT, 1000, Duration.ofSeconds(10)))
                .satisfies(size -> assertThat(size.bytes()).isBetween(5L << 20, 6L << 20))
                .satisfies(size -> assertThat(size.entries()).isEqualTo(105));
        await().pollDelay(Duration.ofSeconds(2)).until(() -> !exceeded.isDone());
    }

    @Test
    void moreFilesThanAllowedAreReported() throws Exception {
        begin(2000);
        Path made = Files.createDirectory(directory.resolve("made"));
        for (int i = 0; i < 5000 && !exceeded.isDone(); i++) Files.createFile(made.resolve("f" + i));
        assertThat(exceeded.get(20, TimeUnit.SECONDS)).isEqualTo("made more files than a job may have (2,000)");
    }

    @Test
    void closedWatchReportsNothing() throws Exception {
        begin(1000);
        watch.close();
        Files.write(directory.resolve("big"), new byte[70 << 20]);
        await().pollDelay(Duration.ofSeconds(1)).until(() -> !exceeded.isDone());
    }

    @Test
    void jobWhoseDiskUseStaysUnknownIsReportedAsThatAndNotAsExceeded() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        long begun = System.nanoTime();
        begin(
                directory,
                limit -> {
                    attempts.incrementAndGet();
                    throw new IOException("find took longer than 20 s");
                },
                1000);
        assertThat(unknown.get(20, TimeUnit.SECONDS))
                .isEqualTo("The disk use of the job could not be measured for 2 s (find took longer than 20 s)");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(attempts).hasValueGreaterThan(2);
        assertThat(exceeded).isNotDone();
    }

    @Test
    void directoryThatCannotBeReadIsUnknownAndNotEmpty() throws Exception {
        Path loop = directory.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        begin(loop.resolve("artefacts"), limit -> 0, 1000);
        assertThat(unknown.get(20, TimeUnit.SECONDS)).contains("could not be measured for 2 s");
        assertThat(exceeded).isNotDone();
    }

    @Test
    void watchGoesOnAfterMeasurementsThatFailedForAShortTime() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        begin(
                directory,
                limit -> {
                    int attempt = attempts.incrementAndGet();
                    if (attempt == 1) throw new IOException("find took longer than 20 s");
                    if (attempt == 2) throw new StackOverflowError("too deep");
                    return 0;
                },
                1000);
        await().atMost(Duration.ofSeconds(20)).until(() -> attempts.get() >= 3);
        assertThat(unknown).isNotDone();
        Files.write(directory.resolve("big"), new byte[70 << 20]);
        assertThat(exceeded.get(20, TimeUnit.SECONDS)).startsWith("used more disk than its order named");
        assertThat(unknown).isNotDone();
    }

    @Test
    void measuringStopsAtItsLimits() throws IOException {
        begin(1000);
        for (int i = 0; i < 50; i++) Files.write(directory.resolve("f" + i), new byte[8192]);
        FileTree.Size few = FileTree.measure(directory, Long.MAX_VALUE, 10, Duration.ofSeconds(10));
        assertThat(few.whole()).isFalse();
        assertThat(few.entries()).isEqualTo(11);
        FileTree.Size small = FileTree.measure(directory, 20_000, 1000, Duration.ofSeconds(10));
        assertThat(small.whole()).isFalse();
        assertThat(FileTree.measure(directory.resolve("absent"), 1, 1, Duration.ofSeconds(10)))
                .isEqualTo(new FileTree.Size(0, 0, true));
    }
}
