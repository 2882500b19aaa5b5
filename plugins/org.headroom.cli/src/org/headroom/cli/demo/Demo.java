package org.headroom.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.headroom.agent.Rig;
import org.headroom.cli.Simulation;
import org.headroom.jobs.DemoJob;
import org.headroom.jobs.ScratchImage;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.Requirements;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.ReceivedAmounts;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.rig.RigDesk;
import org.headroom.model.units.ByteCount;
import org.headroom.renter.OpenedStream;
import org.headroom.renter.OrderRequest;
import org.headroom.renter.Rental;
import org.headroom.renter.RentalRecord;
import org.headroom.renter.Renter;
import org.headroom.wallet.FlowPaymentRail;

/** One run of the demo. */
final class Demo {
    private static final Usdc CEILING = Usdc.parse("0.50");
    private static final Duration PAID_FOR = Duration.ofMinutes(5);
    private static final int JOB_SECONDS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BETWEEN_ORDERS = Duration.ofSeconds(45);
    private static final Duration REMOVAL = Duration.ofSeconds(10);
    private static final int TRIES = 3;

    /** The demo did not come to its end: one sentence. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1;

        Failed(String message) {
            super(message);
        }
    }

    /**
     * The chain was cut off as well, and no longer knows what both sides have on record: there is nothing to go on with.
     * It writes its state down each second only.
     */
    static final class ChainSetBack extends Exception {
        private static final long serialVersionUID = 1;

        ChainSetBack() {
            super("The local chain was cut off too and has forgotten the lease's money.");
        }
    }

    private final DemoHome home;
    private final StageRun run;
    private final Clock clock;
    private final PrintStream out;

    Demo(DemoHome home, StageParts parts, Clock clock, PrintStream out) {
        this.home = home;
        this.run = new StageRun(home, parts, clock, out);
        this.clock = clock;
        this.out = out;
    }

    /** Without a window: one lease, from order to money in the wallet. */
    int headless(Optional<Path> json, boolean keep) throws Exception {
        boolean resumed = home.interrupted();
        return run.play(stage -> {
            DemoTale tale = begin(stage, resumed);
            // First, so that who rents from a demo that was cut off finds it again as soon as it answers.
            if (keep || Files.isDirectory(home.guest())) stage.guest();
            Renter renter = stage.renter(tale);
            if (resumed) requireStream(stage, renter);
            stage.gpu().ifPresent(SimulatedGpu::addToThisProcess);
            try (Rig rig = Rig.open(home.rig(), clock)) {
                try {
                    ObjectNode figures = lease(stage, rig, renter, tale);
                    tale.say(CommandTime.done(ProcessHandle.current().info().startInstant(), clock.instant()));
                    if (json.isPresent()) write(json.get(), figures);
                    // Whoever rents from a kept demo has leases that outlive a kill, too.
                    if (!keep) run.settled();
                    stage.node().ifPresent(n -> tale.say(n.counts().summary()));
                    if (keep) {
                        tale.say("kept     chain at " + stage.chain().rpc() + ", broker at "
                                + stage.broker().url() + "; Ctrl-C ends them");
                        invite(tale);
                        run.awaitEnd();
                    }
                    String outcome = figures.path("receipt").path("outcome").asText();
                    if (outcome.equals(Receipt.Outcome.COMPLETED.name())) return 0;
                    tale.say("failed   the job did not complete: " + outcome);
                    return 1;
                } finally {
                    run.closing();
                }
            }
        });
    }

    private ObjectNode lease(DemoStage stage, Rig rig, Renter renter, DemoTale tale) throws Exception {
        ContainerEngine containers = rig.containers().orElseThrow();
        DemoJob.loadInto(containers);
        Rental rental = rent(rig, renter, tale);
        LeaseState.Paid paid = withdraw(rig, rental, tale);
        requireWithdrawn(stage, paid);
        tale.say("rig      is paid: " + received(paid).words()
                + Simulation.of(paid.terms()).suffix());
        ObjectNode figures = new DemoFigures(stage, rig, rental, paid).json();
        awaitRemoval(containers, paid.id());
        return figures;
    }

    static ReceivedAmounts received(LeaseState.Paid lease) {
        return new ReceivedAmounts(
                lease.withdrawn(), lease.amountDue(), lease.funding().returned());
    }

    /** With the console: orders come in until the window is closed. */
    int window(DemoWindow window) throws Exception {
        boolean resumed = home.interrupted();
        return run.play(stage -> {
            DemoTale tale = begin(stage, resumed);
            stage.guest();
            Renter renter = stage.renter(tale);
            if (resumed) requireStream(stage, renter);
            Files.createDirectories(home.workspace());
            try (ContainerEngine engine = run.engine()) {
                DemoJob.loadInto(engine);
            }
            invite(tale);
            tale.say("console  opens; close its window to end the demo");
            Process console = window.open(home, stage.gpu());
            try {
                while (console.isAlive() && !run.ended()) {
                    Optional<Rental> open =
                            newest(renter).filter(r -> r.record().open());
                    if (open.isEmpty() && due(renter)) order(renter);
                    console.waitFor(1, TimeUnit.SECONDS);
                }
                return run.ended() ? 0 : console.exitValue();
            } finally {
                run.closing();
                console.destroy();
                if (!console.waitFor(5, TimeUnit.SECONDS))
                    console.destroyForcibly().waitFor();
            }
        });
    }

    private void requireStream(DemoStage stage, Renter renter) throws PaymentFailure, ChainSetBack {
        Optional<StreamRef> stream =
                newest(renter).flatMap(r -> r.record().stream()).map(OpenedStream::ref);
        if (stream.isEmpty()) return;
        try (FlowPaymentRail rail = stage.rail()) {
            rail.verify(stream.get(), Optional.empty());
        } catch (PaymentFailure e) {
            if (e.kind() == PaymentFailure.Kind.NO_SUCH_STREAM) throw new ChainSetBack();
            throw e;
        }
    }

    private void requireWithdrawn(DemoStage stage, LeaseState.Paid lease) throws PaymentFailure, ChainSetBack {
        try (FlowPaymentRail rail = stage.rail()) {
            StreamState stream = lease.funding().stream();
            Usdc withdrawn = rail.verify(stream.ref(), stream.block()).withdrawn();
            if (withdrawn.compareTo(lease.withdrawn()) < 0) throw new ChainSetBack();
        }
    }

    private DemoTale begin(DemoStage stage, boolean resumed) {
        DemoTale tale = new DemoTale(out, stage.gpu());
        if (resumed) tale.say("demo     was cut off the last time and goes on from there");
        tale.say("chain    " + stage.chain().rpc() + ", with Sablier Flow and play USDC");
        stage.node()
                .ifPresent(n ->
                        tale.say("node     " + n.rpc() + ", behaves like a public one; see " + n.rpc() + "/behaviour"));
        tale.say("broker   " + stage.broker().url() + ", MQTT 5");
        stage.gpu().ifPresent(g -> tale.say("gpu      simulated: this machine has no NVIDIA driver"));
        return tale;
    }

    private void invite(DemoTale tale) {
        tale.say("you      can rent too: ./headroom rent order --home " + home.guest() + " --image " + DemoJob.IMAGE
                + " --command " + ScratchImage.SCRIPT + " --max-price 0.50 --duration 5m --wait");
    }

    private static void write(Path file, ObjectNode figures) throws IOException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Files.writeString(file, mapper.writeValueAsString(figures) + "\n");
    }

    /** The rig removes a finished container on its own time; it must have done so before it closes. */
    private static void awaitRemoval(ContainerEngine containers, LeaseId lease) throws Exception {
        long end = System.nanoTime() + REMOVAL.toNanos();
        while (containers.find(lease).isPresent() && System.nanoTime() < end) {
            if (Thread.interrupted()) throw new InterruptedException();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Whether its lease is still in the rig's book; a closed one was shown by the demo that was cut off. */
    private static boolean isKnown(Rig rig, Rental rental) {
        return rental.lease()
                .flatMap(lease -> rig.leases().flatMap(leases -> leases.book().find(lease)))
                .filter(Demo::receipted)
                .isPresent();
    }

    private Rental rent(Rig rig, Renter renter, DemoTale tale) throws InterruptedException, Failed {
        for (int attempt = 1; ; attempt++) {
            Rental rental = newest(renter)
                    .filter(r -> r.record().open() || good(r) && isKnown(rig, r))
                    .orElse(null);
            if (rental == null) rental = order(renter);
            if (!renter.await(rental, PATIENCE))
                throw new Failed(
                        "The demo's lease did not come to its end within " + PATIENCE.toMinutes() + " minutes.");
            if (good(rental)) return rental;
            String why = rental.record().closing().map(c -> c.words()).orElse("no reason given");
            if (attempt == TRIES) throw new Failed("The demo's order found no good end: " + why);
            tale.say("renter   tries once more");
        }
    }

    private static boolean good(Rental rental) {
        return rental.record().closing().map(c -> c.good()).orElse(false);
    }

    private static Rental order(Renter renter) {
        return renter.place(OrderRequest.cheapest(
                new Requirements(1, Optional.empty(), new ByteCount(0)),
                DemoJob.manifest(JOB_SECONDS),
                CEILING,
                PAID_FOR));
    }

    private static Optional<Rental> newest(Renter renter) {
        return renter.rentals().stream()
                .max(Comparator.comparing(
                        r -> r.record().at(RentalRecord.Step.ORDERED).orElse(Instant.EPOCH)));
    }

    private boolean due(Renter renter) {
        return newest(renter)
                .flatMap(r -> r.record().at(RentalRecord.Step.CLOSED))
                .map(at -> clock.instant().isAfter(at.plus(BETWEEN_ORDERS)))
                .orElse(true);
    }

    /** Presses Withdraw as a person would: the quote first, then just that. */
    private LeaseState.Paid withdraw(Rig rig, Rental rental, DemoTale tale) throws Exception {
        RigDesk desk = rig.desk().orElseThrow();
        LeaseId lease = rental.lease().orElseThrow();
        var leases = rig.leases().orElseThrow();
        await(
                "the receipt",
                () -> leases.book().find(lease).map(Demo::receipted).orElse(false));
        for (int attempt = 1; leases.book().find(lease).orElseThrow() instanceof LeaseState.Receipted; attempt++) {
            if (attempt > TRIES) throw new Failed("The earnings could not be withdrawn; they stay in the stream.");
            try {
                WithdrawQuote quote = desk.quoteWithdrawal().get(30, TimeUnit.SECONDS);
                tale.say("wallet   withdraws " + quote.amount() + " to "
                        + quote.to().brief() + "; fee at most " + quote.fee().coins() + " ETH");
                desk.withdraw(quote).get(60, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                // A run before this one may have withdrawn and not lived to see it: the rig finds out by itself.
                if (!(e.getCause() instanceof PaymentFailure f) || f.kind() != PaymentFailure.Kind.NOTHING_DUE) throw e;
                tale.say("wallet   " + e.getCause().getMessage());
            } catch (TimeoutException e) {
                throw new Failed("The chain did not answer in time; the earnings stay in the stream.");
            }
            await("the money", () -> leases.book().find(lease).orElseThrow() instanceof LeaseState.Paid);
        }
        return (LeaseState.Paid) leases.book().find(lease).orElseThrow();
    }

    private static boolean receipted(LeaseState state) {
        return state instanceof LeaseState.Receipted || state instanceof LeaseState.Paid;
    }

    private static void await(String what, BooleanSupplier condition) throws Failed, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) throw new InterruptedException();
            if (System.nanoTime() > end) throw new Failed("Waited 30 seconds for " + what + " in vain.");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
