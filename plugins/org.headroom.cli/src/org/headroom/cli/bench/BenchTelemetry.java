package org.headroom.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headroom bench telemetry}: what the watch over the GPUs costs, on the stand-in driver. */
@Command(name = "telemetry", description = "Measures what the watch over the GPUs costs, without and with the window.")
public final class BenchTelemetry implements Callable<Integer> {
    private static final double MOST_HEADLESS = 1;
    private static final double MOST_OF_NVTOP = 5;
    private static final double MOST_RESIDENT_MIB = 120;
    private static final double MOST_STALL_MS = 50;
    private static final double MOST_WINDOW = 10;
    private static final double MOST_MINIMISED = 2;
    /** A card of 64 may cost this many times what a card of 8 costs, and the flat part of the program is not the cards'. */
    private static final double MOST_GROWTH = 1.5;

    private static final int FEW = 8;
    private static final int MANY = 64;
    private static final Duration HEADLESS_WARM_UP = Duration.ofSeconds(60);
    private static final Duration WINDOW_WARM_UP = Duration.ofSeconds(40);
    private static final Duration WINDOW_TIME = Duration.ofSeconds(60);

    @Option(names = "--nvml", required = true, paramLabel = "LIBRARY", description = "The stand-in driver.")
    private @Nullable Path library;

    @Option(names = "--nvtop", paramLabel = "PROGRAM", description = "nvtop, to be measured beside it.")
    private @Nullable Path nvtop;

    @Option(names = "--product", paramLabel = "DIR", description = "The console, to be measured with its window.")
    private @Nullable Path product;

    @Option(names = "--java", paramLabel = "PROGRAM", description = "The Java to run the console with.")
    private @Nullable Path java;

    @Option(
            names = "--seconds",
            defaultValue = "120",
            description = "How long the part without a window is measured (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to FILE as one JSON object.")
    private @Nullable Path json;

    @Spec
    private @Nullable CommandSpec spec;

    private final TelemetryFigures figures = new TelemetryFigures();

    @Override
    public Integer call() throws Exception {
        Path driver = library;
        CommandSpec own = spec;
        if (driver == null || own == null) return 2;
        PrintWriter err = own.commandLine().getErr();
        Path folder = Files.createTempDirectory("headroom-bench");
        try (TelemetryStage stage = new TelemetryStage(folder, driver)) {
            headless(stage, err);
            window(stage, folder, err);
        } finally {
            delete(folder);
        }
        own.commandLine().getOut().print(figures.table());
        own.commandLine().getOut().flush();
        Path to = json;
        if (to != null) new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(to.toFile(), figures.json());
        return figures.allWithin() ? 0 : 1;
    }

    private void headless(TelemetryStage stage, PrintWriter err) throws IOException, InterruptedException {
        say(err, "without a window: " + FEW + " GPUs for " + seconds + " s");
        Process rig = stage.headless(FEW);
        Path program = nvtop;
        Optional<Process> terminal = program == null ? Optional.empty() : Optional.of(stage.nvtop(program, FEW));
        live(rig, HEADLESS_WARM_UP);
        Optional<ProcessHandle> other = terminal.flatMap(t -> TelemetryStage.child(t, "nvtop"));
        ProcessCost before = ProcessCost.of(rig.pid());
        Optional<ProcessCost> otherBefore =
                other.isPresent() ? Optional.of(ProcessCost.of(other.get().pid())) : Optional.empty();
        long began = System.nanoTime();
        live(rig, Duration.ofSeconds(seconds));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        ProcessCost after = ProcessCost.of(rig.pid());
        double few = after.percentSince(before, took);
        figures.add("headlessCpuPercent", "watch of 8 GPUs, without a window", "% core", few, MOST_HEADLESS);
        if (other.filter(ProcessHandle::isAlive).isPresent()) {
            double beside = ProcessCost.of(other.get().pid()).percentSince(otherBefore.orElseThrow(), took);
            figures.add("nvtopCpuPercent", "nvtop on the same library at the same time", "% core", beside);
            figures.add(
                    "ratioToNvtop",
                    "the watch's CPU time to nvtop's",
                    "times",
                    few / Math.max(beside, 1e-9),
                    MOST_OF_NVTOP);
        } else figures.note("nvtop was not measured: it is not installed, or does not run here.");
        figures.add(
                "residentMib",
                "resident memory, highest",
                "MiB",
                after.highestResidentKib() / 1024.0,
                MOST_RESIDENT_MIB);
        figures.add("residentNowMib", "resident memory at the end", "MiB", after.residentKib() / 1024.0);
        terminal.ifPresent(stage::end);
        stage.end(rig);
        growth(stage, err, few);
    }

    private void growth(TelemetryStage stage, PrintWriter err, double few) throws IOException, InterruptedException {
        Duration time = Duration.ofSeconds(Math.max(20, seconds / 2));
        say(err, "without a window: " + MANY + " GPUs for " + time.toSeconds() + " s");
        Process rig = stage.headless(MANY);
        live(rig, HEADLESS_WARM_UP);
        double many = measured(rig, time);
        figures.add("headless64CpuPercent", "watch of 64 GPUs, without a window", "% core", many);
        figures.add(
                "growthPerGpu",
                "cost of a GPU among 64 to that among 8",
                "times",
                many / MANY / Math.max(few / FEW, 1e-9),
                MOST_GROWTH);
        stage.end(rig);
    }

    private void window(TelemetryStage stage, Path folder, PrintWriter err) throws IOException, InterruptedException {
        Path console = product;
        Path runtime = java;
        if (console == null || runtime == null || System.getenv("DISPLAY") == null) {
            figures.note("The window was not measured: there is no console or no display.");
            return;
        }
        say(err, "with the window: charts of " + FEW + " GPUs for " + WINDOW_TIME.toSeconds() + " s, then minimised");
        Path stalls = folder.resolve("stalls.txt");
        Process window = stage.window(runtime, console, FEW, stalls);
        live(window, WINDOW_WARM_UP);
        int skip = lines(stalls).size();
        figures.add(
                "windowCpuPercent",
                "the whole console, charts of 8 GPUs in view",
                "% core",
                measured(window, WINDOW_TIME),
                MOST_WINDOW);
        List<String> seen = lines(stalls);
        double longest = seen.subList(Math.min(skip, seen.size()), seen.size()).stream()
                .mapToDouble(l -> Double.parseDouble(l.split(" ")[0]))
                .max()
                .orElse(Double.NaN);
        if (Double.isNaN(longest)) figures.note("The UI thread's stalls were not measured: the console told none.");
        else figures.add("longestStallMs", "the UI thread's longest stall meanwhile", "ms", longest, MOST_STALL_MS);
        if (minimise(window)) {
            live(window, Duration.ofSeconds(5));
            figures.add(
                    "minimisedCpuPercent",
                    "the whole console, minimised",
                    "% core",
                    measured(window, WINDOW_TIME),
                    MOST_MINIMISED);
        } else figures.note("The minimised window was not measured: xdotool could not minimise it.");
        stage.end(window);
    }

    /** Its CPU time over so long, in percent of one core. */
    private static double measured(Process process, Duration time) throws IOException, InterruptedException {
        ProcessCost before = ProcessCost.of(process.pid());
        long began = System.nanoTime();
        live(process, time);
        return ProcessCost.of(process.pid()).percentSince(before, Duration.ofNanos(System.nanoTime() - began));
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static boolean minimise(Process window) throws IOException, InterruptedException {
        try {
            Process tool = new ProcessBuilder(
                            "xdotool",
                            "search",
                            "--onlyvisible",
                            "--pid",
                            Long.toString(window.pid()),
                            "--name",
                            "^Headroom",
                            "windowminimize",
                            "%@")
                    .inheritIO()
                    .start();
            return tool.waitFor(10, TimeUnit.SECONDS) && tool.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Lets time pass; fails when what is measured ends. */
    private static void live(Process process, Duration time) throws IOException, InterruptedException {
        if (process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS))
            throw new IOException("What was to be measured ended with exit code " + process.exitValue() + ".");
    }

    private static void say(PrintWriter err, String words) {
        err.println("bench: " + words);
        err.flush();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path p : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(p);
        }
    }
}
