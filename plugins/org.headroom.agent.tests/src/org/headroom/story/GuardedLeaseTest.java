package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.jobs.DemoJob;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.ByteCount;
import org.headroom.renter.Rental;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job of a rig that was killed ends when it is not covered any more, and the rig's next start accounts for it. */
@Timeout(180)
class GuardedLeaseTest {
    /** The guard's margin and look, the rig's last tick, and what the engine and a busy machine take. */
    private static final Duration LATE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private Market market;
    private RigSteps rig;
    private RenterSteps renter;

    @BeforeEach
    void aRigAndARenter(TestInfo story) throws Exception {
        market = Market.open(folder, story);
        rig = market.aRig();
        renter = market.aRenter();
    }

    @AfterEach
    void end() {
        if (market != null) market.close();
    }

    /** Ignores SIGTERM. */
    private static Manifest stubborn(Duration runTime) {
        return new Manifest(
                DemoJob.IMAGE,
                List.of("sh", "-c", "trap '' TERM; while :; do sleep 1; done"),
                Map.of(),
                new Limits(500, new ByteCount(64L << 20), 24, runTime));
    }

    private LeaseId runsAndIsKilled(Rental rental) throws Exception {
        try (RigProgram.Running program =
                RigProgram.Running.start(rig.home(), rig.environment(), Optional.of(LeaseState.Running.class))) {
            LeaseId lease = renter.awaitLease(rental);
            assertThat(program.awaitEnd()).isEqualTo(137);
            return lease;
        }
    }

    private ContainerState.Exited awaitTheJobsEnd(LeaseId lease) throws JobFailure {
        try (ContainerEngine engine = rig.engine()) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> engine.find(lease).orElseThrow() instanceof ContainerState.Exited);
            return (ContainerState.Exited) engine.find(lease).orElseThrow();
        }
    }

    /** What the rig makes of it when it is started again. */
    private Receipt receipt(Rental rental, ContainerState.Exited end) throws Exception {
        rig.isOn();
        renter.awaitClosing(rental);
        Receipt receipt = rental.record().receipt().orElseThrow().message().receipt();
        assertThat(receipt.endedAt()).isBetween(end.endedAt().minusSeconds(1), end.endedAt());
        assertThat(rig.journal())
                .filteredOn(LeaseEvent.JobEnded.class::isInstance)
                .hasSize(1);
        rig.awaitNoContainerIsLeft();
        return receipt;
    }

    @Test
    void jobEndsAtItsAgreedTimeThoughTheRigWasKilledAndTheReceiptSaysSo() throws Exception {
        rig.isSetUp();
        Rental rental = renter.orders(stubborn(Duration.ofSeconds(14)));
        LeaseId lease = runsAndIsKilled(rental);

        ContainerState.Exited end = awaitTheJobsEnd(lease);

        Instant agreed = end.startedAt().plusSeconds(14);
        System.out.println("story: the job ended "
                + Duration.between(agreed, end.endedAt()).toMillis() + " ms after its agreed time");
        assertThat(end.endedAt()).isBetween(agreed.minusSeconds(2), agreed.plus(LATE));
        assertThat(receipt(rental, end).outcome()).isEqualTo(Receipt.Outcome.OUT_OF_TIME);
    }

    @Test
    void jobEndsWhenMoreWouldBeUnpaidThanTheOwnerRisksThoughTheRigWasKilled() throws Exception {
        // The cap of 0.25 USDC is reached after 18 s without the chain.
        rig.asking(Usdc.parse("50")).isSetUp();
        Rental rental = renter.orders(RenterSteps.ANY_GPU, stubborn(Duration.ofMinutes(2)), Usdc.parse("60"));
        LeaseId lease = runsAndIsKilled(rental);

        ContainerState.Exited end = awaitTheJobsEnd(lease);

        Duration ran = Duration.between(end.startedAt(), end.endedAt());
        System.out.println("story: the job ended " + ran.toMillis() + " ms after its start");
        assertThat(ran).isLessThan(Duration.ofSeconds(18).plus(LATE));
        assertThat(receipt(rental, end).outcome()).isEqualTo(Receipt.Outcome.OUT_OF_FUNDS);
    }

    @Test
    void receiptSaysStoppedByTheProviderWhereTheGuardsFolderWasDeletedWhileTheRigWasOff() throws Exception {
        rig.isSetUp();
        Rental rental = renter.orders(stubborn(Duration.ofMinutes(3)));
        LeaseId lease = runsAndIsKilled(rental);
        // The guard knows of the job, and writes a beat now and then.
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        Path guard = rig.home().resolve("guard");
        await().atMost(RigSteps.SOON).ignoreExceptions().until(() -> {
            try (var files = Files.list(guard)) {
                for (Path file : files.toList()) Files.deleteIfExists(file);
            }
            return Files.deleteIfExists(guard);
        });

        ContainerState.Exited end = awaitTheJobsEnd(lease);

        assertThat(end.exitCode()).isEqualTo(137);
        assertThat(receipt(rental, end).outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
    }
}
