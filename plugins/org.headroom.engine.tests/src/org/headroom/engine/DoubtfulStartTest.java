package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobSpec;
import org.headroom.model.job.OfferedImages;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Offer;
import org.headroom.model.rig.RigStatus;
import org.headroom.model.units.ByteCount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs of which the rig does not know whether the engine has started them, and jobs that run although their lease is over. */
class DoubtfulStartTest extends RentedRig {
    @BeforeEach
    void start() {
        containers.clock = clock;
        start(twoGpus(), Scene.POLICY, clock);
    }

    private static JobFailure silent() {
        return new JobFailure(JobFailure.Kind.NO_ENGINE, "The container engine does not answer.");
    }

    /** Indexes of the GPUs that are offered. */
    private Set<Integer> offered() {
        RigStatus status = rig.view().status();
        String text = status.headline() + " " + status.rest();
        return Stream.of(0, 1)
                .filter(i -> text.contains("GPU " + i + " is free and offered"))
                .collect(Collectors.toSet());
    }

    private void awaitOffered(Integer... gpus) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(offered()).containsExactlyInAnyOrder(gpus));
    }

    private void awaitOfferedAsTimePasses() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            now = now.plusSeconds(2);
            assertThat(offered()).containsExactlyInAnyOrder(0, 1);
        });
    }

    /** The engine took the request, answered nothing until the lease was refused, and carries it out then. */
    private LeaseId refusedWhileTheEngineIsSilent() {
        containers.failure = Optional.of(silent());
        LeaseId lease = accept(bidForA4090());
        awaitState(lease, LeaseState.Starting.class);
        await().until(() -> containers.starts.get() > 1);
        now = now.plus(Scene.POLICY.startWithin()).plusSeconds(1);
        awaitState(lease, LeaseState.Unserved.class);
        return lease;
    }

    @Test
    void gpuOfAStartWhoseOutcomeIsUnknownIsNotOfferedUntilTheEngineHasHadTimeToCarryItOut() {
        refusedWhileTheEngineIsSilent();
        awaitOffered(1);
        awaitSays("a job whose lease is over may still run on it");

        awaitOfferedAsTimePasses();
    }

    @Test
    void containerThatAppearsAfterItsLeaseWasRefusedIsEndedAndItsGpuIsOfferedThen() throws Exception {
        LeaseId lease = refusedWhileTheEngineIsSilent();
        containers.failure = Optional.empty();
        containers.start(job(lease));
        containers.deaf = true;
        now = now.plusSeconds(40);
        awaitOffered(1);

        containers.deaf = false;
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(containers.find(lease)).isEmpty());
        awaitOfferedAsTimePasses();
    }

    @Test
    void startThatIsStillUnderWayWhenItsLeaseIsRefusedIsEndedWhenItIsDone() {
        CountDownLatch gate = new CountDownLatch(1);
        containers.startGate = gate;
        LeaseId lease = accept(bidForA4090());
        awaitState(lease, LeaseState.Starting.class);
        now = now.plus(Scene.POLICY.startWithin()).plusSeconds(1);
        awaitState(lease, LeaseState.Unserved.class);
        now = now.plusSeconds(100);
        awaitOffered(1);

        gate.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> containers.created.get() == 1);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(containers.find(lease)).isEmpty());
        awaitOfferedAsTimePasses();
    }

    @Test
    void gpuOfARefusalThatTheEngineAnsweredIsOfferedAtOnce() {
        containers.failure = Optional.of(new JobFailure(JobFailure.Kind.NO_IMAGE, "There is no such image."));
        LeaseId lease = accept(bidForA4090());
        awaitState(lease, LeaseState.Unserved.class);
        awaitOffered(0, 1);
    }

    @Test
    void containerOfAnEarlierLifeKeepsAllGpusUntilItIsGone() throws Exception {
        rig.close();
        LeaseId old = new LeaseId("bid-of-an-earlier-life");
        ContainerState left = containers.start(job(old));
        assertThat(left).isInstanceOf(ContainerState.Running.class);
        containers.deaf = true;
        start();

        awaitSays("a job whose lease is over may still run on it");
        assertThat(market.sent(Offer.class)).isEmpty();

        containers.deaf = false;
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(containers.leases()).isEmpty());
        awaitOffers(2);
    }

    @Test
    void jobThatCannotBeEndedKeepsItsGpuAndIsStoppedAgainAfterARestart() {
        LeaseId lease = running();
        containers.deaf = true;
        containers.failingKills.set(Integer.MAX_VALUE);
        now = now.plus(Duration.ofHours(1));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            now = now.plusSeconds(10);
            assertThat(rig.book().find(lease)).get().isInstanceOfAny(LeaseState.Receipted.class, LeaseState.Paid.class);
        });
        awaitOffered(1);
        rig.close();
        start();
        awaitOffered(1);

        containers.deaf = false;
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(containers.find(lease)).isEmpty());
        awaitOffered(0, 1);
    }

    @Test
    void rigWithoutAnImageForRentersSaysSoAndOffersNothing() {
        rig.close();
        start(twoGpus(), Scene.POLICY.withImages(OfferedImages.NONE), clock);
        awaitSays("No image is offered to renters");
        assertThat(rig.view().status().mode()).isEqualTo(RigStatus.Mode.UNABLE);
        await().pollDelay(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(market.sent(Offer.class)).isEmpty());
    }

    private JobSpec job(LeaseId lease) {
        Manifest manifest = new Manifest(
                "localhost/headroom-demo:1",
                List.of("sh"),
                Map.of(),
                new Limits(1000, new ByteCount(64L << 20), 32, Duration.ofMinutes(10)));
        return new JobSpec(lease, manifest, List.of(), leases.resolve(lease.value()), now, Optional.empty());
    }
}
