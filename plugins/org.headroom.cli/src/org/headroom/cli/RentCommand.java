package org.headroom.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The renter's command line. */
@Command(
        name = "rent",
        description = "Rents a GPU: post an order, choose a bid, pay by the second, follow the job, get its receipt.",
        subcommands = {
            RentOrder.class,
            RentOffers.class,
            RentBids.class,
            RentList.class,
            RentFollow.class,
            RentLogs.class,
            RentReceipt.class,
            RentStop.class,
            RentStatus.class
        })
public final class RentCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec self = spec;
        if (self != null)
            throw new ParameterException(
                    self.commandLine(),
                    "Say what to do: order, offers, bids, list, follow, logs, receipt, stop or status.");
    }
}
