package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The GPUs as the command line shows them, over the stand-in driver. */
class GpusCommandTest {
    // One object and nothing after it.
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @TempDir
    static Path built;

    @TempDir
    Path scratch;

    private static Path driver() throws IOException, InterruptedException {
        boolean gcc = Stream.of(System.getenv("PATH").split(":")).anyMatch(p -> Files.isExecutable(Path.of(p, "gcc")));
        assumeTrue(gcc, "gcc is not on this machine, so the stand-in driver cannot be built");
        Path library = built.resolve("libnvidia-ml.so.1");
        if (Files.exists(library)) return library;
        Process build = new ProcessBuilder(
                        Program.root()
                                .resolve("nvml-bindings/stand-in/build.sh")
                                .toString(),
                        built.toString())
                .redirectErrorStream(true)
                .redirectOutput(built.resolve("build.log").toFile())
                .start();
        assertThat(build.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(build.exitValue())
                .as(Files.readString(built.resolve("build.log")))
                .isZero();
        return library;
    }

    private JsonNode gpus(String scenario) throws Exception {
        Path file = Files.writeString(scratch.resolve("scenario.txt"), scenario);
        var ended = Program.run(
                scratch,
                Map.of("HEADROOM_STANDIN_SCENARIO", file.toString()),
                "gpus",
                "--json",
                "--nvml",
                driver().toString());
        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
        return JSON.readTree(ended.out());
    }

    private static List<String> keys(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void theJsonHasThePublishedKeysInThePublishedOrder() throws Exception {
        JsonNode all = gpus("gpu NVIDIA GeForce RTX 4090\nload 90\nprocess 4711 2048\n");
        assertThat(keys(all)).containsExactly("nvml", "gpus");
        assertThat(keys(all.get("nvml")))
                .containsExactly("state", "library", "driverVersion", "nvmlVersion", "cudaVersion", "message");
        JsonNode gpu = all.at("/gpus/0");
        assertThat(keys(gpu))
                .containsExactly(
                        "index",
                        "uuid",
                        "name",
                        "pciBusId",
                        "computeCapability",
                        "memoryTotalBytes",
                        "memoryUsedBytes",
                        "utilizationGpuPercent",
                        "utilizationMemoryPercent",
                        "temperatureCelsius",
                        "memoryTemperatureCelsius",
                        "powerWatts",
                        "powerLimitWatts",
                        "energyJoules",
                        "smClockMHz",
                        "memoryClockMHz",
                        "fanPercent",
                        "pcieLinkGen",
                        "pcieLinkGenMax",
                        "pcieLinkWidth",
                        "pcieLinkWidthMax",
                        "throttleReasons",
                        "processes",
                        "state");
        assertThat(keys(gpu.at("/processes/0"))).containsExactly("pid", "usedBytes", "type");
    }

    @Test
    void theReadingsAreTheDriversInTheUnitsOfTheirNames() throws Exception {
        JsonNode all = gpus("""
                driver 570.124.06
                cuda 12080
                gpu NVIDIA GeForce RTX 4090
                memory-mib 24564
                power 20 400 450
                load 90
                process 4711 2048
                """);
        assertThat(all.at("/nvml/state").asText()).isEqualTo("ok");
        assertThat(all.at("/nvml/driverVersion").asText()).isEqualTo("570.124.06");
        assertThat(all.at("/nvml/cudaVersion").asText()).isEqualTo("12.8");
        JsonNode gpu = all.at("/gpus/0");
        assertThat(gpu.get("name").asText()).isEqualTo("NVIDIA GeForce RTX 4090");
        assertThat(gpu.get("uuid").asText()).startsWith("GPU-");
        assertThat(gpu.get("memoryTotalBytes").asLong()).isEqualTo(24564L << 20);
        assertThat(gpu.get("utilizationGpuPercent").asInt()).isEqualTo(90);
        assertThat(gpu.get("powerLimitWatts").decimalValue()).isEqualByComparingTo("450");
        assertThat(gpu.get("powerWatts").asDouble()).isBetween(20.0, 450.0);
        assertThat(gpu.at("/processes/0/pid").asInt()).isEqualTo(4711);
        assertThat(gpu.at("/processes/0/usedBytes").asLong()).isEqualTo(2048L << 20);
        assertThat(gpu.get("state").asText()).isEqualTo("ok");
    }

    @Test
    void aLostGpuStaysInTheListAndTheOthersAreStillRead() throws Exception {
        JsonNode all = gpus("gpu NVIDIA A100\nlost\ngpu NVIDIA L40S\nload 10\n");
        assertThat(all.get("gpus")).hasSize(2);
        assertThat(all.at("/gpus/0/state").asText()).isEqualTo("lost");
        assertThat(all.at("/gpus/0/index").asInt()).isZero();
        assertThat(all.at("/gpus/0/powerWatts").isNull()).isTrue();
        assertThat(all.at("/gpus/1/state").asText()).isEqualTo("ok");
        assertThat(all.at("/gpus/1/utilizationGpuPercent").asInt()).isEqualTo(10);
    }

    @Test
    void aReadingThatTheCardDoesNotGiveIsNull() throws Exception {
        JsonNode gpu = gpus("gpu NVIDIA T4\nmissing nvmlDeviceGetFanSpeed nvmlDeviceGetFanSpeed_v2\n")
                .at("/gpus/0");
        assertThat(gpu.has("fanPercent")).isTrue();
        assertThat(gpu.get("fanPercent").isNull()).isTrue();
        assertThat(gpu.get("state").asText()).isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource({"9, no-driver", "18, version-mismatch", "999, error"})
    void whatTheDriverAnswersIsAStateWithAPlainMessage(int code, String state) throws Exception {
        JsonNode all = gpus("init-error " + code + "\n");
        assertThat(all.at("/nvml/state").asText()).isEqualTo(state);
        assertThat(all.at("/nvml/message").asText()).isNotBlank().doesNotContain("Exception");
        assertThat(all.get("gpus")).isEmpty();
    }

    @Test
    void noLibraryIsAnOrdinaryAnswer() throws Exception {
        var ended = Program.run(
                scratch,
                Map.of(),
                "gpus",
                "--json",
                "--nvml",
                scratch.resolve("none.so").toString());
        assertThat(ended.exit()).isZero();
        assertThat(ended.err()).isEmpty();
        JsonNode all = JSON.readTree(ended.out());
        assertThat(all.at("/nvml/state").asText()).isEqualTo("no-library");
        assertThat(all.at("/nvml/driverVersion").isNull()).isTrue();
        assertThat(all.get("gpus")).isEmpty();
    }

    @Test
    void withoutJsonItIsSaidInOneSentence() throws Exception {
        var ended = Program.run(
                scratch, Map.of(), "gpus", "--nvml", scratch.resolve("none.so").toString());
        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).isNotBlank().hasLineCount(1).doesNotContain("Exception");
    }

    @Test
    void anUnknownOptionIsWrongUsageAndLeavesStandardOutputEmpty() throws Exception {
        var ended = Program.run(scratch, Map.of(), "gpus", "--jsn");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("--jsn").contains("--help");
    }
}
