package org.headroom.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.store.Ledger;
import org.headroom.store.LostLedger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Declares the loss of a rig's ledger, which no start does by itself. */
@Command(
        name = "lost",
        description =
                "Declares that a rig's ledger is lost and there is no backup of it. What is left is kept aside, a new"
                        + " ledger is begun, and receipt numbers go on above the old ones. A ledger in order is left as it"
                        + " is.")
final class LedgerLost implements Callable<Integer> {
    @Option(names = "--home", required = true, paramLabel = "DIR", description = "The rig's folder.")
    private @Nullable Path home;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Path folder = home;
        CommandSpec own = spec;
        if (folder == null || own == null) return 2;
        try {
            print(own.commandLine().getOut(), folder, LostLedger.declare(folder, Clock.systemUTC()));
            return 0;
        } catch (JournalFailure e) {
            own.commandLine().getErr().println(e.getMessage());
            own.commandLine().getErr().flush();
            return 1;
        }
    }

    private static void print(PrintWriter out, Path folder, LostLedger.Declared declared) {
        out.println("A new ledger is begun in " + folder.resolve(Ledger.NAME) + ".");
        declared.aside().ifPresent(aside -> out.println("What was left of the old one is in " + aside + "."));
        out.println("The next receipt gets number " + declared.nextReceipt()
                + (declared.gap() ? ": it is not known how many were given, so numbers are left out." : "."));
        out.println(
                "The new ledger does not know the leases of the old one: their jobs are ended at the next start, and"
                        + " what their streams hold for you is withdrawn without Headroom, for example in Sablier's own"
                        + " application with the key of this rig's account, which is the streams' recipient. It lists the"
                        + " streams of that account with their numbers, as a block explorer does from the contract's events.");
        out.flush();
    }
}
