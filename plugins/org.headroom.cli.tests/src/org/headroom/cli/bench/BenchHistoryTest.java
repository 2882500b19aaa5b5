package org.headroom.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.headroom.cli.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchHistoryTest {
    @TempDir
    Path scratch;

    private Program.Ended run(String... arguments) throws Exception {
        return Program.run(scratch, Map.of(), arguments);
    }

    @Test
    void aDayOfOneGpuIsMeasuredAndItsFileIsGoneAfterwards() throws Exception {
        Path json = scratch.resolve("figures.json");
        Path home = scratch.resolve("home");
        var ended = run(
                "bench",
                "history",
                "--gpus",
                "1",
                "--days",
                "1",
                "--raw-hours",
                "2",
                "--json",
                json.toString(),
                "--home",
                home.toString());
        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("at 1,000 points, ms", "an hour of samples", "CPU a simulated day", "bytes a reading");
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertThat(figures.get("samplesInFile").asLong())
                .as("two hours, and up to ten minutes")
                .isBetween(7200L, 7800L);
        assertThat(figures.get("minutesInFile").asLong()).isBetween(1438L, 1440L);
        assertThat(figures.at("/bytesPerReading/value").asDouble()).isBetween(2.0, 8.0);
        assertThat(figures.at("/cpuSecondsPerDay/value").asDouble()).isPositive();
        assertThat(figures.at("/weekAt1000PointsMs/queries").asInt()).isEqualTo(36);
        assertThat(figures.at("/hourRawMs/floor/p50").asDouble()).isPositive();
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void numbersThatMakeNoSenseAreWrongUsage() throws Exception {
        var ended = run("bench", "history", "--days", "0");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("--days takes 1 to 366.");
    }
}
