package org.headroom.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Key files of rigs and renters. */
@Command(
        name = "key",
        description = "Key files of rigs and renters.",
        subcommands = {KeyNew.class})
public final class KeyCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec own = spec;
        if (own != null) throw new ParameterException(own.commandLine(), "Say what to do with a key: new");
    }
}
