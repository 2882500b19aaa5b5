package org.headroom.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The ledger of a rig. */
@Command(
        name = "ledger",
        description = "The ledger of a rig.",
        subcommands = {LedgerLost.class})
public final class LedgerCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec own = spec;
        if (own != null) throw new ParameterException(own.commandLine(), "Say what to do with a ledger: lost");
    }
}
