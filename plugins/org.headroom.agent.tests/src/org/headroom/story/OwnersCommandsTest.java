package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.headroom.agent.control.ControlClient;
import org.headroom.jobs.DemoJob;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.RigStatus;
import org.headroom.renter.Rental;
import org.headroom.story.OwnersProgram.Ended;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An owner works a rig without a window: by commands, each a program of its own. */
@Timeout(180)
class OwnersCommandsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private OwnersProgram program;

    @BeforeEach
    void hasItsProgram() {
        program = new OwnersProgram(folder);
    }

    @Test
    void ownerIsShownWhatIsWithdrawnConfirmsItAndTheLedgerHasIt(TestInfo story) throws Exception {
        try (Market market = Market.open(folder, story)) {
            ChainEye chain = market.chainEye();
            RigSteps rig = market.aRig().takesWork();
            RenterSteps renter = market.aRenter();
            Rental rental = renter.orders(DemoJob.manifest(4));
            LeaseId lease = renter.awaitLease(rental);

            // A quote while the job runs is for all that its stream owes;
            rig.awaitLease(lease, LeaseState.Running.class);
            JsonNode early = await().atMost(PATIENCE)
                    .until(() -> ask(rig, "quote", "", ""), a -> a.path("ok").asBoolean())
                    .path("quote");
            assertThat(early.path("streams").get(0).path("receiptAsks").isNull())
                    .isTrue();
            // with a receipt less may be due: then the rig signs nothing of what was shown before, not even later.
            renter.awaitClosing(rental);
            rig.awaitLease(lease, LeaseState.Receipted.class);
            String id = early.path("id").asText();
            JsonNode refused = ask(rig, "withdraw", "quote", id);
            assertThat(refused.path("ok").asBoolean(true)).isFalse();
            assertThat(refused.path("message").asText())
                    .contains("Nothing was withdrawn", "has changed since the quote", "stays yours");
            assertThat(ask(rig, "withdraw", "quote", id).path("code").asText()).isEqualTo("no-quote");
            assertThat(ask(rig, "withdraw", "quote", "made-up").path("code").asText())
                    .isEqualTo("no-quote");

            Usdc spent = rental.record().settled().orElseThrow().spent();
            rig.awaitView("sees the money due", v -> v.due().equals(spent));
            assertThat(chain.balanceOf(rig.account())).isEqualTo(Usdc.ZERO);

            // Who does not say yes has withdrawn nothing.
            Ended no = withdrawUntil(rig, "n\n", "withdraw");
            assertThat(no.exit()).isEqualTo(1);
            assertThat(no.out())
                    .contains(
                            spent.format(6) + " USDC",
                            rig.account().hex(),
                            "L-0001",
                            "Fee, at the most ",
                            "Not in it        nothing that is due");
            assertThat(no.err()).contains("Withdraw this? [y/N]", "Nothing was signed");
            assertThat(chain.balanceOf(rig.account())).isEqualTo(Usdc.ZERO);

            // Who does has it in the wallet and in the ledger when the command ends.
            Ended yes = withdrawUntil(rig, "y\n", "withdraw", "--json");
            assertThat(yes.exit()).as(yes.err()).isZero();
            assertThat(yes.json().path("state").asText()).isEqualTo("booked");
            assertThat(yes.json().path("withdrawals").get(0).path("amount").asText())
                    .isEqualTo(Long.toString(spent.baseUnits()));
            assertThat(chain.balanceOf(rig.account())).isEqualTo(spent);
            assertThat(rig.lease(lease)).isInstanceOf(LeaseState.Paid.class);

            Ended nothing = withdrawUntil(rig, "", "withdraw", "--yes");
            assertThat(nothing.exit()).isZero();
            assertThat(nothing.err()).contains("nothing to withdraw");
        }
    }

    @Test
    void statusNamesWhatIsNotKnownAndOneJobIsStoppedWithAReceipt(TestInfo story) throws Exception {
        try (Market market = Market.open(folder, story)) {
            RigSteps rig = market.aRig().takesWork();
            RenterSteps renter = market.aRenter();
            Rental rental = renter.orders(DemoJob.manifest(120));
            LeaseId lease = renter.awaitLease(rental);
            rig.awaitLease(lease, LeaseState.Running.class);

            JsonNode known = await().atMost(PATIENCE)
                    .until(
                            () -> status(rig),
                            s -> s.path("leases").get(0).path("coveredUntil").isTextual());
            JsonNode running = known.path("leases").get(0);
            assertThat(running.path("number").asText()).isEqualTo("L-0001");
            assertThat(running.path("id").asText()).isEqualTo(lease.value());
            assertThat(running.path("state").asText()).isEqualTo("running");
            assertThat(running.path("renter").asText())
                    .isEqualTo(renter.account().hex());
            assertThat(running.path("perHour").asText()).isEqualTo("420000");
            assertThat(Instant.parse(running.path("coveredUntil").asText())).isAfter(Instant.now());
            assertThat(running.path("unpaid").asText()).isEqualTo("0");
            LeaseState.Running state = (LeaseState.Running) rig.lease(lease);
            assertThat(Instant.parse(running.path("agreedEnd").asText()))
                    .isEqualTo(state.startedAt().plus(state.terms().agreed()));
            assertThat(known.path("gpus").get(0).path("simulated").asBoolean()).isTrue();
            assertThat(known.path("money").path("due").isTextual()).isTrue();

            // While the chain says nothing, what it would say is unknown: not zero, and not as it was.
            market.node().goOffline();
            rig.awaitView("misses the chain", v -> !v.chain().up());
            JsonNode silent = status(rig);
            assertThat(silent.path("chain").path("up").asBoolean(true)).isFalse();
            assertThat(silent.path("chain").path("block").isNull()).isTrue();
            assertThat(silent.path("chain").path("headAgeSeconds").isNull()).isTrue();
            assertThat(silent.path("leases").get(0).path("coveredUntil").isNull())
                    .isTrue();
            assertThat(silent.path("leases").get(0).path("unpaid").isNull()).isTrue();
            assertThat(silent.path("leases").get(0).path("dueAsOf").isTextual()).isTrue();
            Ended table = command(rig.home(), "", "status");
            assertThat(table.exit()).isZero();
            assertThat(table.out())
                    .contains("Chain    down", "newest block unknown", "L-0001")
                    .contains("  ?");
            market.node().goOnline(market.chain());

            // Its output can be read meanwhile, by the number that the rig gave it.
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(command(rig.home(), "", "log", "--lease", "L-0001")
                                    .out())
                            .contains("counting primes"));

            Ended no = command(rig.home(), "\n", "stop", "--lease", "L-0001");
            assertThat(no.exit()).isEqualTo(1);
            assertThat(no.err()).contains("cannot be resumed", "the rest of the lease", "The job goes on.");
            assertThat(rig.lease(lease)).isInstanceOf(LeaseState.Running.class);

            Ended yes = command(rig.home(), "", "stop", "--lease", lease.value(), "--yes", "--json");
            assertThat(yes.exit()).as(yes.err()).isZero();
            assertThat(yes.json().path("number").asText()).isEqualTo("L-0001");
            Receipt receipt = rig.awaitLease(lease, LeaseState.Receipted.class)
                    .receipt()
                    .message()
                    .receipt();
            assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
            assertThat(yes.json().path("amountDue").asText())
                    .isEqualTo(Long.toString(receipt.amountDue().baseUnits()));
            assertThat(command(rig.home(), "", "stop", "--lease", "L-0001", "--yes")
                            .exit())
                    .isEqualTo(1);
            renter.awaitClosing(rental);
        }
    }

    @Test
    void drainedRigTakesNoWorkEndsAfterItsLeasesAndTakesWorkAgainWhenItIsStarted(TestInfo story) throws Exception {
        try (Market market = Market.open(folder, story)) {
            RigSteps rig = market.aRig().isSetUp();
            Path home = rig.home();
            RenterSteps renter = market.aRenter();
            try (Headless first = new Headless(rig)) {
                awaitWork(home, "taking-work");
                Rental rental = renter.orders(DemoJob.manifest(15));
                LeaseId lease = renter.awaitLease(rental);
                await().atMost(PATIENCE)
                        .until(() -> status(rig)
                                .path("leases")
                                .get(0)
                                .path("state")
                                .asText()
                                .equals("running"));

                // Who asks may leave: the rig ends all the same, and not before the job has its receipt.
                Process asks = program.start(Map.of(), home, "stop", "--drain");
                JsonNode leaving = await().atMost(PATIENCE)
                        .until(
                                () -> status(rig),
                                s -> s.path("work").path("leaving").asBoolean());
                asks.destroyForcibly().waitFor();
                JsonNode paused = await().atMost(PATIENCE)
                        .until(
                                () -> status(rig).path("work"),
                                w -> w.path("state").asText().equals("paused"));
                assertThat(paused.path("headline").asText()).isEqualTo(RigStatus.LEAVING);
                assertThat(leaving.path("leases").get(0).path("id").asText()).isEqualTo(lease.value());
                assertThat(first.process.isAlive()).isTrue();
                Ended waits = command(home, "", "stop", "--drain", "--json");
                assertThat(waits.exit()).as(waits.err()).isZero();
                assertThat(waits.json().path("jobs").asInt(-1)).isZero();
                assertThat(first.process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(first.process.exitValue()).isZero();
                assertThat(renter.awaitClosing(rental).good()).isTrue();
            }
            Ended none = command(home, "", "status", "--json");
            assertThat(none.exit()).isEqualTo(1);
            assertThat(none.json().path("message").asText()).contains("No rig runs in " + home);

            // The switch is as it was; and at once is at once, with the log left to read.
            try (Headless second = new Headless(rig)) {
                awaitWork(home, "taking-work");
                assertThat(command(home, "", "stop").out()).contains("The rig has ended. No job runs.");
                assertThat(second.process.isAlive()).isFalse();
                assertThat(second.process.exitValue()).isZero();
            }
            Ended log = command(home, "", "log", "--lines", "1000");
            assertThat(log.exit()).isZero();
            assertThat(log.out())
                    .contains("Taking work.", "L-0001 running.", "All leases have ended: the rig ends")
                    .contains("This rig ends: its jobs have ended", "This rig ends, as './headroom stop' has asked.");
            assertThat(Files.exists(home.resolve("control/socket"))).isFalse();
        }
    }

    private void awaitWork(Path home, String state) {
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(IOException.class).until(() -> {
            try (ControlClient client = new ControlClient(home)) {
                return client.ask(ControlClient.request("status"), w -> {})
                        .path("work")
                        .path("state")
                        .asText()
                        .equals(state);
            }
        });
    }

    private static JsonNode status(RigSteps rig) throws Exception {
        return ask(rig, "status", "", "");
    }

    private static JsonNode ask(RigSteps rig, String what, String field, String value) throws Exception {
        try (ControlClient client = new ControlClient(rig.home())) {
            var request = ControlClient.request(what);
            return client.ask(field.isEmpty() ? request : request.put(field, value), w -> {});
        }
    }

    /** An owner asks again where the node did not answer. */
    private Ended withdrawUntil(RigSteps rig, String says, String... arguments) throws Exception {
        for (int again = 4; ; again--) {
            Ended ended = command(rig.home(), says, arguments);
            if (again == 0 || !ended.err().contains("Try again")) return ended;
        }
    }

    private Ended command(Path home, String says, String... arguments) throws Exception {
        return program.command(home, says, arguments);
    }

    /** The rig as {@code ./headroom run --headless} starts it. */
    private final class Headless implements AutoCloseable {
        private final Process process;

        Headless(RigSteps rig) throws IOException {
            process = program.start(rig.environment(), rig.home(), "run", "--headless");
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }
}
