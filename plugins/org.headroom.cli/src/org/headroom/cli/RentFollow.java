package org.headroom.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.headroom.model.VisibleText;
import org.headroom.model.market.OrderId;
import org.headroom.renter.Rental;
import org.headroom.renter.RentalRecord;
import org.headroom.renter.Renter;
import org.headroom.wallet.KeystoreFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stays with a lease to its end. */
@Command(name = "follow", description = "Stays with a lease until its job is over and the rest of the deposit is back.")
final class RentFollow implements Callable<Integer> {
    private static final long LOOK_MS = 300;

    @Mixin
    private RentAccess options = new RentAccess();

    @Option(
            names = "--raw",
            description = "Prints the job's output as it is to a terminal too: it may steer the terminal.")
    private boolean raw;

    @Parameters(paramLabel = "LEASE", description = "The lease's or the order's id, or its beginning.")
    private String id = "";

    @Override
    public Integer call() throws Exception {
        try {
            RentalRecord record = options.rental(id);
            return follow(record);
        } catch (RentOptions.Trouble | KeystoreFailure e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (IOException e) {
            System.err.println(Main.firstLine(e));
            return 1;
        }
    }

    private int follow(RentalRecord record)
            throws RentOptions.Trouble, KeystoreFailure, IOException, InterruptedException {
        if (!options.json)
            VisibleOutput.printJobOutput(options.files().output(record.id()).text(), raw);
        RentTalk talk = new RentTalk(options.json, raw);
        talk.about(record.id());
        RentalRecord last = record;
        if (record.open()) {
            try (RentConnection connection = RentConnection.goingOn(options, talk, record)) {
                Rental rental = connection.renter().find(record.id()).orElseThrow();
                if (!connection.isReachedAtOnce() && rental.record().open())
                    System.err.println("The broker " + connection.brokers()
                            + " cannot be reached: what the provider says comes when it is back. Job and"
                            + " payment go on.");
                awaitEnd(rental);
                last = rental.record();
            } catch (Renter.Busy e) {
                last = watch(record.id());
            }
        } else {
            record.closing().ifPresent(c -> System.err.println(VisibleText.line(c.words())));
        }
        if (options.json) RentJson.print(RentJson.rental(last));
        return exitCode(last);
    }

    /** Another command drives it: looks at what that one writes down. */
    private RentalRecord watch(OrderId order) throws RentOptions.Trouble {
        int shown = options.files().output(order).text().length();
        while (true) {
            RentalRecord now = options.files()
                    .find(order)
                    .orElseThrow(() -> new RentOptions.Trouble("The record of " + order + " is gone."));
            String text = options.files().output(order).text();
            if (!options.json && text.length() > shown) {
                VisibleOutput.printJobOutput(text.substring(shown), raw);
                shown = text.length();
            }
            if (!now.open()) {
                now.closing().ifPresent(c -> System.err.println(VisibleText.line(c.words())));
                return now;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
        }
    }

    static void awaitEnd(Rental rental) throws InterruptedException {
        boolean over = false;
        while (!over) over = rental.await(Duration.ofMinutes(1));
        // The job's last words may come a little after its receipt.
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        while (rental.record().receipt().isPresent()
                && rental.record().at(RentalRecord.Step.ENDED).isEmpty()
                && System.nanoTime() < end) LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }

    /** What is typed to follow this rental, in quotation marks, from the same folder and with the same home. */
    static String command(RentalRecord record, RentOptions options) {
        return "'./headroom rent follow "
                + options.home
                        .map(h -> "--home " + shellWord(h.toString()) + " ")
                        .orElse("")
                + record.lease().map(Object::toString).orElse(record.id().value()) + "'";
    }

    private static String shellWord(String text) {
        return text.matches("[\\w./@:+,-]+") ? text : '"' + text.replaceAll("([\"$`\\\\])", "\\\\$1") + '"';
    }

    /** Done only if the job is: 0 while it runs or when it ended well. */
    static int exitCode(RentalRecord record) {
        if (record.open()) return 0;
        return record.receipt()
                        .filter(r -> r.message().receipt().exitCode() == 0)
                        .isPresent()
                ? 0
                : 1;
    }
}
