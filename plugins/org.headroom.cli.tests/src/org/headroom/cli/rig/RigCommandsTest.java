package org.headroom.cli.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.headroom.cli.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands where no rig runs, and on a rig that only watches. */
@Timeout(120)
class RigCommandsTest {
    @TempDir
    Path scratch;

    private Program.Ended run(String... arguments) throws Exception {
        return Program.run(scratch, Map.of(), arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "withdraw", "stop", "withdraw --yes", "stop --drain", "stop --lease L-0001"})
    void noRigIsSaidAndFails(String command) throws Exception {
        Path home = Files.createDirectories(scratch.resolve("rig"));
        var ended = run((command + " --json --home " + home).split(" "));
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).contains("No rig runs in " + home);
        JsonNode json = new ObjectMapper().readTree(ended.out());
        assertThat(json.path("ok").asBoolean(true)).isFalse();
        assertThat(json.path("message").asText()).contains("No rig runs in " + home);
        assertThat(home).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        stop --drain --lease L-0001 | choose one
        stop --yes                  | --yes goes with --lease
        log --lines -1              | --lines takes 0 to
        log --lines x               | 'x' is not a whole number
        demo --home                 | --home
        fuzz all --minutes abc      | 'abc' is not a
        status now                  | now
        withdraw --all              | --all
        """)
    void wrongUsageIsTwo(String command, String words) throws Exception {
        var ended = run(command.split(" "));
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains(words);
    }

    @Test
    void jobsOutputIsReadWithoutARigByTheLeasesIdAndNoOtherFileIs() throws Exception {
        Path folder = Files.createDirectories(scratch.resolve("leases/bid-0123456789abcdef"));
        Files.writeString(folder.resolve("job.log"), "one\ntwo \u001b[31mred\n");
        Files.writeString(scratch.resolve("passphrase"), "secret\n");
        String home = scratch.toString();
        var ended = run("log", "--home", home, "--lease", "bid-0123456789abcdef", "--lines", "1");
        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).isEqualTo("two \\u{001B}[31mred\n");
        var number = run("log", "--home", home, "--lease", "L-0001");
        assertThat(number.exit()).isEqualTo(1);
        assertThat(number.err()).contains("only a rig that runs can tell");
        var bare = run("log", "--home", home, "--lease", "1");
        assertThat(bare.exit()).isEqualTo(1);
        assertThat(bare.err()).contains("A lease's number is written L-0001.");
        var outside = run("log", "--home", home, "--lease", "../../passphrase");
        assertThat(outside.exit()).isEqualTo(1);
        assertThat(outside.out()).isEmpty();
        assertThat(outside.err()).contains("no lease's id");
    }

    @Test
    void rigThatOnlyWatchesSaysSoHasNothingToWithdrawAndIsEnded() throws Exception {
        Path home = Files.createDirectories(scratch.resolve("watching"));
        Path out = scratch.resolve("rig-out.txt");
        Process rig = Program.start(
                out, scratch.resolve("rig-err.txt"), Map.of(), "run", "--headless", "--home", home.toString());
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(home.resolve("control/socket")));
            var status = run("status", "--json", "--home", home.toString());
            assertThat(status.exit()).as(status.err()).isZero();
            JsonNode json = new ObjectMapper().readTree(status.out());
            assertThat(json.path("work").path("state").asText()).isEqualTo("watching");
            assertThat(json.path("money").isNull()).isTrue();
            assertThat(json.path("leases").isNull()).isTrue();
            assertThat(run("status", "--home", home.toString()).out()).contains("watches its GPUs and takes no work");
            var withdraw = run("withdraw", "--home", home.toString());
            assertThat(withdraw.exit()).isEqualTo(1);
            assertThat(withdraw.err()).contains("no wallet");
            var stop = run("stop", "--drain", "--home", home.toString());
            assertThat(stop.exit()).as(stop.err()).isZero();
            assertThat(stop.out()).contains("The rig has ended.");
            assertThat(rig.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(rig.exitValue()).isZero();
        } finally {
            rig.destroyForcibly();
        }
    }
}
