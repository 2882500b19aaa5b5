package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.headroom.model.job.EngineStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Programs of our own stand in for NVIDIA's: they say what it says. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "shell scripts stand in for NVIDIA's programs")
class GpuToolkitTest {
    private static final EngineStatus PODMAN =
            new EngineStatus(true, "podman", "4.3.1", "Podman 4.3.1 is ready for jobs.", Map.of("runc", "1.1.12"));

    @TempDir
    Path directory;

    private final AtomicLong now = new AtomicLong();

    private GpuToolkit toolkit() {
        // Here alone: the machine that runs the tests may have a toolkit of its own.
        return new GpuToolkit(name -> Optional.of(directory.resolve(name)).filter(Files::isExecutable), now::get);
    }

    private void program(String name, String script, Instant changed) throws IOException {
        Path file = directory.resolve(name);
        // A new file in its place, as a package does it: a program that runs cannot be written.
        Files.deleteIfExists(file);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setLastModifiedTime(file, FileTime.from(changed));
    }

    private static String saying(String... lines) {
        return "printf '%s\\n' '" + String.join("' '", lines) + "'";
    }

    @Test
    void addsTheVersionThatTheProgramTellsToWhatTheEngineTells() throws IOException {
        program(
                "nvidia-ctk",
                "[ \"$1\" = --version ] && "
                        + saying("NVIDIA Container Toolkit CLI version 1.17.8", "commit: f202b80a"),
                Instant.EPOCH);
        assertThat(toolkit().addTo(PODMAN).parts())
                .containsExactlyInAnyOrderEntriesOf(Map.of("runc", "1.1.12", "nvidia-container-toolkit", "1.17.8"));
    }

    @Test
    void asksTheOlderProgramWhereThereIsNoOther() throws IOException {
        program(
                "nvidia-container-toolkit",
                saying("NVIDIA Container Runtime Hook version 1.10.0~rc.2", "commit: 1"),
                Instant.EPOCH);
        assertThat(toolkit().version()).contains("1.10.0~rc.2");
    }

    @Test
    void asksOnceAndAgainWhenTheProgramHasBeenReplaced() throws IOException {
        GpuToolkit toolkit = toolkit();
        program("nvidia-ctk", "echo asked >> \"$0.log\"; " + saying("CLI version 1.17.4"), Instant.EPOCH);
        assertThat(toolkit.version()).contains("1.17.4");
        now.addAndGet(Duration.ofDays(1).toNanos());
        assertThat(toolkit.version()).contains("1.17.4");
        assertThat(Files.readAllLines(directory.resolve("nvidia-ctk.log"))).hasSize(1);
        program("nvidia-ctk", saying("CLI version 1.17.8"), Instant.EPOCH.plusSeconds(60));
        assertThat(toolkit.version()).contains("1.17.8");
        Files.delete(directory.resolve("nvidia-ctk"));
        assertThat(toolkit.version()).isEmpty();
    }

    @Test
    void triesAgainAMinuteLaterWhatDidNotAnswer() throws IOException {
        GpuToolkit toolkit = toolkit();
        program("nvidia-ctk", "[ -e \"$0.ready\" ] && " + saying("CLI version 1.18.0"), Instant.EPOCH);
        assertThat(toolkit.version()).isEmpty();
        Files.createFile(directory.resolve("nvidia-ctk.ready"));
        assertThat(toolkit.version()).isEmpty();
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(toolkit.version()).contains("1.18.0");
    }

    @Test
    void saysNothingOfAProgramThatTellsNoVersionOrFails() throws IOException {
        for (String script : new String[] {
            "exit 3", saying("no idea"), saying("version"), saying("version one"), "kill -9 $$", "yes version"
        }) {
            program("nvidia-ctk", script, Instant.EPOCH);
            assertThat(toolkit().addTo(PODMAN)).as(script).isEqualTo(PODMAN);
        }
    }

    @Test
    void saysNothingWhereThereIsNoToolkitOrNoEngine() throws IOException {
        assertThat(toolkit().addTo(PODMAN)).isEqualTo(PODMAN);
        program("nvidia-ctk", saying("CLI version 1.17.8"), Instant.EPOCH);
        EngineStatus none = new EngineStatus(false, "none", "", "Install Podman.");
        assertThat(toolkit().addTo(none)).isEqualTo(none);
    }
}
