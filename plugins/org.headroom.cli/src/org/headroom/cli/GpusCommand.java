package org.headroom.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows this machine's GPUs once, or watches them for a while. No driver is an ordinary answer and no failure. */
@Command(
        name = "gpus",
        description = "Shows the GPUs of this machine as the console sees them.",
        mixinStandardHelpOptions = false)
public final class GpusCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MOST_SECONDS = 7 * 24 * 3600;

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
            names = "--watch",
            paramLabel = "SECONDS",
            description =
                    "Goes on for so long: a report a second, and each alarm as it comes; with --json one JSON object a"
                            + " line.")
    private @Nullable Integer seconds;

    @Option(
            names = "--prometheus",
            paramLabel = "PORT",
            description = "While watching, also serves the readings to Prometheus at http://127.0.0.1:PORT/metrics.")
    private @Nullable Integer port;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Integer watch = seconds;
        if (watch != null) return watch(watch);
        CommandSpec own = spec;
        if (port != null && own != null)
            throw new ParameterException(own.commandLine(), "--prometheus needs --watch SECONDS.");
        GpusReport report = new GpusSweep(Optional.ofNullable(library), Clock.systemUTC()).run();
        PrintWriter out = out();
        out.print(json ? GpusJson.write(report) + System.lineSeparator() : GpusTable.write(report));
        out.flush();
        return out.checkError() ? FAILED : DONE;
    }

    private int watch(int forSeconds) throws IOException, InterruptedException {
        CommandSpec own = spec;
        if (own != null && (forSeconds < 1 || forSeconds > MOST_SECONDS))
            throw new ParameterException(
                    own.commandLine(), "--watch takes whole seconds, from 1 to " + MOST_SECONDS + " (a week).");
        boolean terminal = System.console() != null && !"dumb".equals(System.getenv("TERM"));
        Integer at = port;
        if (own != null && at != null && (at < 0 || at > 65_535))
            throw new ParameterException(own.commandLine(), "--prometheus takes a port from 0 (any) to 65535.");
        GpusWatch watch = new GpusWatch(
                Optional.ofNullable(library), Clock.systemUTC(), out(), json, terminal, Optional.ofNullable(at));
        return watch.run(Duration.ofSeconds(forSeconds)) ? DONE : FAILED;
    }

    private PrintWriter out() {
        CommandSpec own = spec;
        return own == null ? new PrintWriter(System.out) : own.commandLine().getOut();
    }
}
