package org.headroom.cli;

import java.util.concurrent.Callable;
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
        for (RentalRecord r : all) System.out.println(line(r));
        return 0;
    }

    static String line(RentalRecord r) {
        String name = r.lease().map(Object::toString).orElse(r.id().value());
        String state = r.closing()
                .map(c -> c.ending().name())
                .orElseGet(() ->
                        r.told().map(t -> t.phase().name()).orElse(r.phase().name()));
        String money = r.settled()
                .map(s -> s.spent().format(6) + " USDC at settlement" + (r.awaitsFinality() ? ", not final" : ""))
                .or(() -> r.taken().map(b -> b.message().perHour().format(6) + " USDC/h"))
                .orElse("");
        return String.format(
                "%-26s %-14s %-22s %s",
                name, state, r.at(Step.ORDERED).map(Object::toString).orElse(""), money);
    }
}
