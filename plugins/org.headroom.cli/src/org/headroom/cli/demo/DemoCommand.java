package org.headroom.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom demo}: a market, a chain, a renter and a rig on this machine, and a first paid lease. */
@Command(
        name = "demo",
        description = "A first paid lease on this machine: broker, chain, renter and rig, all on loopback.")
public final class DemoCommand implements Callable<Integer> {
    private static final Set<String> THEMES = Set.of("light", "dark");

    @Option(names = "--headless", description = "Without a window: one lease, then end.")
    private boolean headless;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the lease's figures to FILE (with --headless).")
    private @Nullable Path json;

    @Option(names = "--keep", description = "Leave the chain and the broker up until interrupted.")
    private boolean keep;

    @Mixin
    private StageOptions stage = new StageOptions();

    @Option(names = "--product", paramLabel = "DIR", description = "The window's product.")
    private @Nullable Path product;

    @Option(names = "--java", paramLabel = "PROGRAM", description = "The Java that runs the window.")
    private @Nullable Path java;

    @Option(names = "--theme", paramLabel = "light|dark", description = "How the window looks.")
    private @Nullable String theme;

    @Option(
            names = "--screenshots",
            paramLabel = "DIR",
            description = "After the first lease, save a picture of every view in light and dark.")
    private @Nullable Path screenshots;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        CommandSpec command = spec;
        if (command == null) throw new IllegalStateException("picocli fills these");
        refuseWhatWouldBeIgnored(command);
        if (!headless && (product == null || java == null))
            throw new ParameterException(command.commandLine(), "A window needs --product and --java.");
        if (json != null) refuseUnwritable(json);
        try (DemoHome taken = stage.take("demo")) {
            try {
                return play(taken);
            } catch (Demo.ChainSetBack e) {
                System.err.println(e.getMessage() + " The demo begins anew.");
                return play(taken);
            }
        }
    }

    private void refuseWhatWouldBeIgnored(CommandSpec command) {
        if (json != null && !headless)
            throw new ParameterException(command.commandLine(), "--json goes with --headless.");
        if (keep && !headless) throw new ParameterException(command.commandLine(), "--keep goes with --headless.");
        refuseWithoutWindow(command, "--screenshots", screenshots);
        refuseWithoutWindow(command, "--theme", theme);
        refuseWithoutWindow(command, "--product", product);
        refuseWithoutWindow(command, "--java", java);
        if (theme != null && !THEMES.contains(theme))
            throw new ParameterException(command.commandLine(), "--theme is light or dark, not '" + theme + "'.");
    }

    private void refuseWithoutWindow(CommandSpec command, String option, @Nullable Object value) {
        if (headless && value != null)
            throw new ParameterException(
                    command.commandLine(),
                    option + " needs the window, and --headless opens none: leave one of them out.");
    }

    private int play(DemoHome taken) throws Exception {
        Demo demo = new Demo(taken, stage.parts(), Clock.systemUTC(), System.err);
        if (headless) return demo.headless(Optional.ofNullable(json), keep);
        return demo.window(new DemoWindow(
                required(java), required(product), Optional.ofNullable(theme), Optional.ofNullable(screenshots)));
    }

    private static Path required(@Nullable Path path) {
        if (path == null) throw new IllegalStateException("checked before");
        return path;
    }

    /** Better to say so now than after the lease. */
    private static void refuseUnwritable(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file))
            throw new IOException("The figures cannot be written to " + file + ": it is a folder. Name a file in it.");
        if (Files.exists(file) && !Files.isWritable(file))
            throw new IOException("The figures cannot be written to " + file + ": you may not write to that file.");
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder))
            throw new IOException(
                    "The figures cannot be written to " + file + ": there is no such folder to write to.");
    }
}
