package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.OfferedImages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a container, told by an engine that tells it badly. */
@Timeout(60)
class ExitWaitTest {
    private static final ContainerRef CONTAINER = new ContainerRef("podman", "4.3.1", "c0ffee", "sha256:1");
    private static final String STARTED = "2026-03-01T10:00:00.5Z";
    private static final String RUNNING = state("running", true, 0, "0001-01-01T00:00:00Z");
    private static final String EXITED = state("exited", false, 3, "2026-03-01T10:00:15.25Z");
    private static final Instant ENDED = Instant.parse("2026-03-01T10:00:15.25Z");

    @TempDir
    Path directory;

    private volatile String state = RUNNING;
    private volatile FakeEngineSocket.Handler wait = (method, target, exchange) -> exchange.hang();
    private final AtomicInteger waitCalls = new AtomicInteger();
    /** How many inspections the engine still fails. */
    private final AtomicInteger refusals = new AtomicInteger();

    private volatile boolean isListHung;

    private FakeEngineSocket fake;
    private PodmanEngine engine;

    private static String state(String status, boolean running, int exitCode, String finishedAt) {
        return """
                {"Id": "c0ffee", "Config": {"Labels": {"org.headroom.rig": "rig"}}, "State": {"Status": "%s",
                "Running": %s, "ExitCode": %d, "StartedAt": "%s", "FinishedAt": "%s"}}""".formatted(status, running, exitCode, STARTED, finishedAt);
    }

    @BeforeEach
    void start() throws Exception {
        fake = new FakeEngineSocket(directory.resolve("s"), this::answer);
        engine = new PodmanEngine(fake.socket, "rig", OfferedImages.NONE, Clock.systemUTC());
    }

    private void answer(String method, String target, FakeEngineSocket.Exchange exchange) throws Exception {
        if (target.contains("/wait")) {
            waitCalls.incrementAndGet();
            wait.answer(method, target, exchange);
        } else if (isListHung && target.contains("/containers/json")) {
            exchange.hang();
        } else if (refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            exchange.json(500, "{\"message\": \"read /proc/2668/cgroup: no such process\"}");
        } else {
            exchange.json(200, state);
        }
    }

    @AfterEach
    void end() throws Exception {
        engine.close();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(fake.connections())
                        .as("connections left behind")
                        .isZero());
        fake.close();
    }

    private CompletableFuture<ContainerState.Exited> waiting() {
        CompletableFuture<ContainerState.Exited> end = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                end.complete(engine.await(CONTAINER));
            } catch (JobFailure | InterruptedException e) {
                end.completeExceptionally(e);
            }
        });
        return end;
    }

    private ContainerState.Exited noticed(CompletableFuture<ContainerState.Exited> end) throws Exception {
        long begin = System.nanoTime();
        ContainerState.Exited exited = end.get(10, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        return exited;
    }

    @Test
    void containerWhoseProcessEndsWhileTheEngineLooksIsLookedAtAgain() throws Exception {
        state = EXITED;
        refusals.set(2);
        assertThat(engine.inspect("c0ffee")).isPresent();
        refusals.set(10);
        assertThatThrownBy(() -> engine.inspect("c0ffee")).isInstanceOf(JobFailure.class);
        assertThat(refusals.get())
                .as("asked four times, and once whether it is being removed")
                .isEqualTo(5);
    }

    @Test
    void endIsNoticedWithinTwoSecondsWhenTheWaitCallNeverAnswers() throws Exception {
        CompletableFuture<ContainerState.Exited> end = waiting();
        await().until(() -> waitCalls.get() == 1);
        assertThat(end).isNotDone();
        state = EXITED;
        ContainerState.Exited exited = noticed(end);
        assertThat(exited.endedAt()).isEqualTo(ENDED);
        assertThat(exited.exitCode()).isEqualTo(3);
        assertThat(exited.outOfMemory()).isFalse();
    }

    @Test
    void waitCallThatAnswersEndsTheWaitWithoutAPause() throws Exception {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        wait = (method, target, exchange) -> {
            ended.get();
            exchange.json(200, "3");
        };
        engine.waitTimes(new ExitWait.Times(
                Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(10)));
        CompletableFuture<ContainerState.Exited> end = waiting();
        await().until(() -> waitCalls.get() == 1);
        state = EXITED;
        long begin = System.nanoTime();
        ended.complete(null);
        end.get(10, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(200));
    }

    @Test
    void endBeforeTheStartIsToldAsTheEngineHasItWhereTheClockWasSetBack() throws Exception {
        CompletableFuture<ContainerState.Exited> end = waiting();
        state = state("exited", false, 0, "2026-03-01T09:10:00.5Z");
        assertThat(noticed(end).endedAt()).isEqualTo(Instant.parse("2026-03-01T09:10:00.5Z"));
    }

    @Test
    void listOfContainersThatIsNotAnsweredAfterARefusedLookHidesTheEndForNoLongerThanTheLook() throws Exception {
        CompletableFuture<ContainerState.Exited> end = waiting();
        await().until(() -> waitCalls.get() == 1);
        isListHung = true;
        state = EXITED;
        refusals.set(4);
        assertThat(end.get(10, TimeUnit.SECONDS).endedAt()).isEqualTo(ENDED);
        assertThat(refusals).hasValue(0);
    }

    @Test
    void waitCallThatIsCutIsRepeatedAndTheEndNoticed() throws Exception {
        wait = (method, target, exchange) -> exchange.send("HTTP/1.1 20".getBytes());
        CompletableFuture<ContainerState.Exited> end = waiting();
        await().until(() -> waitCalls.get() >= 3);
        state = EXITED;
        assertThat(noticed(end).exitCode()).isEqualTo(3);
        assertThat(waitCalls.get()).as("one each half second at most").isLessThan(10);
    }

    @Test
    void waitCallThatReturnsTooEarlyEndsNothing() throws Exception {
        wait = (method, target, exchange) -> exchange.json(200, "-1");
        CompletableFuture<ContainerState.Exited> end = waiting();
        await().until(() -> waitCalls.get() >= 3);
        assertThat(end).isNotDone();
        state = EXITED;
        assertThat(noticed(end).endedAt()).isEqualTo(ENDED);
    }

    @Test
    void stateRequestThatHangsOnceDoesNotHideTheEnd() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        fake.handler((method, target, exchange) -> {
            if (target.contains("/json") && looks.incrementAndGet() == 3) exchange.hang();
            else answer(method, target, exchange);
        });
        CompletableFuture<ContainerState.Exited> end = waiting();
        await().until(() -> looks.get() >= 3);
        state = EXITED;
        assertThat(noticed(end).exitCode()).isEqualTo(3);
    }

    @Test
    void endDuringAnOutageIsTheContainersOwn() throws Exception {
        CompletableFuture<ContainerState.Exited> end = waiting();
        await().until(() -> waitCalls.get() == 1);
        fake.stop();
        await().pollDelay(Duration.ofSeconds(3)).until(() -> !end.isDone());
        state = EXITED;
        fake.start();
        assertThat(noticed(end).endedAt()).isEqualTo(ENDED);
    }

    @Test
    void engineThatStaysAwayIsReportedInTheEnd() throws Exception {
        engine.waitTimes(new ExitWait.Times(
                Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)));
        CompletableFuture<ContainerState.Exited> end = waiting();
        await().until(() -> waitCalls.get() == 1);
        fake.stop();
        assertThatThrownBy(() -> end.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        JobFailure.class, f -> assertThat(f.kind()).isEqualTo(JobFailure.Kind.NO_ENGINE));
    }

    @Test
    void endWithoutTimeOrCodeIsPolledUntilTheEngineIsSure() throws Exception {
        state = state("exited", false, 0, "0001-01-01T00:00:00Z");
        CompletableFuture<ContainerState.Exited> end = waiting();
        await().until(() -> waitCalls.get() >= 1);
        state = state("exited", false, -1, "2026-03-01T10:00:15.25Z");
        await().pollDelay(Duration.ofSeconds(1)).until(() -> !end.isDone());
        state = EXITED;
        assertThat(noticed(end).exitCode()).isEqualTo(3);
    }

    @Test
    void endThatTheEngineNeverLearnsIsReportedWithAnUnknownCode() throws Exception {
        engine.waitTimes(new ExitWait.Times(
                Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(1)));
        state = state("exited", false, 0, "0001-01-01T00:00:00Z");
        ContainerState.Exited exited = waiting().get(10, TimeUnit.SECONDS);
        assertThat(exited.exitCode()).isEqualTo(ContainerState.UNKNOWN_EXIT);
        assertThat(exited.endedAt()).isAfter(Instant.parse(STARTED)).isBeforeOrEqualTo(Instant.now());
        state = state("exited", false, -1, "2026-03-01T10:00:15.25Z");
        exited = waiting().get(10, TimeUnit.SECONDS);
        assertThat(exited.exitCode()).isEqualTo(ContainerState.UNKNOWN_EXIT);
        assertThat(exited.endedAt()).isEqualTo(ENDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "256", "9999999999", "3.7", "\"3\"", "-1", "null"})
    void exitCodeThatNoProcessHasIsUnknown(String code) throws Exception {
        engine.waitTimes(new ExitWait.Times(
                Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofMillis(200)));
        state = EXITED.replace("\"ExitCode\": 3", "\"ExitCode\": " + code);
        ContainerState.Exited exited = waiting().get(10, TimeUnit.SECONDS);
        assertThat(exited.exitCode()).isEqualTo(ContainerState.UNKNOWN_EXIT);
        assertThat(exited.endedAt()).isEqualTo(ENDED);
    }
}
