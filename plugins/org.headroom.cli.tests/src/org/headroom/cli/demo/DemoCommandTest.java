package org.headroom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.headroom.cli.Program;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the demo refuses before it starts anything. */
class DemoCommandTest {
    @TempDir
    Path scratch;

    private Path home;
    private String parts;

    @BeforeEach
    void places() {
        home = scratch.resolve("home");
        parts = scratch.resolve("parts").toString();
    }

    private Program.Ended demo(String... more) throws Exception {
        String[] all = new String[more.length + 3];
        all[0] = "demo";
        all[1] = "--home";
        all[2] = home.toString();
        System.arraycopy(more, 0, all, 3, more.length);
        return Program.run(scratch, Map.of(), all);
    }

    private void isRefused(Program.Ended ended, int exit, String words) {
        assertThat(ended.exit()).isEqualTo(exit);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains(words).doesNotContain("Exception").doesNotContain("\tat ");
    }

    @Test
    void figuresAreForTheHeadlessDemoOnly() throws Exception {
        isRefused(
                demo(
                        "--chain-parts",
                        parts,
                        "--json",
                        scratch.resolve("out.json").toString()),
                2,
                "--json goes with --headless.");
        assertThat(home).doesNotExist();
    }

    @Test
    void keepingIsForTheHeadlessDemoOnly() throws Exception {
        isRefused(demo("--chain-parts", parts, "--keep"), 2, "--keep goes with --headless.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--screenshots", "--theme", "--product", "--java"})
    void optionsOfTheWindowAreRefusedWithoutAWindow(String option) throws Exception {
        isRefused(
                demo("--chain-parts", parts, "--headless", option, "dark"),
                2,
                option + " needs the window, and --headless opens none");
        assertThat(home).doesNotExist();
    }

    @Test
    void aThemeThatDoesNotExistIsWrongUsage() throws Exception {
        isRefused(demo("--chain-parts", parts, "--theme", "blue"), 2, "--theme is light or dark, not 'blue'.");
    }

    @Test
    void aWindowNeedsItsProduct() throws Exception {
        isRefused(demo("--chain-parts", parts), 2, "--product");
    }

    @Test
    void theChainsPartsMustBeNamed() throws Exception {
        isRefused(demo("--headless"), 2, "--chain-parts");
    }

    @Test
    void anUnknownOptionIsWrongUsage() throws Exception {
        isRefused(demo("--chain-parts", parts, "--headles"), 2, "--headles");
    }

    @Test
    void aChainThatCannotBeImitatedIsWrongUsage() throws Exception {
        isRefused(
                demo("--chain-parts", parts, "--headless", "--chain-like", "bitcoin"),
                2,
                "unknown chain 'bitcoin': choose from base, arbitrum, ethereum.");
        assertThat(home).doesNotExist();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsSaidBeforeTheLease() throws Exception {
        Path file = scratch.resolve("nowhere").resolve("out.json");
        isRefused(demo("--chain-parts", parts, "--headless", "--json", file.toString()), 1, "cannot be written");
        assertThat(home).doesNotExist();
    }

    @Test
    void aFolderInPlaceOfTheFileIsRefusedBeforeTheLease() throws Exception {
        isRefused(
                demo("--chain-parts", parts, "--headless", "--json", scratch.toString()),
                1,
                "cannot be written to " + scratch + ": it is a folder.");
        assertThat(home).doesNotExist();
    }

    @Test
    void aFileInPlaceOfTheHomeIsNamedAndExplained() throws Exception {
        Files.createFile(home);
        isRefused(demo("--chain-parts", parts, "--headless"), 1, "There is a file at " + home + " already.");
    }

    @Test
    void twoDemosDoNotShareAHome() throws Exception {
        Files.createDirectories(home);
        try (FileChannel other = FileChannel.open(
                        home.resolve("headroom-demo.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = other.lock()) {
            assertThat(held.isValid()).isTrue();
            isRefused(demo("--chain-parts", parts, "--headless"), 1, "Another demo is running");
        }
    }

    @Test
    void withoutTheChainsPartsItEndsWithOneLineAndNothingToTakeUp() throws Exception {
        var ended = demo("--chain-parts", parts, "--headless");
        isRefused(ended, 1, "There is no anvil at");
        assertThat(ended.err()).hasLineCount(1);
        assertThat(home.resolve("running")).doesNotExist();
    }
}
