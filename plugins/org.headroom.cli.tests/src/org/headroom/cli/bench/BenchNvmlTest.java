package org.headroom.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.headroom.cli.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchNvmlTest {
    @TempDir
    Path scratch;

    private Path driver() throws Exception {
        boolean gcc = Stream.of(System.getenv("PATH").split(":")).anyMatch(p -> Files.isExecutable(Path.of(p, "gcc")));
        assumeTrue(gcc, "gcc is not on this machine, so the stand-in driver cannot be built");
        Process build = new ProcessBuilder(
                        Program.root()
                                .resolve("nvml-bindings/stand-in/build.sh")
                                .toString(),
                        scratch.toString())
                .inheritIO()
                .start();
        assertThat(build.waitFor()).isZero();
        return scratch.resolve("libnvidia-ml.so.1");
    }

    @Test
    void rawCallsAreMeasuredBesideTheSameCallsFromC() throws Exception {
        Path json = scratch.resolve("figures.json");
        var ended = Program.run(
                scratch,
                Map.of(),
                "bench",
                "nvml",
                "--nvml",
                driver().toString(),
                "--gpus",
                "3",
                "--rounds",
                "3",
                "--json",
                json.toString());
        // How fast it is depends on the machine; that both ways were measured and judged does not.
        assertThat(ended.exit()).as(ended.err()).isBetween(0, 1);
        assertThat(ended.out())
                .contains("Java, raw functions", "Java, typed session", "over 3 simulated GPUs")
                .containsPattern("(within|over) the limit of 0\\.3 µs");
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertThat(figures.path("callsPerSweep").asInt()).isEqualTo(36);
        assertThat(figures.path("c").path("median").asDouble()).isBetween(0.001, 100.0);
        assertThat(figures.path("raw").path("median").asDouble()).isBetween(0.001, 100.0);
        assertThat(figures.path("raw").path("bytesPerSweep").asInt()).isLessThan(16);
        assertThat(figures.path("within").asBoolean()).isEqualTo(ended.exit() == 0);
    }

    @Test
    void aMissingLoopIsSaidAndNothingIsMeasured() throws Exception {
        var ended = Program.run(
                scratch, Map.of(), "bench", "nvml", "--nvml", scratch.resolve("none").toString());
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("build the stand-in driver");
    }

    @Test
    void theVerdictGoesByTheMedianOfTheRounds() {
        var slow = new NvmlCost.Round(50, 900, 1000);
        var fine = new NvmlCost.Round(50, 200, 300);
        assertThat(new NvmlCost(1, 1, List.of(fine, slow, fine), 0, 500).within()).isTrue();
        assertThat(new NvmlCost(1, 1, List.of(fine, slow, slow), 0, 500).within()).isFalse();
        assertThat(new NvmlCost(1, 1, List.of(fine), 64, 500).within()).isFalse();
        assertThat(new NvmlCost(1, 1, List.of(slow), 0, 500).table()).contains("0.85 µs longer", "over the limit");
    }
}
