package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.headroom.model.VisibleText;
import org.headroom.renter.StoredRental;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers choose names, reasons and what their jobs print: none of it reaches a terminal as it is. */
class HostileTextTest {
    /** Clears the screen, writes over the line, turns the direction of writing, and is not to be seen. */
    private static final String HOSTILE =
            "x\u001b[2J\u001b]0;title\u0007\r\u009b31m\u007f\u202e4090\u2066\u200f\u061c\u200b\u2028\ue000z";

    @TempDir
    Path home;

    private Program.Ended rent(String... arguments) throws Exception {
        String[] all = new String[arguments.length + 3];
        all[0] = "rent";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--home";
        all[all.length - 1] = home.toString();
        return Program.run(home, Map.of("LC_ALL", "C.UTF-8"), all);
    }

    private static void isHarmless(String printed) {
        assertThat(printed.codePoints()
                        .filter(c -> c != '\n' && c != '\t' && VisibleText.isHidden(c))
                        .mapToObj(c -> String.format("U+%04X", c)))
                .as(printed)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "bids", "receipt", "follow", "status"})
    void nothingOfAStrangersTextSteersATerminal(String command) throws Exception {
        try (RunningLease rental = new RunningLease(home, "mqtt://127.0.0.1:1")) {
            rental.store();
            StoredRental.makeHostile(home, rental.order, HOSTILE);
            boolean ofOne = !List.of("list", "status").contains(command);
            for (boolean json : new boolean[] {false, true}) {
                String[] arguments = ofOne ? new String[] {command, rental.order.value()} : new String[] {command};
                if (json) {
                    arguments = java.util.Arrays.copyOf(arguments, arguments.length + 1);
                    arguments[arguments.length - 1] = "--json";
                }
                Program.Ended ended = rent(arguments);
                isHarmless(ended.err());
                if (json && !ended.out().isBlank()) new ObjectMapper().readTree(ended.out());
                // The job's output goes to a file here, as it is.
                isHarmless(command.equals("follow") && !json ? "" : ended.out());
            }
            if (command.equals("bids")) {
                assertThat(rent("bids", rental.order.value()).out()).contains("\\u{202E}4090");
                assertThat(new ObjectMapper()
                                .readTree(rent("bids", rental.order.value(), "--json")
                                        .out())
                                .toString())
                        .contains("\u202e4090");
            }
            if (command.equals("follow"))
                assertThat(rent("follow", rental.order.value()).err()).contains("\\u{001B}[2J");
        }
    }

    @Test
    void outputOfAJobGoesToAFileByteForByte() throws Exception {
        try (RunningLease rental = new RunningLease(home, "mqtt://127.0.0.1:1")) {
            rental.store();
            StoredRental.makeHostile(home, rental.order, HOSTILE);
            assertThat(rent("logs", rental.order.value()).out()).isEqualTo(HOSTILE + "\r\nend\n");
            assertThat(new ObjectMapper()
                            .readTree(
                                    rent("logs", rental.order.value(), "--json").out())
                            .path("text")
                            .asText())
                    .isEqualTo(HOSTILE + "\r\nend\n");
        }
    }

    @Test
    void outputOfAJobIsMadeVisibleOnATerminalUnlessItIsWantedRaw() throws Exception {
        Optional<Path> script = Optional.of(Path.of("/usr/bin/script")).filter(Files::isExecutable);
        org.junit.jupiter.api.Assumptions.assumeTrue(script.isPresent(), "script (bsdutils) makes the terminal");
        try (RunningLease rental = new RunningLease(home, "mqtt://127.0.0.1:1")) {
            rental.store();
            StoredRental.makeHostile(home, rental.order, HOSTILE);
            String plain = onATerminal("logs", rental.order.value());
            assertThat(plain).contains("\\u{202E}4090").doesNotContain("\u001b").doesNotContain("\u202e");
            String raw = onATerminal("logs", "--raw", rental.order.value());
            assertThat(raw).contains("\u202e4090").contains("\u001b[2J");
        }
    }

    private String onATerminal(String... arguments) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command = "exec '" + java + "' -Dstdout.encoding=UTF-8 -cp \"$CLASSES\" org.headroom.cli.Main rent "
                + String.join(" ", arguments) + " --home '" + home + "'";
        Path typescript = Files.createTempFile(home, "terminal", ".txt");
        ProcessBuilder builder = new ProcessBuilder("/usr/bin/script", "-qec", command, typescript.toString())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("CLASSES", System.getProperty("java.class.path"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String all = Files.readString(typescript, StandardCharsets.UTF_8);
        return all.substring(all.indexOf('\n') + 1, all.lastIndexOf("Script done"));
    }

    @Test
    void nameOfAFileAndWhatIsWrongInItAreMadeVisible() throws Exception {
        Path file = Files.writeString(home.resolve("a\u202e\u001b[2Jb.yml"), "version: \"x\\e[2J\u202e\"\n");
        for (List<String> arguments : List.of(
                List.of("order", "check", file.toString()), List.of("order", "check", "--json", file.toString()))) {
            Program.Ended ended = Program.run(home, Map.of("LC_ALL", "C.UTF-8"), arguments.toArray(String[]::new));
            isHarmless(ended.out());
            isHarmless(ended.err());
            assertThat(ended.out()).containsPattern("a\\\\u(\\{202E}|202e)");
        }
    }

    @Test
    void onlyAFileAPipeAndNothingAreKnownToBeNoTerminal() {
        assertThat(List.of("pipe:[12]", "socket:[3]", "/dev/null", "/tmp/out.txt"))
                .allMatch(target -> VisibleOutput.leadsElsewhere(Optional.of(target)));
        assertThat(List.of("/dev/pts/3", "/dev/tty1", "/dev/console", "anon_inode:x"))
                .noneMatch(target -> VisibleOutput.leadsElsewhere(Optional.of(target)));
        assertThat(VisibleOutput.leadsElsewhere(Optional.empty()))
                .as("unknown is not no")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"product/org.headroom.cli.dist/logback.xml", "plugins/org.headroom.app/logback-window.xml"})
    void messageForgesNoLineOfTheLog(String configuration) throws Exception {
        String forged = "gone\n2026-01-01 00:00:00.000 WARN  all is well\u2028and\r\nmore " + HOSTILE;
        Path log = home.resolve("window.log");
        Path err = home.resolve("err.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dstderr.encoding=UTF-8",
                        "-Dfile.encoding=UTF-8",
                        "-Dlogback.configurationFile=" + Program.root().resolve(configuration),
                        "-Dheadroom.log=" + log,
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileLog.class.getName(),
                        forged)
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        List<String> lines = Files.readAllLines(Files.exists(log) ? log : err, StandardCharsets.UTF_8);
        assertThat(lines).filteredOn(l -> !l.startsWith("    | ")).hasSize(3);
        assertThat(lines.getFirst())
                .contains("A reason: gone | 2026-01-01 00:00:00.000 WARN  all is well | and | more");
        assertThat(String.join("\n", lines)).contains("A failure", "IllegalStateException: gone", "\tat ");
        isHarmless(String.join("\n", lines));
        isHarmless(Files.readString(err, StandardCharsets.UTF_8));
    }
}
