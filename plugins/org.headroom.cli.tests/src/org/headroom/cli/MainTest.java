package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    Path scratch;

    private Program.Ended run(String... arguments) throws Exception {
        return Program.run(scratch, Map.of(), arguments);
    }

    @Test
    void withoutACommandItSaysWhatIsMissing() throws Exception {
        var ended = run();
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("Say which command to run.").contains("--help");
    }

    @Test
    void anUnknownCommandIsNamedAndIsWrongUsage() throws Exception {
        var ended = run("rnet");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("There is no such command or option: rnet");
    }

    @Test
    void anUnknownCommandOfAGroupIsToldWithTheCommandsThatThereAre() throws Exception {
        var ended = run("rent", "nonsense");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .contains("There is no such command or option: nonsense")
                .contains("The commands are: order, offers, bids, list, follow, logs, receipt, stop, status.");
        assertThat(run("bench", "nonsense").err()).contains("lease, ").doesNotContain("life-part");
        assertThat(run("rent").err()).contains("Say what to do: order, offers, bids, list,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "bench lease", "bench life"})
    void whatTheScriptGivesIsShownAsOptional(String command) throws Exception {
        assertThat(run((command + " --help").split(" ")).out()).contains("[--chain-parts=DIR]");
    }

    @Test
    void anOrderThatAsksAPersonWithoutATerminalIsRefusedAtOnce() throws Exception {
        var ended = run("rent", "order", "--image", "x", "--max-price", "1", "--choose", "ask", "--yes");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("There is no terminal", "--choose auto", "Nothing was ordered.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--manifest", "--secrets"})
    void aFileThatIsMissingIsSaidToBeMissing(String option) throws Exception {
        var ended = run("rent", "order", "--image", "x", "--max-price", "1", "--yes", option, "/nix/man.json");
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).isEqualToIgnoringNewLines("There is no file or folder /nix/man.json.");
    }

    @Test
    void aManifestThatIsNoJsonIsNamedWithItsLine() throws Exception {
        Path manifest = Files.writeString(scratch.resolve("man.json"), "{\n \"image\": \"x\",\n");
        var ended = run("rent", "order", "--max-price", "1", "--yes", "--manifest", manifest.toString());
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("The order cannot be: " + manifest + ":3:")
                .hasLineCount(1);
    }

    @Test
    void theVersionGoesToStandardOutput() throws Exception {
        var ended = run("--version");
        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).startsWith("headroom ").hasLineCount(1);
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void helpListsEveryCommand() throws Exception {
        var ended = run("--help");
        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).contains("gpus", "rent", "demo", "bench");
        assertThat(ended.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpus", "rent", "rent order", "demo", "bench", "bench lease"})
    void everyCommandExplainsItself(String command) throws Exception {
        var ended = run((command + " --help").split(" "));
        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).contains("Usage: headroom " + command);
        assertThat(ended.err()).isEmpty();
    }
}
