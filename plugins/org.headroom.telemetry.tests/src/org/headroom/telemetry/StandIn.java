package org.headroom.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** The stand-in driver, built from its sources, with a scenario of the test's own. */
final class StandIn {
    private final Path folder;
    final Path library;

    /** A copy of its own: the simulated time begins when a library is initialised for the first time. */
    StandIn(Path folder, String scenario) throws IOException, InterruptedException {
        this.folder = folder;
        this.library = Files.copy(built(), folder.resolve("libnvidia-ml.so.1"));
        scenario(scenario);
        // Java cannot change its own environment, but C's getenv is what the library asks.
        Function setenv = NativeLibrary.getInstance("c").getFunction("setenv");
        String path = folder.resolve("scenario").toString();
        assertThat(setenv.invokeInt(new Object[] {"HEADROOM_STANDIN_SCENARIO", path, 1}))
                .isZero();
    }

    /** Takes the scenario's place in one move, so that no half of it is ever read. */
    void scenario(String text) throws IOException {
        Path next = Files.writeString(folder.resolve("scenario.new"), text);
        Files.move(next, folder.resolve("scenario"), StandardCopyOption.REPLACE_EXISTING);
    }

    static Path built() throws IOException, InterruptedException {
        boolean gcc = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gcc")));
        Assumptions.assumeTrue(gcc, "gcc is not installed: the stand-in driver cannot be built");
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve(".mvn"))) root = root.getParent();
        Path target = Path.of("target", "stand-in").toAbsolutePath();
        Process build = new ProcessBuilder(
                        root.resolve("nvml-bindings/stand-in/build.sh").toString(), target.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(build.waitFor()).as(said).isZero();
        return target.resolve("libnvidia-ml.so.1");
    }
}
