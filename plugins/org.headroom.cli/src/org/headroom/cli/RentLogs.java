package org.headroom.cli;

import java.util.concurrent.Callable;
import org.headroom.renter.RentalRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A job's output. */
@Command(name = "logs", description = "Prints a job's output as far as it has arrived.")
final class RentLogs implements Callable<Integer> {
    @Mixin
    private RentOptions options = new RentOptions();

    @Option(
            names = "--raw",
            description = "Prints the job's output as it is to a terminal too: it may steer the terminal.")
    private boolean raw;

    @Parameters(paramLabel = "LEASE", description = "The lease's or the order's id, or its beginning.")
    private String id = "";

    @Override
    public Integer call() {
        try {
            RentalRecord record = options.rental(id);
            var output = options.files().output(record.id());
            if (options.json)
                RentJson.print(RentJson.object()
                        .put("order", record.id().value())
                        .put("whole", output.whole())
                        .put("text", output.text()));
            else VisibleOutput.printJobOutput(output.text(), raw);
            return 0;
        } catch (RentOptions.Trouble e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }
}
