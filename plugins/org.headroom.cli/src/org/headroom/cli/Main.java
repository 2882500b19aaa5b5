package org.headroom.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.headroom.cli.bench.BenchCommand;
import org.headroom.cli.campaign.CampaignCommand;
import org.headroom.cli.campaign.CampaignPart;
import org.headroom.cli.demo.DemoCommand;
import org.headroom.cli.fuzz.FuzzCommand;
import org.headroom.cli.rig.LogCommand;
import org.headroom.cli.rig.StatusCommand;
import org.headroom.cli.rig.StopCommand;
import org.headroom.cli.rig.WithdrawCommand;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Headroom's command line. Each command is a class of its own, listed in {@code subcommands} below.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 wrong usage. Messages go to standard error; standard output belongs to the
 * command's result.
 */
@Command(
        name = "headroom",
        description = "Rents out the spare capacity of this machine's GPUs.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.BundleVersion.class,
        scope = CommandLine.ScopeType.INHERIT,
        subcommands = {
            GpusCommand.class,
            RunCommand.class,
            StatusCommand.class,
            WithdrawCommand.class,
            StopCommand.class,
            LogCommand.class,
            OrderCommand.class,
            KeyCommand.class,
            LedgerCommand.class,
            RentCommand.class,
            DemoCommand.class,
            BenchCommand.class,
            FuzzCommand.class,
            CampaignCommand.class,
            CampaignPart.class
        })
public final class Main implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String[] args) {
        // From Java 22 on there is a console even where nobody sits at it, unless the old one is asked for.
        System.setProperty("jdk.console", "java.base");
        System.exit(run(args));
    }

    /** Runs one command to its end, in the calling thread, and returns the exit code. */
    static int run(String... args) {
        VisibleOutput.Streams before = VisibleOutput.Streams.makeVisible();
        try {
            return new CommandLine(new Main())
                    // No colours: nothing that is printed steers a terminal.
                    .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                    .setParameterExceptionHandler((e, given) -> explainUsage(e))
                    .setExecutionExceptionHandler((e, command, parsed) -> explainFailure(e, command))
                    .execute(args);
        } finally {
            before.restore();
        }
    }

    @Override
    public void run() {
        CommandSpec root = spec;
        if (root != null) {
            throw new ParameterException(root.commandLine(), "Say which command to run.");
        }
    }

    private static int explainUsage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        boolean group = !command.getSubcommands().isEmpty();
        boolean unknownCommand = e instanceof UnmatchedArgumentException && group;
        command.getErr()
                .println(unknownCommand ? "There is no such command or option: " + unmatched(e) : plain(firstLine(e)));
        if (unknownCommand) command.getErr().println("The commands are: " + commands(command) + ".");
        command.getErr()
                .printf(
                        "Run './%s --help' to see what it takes.%n",
                        command.getCommandSpec().qualifiedName());
        command.getErr().flush();
        return CommandLine.ExitCode.USAGE;
    }

    /** The parser names the types of Java, which say nothing to a person. */
    private static String plain(String message) {
        return message.replaceAll("' is not an? (int|long|short|byte)\\b", "' is not a whole number")
                .replaceAll("' is not an? (double|float)\\b", "' is not a number");
    }

    /** The commands that help lists. */
    private static String commands(CommandLine group) {
        return group.getSubcommands().entrySet().stream()
                .filter(c -> !c.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }

    private static String unmatched(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().getFirst()
                : "";
    }

    private static int explainFailure(Exception e, CommandLine command) {
        command.getErr().println(firstLine(e));
        command.getErr().flush();
        LoggerFactory.getLogger(Main.class).debug("The command failed", e);
        return CommandLine.ExitCode.SOFTWARE;
    }

    static String firstLine(Exception e) {
        // What failed on another thread says it better than the one who waited for it.
        if (e instanceof ExecutionException && e.getCause() instanceof Exception cause) return firstLine(cause);
        if (e instanceof FileSystemException file && file.getReason() == null) return ofFile(file);
        String message = e.getMessage();
        if (message == null || message.isBlank()) {
            return "Failed: " + e.getClass().getSimpleName();
        }
        return message.lines().findFirst().orElse(message);
    }

    /** Java's message is the path alone. */
    private static String ofFile(FileSystemException e) {
        return switch (e) {
            case NoSuchFileException missing -> "There is no file or folder " + missing.getFile() + ".";
            case FileAlreadyExistsException there -> "There is a file at " + there.getFile() + " already.";
            case AccessDeniedException denied -> "You may not read or write " + denied.getFile() + ".";
            default ->
                e.getFile() + " could not be read or written (" + e.getClass().getSimpleName() + ").";
        };
    }

    /** The bundle's own version: the class path holds many manifests, so only the one beside this class counts. */
    static final class BundleVersion implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            URL jar = Main.class.getProtectionDomain().getCodeSource().getLocation();
            try (InputStream in = jar.openStream();
                    JarInputStream entries = new JarInputStream(in)) {
                Manifest manifest = entries.getManifest();
                String version =
                        manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-Version");
                return new String[] {"headroom " + (version == null ? "(built from a class folder)" : version)};
            }
        }
    }
}
