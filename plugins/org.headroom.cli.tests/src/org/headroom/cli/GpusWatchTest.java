package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code gpus --watch} over the stand-in driver. */
class GpusWatchTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path built;

    @TempDir
    Path scratch;

    private record Watched(List<JsonNode> reports, List<JsonNode> alarms, Duration took) {}

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

    private Program.Ended run(String scenario, String... arguments) throws IOException, InterruptedException {
        Path file = Files.writeString(scratch.resolve("scenario.txt"), scenario);
        return Program.run(scratch, Map.of("HEADROOM_STANDIN_SCENARIO", file.toString()), arguments);
    }

    private Watched watch(String scenario, String library, int seconds) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        var ended = run(scenario, "gpus", "--json", "--nvml", library, "--watch", Integer.toString(seconds));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(ended.exit()).as(ended.err()).isZero();
        List<JsonNode> reports = new ArrayList<>();
        List<JsonNode> alarms = new ArrayList<>();
        for (String line : ended.out().lines().toList()) {
            JsonNode node = JSON.readTree(line);
            if (node.has("alarm")) alarms.add(node.get("alarm"));
            else reports.add(node);
        }
        return new Watched(reports, alarms, took);
    }

    private static JsonNode alarm(Watched w, String rule) {
        return w.alarms().stream()
                .filter(a -> a.get("rule").asText().equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no alarm of " + rule + " in " + w.alarms()));
    }

    @Test
    void itReportsOnceASecondAndTellsAlarmsAsTheyCome() throws Exception {
        Watched w = watch(
                "gpu NVIDIA GeForce RTX 4090\nload 10\nlost-after 2\ngpu NVIDIA A100\nload 10\nxid 1 79\n",
                driver().toString(),
                8);
        assertThat(w.reports()).hasSizeBetween(7, 8);
        assertThat(w.took()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(12));
        JsonNode last = w.reports().getLast();
        List<String> keys = new ArrayList<>();
        last.fieldNames().forEachRemaining(keys::add);
        assertThat(keys).containsExactly("at", "nvml", "gpus");
        assertThat(Instant.parse(last.get("at").asText())).isAfter(Instant.now().minusSeconds(60));
        assertThat(last.at("/gpus/0/state").asText()).isEqualTo("lost");
        assertThat(last.at("/gpus/1/state").asText()).isEqualTo("ok");
        JsonNode lost = alarm(w, "gpu-lost");
        assertThat(lost.get("gpu")).isEqualTo(last.at("/gpus/0/uuid"));
        assertThat(lost.get("index").asInt()).isZero();
        assertThat(lost.get("severity").asText()).isEqualTo("critical");
        assertThat(lost.get("action").asText()).isEqualTo("stop-job");
        assertThat(lost.get("state").asText()).isEqualTo("raised");
        assertThat(lost.get("message").asText()).isNotBlank();
        assertThat(Instant.parse(lost.get("at").asText())).isAfter(Instant.now().minusSeconds(60));
        JsonNode xid = alarm(w, "xid");
        assertThat(xid.get("gpu")).isEqualTo(last.at("/gpus/1/uuid"));
        assertThat(xid.get("message").asText()).contains("79");
    }

    @Test
    void aDriverThatHangsDelaysNeitherTheReportsNorTheEnd() throws Exception {
        Watched w = watch("init-slow-ms 30000\ngpu NVIDIA A100\n", driver().toString(), 4);
        assertThat(w.reports()).hasSizeBetween(3, 4);
        assertThat(w.took()).isLessThan(Duration.ofSeconds(9));
        assertThat(w.reports().getFirst().at("/nvml/state").asText()).isEqualTo("error");
    }

    @Test
    void aGpuThatTakesSecondsACallDelaysNothing() throws Exception {
        Watched w = watch("gpu NVIDIA A100\nslow-ms 3000\ngpu NVIDIA L40S\nload 40\n", driver().toString(), 6);
        assertThat(w.reports()).hasSizeBetween(5, 6);
        assertThat(w.took()).isLessThan(Duration.ofSeconds(11));
        assertThat(w.reports().getLast().at("/gpus/1/utilizationGpuPercent").asInt())
                .isEqualTo(40);
    }

    @Test
    void noLibraryIsAnOrdinaryAnswerWithoutAlarms() throws Exception {
        Watched w = watch("", scratch.resolve("none.so").toString(), 2);
        assertThat(w.reports()).isNotEmpty();
        assertThat(w.reports().getLast().at("/nvml/state").asText()).isEqualTo("no-library");
        assertThat(w.alarms()).isEmpty();
    }

    @Test
    void withoutJsonItIsATableASecond() throws Exception {
        var ended = run("gpu NVIDIA A100\nlost-after 1\n", "gpus", "--nvml", driver().toString(), "--watch", "5");
        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("NVIDIA A100").contains("CRITICAL GPU 0 gpu-lost: ");
        assertThat(ended.out()
                        .lines()
                        .filter(l -> l.startsWith("NVIDIA driver"))
                        .count())
                .isBetween(3L, 5L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-3", "soon", "1000000000", "2.5"})
    void aTimeThatMakesNoSenseIsWrongUsage(String seconds) throws Exception {
        var ended = run("", "gpus", "--watch", seconds);
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("--watch");
    }
}
