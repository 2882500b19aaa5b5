package org.headroom.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Orders as files. */
@Command(
        name = "order",
        description = "Job files of other formats, as orders.",
        subcommands = {OrderCheck.class})
public final class OrderCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec own = spec;
        if (own != null) throw new ParameterException(own.commandLine(), "Say what to do with the files: check");
    }
}
