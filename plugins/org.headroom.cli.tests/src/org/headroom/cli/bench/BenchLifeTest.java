package org.headroom.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.headroom.cli.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That it measures; what it measures with such small numbers means nothing. */
class BenchLifeTest {
    @TempDir
    Path scratch;

    private Program.Ended life(String chainParts, String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of("bench", "life", "--quick", "--chain-parts", chainParts));
        all.addAll(List.of("--ledgers", ledgers().toString()));
        // For what runs on the stage; refused where nothing does.
        if (!isNone("--real", more) || !isNone("--streams", more))
            all.addAll(List.of("--home", scratch.resolve("home").toString()));
        all.addAll(List.of(more));
        return Program.run(scratch, Map.of(), all.toArray(String[]::new));
    }

    private static boolean isNone(String option, String... given) {
        int at = List.of(given).indexOf(option);
        return at >= 0 && given[at + 1].equals("0");
    }

    private Path ledgers() {
        return scratch.resolve("ledgers");
    }

    /** The figures of a run whose exit code follows from them, and which leaves no file behind. */
    private JsonNode figures(String chainParts, String... parts) throws Exception {
        Path json = scratch.resolve("figures.json");
        String[] more = Stream.concat(Stream.of("--json", json.toString()), Stream.of(parts))
                .toArray(String[]::new);
        var ended = life(chainParts, more);
        assertThat(json).as(ended.err()).exists();
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertThat(ended.exit()).as(ended.err()).isEqualTo(figures.path("over").isEmpty() ? 0 : 1);
        for (JsonNode over : figures.path("over")) assertThat(ended.err()).contains(over.asText());
        try (Stream<Path> left = Files.list(ledgers())) {
            assertThat(left).isEmpty();
        }
        return figures;
    }

    private static double value(JsonNode figures, String pointer) {
        JsonNode value = figures.at(pointer + "/value");
        assertThat(value.isNumber()).as(pointer).isTrue();
        return value.asDouble();
    }

    @Test
    void startsOnAnEmptyLedgerAndOnOneWithHistoryAreMeasured() throws Exception {
        JsonNode figures =
                figures(scratch.toString(), "--leases", "120", "--jobs", "0", "--real", "0", "--streams", "0");
        assertThat(value(figures, "/start/emptyMs")).isPositive();
        assertThat(value(figures, "/start/historyMs")).isPositive();
        assertThat(value(figures, "/start/emptyTickMicros")).isPositive();
        assertThat(value(figures, "/start/tickMicros")).isPositive();
        assertThat(figures.at("/start/ratio/atMost").asDouble()).isEqualTo(1.5);
        assertThat(figures.at("/start/moreHeapMib/atMost").asDouble()).isEqualTo(20);
        assertThat(figures.has("jobs")).isFalse();
    }

    @Test
    void jobsThatArePaidAndClosedLeaveNoDescriptorAndNoThread() throws Exception {
        JsonNode figures =
                figures(scratch.toString(), "--leases", "0", "--jobs", "40", "--real", "0", "--streams", "0");
        assertThat(value(figures, "/jobs/secondHeapMib")).isPositive();
        assertThat(value(figures, "/jobs/jobsPerSecond")).isPositive();
        assertThat(value(figures, "/jobs/descriptorsMore")).isNotPositive();
        assertThat(value(figures, "/jobs/threadsMore")).isNotPositive();
        assertThat(value(figures, "/jobs/virtualThreadsMore")).isNotPositive();
        assertThat(figures.at("/jobs/heapRatio/atMost").asDouble()).isEqualTo(1.05);
    }

    private boolean hasLedger() throws IOException {
        if (!Files.isDirectory(ledgers())) return false;
        try (Stream<Path> all = Files.walk(ledgers())) {
            return all.anyMatch(f -> f.getFileName().toString().startsWith("ledger.db"));
        } catch (UncheckedIOException e) {
            // A file went while the folder was listed.
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"100000, 0", "0, 100000"})
    void signalLeavesNoLedgerBehind(String leases, String jobs) throws Exception {
        Process bench = Program.start(
                scratch.resolve("out.txt"),
                scratch.resolve("err.txt"),
                Map.of(),
                "bench",
                "life",
                "--leases",
                leases,
                "--jobs",
                jobs,
                "--real",
                "0",
                "--streams",
                "0",
                "--ledgers",
                ledgers().toString());
        try {
            await().atMost(Duration.ofSeconds(50)).until(this::hasLedger);
            bench.destroy();
            assertThat(bench.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            bench.destroyForcibly();
        }
        await().untilAsserted(() -> assertThat(ledgers()).isEmptyDirectory());
        assertThat(scratch.resolve("err.txt")).content().doesNotContain("Could not remove");
    }

    @Test
    void streamsAreReadTogetherBehindASlowNode() throws Exception {
        JsonNode figures = figures(chainParts(), "--leases", "0", "--jobs", "0", "--real", "0", "--streams", "4");
        assertThat(value(figures, "/streams/looksWithStreams")).isPositive();
        assertThat(value(figures, "/streams/requestsALook")).isBetween(1.0, 10.0);
        assertThat(value(figures, "/streams/unread")).isZero();
        assertThat(value(figures, "/streams/stopped")).isZero();
    }

    private String chainParts() throws Exception {
        Process fetch = new ProcessBuilder(
                        Program.root().resolve("releng/fetch-chain").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(fetch.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(fetch.waitFor()).isZero();
        return printed.lines().reduce((first, last) -> last).orElseThrow();
    }

    @Test
    void jobsThatDoNotDivideByTenAreWrongUsage() throws Exception {
        var ended = life(scratch.toString(), "--jobs", "15");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("--jobs takes a multiple of 10.");
        assertThat(ledgers()).doesNotExist();
    }

    @Test
    void negativeNumbersAreWrongUsage() throws Exception {
        var ended = life(scratch.toString(), "--streams", "-1");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("--streams takes 0 to");
    }
}
