package org.headroom.cli;

import java.util.concurrent.Callable;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.renter.RentalFiles;
import org.headroom.renter.RentalRecord;
import org.headroom.renter.RentalRecord.Step;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** All rentals of this renter. */
@Command(name = "list", description = "Lists all orders and leases of this renter, oldest first.")
final class RentList implements Callable<Integer> {
    @Mixin
    private RentOptions options = new RentOptions();

    @Override
    public Integer call() {
        try {
            options.requireHome();
        } catch (RentOptions.Trouble e) {
            System.err.println(e.getMessage());
            return 1;
        }
        var all = options.files().all();
        if (options.json) {
            var out = RentJson.object();
            var list = out.putArray("rentals");
            all.forEach(r -> list.add(RentJson.rental(r)));
            RentJson.print(out);
            return 0;
        }
        if (all.isEmpty()) System.err.println("There are no orders in " + options.directory() + ".");
        for (RentalRecord r : all) System.out.println(line(r, options.files()));
        return 0;
    }

    static String line(RentalRecord r, RentalFiles files) {
        String name = r.lease().map(Object::toString).orElse(r.id().value());
        // What the provider said last of a job says nothing of its stream.
        String state = r.phase() == RentalRecord.Phase.SETTLING
                ? r.phase().name()
                : r.closing()
                        .map(c -> c.ending().name())
                        .orElseGet(() -> r.told()
                                .map(t -> t.phase().name())
                                .orElse(r.phase().name()));
        String money = r.settled()
                .map(s -> s.spent().format(6) + " USDC at settlement" + (r.awaitsFinality() ? ", not final" : ""))
                .or(() -> r.taken().map(b -> b.message().perHour().format(6) + " USDC/h"))
                .orElse("");
        String undone = undone(r, files);
        if (!undone.isEmpty()) money += (money.isEmpty() ? "" : "; ") + undone;
        return String.format(
                "%-26s %-14s %-22s %s",
                name, state, r.at(Step.ORDERED).map(Object::toString).orElse(""), money);
    }

    /** What of it is asked for or over, and not done yet; empty where nothing is. */
    private static String undone(RentalRecord r, RentalFiles files) {
        boolean stop = r.stopWanted() || files.stopWished(r.id());
        return switch (r.phase()) {
            case COLLECTING, FUNDING -> stop ? "is being called off" : "";
            case LEASED -> stop && !isStopping(r) ? "stop asked for, the provider has not confirmed it" : "";
            case SETTLING -> RentTalk.isPaidOn(r) ? "job over, stream not ended: pays until it is" : "";
            case CLOSED -> "";
        };
    }

    private static boolean isStopping(RentalRecord r) {
        return r.told()
                .filter(t -> t.phase().compareTo(LeaseUpdate.Phase.STOPPING) >= 0)
                .isPresent();
    }
}
