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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.headroom.agent.Rig;
import org.headroom.cli.rig.RigLog;
import org.headroom.jobs.DemoJob;
import org.headroom.jobs.ScratchImage;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.ReceivedAmounts;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.renter.OpenedStream;
import org.headroom.renter.Rental;
import org.headroom.renter.RentalRecord;
import org.headroom.renter.Renter;
import org.headroom.wallet.FlowPaymentRail;

/** One run of the demo. */
final class Demo {
    private static final Duration BETWEEN_ORDERS = Duration.ofSeconds(45);
    private static final Duration REMOVAL = Duration.ofSeconds(10);

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
            try (RigLog log = RigLog.open(home.rig());
                    Rig rig = Rig.open(home.rig(), clock)) {
                try {
                    OwnLease.awaitRestored(rig);
                    OtherRenters others = OtherRenters.of(rig, stage.renterAddress());
                    tale.gpuIsTaken(others::haveEveryGpu);
                    OwnLease own = new OwnLease(rig, renter, others, tale);
                    int code = others.outlive(
                            () -> own(stage, rig, own, tale, json, resumed && keep), run::ended, tale::say);
                    // Whoever rents from a kept demo has leases that outlive a kill, too.
                    boolean rented = others.haveJobs();
                    boolean stays = keep || rented;
                    if (!stays) run.settled();
                    else if (!keep) tale.say("demo     stays up until the jobs of other renters are over");
                    else if (rented && code != 0)
                        tale.say("demo     stays up: its end would remove another renter's job");
                    stage.node().ifPresent(n -> tale.say(n.counts().summary()));
                    if (stays) stay(stage, tale, keep ? () -> true : others::haveJobs);
                    return code;
                } finally {
                    run.closing();
                }
            }
        });
    }

    /** @param mayBeOver whether a lease that was paid before this start is enough */
    private int own(DemoStage stage, Rig rig, OwnLease own, DemoTale tale, Optional<Path> json, boolean mayBeOver)
            throws Exception {
        ContainerEngine containers = rig.containers().orElseThrow();
        // Others order this image, too.
        DemoJob.loadInto(containers);
        Optional<OwnLease.Paid> before = mayBeOver ? own.paidBefore() : Optional.empty();
        OwnLease.Paid paid;
        if (before.isPresent()) {
            paid = before.get();
            tale.say("demo     its own lease was paid before, so that it orders no other");
        } else {
            paid = own.play();
            requireWithdrawn(stage, paid.lease());
            tale.say(DemoTale.paid(paid.lease(), stage.node().isPresent()));
        }
        if (json.isPresent()) write(json.get(), new DemoFigures(stage, rig, paid.rental(), paid.lease()).json());
        if (before.isEmpty()) {
            awaitRemoval(containers, paid.lease().id());
            tale.say(CommandTime.done(ProcessHandle.current().info().startInstant(), clock.instant()));
        }
        Receipt.Outcome outcome = paid.lease().receipt().message().receipt().outcome();
        if (outcome == Receipt.Outcome.COMPLETED) return 0;
        tale.say("failed   the job did not complete: " + outcome);
        return 1;
    }

    /** Until a person ends the demo, or there is no reason to stay any more. */
    private void stay(DemoStage stage, DemoTale tale, BooleanSupplier reason) throws InterruptedException {
        tale.say("kept     chain at " + stage.chain().rpc() + ", broker at "
                + stage.broker().url() + "; Ctrl-C ends them");
        invite(tale);
        while (reason.getAsBoolean() && !run.awaitEnd(Duration.ofSeconds(1))) {}
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
            tale.rigIsInWindow();
            stage.guest();
            Renter renter = stage.renter(tale);
            if (resumed) requireStream(stage, renter);
            PrivateFiles.createFolders(home.workspace());
            try (ContainerEngine engine = run.engine()) {
                DemoJob.loadInto(engine);
            }
            invite(tale);
            tale.say("console  opens; close its window to end the demo");
            Process console = window.open(home, stage.gpu());
            try {
                while (console.isAlive() && !run.ended()) {
                    Optional<Rental> open =
                            OwnLease.newest(renter).filter(r -> r.record().open());
                    if (open.isEmpty() && due(renter)) OwnLease.order(renter);
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
                OwnLease.newest(renter).flatMap(r -> r.record().stream()).map(OpenedStream::ref);
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

    private boolean due(Renter renter) {
        return OwnLease.newest(renter)
                .flatMap(r -> r.record().at(RentalRecord.Step.CLOSED))
                .map(at -> clock.instant().isAfter(at.plus(BETWEEN_ORDERS)))
                .orElse(true);
    }
}
