package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.headroom.jobs.DemoJob;
import org.headroom.model.availability.AvailabilityRules;
import org.headroom.model.availability.IdleRule;
import org.headroom.model.availability.OnReturn;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.LeaseUpdate.Phase;
import org.headroom.model.market.Receipt;
import org.headroom.renter.Closing;
import org.headroom.renter.Rental;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The owner comes back and moves the mouse, on a real X server, while a real job runs. */
@Timeout(180)
class OwnerAtTheMachineTest {
    private static final Duration AWAY = Duration.ofSeconds(12);

    @TempDir
    Path folder;

    private Process server;
    private String display;
    private Market market;
    private RigSteps rig;
    private RenterSteps renter;

    @BeforeEach
    void aRigWithAScreenAndARenter(TestInfo story) throws Exception {
        for (String program : List.of("Xvfb", "xdotool"))
            Assumptions.assumeTrue(
                    Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                            .anyMatch(f -> Files.isExecutable(Path.of(f, program))),
                    program + " is not installed");
        server = new ProcessBuilder(
                        "Xvfb", "-noreset", "-displayfd", "1", "-screen", "0", "320x200x24", "-nolisten", "tcp", "-ac")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said = server.inputReader();
        display = ":" + said.readLine();
        market = Market.open(folder, story);
        rig = market.aRig().withDisplay(display);
        renter = market.aRenter();
    }

    @AfterEach
    void end() throws Exception {
        if (market != null) market.close();
        if (server == null) return;
        server.destroy();
        server.waitFor();
    }

    private void movesTheMouse() throws IOException, InterruptedException {
        ProcessBuilder mouse = new ProcessBuilder("xdotool", "mousemove_relative", "3", "2");
        mouse.environment().put("DISPLAY", display);
        assertThat(mouse.start().waitFor()).isZero();
    }

    private void decides(OnReturn choice, Duration notice) throws Exception {
        AvailabilityRules rules = rig.availability()
                .rules()
                .withIdle(new IdleRule(true, AWAY, true))
                .onReturn(choice, notice);
        rig.availability().change(rules);
    }

    private List<LeaseUpdate> told(LeaseId lease, Phase phase) {
        return renter.told(lease).stream().filter(u -> u.phase() == phase).toList();
    }

    @Test
    void aJobIsStoppedWithAReceiptWhenItsOwnerTouchesTheMouseAndTheGpuIsOfferedAgainWhenTheOwnerHasLeft()
            throws Exception {
        rig.takesWork();
        Rental rental = renter.orders(DemoJob.manifest(60));
        LeaseId lease = renter.awaitLease(rental);
        rig.awaitLease(lease, LeaseState.Running.class);
        await().atMost(RigSteps.SOON)
                .until(() -> rig.availability()
                        .activity()
                        .sinceInput()
                        .filter(s -> s.compareTo(AWAY) > 0)
                        .isPresent());
        decides(OnReturn.STOP, Duration.ZERO);

        movesTheMouse();

        Closing closing = renter.awaitClosing(rental);
        assertThat(closing.words()).startsWith("The provider stopped the job after ");
        assertThat(told(lease, Phase.STOPPING))
                .singleElement()
                .satisfies(u ->
                        assertThat(u.detail()).isEqualTo("the owner takes the GPU back: the owner needs the machine"));
        Receipt receipt = rental.record().receipt().orElseThrow().message().receipt();
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
        assertThat(rig.journal())
                .filteredOn(LeaseEvent.OwnerStopAsked.class::isInstance)
                .hasSize(1);
        movesTheMouse();
        rig.awaitSays("GPU 0 is closed while you are at the machine: last input ");

        rig.awaitSays("Waiting for orders.");
        assertThat(rig.home().resolve("availability.json")).content().contains("\"onReturn\" : \"stop\"");
        rig.hasABookThatItsJournalReplays();
    }

    @Test
    void aRenterIsGivenNoticeAndTheJobGoesOnWhenTheOwnerLeavesAgain() throws Exception {
        rig.takesWork();
        Rental rental = renter.orders(DemoJob.manifest(40));
        LeaseId lease = renter.awaitLease(rental);
        rig.awaitLease(lease, LeaseState.Running.class);
        decides(OnReturn.DRAIN, Duration.ofMinutes(5));

        movesTheMouse();

        await().atMost(RigSteps.SOON)
                .until(() -> told(lease, Phase.RUNNING).stream()
                        .anyMatch(u -> u.detail().startsWith("the owner takes the GPU back: ")));
        await().atMost(RigSteps.SOON)
                .until(() -> told(lease, Phase.RUNNING).stream()
                        .anyMatch(u -> u.detail().endsWith("the job goes on")));
        assertThat(renter.awaitClosing(rental).good()).isTrue();
    }
}
