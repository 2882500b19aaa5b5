package org.headroom.cli.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.headroom.localchain.ChainLike;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command needs that plays on the demo's stage; the script gives most of it. */
public final class StageOptions {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "A folder of its own for its files; cleared at the start.")
    private @Nullable Path home;

    @Option(
            names = "--chain-parts",
            paramLabel = "DIR",
            required = true,
            description = "What releng/fetch-chain brought.")
    private @Nullable Path chainParts;

    @Option(
            names = "--nvml",
            paramLabel = "LIBRARY",
            description = "The stand-in for a driver that this machine lacks.")
    private @Nullable Path nvml;

    @Option(
            names = "--chain-like",
            paramLabel = "NAME",
            converter = ChainLikeConverter.class,
            description = "Imitate this chain: its height and block time, and the limits and failures of a public node:"
                    + " base, arbitrum or ethereum.")
    private @Nullable ChainLike chainLike;

    /** Takes the folder that was named, or the standard one of this name. */
    public DemoHome take(String name) throws IOException {
        Path named = home;
        Path directory = named == null ? DemoHome.standard(name) : named;
        return DemoHome.take(directory.toAbsolutePath());
    }

    private Path chainParts() {
        Path parts = chainParts;
        if (parts == null) throw new IllegalStateException("picocli requires it");
        return parts;
    }

    /** Empty where the machine has a driver. */
    private Optional<Path> nvml() {
        Path library = nvml;
        return library == null ? Optional.empty() : Optional.of(library.toAbsolutePath());
    }

    StageParts parts() {
        return new StageParts(chainParts(), nvml(), Optional.ofNullable(chainLike));
    }

    public StageRun run(DemoHome taken, Clock clock, PrintStream out) {
        return new StageRun(taken, parts(), clock, out);
    }
}
