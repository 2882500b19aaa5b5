package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line as an owner starts it: a program of its own for each command. */
final class OwnersProgram {
    private final Path folder;

    /** @param folder for what the programs say */
    OwnersProgram(Path folder) {
        this.folder = folder;
    }

    /** How a command ended and what it said. */
    record Ended(int exit, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    private static List<String> line(Path home, String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dstdout.encoding=UTF-8",
                "-Dlogback.configurationFile=" + Checkout.root().resolve("product/org.headroom.cli.dist/logback.xml"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "org.headroom.cli.Main"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--home", home.toString()));
        return all;
    }

    Process start(Map<String, String> environment, Path home, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line(home, arguments))
                .redirectOutput(Files.createTempFile(folder, "out", ".txt").toFile())
                .redirectError(Files.createTempFile(folder, "err", ".txt").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** @param says what is typed */
    Ended command(Path home, String says, String... arguments) throws Exception {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = new ProcessBuilder(line(home, arguments))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            try (OutputStream in = process.getOutputStream()) {
                in.write(says.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It has ended without being asked anything.
            }
            assertThat(process.waitFor(90, TimeUnit.SECONDS))
                    .as("%s ends", List.of(arguments))
                    .isTrue();
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }
}
