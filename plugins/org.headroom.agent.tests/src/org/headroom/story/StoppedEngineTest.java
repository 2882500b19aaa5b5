package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.headroom.jobs.DemoJob;
import org.headroom.model.lease.EndCause;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.renter.Rental;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Leases on a real Podman whose service was stopped with SIGSTOP: it takes connections and answers nothing. */
@Timeout(180)
class StoppedEngineTest {
    /** Past the end of the grace: what the engine has, and what the look, the kill and a busy machine take. */
    private static final Duration ENGINE_TIME = Duration.ofSeconds(5);

    private static final Duration KILL = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private Market market;
    private RigSteps rig;
    private RenterSteps renter;
    private Rental rental;
    private LeaseId lease;
    private LeaseState.Running running;
    private Path process;

    @BeforeEach
    void aJobRuns(TestInfo story) throws Exception {
        market = Market.open(folder, story);
        rig = market.aRig().takesWork();
        renter = market.aRenter();
        rental = renter.orders(DemoJob.manifest(120));
        lease = renter.awaitLease(rental);
        running = rig.awaitLease(lease, LeaseState.Running.class);
        process = Path.of("/proc", rig.inspect(lease).path("State").path("Pid").asText());
        assertThat(jobRuns()).isTrue();
    }

    @AfterEach
    void end() throws Exception {
        if (market == null) return;
        engineIsSent("CONT");
        market.close();
    }

    private void engineIsSent(String signal) throws Exception {
        long pid = market.engineProcess().pid();
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** A process that has ended and whose parent has not asked yet is no running one. */
    private boolean jobRuns() throws Exception {
        Path status = process.resolve("status");
        return Files.exists(status) && !Files.readString(status).contains("State:\tZ");
    }

    private Instant awaitJobsProcessGone() {
        await().atMost(RigSteps.SOON).pollInterval(Duration.ofMillis(20)).until(() -> !jobRuns());
        return Market.CLOCK.instant();
    }

    private JobResult awaitEnd() throws Exception {
        assertThat(renter.awaitClosing(rental)).isNotNull();
        rig.awaitNoContainerIsLeft();
        return rig.journal().stream()
                .filter(LeaseEvent.JobEnded.class::isInstance)
                .map(e -> ((LeaseEvent.JobEnded) e).result())
                .reduce((one, other) -> {
                    throw new AssertionError("two ends");
                })
                .orElseThrow();
    }

    @Test
    void jobWhoseRenterTakesTheMoneyBackIsKilledWithoutTheEngineAndItsEndIsToldRightlyLater() throws Exception {
        engineIsSent("STOP");
        renter.takesTheMoneyBack(running.funding().stream().ref());
        Instant unpaid = Market.CLOCK.instant();
        LeaseState.Stopping stopping = rig.awaitLease(lease, LeaseState.Stopping.class);
        assertThat(stopping.why()).isIn(StopReason.STREAM_CHANGED, StopReason.FUNDS_RUN_OUT);

        Instant gone = awaitJobsProcessGone();

        Duration late = Duration.between(stopping.since(), gone);
        System.out.println("story: the process was gone " + late.toMillis() + " ms after the stop, "
                + Duration.between(unpaid, gone).toMillis() + " ms after the money was taken back");
        assertThat(late).isBetween(ENGINE_TIME.minusSeconds(1), ENGINE_TIME.plus(KILL));
        assertThat(rig.lease(lease)).isInstanceOf(LeaseState.Stopping.class);

        engineIsSent("CONT");

        JobResult result = awaitEnd();
        assertThat(result.exitCode()).isEqualTo(137);
        assertThat(result.outcome()).isEqualTo(Receipt.Outcome.OUT_OF_FUNDS);
        assertThat(result.cause()).isEqualTo(Optional.empty());
        assertThat(result.endedAt()).isBetween(gone.minusSeconds(2), gone.plusSeconds(1));
    }

    @Test
    void jobThatIsToBeStoppedIsKilledByARigThatStartsWhileTheEngineHangs() throws Exception {
        engineIsSent("STOP");
        rig.stops(lease);
        rig.awaitLease(lease, LeaseState.Stopping.class);
        rig.goesOff();
        assertThat(jobRuns()).isTrue();

        long begin = System.nanoTime();
        rig.isOn();
        Instant on = Market.CLOCK.instant();
        Instant gone = awaitJobsProcessGone();

        System.out.println(
                "story: the rig took " + (System.nanoTime() - begin) / 1_000_000 + " ms from its start, of them "
                        + Duration.between(on, gone).toMillis() + " ms after its engine was looked for");
        assertThat(Duration.between(on, gone))
                .isLessThan(GRACE.plus(ENGINE_TIME).plus(KILL));

        engineIsSent("CONT");

        JobResult result = awaitEnd();
        assertThat(result.outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
        assertThat(result.cause()).contains(EndCause.OPERATOR_STOPPED);
        assertThat(result.endedAt()).isBetween(gone.minusSeconds(2), gone.plusSeconds(1));
    }
}
