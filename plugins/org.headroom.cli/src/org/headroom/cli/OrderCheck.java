package org.headroom.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.headroom.market.imports.JobFileReader;
import org.headroom.market.jobfile.JobFileError;
import org.headroom.market.jobfile.JobFileReading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what order each file makes, or why it makes none. One bad file keeps no other from being read. */
@Command(
        name = "check",
        description =
                "Shows the order that each file makes: Akash SDL 2.0 and 2.1, or Docker Compose. Nothing is sent.")
final class OrderCheck implements Callable<Integer> {
    private static final int ALL_ACCEPTED = 0;
    private static final int ONE_REFUSED = 1;

    @Option(
            names = "--json",
            description = "One JSON object for each file, a line each, on standard output and nothing else.")
    private boolean json;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "The files to read, or - for what comes on standard input.")
    private List<String> files = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        // JSON is UTF-8 whatever the locale says.
        OutputStream out = new BufferedOutputStream(VisibleOutput.unchanged(), 1 << 16);
        boolean refused = false;
        for (String file : files) {
            JobFileReading reading = read(file);
            refused |= !reading.accepted();
            if (json) {
                OrderCheckJson.write(file, reading, out);
            } else {
                System.out.print(OrderCheckReport.write(file, reading));
            }
        }
        out.flush();
        return refused || System.out.checkError() ? ONE_REFUSED : ALL_ACCEPTED;
    }

    private static JobFileReading read(String file) {
        try {
            return file.equals("-") ? JobFileReader.read(System.in) : JobFileReader.read(Path.of(file));
        } catch (InvalidPathException e) {
            return JobFileReading.refused(
                    Optional.empty(), List.of(), new JobFileError(1, 1, "this is no path to a file: " + e.getReason()));
        } catch (IOException e) {
            return JobFileReading.refused(
                    Optional.empty(),
                    List.of(),
                    new JobFileError(1, 1, "standard input cannot be read: " + e.getMessage()));
        }
    }
}
