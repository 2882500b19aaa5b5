package org.headroom.cli.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A part of {@code bench life} that needs a process of its own. The last line that it prints is its result, as JSON. */
@Command(name = "life-part", hidden = true, description = "A part of bench life.")
public final class BenchLifePart implements Callable<Integer> {
    static final String READY = "ready";

    @Option(names = "--folder", required = true, description = "Where its ledger is.")
    private @Nullable Path folder;

    @Option(names = "--jobs", defaultValue = "0", description = "Runs so many jobs; 0: starts on the ledger instead.")
    private int jobs;

    @Option(names = "--first", defaultValue = "1", description = "The number of the first open lease.")
    private int first;

    @Option(names = "--open", defaultValue = "0", description = "How many leases are open.")
    private int open;

    @Option(names = "--shown", defaultValue = "0", description = "How many leases views have.")
    private int shown;

    @Option(names = "--watched-ms", defaultValue = "3000", description = "How long the cost of views is measured.")
    private long watched;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        CommandSpec command = spec;
        Path given = folder;
        if (command == null || given == null) throw new IllegalStateException("picocli fills these");
        PrintWriter out = command.commandLine().getOut();
        var result = jobs > 0
                ? new ManyJobs(given, jobs).measure()
                : new RigStart(given, first, open, shown, Duration.ofMillis(watched)).measure(() -> {
                    out.println(READY);
                    out.flush();
                });
        out.println(result);
        out.flush();
        return 0;
    }
}
