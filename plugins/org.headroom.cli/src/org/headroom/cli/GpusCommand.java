package org.headroom.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows this machine's GPUs once. No driver is an ordinary answer and no failure. */
@Command(
        name = "gpus",
        description = "Shows the GPUs of this machine as the console sees them.",
        mixinStandardHelpOptions = false)
public final class GpusCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--json", description = "One JSON object on standard output and nothing else.")
    private boolean json;

    @Option(
            names = "--nvml",
            paramLabel = "LIBRARY",
            description = "Another NVML to load: a path, or a name that the system's loader finds.")
    private @Nullable String library;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Override
    public Integer call() throws JsonProcessingException {
        GpusReport report = new GpusSweep(Optional.ofNullable(library), Clock.systemUTC()).run();
        CommandSpec own = spec;
        PrintWriter out =
                own == null ? new PrintWriter(System.out) : own.commandLine().getOut();
        out.print(json ? GpusJson.write(report) + System.lineSeparator() : GpusTable.write(report));
        out.flush();
        return out.checkError() ? FAILED : DONE;
    }
}
