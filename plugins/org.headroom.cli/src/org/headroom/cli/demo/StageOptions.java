package org.headroom.cli.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.headroom.cli.home.DataFolders;
import org.headroom.localchain.ChainLike;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command needs that plays on the demo's stage; the script gives most of it. */
public final class StageOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "A folder of its own for its files; cleared at the start.")
    private @Nullable Path home;

    @Option(
            names = "--chain-parts",
            paramLabel = "DIR",
            description = "What releng/fetch-chain brought (default: given by ./headroom).")
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
        Path directory = named == null ? DataFolders.standard(name) : named;
        return DemoHome.take(directory.toAbsolutePath());
    }

    private Path chainParts() {
        Path parts = chainParts;
        CommandSpec own = spec;
        if (parts == null && own != null)
            throw new ParameterException(
                    own.commandLine(),
                    "Say where the local chain's programs are: --chain-parts DIR, which ./headroom adds by itself.");
        if (parts == null) throw new IllegalStateException("--chain-parts is missing");
        return parts;
    }

    /** Empty where the machine has a driver. */
    private Optional<Path> nvml() {
        Path library = nvml;
        return library == null ? Optional.empty() : Optional.of(library.toAbsolutePath());
    }

    /** Whether a person chose a folder or a chain. */
    public boolean hasChoices() {
        return home != null || chainLike != null;
    }

    StageParts parts() {
        return new StageParts(chainParts(), nvml(), Optional.ofNullable(chainLike));
    }

    public StageRun run(DemoHome taken, Clock clock, PrintStream out) {
        return new StageRun(taken, parts(), clock, out);
    }
}
