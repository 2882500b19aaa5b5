package org.headroom.cli;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import org.headroom.model.VisibleText;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.OrderId;
import org.headroom.renter.Closing;
import org.headroom.renter.OpenedStream;
import org.headroom.renter.Rental;
import org.headroom.renter.RentalListener;
import org.headroom.renter.RentalRecord;

/** Tells a person how a rental goes: steps to standard error, the job's output to standard output. */
final class RentTalk implements RentalListener {
    private final PrintStream steps = System.err;
    private final boolean json;
    private final boolean raw;
    private final CountDownLatch firstBid = new CountDownLatch(1);
    private final CountDownLatch running = new CountDownLatch(1);
    private volatile String only = "";

    /** @param json the job's output is left out then: standard output belongs to the JSON */
    RentTalk(boolean json) {
        this(json, false);
    }

    /** @param raw the job's output is printed as it is, to a terminal too */
    RentTalk(boolean json, boolean raw) {
        this.json = json;
        this.raw = raw;
    }

    /** Others that go on beside it are not talked about. */
    void about(OrderId order) {
        only = order.value();
    }

    CountDownLatch firstBid() {
        return firstBid;
    }

    /** Opens when the job runs, or never will. */
    CountDownLatch running() {
        return running;
    }

    private boolean concerns(Rental rental) {
        return rental.id().value().equals(only);
    }

    private void say(Rental rental, String words) {
        if (concerns(rental)) steps.println(VisibleText.line(words));
    }

    @Override
    public void ordered(Rental rental) {
        about(rental.id());
        say(rental, "Order " + rental.id() + " is on the market.");
    }

    @Override
    public void bid(Rental rental, Bid bid) {
        say(
                rental,
                "Bid " + bid.id() + ": " + bid.gpuNames() + (bid.simulated() ? " (simulated)" : "") + " for "
                        + bid.perHour().format(6) + " USDC/h from "
                        + bid.provider().brief());
        if (concerns(rental)) firstBid.countDown();
    }

    @Override
    public void chosen(Rental rental, Bid bid) {
        say(rental, "Taking bid " + bid.id() + "; opening its payment stream.");
    }

    @Override
    public void streamOpened(Rental rental, OpenedStream stream) {
        say(
                rental,
                "Stream " + stream.ref().id() + " pays since " + stream.at() + "; "
                        + stream.deposit().format(6) + " USDC are deposited.");
    }

    @Override
    public void told(Rental rental, LeaseUpdate update) {
        say(
                rental,
                "Lease " + update.lease() + ": " + update.phase().name().toLowerCase(java.util.Locale.ROOT)
                        + (update.detail().isBlank() ? "" : " (" + update.detail() + ")"));
        if (concerns(rental) && update.phase().compareTo(LeaseUpdate.Phase.RUNNING) >= 0) running.countDown();
    }

    @Override
    public void output(Rental rental, String text) {
        if (!concerns(rental) || json) return;
        VisibleOutput.printJobOutput(text, raw);
    }

    @Override
    public void receipt(Rental rental) {
        say(rental, "The receipt is in order.");
        if (concerns(rental)) running.countDown();
    }

    @Override
    public void trouble(Rental rental, String words) {
        say(rental, ofMoney(rental.record(), words));
    }

    /** A failed call to the chain knows nothing of a stream that pays meanwhile, or of none that is open. */
    static String ofMoney(RentalRecord rental, String words) {
        if (isPaidOn(rental)) return words + " Its payment stream pays until it is ended.";
        if (rental.phase() != RentalRecord.Phase.FUNDING) return words;
        // What the wallet was once asked for may be in a block though the answer failed.
        return rental.intent().isEmpty()
                ? words + " No payment stream is open yet, and nothing is paid."
                : words + " Whether its payment stream is open is not known until the chain answers.";
    }

    /** Whether the job is over and its stream is not ended. */
    static boolean isPaidOn(RentalRecord rental) {
        return rental.phase() == RentalRecord.Phase.SETTLING
                && rental.stream().isPresent()
                && rental.at(RentalRecord.Step.STREAM_MISSING).isEmpty();
    }

    @Override
    public void closed(Rental rental, Closing closing) {
        say(rental, closing.words());
        if (!concerns(rental)) return;
        firstBid.countDown();
        running.countDown();
    }
}
