package org.headroom.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom bench market}: orders from the wire to the bid. */
@Command(
        name = "market",
        description =
                "How many orders one core judges a second, signatures checked; how long an order waits for its signed bid,"
                        + " through a real broker, beside one round trip of MQTT and one signature in the same run; what"
                        + " remembering orders costs.")
public final class BenchMarket implements Callable<Integer> {
    private static final int MOST = 1_000_000;

    @Option(
            names = "--orders",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Orders judged in each of three rounds (default: ${DEFAULT-VALUE}).")
    private int orders;

    @Option(
            names = "--answers",
            paramLabel = "N",
            defaultValue = "512",
            description = "Orders that are timed to their bids (default: ${DEFAULT-VALUE}).")
    private int answers;

    @Option(
            names = "--remembered",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Orders that are remembered (default: ${DEFAULT-VALUE}).")
    private int remembered;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures to this file, too.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = "--home",
            paramLabel = "DIRECTORY",
            description = "Where the temporary files are made (default: the system's temporary folder).")
    private Optional<Path> home = Optional.empty();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        CommandSpec command = spec;
        if (command == null) throw new IllegalStateException("picocli fills these");
        within(command, "--orders", orders, 100);
        within(command, "--answers", answers, 1);
        within(command, "--remembered", remembered, 100);
        Path folder = home.isPresent()
                ? Files.createTempDirectory(Files.createDirectories(home.get()), "market")
                : Files.createTempDirectory("headroom-market");
        try {
            System.err.println("judging orders");
            JudgingRate.Figures rate = new JudgingRate(folder.resolve("judging"), orders).measure();
            System.err.println("from the order to its signed bid");
            AnswerTime.Figures time = new AnswerTime(folder.resolve("answers"), answers).measure();
            System.err.println("remembering orders");
            OrderMemory.Figures memory = new OrderMemory(folder.resolve("memory"), remembered).measure();
            MarketReport report = new MarketReport(rate, time, memory);
            if (json.isPresent())
                new ObjectMapper()
                        .writerWithDefaultPrettyPrinter()
                        .writeValue(json.get().toFile(), report.json());
            PrintWriter out = command.commandLine().getOut();
            out.print(report.table());
            out.flush();
            report.broken().forEach(b -> System.err.println("Over the limit: " + b));
            return report.broken().isEmpty() ? 0 : 1;
        } finally {
            remove(folder);
        }
    }

    private static void within(CommandSpec command, String option, int value, int least) {
        if (value < least || value > MOST)
            throw new ParameterException(command.commandLine(), option + " takes " + least + " to " + MOST + ".");
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
