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

class BenchMarketTest {
    @TempDir
    Path scratch;

    private Program.Ended run(String... arguments) throws Exception {
        return Program.run(scratch, Map.of(), arguments);
    }

    @Test
    void aFewOrdersAreMeasuredAndNothingIsLeftBehind() throws Exception {
        Path json = scratch.resolve("figures.json");
        Path home = scratch.resolve("home");
        var ended = run(
                "bench",
                "market",
                "--orders",
                "100",
                "--answers",
                "8",
                "--remembered",
                "600",
                "--json",
                json.toString(),
                "--home",
                home.toString());
        // A machine that does other things at the same time may well be over a limit.
        assertThat(ended.exit()).as(ended.err()).isIn(0, 1);
        assertThat(ended.out()).contains("Orders judged on one thread", "order to signed bid", "orders remembered");
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertThat(figures.at("/judged/perSecond").asDouble()).isPositive();
        assertThat(figures.at("/judged/microsecondsAnOrder").size()).isEqualTo(6);
        assertThat(figures.at("/orderToSignedBidMs/samples").asInt()).isEqualTo(8);
        assertThat(figures.at("/orderToSignedBidMs/floor/p50").asDouble()).isPositive();
        assertThat(figures.at("/remembered/orders").asInt()).isEqualTo(600);
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void numbersThatMakeNoSenseAreWrongUsage() throws Exception {
        var ended = run("bench", "market", "--orders", "5");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("--orders takes 100 to 1000000.");
    }
}
