package org.headroom.cli.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom fuzz}: made-up inputs of strangers against the parts that read them, for as long as is asked for. */
@Command(name = "fuzz", description = "Runs made-up inputs of strangers against the parts of Headroom that read them.")
public final class FuzzCommand implements Callable<Integer> {
    private static final int MOST_MINUTES = 7 * 24 * 60;

    @Parameters(
            paramLabel = "WHAT",
            description =
                    "A group of fuzzers: market, chain, jobs or all; or one of them: stream, connect, link, broker,"
                            + " messages, node, job.")
    private String what = "";

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long, all fuzzers together (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Runs this seed alone; without it the kept seeds first, then new ones.")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures to this file, too.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = "--findings",
            paramLabel = "DIRECTORY",
            defaultValue = "fuzz-findings",
            description = "Where the inputs that failed are written (default: ${DEFAULT-VALUE}).")
    private Path findings = Path.of("fuzz-findings");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        CommandSpec command = spec;
        if (command == null) throw new IllegalStateException("picocli fills these");
        List<String> names = Fuzzers.named(what);
        if (names.isEmpty())
            throw new ParameterException(
                    command.commandLine(),
                    "There is nothing called " + what + " to fuzz: choose from "
                            + String.join(", ", Fuzzers.GROUPS.keySet()) + ", or one of "
                            + String.join(", ", Fuzzers.named("all")) + ".");
        if (!(minutes > 0 && minutes <= MOST_MINUTES))
            throw new ParameterException(
                    command.commandLine(), "--minutes takes more than 0, to " + MOST_MINUTES + ".");
        // The parts tell what is wrong with each input, thousands a second.
        for (String each : List.of(org.slf4j.Logger.ROOT_LOGGER_NAME, "org.headroom", "org.apache.activemq"))
            if (LoggerFactory.getLogger(each) instanceof Logger logger) logger.setLevel(Level.OFF);
        Path folder = Files.createTempDirectory("headroom-fuzz");
        try {
            var run = new FuzzRun(names, name -> Fuzzers.of(name, folder), System.err::println);
            FuzzReport report = run.run(
                    Duration.ofMillis((long) (minutes * 60_000)),
                    seed.isPresent() ? OptionalLong.of(seed.get()) : OptionalLong.empty());
            report.writeFindings(findings);
            if (json.isPresent())
                new ObjectMapper()
                        .writerWithDefaultPrettyPrinter()
                        .writeValue(json.get().toFile(), report.json());
            PrintWriter out = command.commandLine().getOut();
            out.print(report.text(findings));
            out.flush();
            return report.isClean() ? 0 : 1;
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
