package org.headroom.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.headroom.cli.demo.DemoHome;
import org.headroom.cli.demo.SimulatedGpu;
import org.headroom.cli.demo.StageOptions;
import org.headroom.cli.demo.StageRun;
import org.headroom.renter.RentalListener;
import org.headroom.renter.Renter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom bench life}: what a rig costs after a long life. */
@Command(
        name = "life",
        description = "How fast a rig with a long history starts and what it holds; what it holds after many jobs; what"
                + " reading many streams behind a slow node costs.")
public final class BenchLife implements Callable<Integer> {
    private static final int MOST = 1_000_000;
    private static final Path IN_MEMORY = Path.of("/dev/shm");

    @Option(names = "--leases", paramLabel = "N", description = "Closed leases in the long history (default: 10000).")
    private Optional<Integer> leases = Optional.empty();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Jobs with an engine and a chain in memory, a multiple of 10 (default: 10000; 0: none).")
    private Optional<Integer> jobs = Optional.empty();

    @Option(
            names = "--real",
            paramLabel = "N",
            description = "Leases with real containers and a chain of this machine (default: 300; 0: none).")
    private Optional<Integer> real = Optional.empty();

    @Option(
            names = "--streams",
            paramLabel = "N",
            description = "Running streams that are read behind a slow node (default: 100; 0: none).")
    private Optional<Integer> streams = Optional.empty();

    @Option(
            names = "--quick",
            description =
                    "Small numbers and one start on each ledger, to see that it works: what it measures means little,"
                            + " also where it is over a limit.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures to this file, too.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = "--ledgers",
            paramLabel = "DIRECTORY",
            description =
                    "Where the ledgers are made (default: in memory where the system has /dev/shm, since memory and"
                            + " work are measured, not the disk).")
    private Optional<Path> ledgers = Optional.empty();

    @Mixin
    private StageOptions stage = new StageOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        CommandSpec command = spec;
        if (command == null) throw new IllegalStateException("picocli fills these");
        int history = within(command, "--leases", leases.orElse(quick ? 200 : 10_000));
        int many = within(command, "--jobs", jobs.orElse(quick ? 200 : 10_000));
        if (many % ManyJobs.STEPS != 0)
            throw new ParameterException(command.commandLine(), "--jobs takes a multiple of " + ManyJobs.STEPS + ".");
        int containers = within(command, "--real", real.orElse(quick ? 2 : 300));
        int running = within(command, "--streams", streams.orElse(quick ? 5 : 100));
        if (containers + running == 0 && stage.hasChoices())
            throw new ParameterException(
                    command.commandLine(),
                    "--home and --chain-like are for real leases and streams, and --real 0 --streams 0 leaves out both.");
        List<LimitsReport.Part> parts = new ArrayList<>();
        try (TemporaryFolder temporary = new TemporaryFolder(folder())) {
            Path folder = temporary.path();
            if (history > 0) {
                System.err.println("filling a ledger with " + history + " closed leases");
                Duration watched = quick ? Duration.ofMillis(500) : Duration.ofSeconds(3);
                parts.add(new StartAfterHistory(folder.resolve("history"), history, quick ? 1 : 7, watched).measure());
            }
            if (many > 0) {
                System.err.println("running " + many + " jobs");
                parts.add(HeldAfterJobs.measure(folder.resolve("jobs"), many));
            }
            if (containers + running > 0 && !onStage(containers, running, folder, parts)) return StageRun.INTERRUPTED;
        }
        LimitsReport report = new LimitsReport(parts);
        if (json.isPresent())
            new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValue(json.get().toFile(), report.json());
        PrintWriter out = command.commandLine().getOut();
        out.print(report.table());
        out.flush();
        report.over().forEach(o -> System.err.println("Over the limit: " + o));
        return report.exitCode();
    }

    /** @return false if a person ended it */
    private boolean onStage(int containers, int running, Path folder, List<LimitsReport.Part> parts) throws Exception {
        try (DemoHome taken = stage.take("bench-life")) {
            // A bench that was cut off begins anew.
            taken.finish();
            Clock clock = Clock.systemUTC();
            StageRun run = stage.run(taken, clock, System.err);
            return run.play(demo -> {
                        try {
                            if (running > 0) {
                                System.err.println("opening " + running + " streams");
                                Duration watched = quick ? Duration.ofSeconds(10) : Duration.ofMinutes(1);
                                parts.add(new RunningStreams(demo.chain(), folder.resolve("streams"), running, watched)
                                        .measure());
                            }
                            if (containers > 0) {
                                System.err.println("running " + containers + " leases");
                                Renter renter = demo.renter(new RentalListener() {}, OneLease.atOnce());
                                demo.gpu().ifPresent(SimulatedGpu::addToThisProcess);
                                parts.add(new RealLeases(taken.rig(), demo.broker(), containers, clock, System.err)
                                        .measure(renter));
                            }
                            run.settled();
                            return 0;
                        } finally {
                            run.closing();
                        }
                    })
                    == 0;
        }
    }

    private Path folder() throws IOException {
        if (ledgers.isPresent()) return Files.createTempDirectory(Files.createDirectories(ledgers.get()), "life");
        return Files.isWritable(IN_MEMORY)
                ? Files.createTempDirectory(IN_MEMORY, "headroom-life")
                : Files.createTempDirectory("headroom-life");
    }

    private static int within(CommandSpec command, String option, int value) {
        if (value < 0 || value > MOST)
            throw new ParameterException(command.commandLine(), option + " takes 0 to " + MOST + ".");
        return value;
    }
}
