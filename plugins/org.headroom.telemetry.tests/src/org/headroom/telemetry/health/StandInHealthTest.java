package org.headroom.telemetry.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.AlarmEvent;
import org.headroom.model.health.HealthAction;
import org.headroom.telemetry.GpuTelemetry;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules over the real sampler and the stand-in driver. */
class StandInHealthTest {
    @TempDir
    Path folder;

    @Test
    void heatAnXidAndALostGpuAreToldEachOfItsOwnGpu() throws Exception {
        Path library = standIn("""
                gpu NVIDIA GeForce RTX 4090
                load 20
                lost-after 3
                gpu NVIDIA A100
                load 20
                xid 2 79
                gpu NVIDIA L40S
                load 20
                """);
        List<AlarmEvent> told = new CopyOnWriteArrayList<>();
        try (GpuTelemetry watch =
                        new GpuTelemetry(Optional.of(library.toString()), Clock.systemUTC(), Duration.ofMillis(200));
                HealthDesk desk = new HealthDesk(watch, Optional.empty(), Optional.empty(), Clock.systemUTC())) {
            desk.onAlarm(told::add);
            desk.start();
            watch.start();
            await().atMost(Duration.ofSeconds(40)).until(() -> told.size() >= 2);
            assertThat(told).extracting(e -> e.alarm().rule()).containsExactlyInAnyOrder("xid", "gpu-lost");
            assertThat(told).extracting(AlarmEvent::kind).containsOnly(AlarmEvent.Kind.RAISED);
            Alarm lost = told.stream()
                    .map(AlarmEvent::alarm)
                    .filter(a -> a.rule().equals("gpu-lost"))
                    .findFirst()
                    .orElseThrow();
            assertThat(lost.gpu()).contains(watch.gpus().get(0).identity().id());
            assertThat(desk.asked(watch.gpus().get(1).identity().id())).contains(HealthAction.STOP_JOB);
            assertThat(desk.asked(watch.gpus().get(2).identity().id())).isEmpty();
        }
    }

    private Path standIn(String scenario) throws IOException, InterruptedException {
        boolean gcc = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(p -> Files.isExecutable(Path.of(p, "gcc")));
        Assumptions.assumeTrue(gcc, "gcc is not installed: the stand-in driver cannot be built");
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve(".mvn"))) root = root.getParent();
        Process build = new ProcessBuilder(
                        root.resolve("nvml-bindings/stand-in/build.sh").toString(), folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(build.waitFor()).as(said).isZero();
        Path file = Files.writeString(folder.resolve("scenario"), scenario);
        // Java cannot change its own environment, but C's getenv is what the library asks.
        Function setenv = NativeLibrary.getInstance("c").getFunction("setenv");
        assertThat(setenv.invokeInt(new Object[] {"HEADROOM_STANDIN_SCENARIO", file.toString(), 1}))
                .isZero();
        return folder.resolve("libnvidia-ml.so.1");
    }
}
