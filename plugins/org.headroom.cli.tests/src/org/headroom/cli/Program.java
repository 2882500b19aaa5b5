package org.headroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command line as a person starts it: a program of its own, with streams of its own. */
public final class Program {
    private static final long PATIENCE_SECONDS = 60;

    private Program() {}

    /** How it ended and what it said. */
    public record Ended(int exit, String out, String err) {}

    /** @param scratch where its output is kept meanwhile */
    public static Ended run(Path scratch, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(scratch, "out", ".txt");
        Path err = Files.createTempFile(scratch, "err", ".txt");
        Process process = start(out, err, environment, arguments);
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                throw new IOException(
                        "the program did not end within " + PATIENCE_SECONDS + " s: " + String.join(" ", arguments));
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Whoever starts it ends it. */
    public static Process start(Path out, Path err, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile=" + root().resolve("product/org.headroom.cli.dist/logback.xml"),
                "-cp",
                System.getProperty("java.class.path"),
                "org.headroom.cli.Main"));
        // As the script does, so that Java's own warnings are not mistaken for ours.
        if (Runtime.version().feature() >= 23) command.add(1, "--sun-misc-unsafe-memory-access=allow");
        Collections.addAll(command, arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The repository's root. */
    public static Path root() {
        Path start = Path.of("").toAbsolutePath();
        return Stream.iterate(start, p -> p != null, Path::getParent)
                .filter(p -> Files.isDirectory(p.resolve(".mvn")))
                .findFirst()
                .orElseThrow();
    }
}
