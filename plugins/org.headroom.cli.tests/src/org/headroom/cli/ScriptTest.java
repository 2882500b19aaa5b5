package org.headroom.cli;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.headroom.localchain.ChainLike;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code ./headroom} refuses before it installs, builds or starts anything. */
class ScriptTest {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path scratch;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            demo --headless --screenshots DIR  | --screenshots needs the window, and --headless opens none
            demo --screenshots=DIR --headless  | --screenshots needs the window, and --headless opens none
            demo --headless --theme dark       | --theme needs the window, and --headless opens none
            demo --json FILE                   | --json goes with --headless.
            demo --keep                        | --keep goes with --headless.
            demo --chain-like nonsense         | --chain-like: there is no 'nonsense': choose from base, arbitrum,
            demo --headless --chain-like=Base  | --chain-like: there is no 'Base': choose from
            demo --headless --chain-like       | --chain-like needs a value: choose from
            demo --theme blue                  | --theme: there is no 'blue': choose from light, dark.
            bench lease --chain-like nonsense  | --chain-like: there is no 'nonsense'
            fuzz                               | Say what to fuzz: ./headroom fuzz market, chain, jobs or all
            fuzz nonsense                      | Say what to fuzz: ./headroom fuzz market, chain, jobs or all
            run --home DIR --home DIR          | --home names one folder, and was given twice.
            run --home                         | Name a folder: --home DIR
            run --home=                        | Name a folder: --home DIR
            run --watch                        | There is no option --watch
            build now                          | build takes no arguments, but got: now
            help demo now                      | help takes one COMMAND at most.
            --help now                         | --help takes no arguments, but got: now
            --version now                      | --version takes no arguments, but got: now
            """)
    void optionsThatWouldBeIgnoredAreRefusedWithTheReason(String arguments, String words) throws Exception {
        Program.Ended ended = script(arguments.split(" "));
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains(words);
        assertThat(scratch.resolve("data")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(ChainLike.class)
    void chainThatCanBeImitatedIsNotRefused(ChainLike chain) throws Exception {
        Program.Ended ended = script("demo", "--chain-like", chain.label());
        assertThat(ended.exit()).as("there is no display").isEqualTo(1);
        assertThat(ended.err()).contains("There is no display").doesNotContain("chain-like");
    }

    @ParameterizedTest
    @CsvSource({"run --headless --home", "run --home"})
    void rigIsNotStartedInAFolderThatDoesNotExist(String arguments) throws Exception {
        Path missing = scratch.resolve("rig2");
        List<String> all = new ArrayList<>(List.of(arguments.split(" ")));
        all.add(missing.toString());
        Program.Ended ended = script(all.toArray(String[]::new));
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err())
                .contains("There is no folder " + missing + ": nothing was started", "mkdir -p", "docs/setup.md");
        assertThat(missing).doesNotExist();
    }

    @Test
    void windowOfARigWithoutSettingsSaysWhatIsMissingAndWhatThatMeans() throws Exception {
        Program.Ended ended = script("run", "--home", scratch.toString());
        assertThat(ended.exit()).as("there is no display").isEqualTo(1);
        assertThat(ended.err())
                .contains("There is no " + scratch.resolve("rig.json"), "only watches its GPUs", "docs/setup.md");
    }

    @Test
    void helpOfACommandBeforeTheFirstBuildIsTheHelpAlone() throws Exception {
        Path clone = Files.copy(Program.root().resolve("headroom"), scratch.resolve("headroom"), COPY_ATTRIBUTES);
        Program.Ended ended = run(clone, "rent", "--help");
        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).startsWith("Usage: ./headroom rent");
        assertThat(ended.err()).isEmpty();
    }

    private Program.Ended script(String... arguments) throws Exception {
        return run(Program.root().resolve("headroom"), arguments);
    }

    private Program.Ended run(Path script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(scratch, "out", ".txt");
        Path err = Files.createTempFile(scratch, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("DISPLAY", "WAYLAND_DISPLAY"));
        builder.environment().put("XDG_DATA_HOME", scratch.resolve("data").toString());
        builder.environment().put("HEADROOM_NO_INSTALL", "1");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return new Program.Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }
}
