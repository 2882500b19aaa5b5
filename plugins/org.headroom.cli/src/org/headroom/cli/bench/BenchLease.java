package org.headroom.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.headroom.cli.demo.DemoHome;
import org.headroom.cli.demo.StageOptions;
import org.headroom.cli.demo.StageRun;
import org.headroom.renter.RenterPolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom bench lease}: whole leases, and beside each leg the least that its parts allow. */
@Command(
        name = "lease",
        description =
                "Runs leases on a broker, a chain and a container engine of this machine, and prints the milliseconds"
                        + " of each leg beside its floor, measured in the same run. Then the same leases by a rig that asks"
                        + " the chain through a slow node. Exit code 1 when a limit is not kept.")
public final class BenchLease implements Callable<Integer> {
    private static final int MOST = 1000;

    @Option(
            names = "--leases",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many leases are measured (default: ${DEFAULT-VALUE}).")
    private int leases;

    @Option(names = "--json", description = "One JSON object on standard output and nothing else.")
    private boolean json;

    @Mixin
    private StageOptions stage = new StageOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        CommandSpec command = spec;
        if (command == null) throw new IllegalStateException("picocli fills these");
        if (leases < 1 || leases > MOST)
            throw new ParameterException(command.commandLine(), "--leases takes 1 to " + MOST + ".");
        try (DemoHome taken = stage.take("bench")) {
            // A bench that was cut off is begun anew, not gone on with.
            taken.finish();
            Clock clock = Clock.systemUTC();
            StageRun run = stage.run(taken, clock, System.err);
            LeaseRuns runs = new LeaseRuns(taken, run, leases, clock, System.err);
            Optional<LeaseRuns.Measured> measured = runs.measure();
            if (measured.isEmpty()) return StageRun.INTERRUPTED;
            print(command.commandLine().getOut(), measured.get());
            LimitsReport limits = measured.get().limits();
            limits.over().forEach(o -> System.err.println("Over the limit: " + o));
            return limits.exitCode();
        }
    }

    private void print(PrintWriter out, LeaseRuns.Measured measured) throws Exception {
        long wait = RenterPolicy.STANDARD.collect().toMillis();
        out.print(
                json
                        ? jsonOf(measured, wait)
                        : measured.report().table(wait) + "\n"
                                + measured.limits().table());
        out.flush();
    }

    private static String jsonOf(LeaseRuns.Measured measured, long wait) throws Exception {
        ObjectNode root = measured.report().json(wait);
        root.set("limits", measured.limits().json());
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }
}
