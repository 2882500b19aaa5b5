package org.headroom.cli.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.headroom.cli.Simulation;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.Receipt;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.renter.Closing;
import org.headroom.renter.OpenedStream;
import org.headroom.renter.Rental;
import org.headroom.renter.RentalListener;

/** Tells the demo as it happens, a line a step, and keeps the simulated GPU as busy as the job. */
final class DemoTale implements RentalListener {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final int BUSY = 97;
    private static final int IDLE = 2;

    private final PrintStream out;
    private final Optional<SimulatedGpu> gpu;
    private volatile BooleanSupplier gpuIsTaken = () -> false;
    private volatile boolean rigIsInWindow;

    /** @param out standard error: standard output belongs to the figures */
    DemoTale(PrintStream out, Optional<SimulatedGpu> gpu) {
        this.out = out;
        this.gpu = gpu;
    }

    void say(String words) {
        out.println(TIME.format(Instant.now()) + "  " + words);
    }

    /** @param taken whether another renter's job has the GPU, so that nobody can bid for the demo's own order */
    void gpuIsTaken(BooleanSupplier taken) {
        gpuIsTaken = taken;
    }

    /** The rig is in another program, the console: what its GPU does is not known here. */
    void rigIsInWindow() {
        rigIsInWindow = true;
    }

    void waitsForGpu() {
        say("renter   waits: another renter's job has the GPU");
    }

    /** What a person is told of a rental's end. */
    String words(Closing closing) {
        return closing.ending() == Closing.Ending.NO_BID && gpuIsTaken.getAsBoolean()
                ? "No bid came in before the order ended, because another renter's job has the GPU; nothing was paid."
                : closing.words();
    }

    /**
     * The same, without advice on the price where it is not known that the rig would have bid for more.
     *
     * @param answered whether somebody bid
     */
    String words(Closing closing, boolean answered) {
        return closing.ending() == Closing.Ending.NO_BID && rigIsInWindow && !answered
                ? "No bid came in before the order ended; nothing was paid. The Decisions view says why the rig did not"
                        + " bid, for example because another renter's job has its GPU."
                : words(closing);
    }

    /** A withdrawal takes what is due in every stream, of other renters' leases as well. */
    static String withdrawal(WithdrawQuote quote) {
        long paying =
                quote.payouts().stream().filter(p -> p.amount().baseUnits() > 0).count();
        return "wallet   withdraws " + quote.amount()
                + (paying > 1 ? ", all that is due in " + paying + " streams," : "") + " to "
                + quote.to().brief() + "; fee at most " + quote.fee().coins() + " ETH";
    }

    /** @param replaces whether the chain can replace blocks: then the line says whether the money is final */
    static String paid(LeaseState.Paid lease, boolean replaces) {
        return "rig      is paid" + (replaces && !lease.funding().allFinal() ? ", not final: " : ": ")
                + Demo.received(lease).words()
                + Simulation.of(lease.terms()).suffix();
    }

    @Override
    public void ordered(Rental rental) {
        say("renter   orders one GPU for at most "
                + rental.record().order().message().ceilingPerHour().format(2) + " USDC/h");
    }

    @Override
    public void bid(Rental rental, Bid bid) {
        say("rig      bids " + bid.perHour().format(2) + " USDC/h with " + bid.gpuNames()
                + (bid.simulated() ? " (simulated)" : ""));
    }

    @Override
    public void streamOpened(Rental rental, OpenedStream stream) {
        say("renter   opens payment stream " + stream.ref().id() + " with " + stream.deposit());
    }

    @Override
    public void told(Rental rental, LeaseUpdate update) {
        switch (update.phase()) {
            case STARTING -> say("rig      found the stream in order and starts the job");
            case RUNNING -> {
                load(BUSY);
                say("rig      runs the job");
            }
            case STOPPING -> say("rig      stops the job: " + update.detail());
            case ENDED -> load(IDLE);
            case REFUSED -> {
                load(IDLE);
                say("rig      refuses: " + update.detail());
            }
        }
    }

    @Override
    public void output(Rental rental, String text) {
        text.lines().forEach(line -> say("job      " + line));
    }

    @Override
    public void receipt(Rental rental) {
        load(IDLE);
        rental.record().receipt().ifPresent(signed -> {
            Receipt receipt = signed.message().receipt();
            say("rig      signs receipt " + receipt.number() + " for " + receipt.amountDue() + ": "
                    + receipt.ran().toSeconds() + " s, exit code " + receipt.exitCode());
        });
    }

    @Override
    public void trouble(Rental rental, String words) {
        say("renter   " + words);
    }

    @Override
    public void closed(Rental rental, Closing closing) {
        load(IDLE);
        say("renter   " + words(closing, !rental.record().bids().isEmpty()));
    }

    private void load(int percent) {
        gpu.ifPresent(g -> {
            try {
                g.load(percent);
            } catch (IOException e) {
                say("The simulated GPU's load cannot be set: " + e.getMessage());
            }
        });
    }
}
