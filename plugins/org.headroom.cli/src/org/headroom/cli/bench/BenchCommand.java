package org.headroom.cli.bench;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom bench}: measurements on this machine. */
@Command(
        name = "bench",
        description = "Measures Headroom on this machine.",
        subcommands = {
            BenchLease.class,
            BenchNvml.class,
            BenchHistory.class,
            BenchTelemetry.class,
            BenchMarket.class,
            BenchLife.class,
            BenchLifePart.class
        })
public final class BenchCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec own = spec;
        if (own != null)
            throw new ParameterException(
                    own.commandLine(), "Say what to measure: lease, life, nvml, history, telemetry or market.");
    }
}
