package org.headroom.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.renter.Rental;
import org.headroom.renter.RentalRecord;
import org.headroom.renter.Renter;
import org.headroom.renter.RenterPolicy;
import org.headroom.wallet.KeystoreFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a lease before its time. */
@Command(name = "stop", description = "Stops a lease's job, or calls an order off; what is not owed comes back.")
final class RentStop implements Callable<Integer> {
    @Mixin
    private RentAccess options = new RentAccess();

    @Parameters(paramLabel = "LEASE", description = "The lease's or the order's id, or its beginning.")
    private String id = "";

    @Override
    public Integer call() throws Exception {
        try {
            RentalRecord record = options.rental(id);
            if (record.open()) record = stop(record);
            else System.err.println("It is over already.");
            if (options.json) RentJson.print(RentJson.rental(record));
            if (!record.open()) return 0;
            System.err.println(
                    "It is being stopped, but is not settled yet: 'rent follow " + id + "' shows it to its end.");
            return 1;
        } catch (RentOptions.Trouble | KeystoreFailure | PaymentFailure | IOException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private RentalRecord stop(RentalRecord record)
            throws RentOptions.Trouble, KeystoreFailure, PaymentFailure, IOException, InterruptedException {
        Duration patience = RenterPolicy.STANDARD.receiptWithin().multipliedBy(3);
        RentTalk talk = new RentTalk(options.json);
        talk.about(record.id());
        try (RentConnection connection = RentConnection.open(options, talk)) {
            Rental rental = connection.renter().find(record.id()).orElseThrow();
            connection.renter().cancel(record.id());
            rental.await(patience);
            return rental.record();
        } catch (Renter.Busy e) {
            options.files().wishStop(record.id());
            return watch(record, patience);
        }
    }

    private RentalRecord watch(RentalRecord record, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        RentalRecord now = record;
        while (now.open() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
            now = options.files().find(record.id()).orElse(now);
        }
        now.closing().ifPresent(c -> System.err.println(RentTalk.plain(c.words())));
        return now;
    }
}
