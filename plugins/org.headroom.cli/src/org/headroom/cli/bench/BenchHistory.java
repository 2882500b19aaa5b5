package org.headroom.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom bench history}: the telemetry file, filled through the product's own code as fast as it goes. */
@Command(
        name = "history",
        description =
                "Writes days of made-up readings, one a second, into a temporary history file through the product's own"
                        + " code, in the product's own steps, and prints what asking, keeping and holding them costs,"
                        + " beside a floor of plain SQLite measured in the same run.")
public final class BenchHistory implements Callable<Integer> {
    private static final int MOST_GPUS = 128;
    private static final int MOST_DAYS = 366;

    @Option(names = "--gpus", paramLabel = "N", defaultValue = "8", description = "Default: ${DEFAULT-VALUE}.")
    private int gpus;

    @Option(names = "--days", paramLabel = "N", defaultValue = "7", description = "Default: ${DEFAULT-VALUE}.")
    private int days;

    @Option(
            names = "--raw-hours",
            paramLabel = "N",
            defaultValue = "48",
            description = "How long single samples are kept (default: ${DEFAULT-VALUE}, as in the product).")
    private int rawHours;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures to this file, too.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = "--home",
            paramLabel = "DIRECTORY",
            description = "Where the temporary file is made (default: the system's temporary folder).")
    private Optional<Path> home = Optional.empty();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        CommandSpec command = spec;
        if (command == null) throw new IllegalStateException("picocli fills these");
        within(command, "--gpus", gpus, 1, MOST_GPUS);
        within(command, "--days", days, 1, MOST_DAYS);
        within(command, "--raw-hours", rawHours, 2, MOST_DAYS * 24);
        Path folder = home.isPresent()
                ? Files.createTempDirectory(Files.createDirectories(home.get()), "history")
                : Files.createTempDirectory("headroom-history");
        try {
            HistoryReport report = new HistoryRun(folder, gpus, days, Duration.ofHours(rawHours), System.err).measure();
            if (json.isPresent())
                new ObjectMapper()
                        .writerWithDefaultPrettyPrinter()
                        .writeValue(json.get().toFile(), report.json());
            PrintWriter out = command.commandLine().getOut();
            out.print(report.table());
            out.flush();
            return 0;
        } finally {
            remove(folder);
        }
    }

    private static void within(CommandSpec command, String option, int value, int least, int most) {
        if (value < least || value > most)
            throw new ParameterException(command.commandLine(), option + " takes " + least + " to " + most + ".");
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }
}
