package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.headroom.jobs.AttackParts;
import org.headroom.jobs.DemoJob;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Receipt;
import org.headroom.renter.Rental;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs of a hostile renter on a rig with a real Docker, which believes some of them to have ended. */
@Timeout(120)
class DockerJobsAttackTest extends AttackedRig {
    private AttackParts.Docker docker;
    private Manifest traced;
    private Manifest systemCalls;

    DockerJobsAttackTest() {
        super(1);
    }

    @Override
    void prepares() throws Exception {
        docker = market.push(AttackParts.docker(folder.resolve("docker")));
        try (ContainerEngine engine = docker.engine()) {
            DemoJob.loadInto(engine);
            traced = AttackParts.traced(engine, folder);
            systemCalls = AttackParts.systemCalls(engine, folder);
        }
        rig.withEngineAt(docker.socket()).offering(traced.image(), systemCalls.image());
    }

    /** The rig first, or its last jobs would be left to a daemon that is gone. */
    @AfterAll
    void rigEndsBeforeItsEngine() {
        if (rig != null) rig.goesOff();
    }

    @Test
    void tracedJobIsNotCalledEndedAndNoProcessOfItOutlivesItsLease() throws Exception {
        Rental rental = renter.orders(traced);
        LeaseState.Running running = runs(rental);
        awaitLog(rental, "traced -1", "goes on");
        Instant seen = Market.CLOCK.instant();
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(10))
                .until(() -> rig.lease(running.id()) instanceof LeaseState.Running);
        renter.stops(rental);
        Receipt receipt = receipt(rental);
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_RENTER);
        assertThat(receipt.endedAt()).isAfter(seen);
        assertThat(processesOf(running.container().id())).isEmpty();
    }

    @Test
    void forbiddenSystemCallsAreRefusedByTheFilter() throws Exception {
        Rental rental = renter.orders(systemCalls);
        awaitLog(rental, AttackParts.refusedCalls());
        receipt(rental);
    }

    @Test
    void jobThatMakesAsManyProcessesAsItMayEndsWithAllOfThem() throws Exception {
        Rental rental = renter.orders(shell(HostileJobsAttackTest.BOMB, 256, Duration.ofMinutes(2)));
        LeaseState.Running running = runs(rental);
        await().atMost(PATIENCE)
                .until(() -> processesOf(running.container().id()).size() >= 255);
        assertThat(processesOf(running.container().id())).hasSizeLessThanOrEqualTo(257);
        renter.stops(rental);
        assertThat(receipt(rental).outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_RENTER);
        assertThat(processesOf(running.container().id())).isEmpty();
    }
}
