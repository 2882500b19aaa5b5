package org.headroom.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bindings as a stranger uses them: nothing on the class path but them and JNA, and no build around. */
class StandaloneTest {
    @TempDir
    Path folder;

    @Test
    void theReadmesExamplesAreTheFilesBesideIt() throws Exception {
        Path bindings = Checkout.root().resolve("nvml-bindings");
        String readme = Files.readString(bindings.resolve("README.md"));
        for (String name : List.of("GpuPower", "RawMemory"))
            assertThat(readme).contains("```java\n" + Files.readString(bindings.resolve("example/" + name + ".java")));
    }

    @Test
    void anExampleReadsPowerWithTheBindingsAndJnaAlone() throws Exception {
        Path library = standIn("gpu NVIDIA RTX A6000\n load 50\n");
        assertThat(run("GpuPower", library)).containsPattern("NVIDIA RTX A6000: OptionalLong\\[\\d+] mW, OptionalInt");
        assertThat(run("GpuPower", folder.resolve("none.so"))).contains("There is no library");
    }

    @Test
    void anExampleCallsFunctionsAsTheyAre() throws Exception {
        Path library = standIn("gpu\n load 50\n");
        assertThat(run("RawMemory", library)).containsPattern("\\d+ bytes used");
    }

    private Path standIn(String scenario) throws Exception {
        StandIn.write(folder, scenario);
        return Files.copy(Checkout.standIn(), folder.resolve("libnvidia-ml.so.1"));
    }

    private String run(String name, Path library) throws Exception {
        Path source = Checkout.root().resolve("nvml-bindings/example/" + name + ".java");
        String classPath = place(NvmlSession.class) + File.pathSeparator + place(Native.class);
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        Assumptions.assumeTrue(Files.isExecutable(bin.resolve("javac")), "this Java has no javac");
        String said = start(List.of(
                bin.resolve("javac").toString(),
                "-Xlint:all",
                "-cp",
                classPath,
                "-d",
                folder.toString(),
                source.toString()));
        assertThat(said).as("what javac says").isEmpty();
        return start(List.of(
                bin.resolve("java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                folder + File.pathSeparator + classPath,
                name,
                library.toString()));
    }

    private static String place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    private String start(List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put("HEADROOM_STANDIN_SCENARIO", folder.resolve("scenario").toString());
        Process p = builder.start();
        String said = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(p.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(p.exitValue()).as(said).isZero();
        return said;
    }
}
