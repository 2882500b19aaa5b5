package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.model.Subscription;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobSpec;
import org.headroom.model.job.MissingOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs on a real Podman that end in every way; {@link LargeJobsTest} has those that take much. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class PodmanJobsTest extends PodmanFixture {
    private static final String LINE =
            "of the job's output, each of them as long as this one is, so that there are not too many; ";
    private static final long PRINTED = 400_000L * ("block 1000 " + LINE + "\n").length() + "last\nerror\n".length();

    @Test
    void containerThatSomebodyKilledIsToldFromAJobThatFailed() throws Exception {
        ContainerRef killed =
                engine.start(shell("while true; do sleep 0.1; done")).container();
        String target = engine.containers(killed.id(), "/kill?signal=SIGKILL");
        assertThat(engine.client
                        .post(target, org.headroom.jobs.http.SocketHttp.Content.NONE)
                        .ok())
                .isTrue();
        assertThat(engine.await(killed).exitCode()).isEqualTo(137);
        // All through a second: Podman's answer may depend on the part of it that is left.
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < 1_200_000_000L)
            assertThat(engine.wasStopped(killed)).isTrue();
        ContainerState.Exited failed = run(shell("exit 137"));
        assertThat(engine.wasStopped(failed.container())).isFalse();
    }

    @Test
    void diskOfAJobThatStillRunsIsLeftAloneAlsoWithoutTheEngine() throws Exception {
        JobSpec job = shell("until [ -e /tmp/x ]; do echo more >> /artefacts/result; sleep 0.1; done");
        ContainerRef container = engine.start(job).container();
        Path result = job.artefacts().resolve("result");
        await().until(() -> Files.exists(result) && Files.size(result) > 0);
        assumeThat(DiskImage.bounds(job.artefacts()))
                .as("loop devices need root and a kernel that has them")
                .isTrue();
        LeaseDisks disks = new LeaseDisks(directory, DiskPolicy.STANDARD);
        assertThat(disks.unsettled()).containsExactly(job.lease());
        assertThatThrownBy(() -> disks.settle(job.lease()))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("a process of the job still runs");
        assertThat(DiskImage.bounds(job.artefacts())).isTrue();
        engine.stop(container, Duration.ZERO);
        engine.await(container);
        String target = engine.containers(container.id(), "?force=true");
        engine.client.send("DELETE", target, org.headroom.jobs.http.SocketHttp.Content.NONE, Duration.ofSeconds(20));
        await().untilAsserted(() -> disks.settle(job.lease()));
        assertThat(disks.unsettled()).isEmpty();
        assertThat(result).content().startsWith("more");
    }

    @Test
    void endIsKnownWithItsOutputSoonAfterTheJob() throws Exception {
        List<Long> late = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ContainerRef container = engine.start(shell("sleep 0.4; echo last")).container();
            StringBuffer text = new StringBuffer();
            CountDownLatch ended = new CountDownLatch(1);
            try (Subscription following = engine.follow(container, text::append, ended::countDown)) {
                ContainerState.Exited exited = engine.await(container);
                assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
                late.add(Duration.between(exited.endedAt(), Instant.now()).toMillis());
                assertThat(text).hasToString("last\n");
                assertThat(following).isNotNull();
            }
            engine.remove(container);
        }
        late.sort(null);
        System.out.println("podman: end and all output known " + late + " ms after the job's own end");
        assertThat(late.get(2)).isLessThan(150);
    }

    @Test
    void eachKindOfEndHasItsCodeItsTimeAndItsCause() throws Exception {
        Instant begin = Instant.now();
        for (int code : new int[] {0, 3}) {
            ContainerState.Exited exited = run(shell("sleep 0.2; exit " + code));
            assertThat(exited.exitCode()).isEqualTo(code);
            assertThat(exited.outOfMemory()).isFalse();
            assertThat(Duration.between(exited.startedAt(), exited.endedAt()))
                    .isBetween(Duration.ofMillis(150), Duration.ofSeconds(2));
            assertThat(exited.endedAt()).isBetween(begin, Instant.now());
        }
        ContainerRef stopped = engine.start(shell("trap '' TERM; while true; do sleep 1; done"))
                .container();
        engine.stop(stopped, Duration.ZERO);
        ContainerState.Exited killed = engine.await(stopped);
        assertThat(killed.exitCode()).isEqualTo(137);
        assertThat(killed.outOfMemory()).isFalse();
        ContainerState.Exited starved = run(shell("x=aaaaaaaa; while true; do x=$x$x; done"));
        assertThat(starved.exitCode()).isEqualTo(137);
        assertThat(starved.outOfMemory()).isTrue();
    }

    @Test
    void endDuringAnOutageOfTheEngineIsTheContainersOwn() throws Exception {
        ContainerRef container =
                engine.start(shell("echo begun; sleep 3; echo over; exit 3")).container();
        StringBuffer text = new StringBuffer();
        CountDownLatch ended = new CountDownLatch(1);
        CompletableFuture<ContainerState.Exited> end = new CompletableFuture<>();
        try (Subscription following = engine.follow(container, text::append, ended::countDown)) {
            Thread.ofVirtual().start(() -> {
                try {
                    end.complete(engine.await(container));
                } catch (JobFailure | InterruptedException e) {
                    end.completeExceptionally(e);
                }
            });
            await().until(() -> text.toString().contains("begun"));
            service.close();
            await().atMost(Duration.ofSeconds(30))
                    .pollDelay(Duration.ofSeconds(20))
                    .until(() -> !end.isDone());
            assertThat(text.toString())
                    .as("the file goes on without the engine")
                    .isEqualTo("begun\nover\n");
            service.ensureUp();
            ContainerState.Exited exited = end.get(10, TimeUnit.SECONDS);
            assertThat(exited.exitCode()).isEqualTo(3);
            assertThat(Duration.between(exited.startedAt(), exited.endedAt()))
                    .isBetween(Duration.ofMillis(2900), Duration.ofSeconds(5));
            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(following).isNotNull();
        } finally {
            service.ensureUp();
        }
    }

    @Test
    void jobWhoseMonitorWasKilledEndsWithAnUnknownCodeAndCanBeRemoved() throws Exception {
        assumeThat(JobUser.weAreRoot()).isTrue();
        engine.waitTimes(new ExitWait.Times(
                Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(2)));
        ContainerRef container = engine.start(shell("sleep 100")).container();
        var json = engine.inspect(container.id()).orElseThrow().json();
        CompletableFuture<ContainerState.Exited> end = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                end.complete(engine.await(container));
            } catch (JobFailure | InterruptedException e) {
                end.completeExceptionally(e);
            }
        });
        await().pollDelay(Duration.ofMillis(300)).until(() -> !end.isDone());
        long monitor = Long.parseLong(
                Files.readString(Path.of(json.path("ConmonPidFile").asText())).strip());
        ProcessHandle.of(monitor).orElseThrow().destroyForcibly();
        ProcessHandle.of(json.path("State").path("Pid").asLong()).ifPresent(ProcessHandle::destroyForcibly);
        ContainerState.Exited exited = end.get(20, TimeUnit.SECONDS);
        assertThat(exited.exitCode()).isEqualTo(ContainerState.UNKNOWN_EXIT);
        assertThat(exited.endedAt()).isAfter(exited.startedAt()).isBeforeOrEqualTo(Instant.now());
        engine.remove(container);
        assertThat(engine.leases()).isEmpty();
    }

    private static String printing(String pause) {
        return "i=0; while [ $i -lt 400 ]; do i=$((i+1)); yes \"block $((1000+i)) " + LINE + "\" | head -n 1000; "
                + pause + " done; sleep 0.2; echo last; sleep 0.2; echo error >&2";
    }

    @Test
    void outputFasterThanItsReaderIsWholeOrSaysThatItIsNot() throws Exception {
        Heard heard = hear(engine.start(shell(printing(""))).container());
        System.out.println("podman: of " + PRINTED + " characters " + heard.length + " read, " + heard.lost
                + " times lost, " + heard.perhaps + " times perhaps");
        if (heard.lost > 0) assertThat(heard.length).isLessThan(PRINTED);
        else if (heard.perhaps > 0) assertThat(heard.length).isLessThanOrEqualTo(PRINTED);
        else assertThat(heard.length).isEqualTo(PRINTED);
    }

    @Test
    void fortyMegabytesOfOutputComeWholeThoughTheLogHoldsFour() throws Exception {
        ContainerRef container = engine.start(shell(printing("sleep 0.02;"))).container();
        Heard heard = hear(container);
        assertThat(heard.lost).isZero();
        assertThat(heard.length).isEqualTo(PRINTED).isGreaterThan(40_000_000);
        // Whoever comes later gets what the engine still has, and is told.
        String late = output(container);
        assertThat(late).startsWith(MissingOutput.LOST).endsWith("last\nerror\n");
        assertThat(late.length()).isLessThan((int) DiskPolicy.logBytes(DISK.bytes()));
    }

    @Test
    void removalMayBeRepeatedAndMeetTheEnginesOwnCleanUp() throws Exception {
        for (int i = 0; i < 5; i++) {
            JobSpec job = shell("echo left > /artefacts/left");
            ContainerRef container = run(job).container();
            engine.remove(container);
            engine.remove(container);
            assertThat(engine.find(job.lease())).isEmpty();
            assertThat(job.artefacts().resolve("left")).hasContent("left\n");
        }
    }

    @Test
    void thirtyJobsLeaveNoDescriptorNoThreadAndNoMountBehind() throws Exception {
        for (int i = 0; i < 3; i++) wholeLife();
        List<String> threads = threads();
        long mounts = mounts();
        List<String> before = descriptors();
        for (int i = 0; i < 30; i++) wholeLife();
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(descriptors().size())
                    .as("%s, before %s", descriptors(), before)
                    .isLessThanOrEqualTo(before.size());
            assertThat(threads().size()).as("%s, before %s", threads(), threads).isLessThanOrEqualTo(threads.size());
            assertThat(mounts()).isEqualTo(mounts);
        });
    }

    private void wholeLife() throws Exception {
        JobSpec job = shell("echo out; echo left > /artefacts/left");
        ContainerRef container = engine.start(job).container();
        CountDownLatch ended = new CountDownLatch(1);
        try (Subscription following = engine.follow(container, text -> {}, ended::countDown);
                Subscription watching = engine.watchDisk(container, reason -> {}, reason -> {})) {
            engine.await(container);
            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(List.of(following, watching)).doesNotContainNull();
        }
        engine.remove(container);
    }

    private static List<String> descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.map(PodmanJobsTest::target).sorted().collect(Collectors.toList());
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "gone";
        }
    }

    /** Those of the test itself and the virtual machine's own come and go. */
    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.matches("(ForkJoinPool|awaitility|VirtualThread|process reaper).*"))
                .sorted()
                .toList();
    }

    /** Of this test's jobs: other tests may have theirs on this machine. */
    private long mounts() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/mounts"))) {
            return lines.filter(line -> line.startsWith("/dev/loop") && line.contains(directory.toString()))
                    .count();
        }
    }

    @Test
    void diskOfAJobThatRunsWithoutAnImageIsNotMountedOverWhatItWrites() throws Exception {
        engine.close();
        engine = connect(new DiskPolicy(DISK, 5_000, false, DISK));
        JobSpec job = shell("while ! [ -e /tmp/end ]; do sleep 1; done");
        ContainerRef container = engine.start(job).container();
        engine.close();
        engine = connect(DiskPolicy.STANDARD);
        assertThat(engine.start(job)).isInstanceOf(ContainerState.Running.class);
        assertThat(DiskImage.isMounted(job.artefacts())).isFalse();
        assertThat(engine.find(job.lease()).orElseThrow().container()).isEqualTo(container);
    }
}
