package org.headroom.cli.rig;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.headroom.agent.control.ControlClient;
import org.headroom.agent.control.LeaseNames;
import org.headroom.model.market.LeaseId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The log of a rig, or the output of one of its jobs; read from the rig's folder, whether a rig runs there or not. */
@Command(
        name = "log",
        description =
                "The rig's log, or with --lease a job's output. Read from the rig's folder, also when no rig runs."
                        + " What would steer the terminal is written out, as \\u{001B}.")
public final class LogCommand implements Callable<Integer> {
    private static final int MOST_LINES = 100_000;

    @Mixin
    private RigOptions options = new RigOptions();

    @Option(names = "--lines", paramLabel = "N", description = "The last N lines (default: ${DEFAULT-VALUE}).")
    private int lines = 100;

    @Option(names = "--follow", description = "Goes on with what is added, until it is interrupted.")
    private boolean follow;

    @Option(names = "--lease", paramLabel = "ID", description = "The output of this lease's job, such as L-0007.")
    private Optional<String> lease = Optional.empty();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec own = spec;
        if (own != null && (lines < 0 || lines > MOST_LINES))
            throw new ParameterException(own.commandLine(), "--lines takes 0 to " + MOST_LINES + ".");
        try {
            Optional<List<Path>> files = lease.isPresent() ? job(lease.get()) : rig();
            if (files.isEmpty()) return 1;
            try (FileTail tail = new FileTail(files.get(), System.out)) {
                tail.last(lines, follow);
                if (follow) tail.follow();
            }
            return 0;
        } catch (IOException e) {
            RigOptions.say(String.valueOf(e.getMessage()));
            return 1;
        }
    }

    /** The current file first, then older ones. */
    private Optional<List<Path>> rig() {
        Path home = options.directory();
        if (!Files.exists(RigLog.file(home))) {
            RigOptions.say(
                    Files.notExists(RigLog.file(home))
                            ? "There is no " + RigLog.file(home) + ": no rig has run in " + home
                                    + " since rigs keep a log there."
                            : "You may not read " + RigLog.file(home)
                                    + ". Run this as the user that the rig runs as, or as root.");
            return Optional.empty();
        }
        List<Path> files = new ArrayList<>(List.of(RigLog.file(home)));
        for (int i = 1; i <= RigLog.OLDER; i++) files.add(RigLog.older(home, i));
        return Optional.of(files);
    }

    private Optional<List<Path>> job(String name) throws InterruptedException {
        Optional<LeaseId> id = id(name);
        if (id.isEmpty()) return Optional.empty();
        Path folder = options.directory().resolve("leases").resolve(id.get().value());
        Path log = folder.resolve("job.log");
        if (Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS)) return Optional.of(List.of(log));
        if (follow && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) return Optional.of(List.of(log));
        RigOptions.say("There is no output of " + id.get() + ": its job has written none yet, or its folder was deleted"
                + " after its time.");
        return Optional.empty();
    }

    /** A number is known to the rig alone; a lease's own name is the name of its folder. */
    private Optional<LeaseId> id(String name) throws InterruptedException {
        try {
            JsonNode known = options.ask(ControlClient.request("lease").put("lease", name));
            if (known.path("ok").asBoolean())
                return Optional.of(new LeaseId(known.path("lease").asText()));
        } catch (IOException e) {
            if (name.startsWith("L-")) {
                RigOptions.say("Which lease is " + name + " only a rig that runs can tell. " + e.getMessage()
                        + " Or name the lease by its id, as its folder in "
                        + options.directory().resolve("leases") + " is called.");
                return Optional.empty();
            }
        }
        try {
            return Optional.of(new LeaseId(name));
        } catch (IllegalArgumentException e) {
            RigOptions.say(
                    "\"" + name + "\" is no lease that the rig shows, and no lease's id." + LeaseNames.hint(name));
            return Optional.empty();
        }
    }
}
