package org.headroom.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimePowerTest {
    @TempDir
    Path devices;

    private final TestTime time = new TestTime();
    private RuntimePower power;
    private Path files;

    @BeforeEach
    void kernel() throws IOException {
        power = new RuntimePower(devices, time::nanos);
        files = Files.createDirectories(devices.resolve("0000:0a:00.0/power"));
    }

    private static GpuIdentity gpu(boolean simulated) {
        return new GpuIdentity(
                new GpuId("GPU-0"),
                0,
                "a GPU",
                Optional.of("00000000:0A:00.0"),
                Optional.empty(),
                Optional.empty(),
                simulated);
    }

    private void kernelSays(String status, String control) throws IOException {
        Files.writeString(files.resolve("runtime_status"), status + "\n");
        Files.writeString(files.resolve("control"), control + "\n");
    }

    @Test
    void aSuspendedGpuIsAsleepAtOnceAndAwakeWhenTheKernelHasWokenIt() throws Exception {
        kernelSays("active", "auto");
        assertThat(power.asleep(gpu(false))).isFalse();
        kernelSays("suspended", "auto");
        assertThat(power.asleep(gpu(false))).isTrue();
        kernelSays("active", "auto");
        assertThat(power.asleep(gpu(false))).isFalse();
    }

    @Test
    void aGpuThatTheKernelLeavesOnIsLookedAtOnceAMinute() throws Exception {
        kernelSays("active", "on");
        assertThat(power.asleep(gpu(false))).isFalse();
        kernelSays("suspended", "auto");
        assertThat(power.asleep(gpu(false))).isFalse();
        time.pass(Duration.ofSeconds(61));
        assertThat(power.asleep(gpu(false))).isTrue();
    }

    @Test
    void aSimulatedGpuNeverSleeps() throws Exception {
        kernelSays("suspended", "auto");
        assertThat(power.asleep(gpu(true))).isFalse();
    }
}
