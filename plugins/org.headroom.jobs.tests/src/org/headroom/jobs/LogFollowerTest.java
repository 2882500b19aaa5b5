package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.model.Subscription;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.MissingOutput;
import org.headroom.model.job.OfferedImages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output read by the engine's log request, over restarts and rotations of the engine. */
@Timeout(60)
class LogFollowerTest {
    private static final ContainerRef CONTAINER = new ContainerRef("docker", "24", "c0ffee", "sha256:1");

    @TempDir
    Path directory;

    /** What the engine has of the log. */
    private final List<String> log = new CopyOnWriteArrayList<>();

    private final AtomicInteger follows = new AtomicInteger();
    private final StringBuffer told = new StringBuffer();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean running = true;
    /** Ends the request that follows, as an engine does that loses it. */
    private volatile boolean cut;

    private FakeEngineSocket fake;
    private DockerEngine engine;

    @BeforeEach
    void start() throws IOException {
        fake = new FakeEngineSocket(directory.resolve("s"), this::answer);
        engine = new DockerEngine(fake.socket, "rig", OfferedImages.NONE);
    }

    @AfterEach
    void end() throws IOException {
        engine.close();
        fake.close();
    }

    private void answer(String method, String target, FakeEngineSocket.Exchange exchange) throws Exception {
        if (target.equals("/version")) exchange.json(200, "{\"ApiVersion\": \"1.43\", \"Version\": \"24\"}");
        else if (target.contains("/info")) exchange.json(200, "{}");
        else if (target.contains("/logs")) logs(target.endsWith("true"), exchange);
        else exchange.json(200, """
                    {"Id": "c0ffee", "Config": {"Labels": {"org.headroom.rig": "rig"}}, "State": {"Running": %s,
                    "ExitCode": 0, "StartedAt": "2026-03-01T10:00:00Z", "FinishedAt": "%s"}}""".formatted(running, running ? "0001-01-01T00:00:00Z" : "2026-03-01T10:00:15Z"));
    }

    private void logs(boolean follow, FakeEngineSocket.Exchange exchange) throws Exception {
        exchange.head(200, "Content-Type: application/vnd.docker.raw-stream");
        if (follow) follows.incrementAndGet();
        cut = false;
        for (int sent = 0; ; ) {
            // A log that was rotated goes on at its new beginning for whoever follows it.
            if (sent > log.size()) return;
            while (sent < log.size()) exchange.send(frame(log.get(sent++)));
            if (!follow || !running || cut) return;
            if (Thread.interrupted()) throw new IOException("hung up");
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    private static byte[] frame(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + bytes.length)
                .putInt(1 << 24)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private static List<String> lines(int from, int to) {
        List<String> lines = new ArrayList<>();
        for (int i = from; i < to; i++) lines.add("line " + i + "\n");
        return lines;
    }

    private Subscription follow() throws Exception {
        return engine.follow(CONTAINER, told::append, () -> ended.set(true));
    }

    private void rotateTo(List<String> lines) throws IOException {
        fake.stop();
        log.clear();
        log.addAll(lines);
        fake.start();
    }

    private void finish() {
        running = false;
        await().atMost(Duration.ofSeconds(5)).until(ended::get);
    }

    @Test
    void restartOfTheEngineLosesAndRepeatsNothing() throws Exception {
        log.addAll(lines(0, 100));
        try (Subscription following = follow()) {
            await().until(() -> told.toString().endsWith("line 99\n"));
            fake.stop();
            log.addAll(lines(100, 200));
            fake.start();
            await().until(() -> told.toString().endsWith("line 199\n"));
            cut = true;
            log.addAll(lines(200, 300));
            await().until(() -> told.toString().endsWith("line 299\n"));
            finish();
            assertThat(following).isNotNull();
        }
        assertThat(told).hasToString(String.join("", lines(0, 300)));
        assertThat(follows.get()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void logRotatedDuringARestartGoesOnWhereItWasRead() throws Exception {
        log.addAll(lines(0, 1000));
        try (Subscription following = follow()) {
            await().until(() -> told.toString().endsWith("line 999\n"));
            rotateTo(lines(500, 1500));
            await().until(() -> told.toString().endsWith("line 1499\n"));
            rotateTo(lines(1495, 1600));
            await().until(() -> told.toString().endsWith("line 1599\n"));
            finish();
            assertThat(following).isNotNull();
        }
        assertThat(told).hasToString(String.join("", lines(0, 1600)));
    }

    @Test
    void outputLostByRotationIsSaidOnce() throws Exception {
        log.addAll(lines(0, 1000));
        try (Subscription following = follow()) {
            await().until(() -> told.toString().endsWith("line 999\n"));
            rotateTo(lines(3000, 3100));
            await().until(() -> told.toString().endsWith("line 3099\n"));
            log.addAll(lines(3100, 3200));
            finish();
            assertThat(following).isNotNull();
        }
        assertThat(told)
                .hasToString(String.join("", lines(0, 1000))
                        + "[… output may be missing here: the engine rotated its log; how much is unknown]\n"
                        + String.join("", lines(3000, 3200)));
    }

    @Test
    void engineThatIsSilentAboutTheLastOutputIsNotWaitedForForEver() throws Exception {
        engine.waitTimes(new ExitWait.Times(
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                Duration.ofMillis(50)));
        fake.handler((method, target, exchange) -> {
            if (target.endsWith("follow=true")) exchange.head(200, "Content-Type: application/vnd.docker.raw-stream");
            else if (target.contains("/logs")) {
                exchange.head(200, "Content-Type: application/vnd.docker.raw-stream");
                exchange.send(frame("a line\n"));
                exchange.hang();
            } else answer(method, target, exchange);
        });
        running = false;
        try (Subscription following = follow()) {
            engine.await(CONTAINER);
            await().atMost(Duration.ofSeconds(20)).until(ended::get);
            assertThat(following).isNotNull();
        }
        assertThat(told.toString()).contains("a line\n", MissingOutput.END.strip());
    }

    @Test
    void followerEndsAtOnceWhenTheWaitSawTheEndAndTheLogRequestHangs() throws Exception {
        log.addAll(lines(0, 10));
        AtomicBoolean stuck = new AtomicBoolean();
        fake.handler((method, target, exchange) -> {
            if (target.contains("/wait")) exchange.hang();
            else if (target.endsWith("follow=true")) {
                exchange.head(200, "Content-Type: application/vnd.docker.raw-stream");
                for (String line : log) exchange.send(frame(line));
                stuck.set(true);
                exchange.hang();
            } else answer(method, target, exchange);
        });
        try (Subscription following = follow()) {
            await().until(stuck::get);
            log.addAll(lines(10, 20));
            running = false;
            engine.await(CONTAINER);
            await().atMost(Duration.ofMillis(500))
                    .pollInterval(Duration.ofMillis(5))
                    .until(ended::get);
            assertThat(following).isNotNull();
        }
        assertThat(told).hasToString(String.join("", lines(0, 20)));
    }

    @Test
    void engineThatIsGoneAfterTheEndDoesNotKeepTheFollower() throws Exception {
        log.addAll(lines(0, 10));
        try (Subscription following = follow()) {
            await().until(() -> told.toString().endsWith("line 9\n"));
            running = false;
            engine.await(CONTAINER);
            fake.stop();
            await().atMost(Duration.ofSeconds(10)).until(ended::get);
            assertThat(following).isNotNull();
        }
        assertThat(told).asString().startsWith(String.join("", lines(0, 10)));
    }

    @Test
    void logThatTheEngineDoesNotTellToItsEndEndsWithALineThatSaysSo() throws Exception {
        log.add("half a line");
        AtomicBoolean refusing = new AtomicBoolean();
        fake.handler((method, target, exchange) -> {
            if (target.contains("/logs") && refusing.get()) exchange.json(500, "{\"message\": \"no space left\"}");
            else answer(method, target, exchange);
        });
        try (Subscription following = follow()) {
            await().until(() -> told.toString().endsWith("half a line"));
            refusing.set(true);
            cut = true;
            log.add(" and more\n");
            running = false;
            engine.await(CONTAINER);
            await().atMost(Duration.ofSeconds(10)).until(ended::get);
            assertThat(following).isNotNull();
        }
        assertThat(told).asString().startsWith("half a line").endsWith("\n" + MissingOutput.END);
    }

    @Test
    void logOfAContainerThatIsGoneEndsWithALineThatSaysSo() throws Exception {
        log.addAll(lines(0, 10));
        AtomicBoolean gone = new AtomicBoolean();
        fake.handler((method, target, exchange) -> {
            if (target.contains("c0ffee") && gone.get()) exchange.json(404, "{\"message\": \"no such container\"}");
            else answer(method, target, exchange);
        });
        try (Subscription following = follow()) {
            await().until(() -> told.toString().endsWith("line 9\n"));
            gone.set(true);
            cut = true;
            await().atMost(Duration.ofSeconds(10)).until(ended::get);
            assertThat(following).isNotNull();
        }
        assertThat(told).hasToString(String.join("", lines(0, 10)) + MissingOutput.END);
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
    void listenerThatThrowsIsToldTheNextText(Class<? extends Throwable> thrown) throws Exception {
        Throwable failure = thrown.getConstructor(String.class).newInstance("cannot take this");
        AtomicInteger failed = new AtomicInteger();
        log.addAll(lines(0, 10));
        try (Subscription following = engine.follow(
                CONTAINER,
                text -> {
                    if (!text.startsWith("line 3") && !text.startsWith("line 12")) {
                        told.append(text);
                        return;
                    }
                    failed.incrementAndGet();
                    if (failure instanceof Error e) throw e;
                    throw (RuntimeException) failure;
                },
                () -> ended.set(true))) {
            await().until(() -> told.toString().endsWith("line 9\n"));
            log.addAll(lines(10, 20));
            await().until(() -> told.toString().endsWith("line 19\n"));
            finish();
            assertThat(following).isNotNull();
        }
        List<String> taken = lines(0, 20);
        taken.removeAll(List.of("line 3\n", "line 12\n"));
        assertThat(told).hasToString(String.join("", taken));
        assertThat(failed).as("what it did not take is not told again").hasValue(2);
    }

    @Test
    void endOfATailIsFoundInWhateverPiecesTheLogComes() throws Exception {
        byte[] old = String.join("", lines(0, 300)).getBytes(StandardCharsets.UTF_8);
        byte[] rotated = String.join("", lines(250, 400)).getBytes(StandardCharsets.UTF_8);
        for (int piece = 1; piece < 40; piece++) {
            StringBuilder text = new StringBuilder();
            LogFrames frames = new LogFrames(text::append);
            frames.read(new java.io.ByteArrayInputStream(pieces(old, piece)));
            byte[] again = pieces(rotated, piece + 1);
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> frames.read(new java.io.ByteArrayInputStream(again)))
                    .isInstanceOf(LogFrames.Rotated.class);
            frames.align(new java.io.ByteArrayInputStream(again));
            frames.read(new java.io.ByteArrayInputStream(again));
            frames.end();
            assertThat(text).hasToString(String.join("", lines(0, 400)));
        }
    }

    private static byte[] pieces(byte[] all, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < all.length; at += size)
            out.writeBytes(frame(new String(all, at, Math.min(size, all.length - at), StandardCharsets.UTF_8)));
        return out.toByteArray();
    }
}
