package org.headroom.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.headroom.model.VisibleText;
import org.headroom.model.market.OrderId;
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
    private static final Duration PATIENCE =
            RenterPolicy.STANDARD.receiptWithin().multipliedBy(3);
    private static final String ASKED = "The provider is asked to stop the job.";

    @Mixin
    private RentAccess options = new RentAccess();

    @Parameters(paramLabel = "LEASE", description = "The lease's or the order's id, or its beginning.")
    private String id = "";

    /** The latest news of the lease. */
    private Optional<String> said = Optional.empty();

    @Override
    public Integer call() throws Exception {
        try {
            RentalRecord record = options.rentalToEnd(id);
            if (record.open()) record = stop(record);
            else System.err.println("It is over already.");
            if (options.json) RentJson.print(RentJson.rental(record));
            if (!record.open()) return 0;
            System.err.println(unfinished(record, options));
            return 1;
        } catch (RentOptions.Trouble | KeystoreFailure e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (IOException e) {
            System.err.println(Main.firstLine(e));
            return 1;
        }
    }

    private RentalRecord stop(RentalRecord record)
            throws RentOptions.Trouble, KeystoreFailure, IOException, InterruptedException {
        RentalRecord now = record;
        while (true) {
            try {
                return drive(now);
            } catch (Renter.Busy e) {
                options.files().wishStop(record.id());
                boolean isLeft = watch(record.id());
                now = options.files().find(record.id()).orElse(now);
                if (!isLeft || !now.open()) return now;
                System.err.println("The other command has ended before the lease has: this one goes on with it.");
            }
        }
    }

    /** @throws Renter.Busy if another command drives this directory's rentals */
    private RentalRecord drive(RentalRecord record)
            throws RentOptions.Trouble, KeystoreFailure, IOException, InterruptedException {
        RentTalk talk = new RentTalk(options.json);
        talk.about(record.id());
        try (RentConnection connection = RentConnection.goingOn(options, talk, record)) {
            Rental rental = connection.renter().find(record.id()).orElseThrow();
            // On disk before anything is said of it; the renter puts it on record in its own time.
            options.files().wishStop(record.id());
            connection.renter().cancel(record.id());
            if (!connection.isReachedAtOnce())
                unreached(record, connection.brokers()).ifPresent(System.err::println);
            if (record.phase() == RentalRecord.Phase.LEASED) connection.whenReached(() -> say(ASKED));
            rental.await(PATIENCE);
            return rental.record();
        } catch (RentOptions.NodeTrouble e) {
            options.files().wishStop(record.id());
            throw new RentOptions.Trouble(
                    e.getMessage() + " The order is called off by the next rent command that reaches the node.");
        }
    }

    /** Once, however often it is news. Any thread. */
    private synchronized void say(String news) {
        if (!said.equals(Optional.of(news))) System.err.println(news);
        said = Optional.of(news);
    }

    /** What it means that no broker is reached at once; empty where none is needed. */
    static Optional<String> unreached(RentalRecord record, String brokers) {
        String first = "The broker " + brokers + " cannot be reached";
        return switch (record.phase()) {
            case COLLECTING ->
                Optional.of(first + ", so it shows the order until "
                        + record.order().message().validity().expiresAt() + ". No bid for it is taken.");
            case LEASED ->
                Optional.of(first
                        + (record.stop().isEmpty() ? ", so the provider is not asked to stop the job yet" : "")
                        + ". The request is kept and sent when a broker is back, by this command or the next one. If"
                        + " the job has not ended "
                        + RenterPolicy.STANDARD.receiptWithin().toSeconds()
                        + " s after the request, the payment stream is ended.");
            case FUNDING, SETTLING, CLOSED -> Optional.empty();
        };
    }

    /** What is done and what is not, of a rental that is still open. */
    static String unfinished(RentalRecord record, RentOptions options) {
        String follow = RentFollow.command(record, options);
        return switch (record.phase()) {
            case SETTLING ->
                VisibleText.line(record.closing().map(c -> c.words()).orElse("The job is over.")
                        + " Its payment stream is not ended yet and pays until it is"
                        + record.stream()
                                .map(s -> ", at most its deposit of "
                                        + s.deposit().format(6) + " USDC")
                                .orElse("")
                        + ": the chain did not do it. " + follow + " tries it until it is done.");
            case FUNDING ->
                "It is being called off. Whether its payment stream was opened is not known: the chain did not answer. "
                        + follow + " finds out, and ends it.";
            case COLLECTING, LEASED, CLOSED ->
                "It is being stopped, but is not settled yet: " + follow + " shows it to its end.";
        };
    }

    /**
     * Another command drives it: says what that one writes down, to the end of the lease or of that command.
     *
     * @return whether that command has ended
     */
    private boolean watch(OrderId order) throws IOException {
        System.err.println("Another rent command that runs now goes on with this folder's leases. The stop was"
                + " handed over to it; this command waits for the end, at most " + PATIENCE.toSeconds() + " s.");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
            boolean isLeft = !Renter.isBusy(options.directory());
            Optional<RentalRecord> now = options.files().find(order);
            now.flatMap(RentStop::news).ifPresent(this::say);
            if (now.filter(r -> !r.open()).isPresent()) {
                now.flatMap(RentalRecord::closing).ifPresent(c -> System.err.println(VisibleText.line(c.words())));
                return isLeft;
            }
            if (isLeft) return true;
        }
        // Where the lease is open still, the caller says so.
        return false;
    }

    /** What has become of a rental that is to be stopped; empty where nothing has yet, and where it is over. */
    static Optional<String> news(RentalRecord record) {
        return switch (record.phase()) {
            case LEASED -> record.stop().map(s -> ASKED);
            case SETTLING -> Optional.of(RentTalk.ofMoney(record, "The job is over."));
            case COLLECTING, FUNDING, CLOSED -> Optional.empty();
        };
    }
}
