package org.headroom.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The committed sources of the raw layer are what the tables make; skipped where there is no Python. */
class GeneratedTest {
    @Test
    void theSourcesAreWhatTheTablesMake() throws IOException, InterruptedException {
        Assumptions.assumeTrue(hasPython(), "python3 is not installed: the generator cannot run");
        String script =
                Checkout.root().resolve("nvml-bindings/generate/generate.py").toString();
        Process p = new ProcessBuilder("python3", script, "--check")
                .redirectErrorStream(true)
                .start();
        String said = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(p.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(p.exitValue()).as(said).isZero();
    }

    private static boolean hasPython() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":"))
            if (Files.isExecutable(Path.of(folder, "python3"))) return true;
        return false;
    }
}
