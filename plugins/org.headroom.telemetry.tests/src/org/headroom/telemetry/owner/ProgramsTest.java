package org.headroom.telemetry.owner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.availability.OwnerActivity.Home;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    private static final String ID = "1f".repeat(32);

    @TempDir
    Path folder;

    private void process(int pid, String name, String cgroup) throws IOException {
        Path process = Files.createDirectories(folder.resolve(Integer.toString(pid)));
        Files.writeString(process.resolve("comm"), name + "\n");
        Files.writeString(process.resolve("cgroup"), cgroup);
    }

    private void supply(String name, String... words) throws IOException {
        Path supply = Files.createDirectories(folder.resolve(name));
        for (int i = 0; i < words.length; i += 2) Files.writeString(supply.resolve(words[i]), words[i + 1] + "\n");
    }

    @Test
    void aProcessInAContainerNamesItHoweverTheEngineWritesIt() throws Exception {
        process(1, "job", "12:devices:/docker/" + ID + "\n");
        process(2, "job", "0::/system.slice/docker-" + ID + ".scope\n");
        process(3, "job", "0::/user.slice/user-1000.slice/libpod-" + ID + ".scope/container\n");
        process(4, "job", "11:memory:/libpod_parent/libpod-" + ID + "\n");
        process(5, "game", "0::/user.slice/user-1000.slice/session-2.scope\n");
        process(6, "job", "0::/docker/" + "2e".repeat(32) + "/libpod-" + ID + "\n");
        LinuxPrograms programs = new LinuxPrograms(folder);
        for (int pid : List.of(1, 2, 3, 4, 6)) assertThat(programs.home(pid)).isEqualTo(new Home.Container(ID));
        assertThat(programs.home(5)).isEqualTo(new Home.Machine());
        assertThat(programs.home(7)).isEqualTo(new Home.Untold());
        assertThat(programs.name(5)).contains("game");
        assertThat(programs.name(7)).isEmpty();
    }

    @Test
    void exclusiveProgramsAreFoundByName() throws Exception {
        process(1, "Blender", "");
        process(2, "obs", "");
        assertThat(new LinuxPrograms(folder).running(List.of("blender", "game.exe")))
                .containsExactly("blender");
        assertThat(new LinuxPrograms(folder.resolve("none")).running(List.of("a")))
                .isEmpty();
    }

    @Test
    void thisTestIsAProgramOfThisMachine() {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/comm")), "no /proc");
        LinuxPrograms programs = new LinuxPrograms(Path.of("/proc"));
        String own = programs.name(ProcessHandle.current().pid()).orElseThrow();
        assertThat(programs.running(List.of(own, "no-such-program"))).isEqualTo(Set.of(own));
        assertThat(new AnyPrograms().name(ProcessHandle.current().pid())).isPresent();
    }

    @Test
    void onlyTheMachinesOwnBatteryCounts() throws Exception {
        assertThat(Battery.linux(folder.resolve("none"))).isEmpty();
        supply("AC", "type", "Mains", "online", "0");
        supply("mouse", "type", "Battery", "scope", "Device", "status", "Discharging");
        assertThat(Battery.linux(folder)).isEmpty();
        supply("BAT0", "type", "Battery", "status", "Charging");
        assertThat(Battery.linux(folder)).isEqualTo(Optional.of(false));
        supply("BAT1", "type", "Battery", "scope", "System", "status", "Discharging");
        assertThat(Battery.linux(folder)).isEqualTo(Optional.of(true));
    }
}
