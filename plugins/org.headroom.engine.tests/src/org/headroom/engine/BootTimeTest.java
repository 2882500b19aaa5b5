package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class BootTimeTest {
    @TempDir
    Path proc;

    private long nano = Duration.ofDays(40).toNanos();

    @BeforeEach
    void machineIsUp() throws IOException {
        Files.createDirectories(proc.resolve("sys/kernel/random"));
        Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "d16ec317-11f1-4515-a41c-ac3b3d896cd6\n");
        uptime("1000.50 3999.00\n");
    }

    private void uptime(String text) throws IOException {
        Files.writeString(proc.resolve("uptime"), text);
    }

    private BootTime bootTime() {
        return BootTime.of(proc, () -> nano).orElseThrow();
    }

    private void awake(Duration time) {
        nano += time.toNanos();
    }

    @Test
    void bootTimeStartsWithTheUptime() {
        assertThat(bootTime().bootId()).isEqualTo("d16ec317-11f1-4515-a41c-ac3b3d896cd6");
        assertThat(Duration.ofNanos(bootTime().nanos())).isEqualTo(Duration.ofMillis(1_000_500));
    }

    @Test
    void timeAwakeHasTheResolutionOfTheSteadyTime() throws IOException {
        BootTime boot = bootTime();
        awake(Duration.ofNanos(4_000_001));
        assertThat(Duration.ofNanos(boot.nanos())).isEqualTo(Duration.ofNanos(1_000_504_000_001L));
        awake(Duration.ofMillis(6));
        uptime("1000.51 3999.00\n");
        assertThat(Duration.ofNanos(boot.nanos())).isEqualTo(Duration.ofNanos(1_000_510_000_001L));
    }

    @Test
    void steadyTimeThatIsSetBackDoesNotSetTheBootTimeBack() throws IOException {
        BootTime boot = bootTime();
        awake(Duration.ofSeconds(10));
        uptime("1010.50 3999.00\n");
        assertThat(Duration.ofNanos(boot.nanos())).isEqualTo(Duration.ofMillis(1_010_500));
        awake(Duration.ofHours(-1));
        uptime("1010.60 3999.00\n");

        assertThat(Duration.ofNanos(boot.nanos())).isEqualTo(Duration.ofMillis(1_010_600));
    }

    @Test
    void timeInSuspendIsCountedFromTheUptime() throws IOException {
        BootTime boot = bootTime();
        awake(Duration.ofSeconds(1));
        uptime("4601.50 3999.00\n");
        assertThat(Duration.ofNanos(boot.nanos())).isEqualTo(Duration.ofMillis(4_601_500));
        awake(Duration.ofSeconds(1));
        uptime("4602.50 3999.00\n");
        assertThat(Duration.ofNanos(boot.nanos())).isEqualTo(Duration.ofMillis(4_602_500));
    }

    @Test
    void uptimeIsReadAtMostTenTimesASecond() throws IOException {
        BootTime boot = bootTime();
        awake(Duration.ofMillis(99));
        uptime("4601.50 3999.00\n");
        assertThat(Duration.ofNanos(boot.nanos())).as("not read yet").isEqualTo(Duration.ofMillis(1_000_599));
        awake(Duration.ofMillis(1));
        assertThat(Duration.ofNanos(boot.nanos())).isEqualTo(Duration.ofMillis(4_601_500));
    }

    @Test
    void uptimeThatCannotBeReadForAWhileLeavesTheTimeAwake() throws IOException {
        BootTime boot = bootTime();
        for (String text : new String[] {"", "soon\n", "99999999999.00 1.00\n", "-5.00 1.00\n"}) {
            uptime(text);
            awake(Duration.ofSeconds(1));
            assertThat(boot.nanos()).isPositive();
        }
        Files.delete(proc.resolve("uptime"));
        awake(Duration.ofSeconds(1));
        assertThat(Duration.ofNanos(boot.nanos())).isEqualTo(Duration.ofMillis(1_005_500));
    }

    @Test
    void bootTimeNeverRunsBackWhereTheUptimeDoes() throws IOException {
        BootTime boot = bootTime();
        long before = boot.nanos();
        uptime("1.00 1.00\n");
        assertThat(boot.nanos()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void systemWithoutProcHasNoBootTime() throws IOException {
        assertThat(BootTime.of(proc.resolve("none"), () -> nano)).isEmpty();
        Files.delete(proc.resolve("sys/kernel/random/boot_id"));
        assertThat(BootTime.of(proc, () -> nano)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void bootTimeOfThisMachineRunsAsTheSteadyTimeDoes() throws IOException {
        Optional<BootTime> boot = BootTime.ofThisMachine();
        long nanoBefore = System.nanoTime();
        long before = boot.orElseThrow().nanos();
        long after = boot.orElseThrow().nanos();
        long nanoAfter = System.nanoTime();
        assertThat(after).isBetween(before, before + (nanoAfter - nanoBefore));
        double uptime =
                Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
        assertThat(before / 1e9).isBetween(uptime - 5, uptime + 0.05);
    }
}
