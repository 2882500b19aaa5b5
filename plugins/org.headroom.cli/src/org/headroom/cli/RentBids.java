package org.headroom.cli;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.headroom.model.VisibleText;
import org.headroom.model.market.Bid;
import org.headroom.model.market.Signed;
import org.headroom.renter.RentalRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The bids for one order. */
@Command(name = "bids", description = "Lists the bids that came in for an order.")
final class RentBids implements Callable<Integer> {
    @Mixin
    private RentOptions options = new RentOptions();

    @Parameters(paramLabel = "ORDER", description = "The order's or the lease's id, or its beginning.")
    private String id = "";

    @Override
    public Integer call() {
        try {
            RentalRecord record = options.rental(id);
            if (options.json) {
                var out = RentJson.object();
                var list = out.putArray("bids");
                for (Signed<Bid> b : record.bids())
                    list.add(RentJson.bid(b.message()).put("taken", taken(record, b)));
                RentJson.print(out);
                return 0;
            }
            if (record.bids().isEmpty()) System.err.println("No bid has come in.");
            for (Signed<Bid> b : record.bids()) System.out.println(line(record, b));
            return 0;
        } catch (RentOptions.Trouble e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static boolean taken(RentalRecord record, Signed<Bid> bid) {
        return record.taken()
                .filter(t -> t.message().id().equals(bid.message().id()))
                .isPresent();
    }

    private static String line(RentalRecord record, Signed<Bid> signed) {
        Bid bid = signed.message();
        boolean tooDear = bid.perHour().compareTo(record.order().message().ceilingPerHour()) > 0;
        String note = taken(record, signed)
                ? "taken"
                : tooDear ? "above your limit" : bid.validity().expiresAt().isBefore(Instant.now()) ? "expired" : "";
        return VisibleText.line(String.format(
                "%-26s %s USDC/h  %s%s  %s  %s",
                bid.id(),
                bid.perHour().format(6),
                bid.gpuNames(),
                bid.simulated() ? " (simulated)" : "",
                bid.provider().brief(),
                note));
    }
}
