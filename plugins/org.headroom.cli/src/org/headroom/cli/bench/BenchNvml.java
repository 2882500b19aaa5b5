package org.headroom.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.jna.Function;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.headroom.nvml.NvmlOpening;
import org.headroom.nvml.NvmlSession;
import org.headroom.nvml.raw.NvmlLibrary;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom bench nvml}: what a call of NVML costs from Java, beside the same calls from C. */
@Command(
        name = "nvml",
        description = "Reads simulated GPUs in a loop in C and in loops in Java, in turns, and prints the nanoseconds of a"
                + " call each way. Exit code 1 when a raw call from Java takes over 0.3 µs longer than from C.")
public final class BenchNvml implements Callable<Integer> {
    private static final String SCENARIO = "HEADROOM_STANDIN_SCENARIO";
    private static final int WARM_UP = 8;
    private static final int MOST_GPUS = 64;
    private static final int MOST_ROUNDS = 10_000;

    /** So many calls make a round: long enough to be measured, short enough to fit between other programs' turns. */
    private static final int CALLS_A_ROUND = 150_000;

    @Option(
            names = "--nvml",
            paramLabel = "LIBRARY",
            required = true,
            description = "The stand-in driver, as nvml-bindings/stand-in/build.sh makes it.")
    private @Nullable Path library;

    @Option(
            names = "--loop",
            paramLabel = "PROGRAM",
            description = "The loop in C (default: the program \"loop\" beside the stand-in driver).")
    private @Nullable Path loop;

    @Option(
            names = "--gpus",
            paramLabel = "N",
            defaultValue = "8",
            description = "How many GPUs are simulated (default: ${DEFAULT-VALUE}).")
    private int gpus;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "41",
            description = "How often each way has its turn (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to FILE too, as one JSON object.")
    private @Nullable Path json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        CommandSpec command = spec;
        Path driver = library;
        if (command == null || driver == null) throw new IllegalStateException("picocli fills these");
        if (gpus < 1 || gpus > MOST_GPUS)
            throw new ParameterException(command.commandLine(), "--gpus takes 1 to " + MOST_GPUS + ".");
        if (rounds < 1 || rounds > MOST_ROUNDS)
            throw new ParameterException(command.commandLine(), "--rounds takes 1 to " + MOST_ROUNDS + ".");
        Path program = loop == null ? driver.toAbsolutePath().resolveSibling("loop") : loop;
        if (!Files.isExecutable(program))
            throw new ParameterException(
                    command.commandLine(), "There is no program " + program + ": build the stand-in driver, which makes it.");
        Path scenario = Files.createTempFile("headroom-bench", ".txt");
        try {
            Files.writeString(scenario, "gpu NVIDIA GeForce RTX 4090 x" + gpus + "\n");
            NvmlCost cost = measure(driver, program, scenario);
            PrintWriter out = command.commandLine().getOut();
            out.print(cost.table());
            out.flush();
            Path file = json;
            if (file != null)
                Files.writeString(
                        file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(cost.json()) + "\n");
            return cost.within() ? 0 : 1;
        } finally {
            Files.deleteIfExists(scenario);
        }
    }

    private NvmlCost measure(Path driver, Path program, Path scenario) throws Exception {
        // The library asks C for the variable, and Java cannot set it.
        Function.getFunction("c", "setenv").invokeInt(new Object[] {SCENARIO, scenario.toString(), 1});
        NvmlOpening opening = NvmlSession.open(Optional.of(driver.toAbsolutePath().toString()));
        if (!(opening instanceof NvmlOpening.Opened opened)) throw new IOException(opening.toString());
        try (NvmlSession session = opened.session();
                CLoop c = new CLoop(program, driver.toAbsolutePath(), Map.of(SCENARIO, scenario.toString()))) {
            RawLoop raw = new RawLoop(NvmlLibrary.load(driver.toAbsolutePath().toString()), session.deviceCount());
            TypedLoop typed = new TypedLoop(session);
            int sweeps = Math.max(1, CALLS_A_ROUND / (c.gpus() * NvmlLoop.CALLS));
            double calls = (double) sweeps * c.gpus() * NvmlLoop.CALLS;
            List<NvmlCost.Round> measured = new ArrayList<>(rounds);
            for (int i = -WARM_UP; i < rounds; i++) {
                NvmlCost.Round round =
                        new NvmlCost.Round(c.run(sweeps) / calls, raw.run(sweeps) / calls, typed.run(sweeps) / calls);
                if (i >= 0) measured.add(round);
            }
            return new NvmlCost(c.gpus(), sweeps, measured, bytes(raw, sweeps), bytes(typed, sweeps));
        }
    }

    private static double bytes(NvmlLoop loop, int sweeps) throws Exception {
        AllocatedBytes allocated = new AllocatedBytes();
        long nothing = allocated.soFar();
        long before = allocated.soFar();
        loop.run(sweeps);
        long after = allocated.soFar();
        return Math.max(0, (double) (after - before - (before - nothing)) / sweeps);
    }
}
