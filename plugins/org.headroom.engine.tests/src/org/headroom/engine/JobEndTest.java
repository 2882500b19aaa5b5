package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.GPU0;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.headroom.model.lease.EndCause;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.LogChunk;
import org.headroom.model.market.Offer;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.SecretsReader;
import org.headroom.model.money.Hash32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a job ended, what is said of it, and what is left behind. */
class JobEndTest {
    @TempDir
    Path leases;

    private final FakeContainers containers = new FakeContainers();
    private final FakeRail rail = new FakeRail();
    private final FakeLedger ledger = new FakeLedger();
    private final FakeMarket market = new FakeMarket();
    private volatile boolean listed = true;
    private volatile Instant now = NOON;
    private LeaseLoop rig;

    @BeforeEach
    void start() {
        RigParts parts = new RigParts(
                new FakeGpus(Scene.gpu(GPU0, 0, "RTX 4090")),
                Optional.empty(),
                market,
                containers,
                rail,
                ledger,
                ledger,
                r -> Scene.hash(r.receipt().number()),
                this::digest,
                SecretsReader.NONE,
                leases);
        rig = new LeaseLoop(parts, Scene.POLICY.withStreamPoll(Duration.ofMillis(50)), new SuppliedClock(() -> now));
        rig.start();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private Hash32 digest(Path directory) throws IOException {
        if (listed) return Hash32.ZERO;
        throw new IOException("The job left more than 100000 files; its artefacts have no digest.");
    }

    private LeaseId running() {
        await().untilAsserted(() -> assertThat(market.sent(Offer.class)).isNotEmpty());
        market.says(Scene.order("order-0001").message());
        await().untilAsserted(() -> assertThat(market.sent(Bid.class)).isNotEmpty());
        Bid bid = market.sent(Bid.class).getLast();
        rail.streams.put(stream(1), Scene.funded(stream(1), NOON));
        LeaseId lease = LeaseId.of(bid.id());
        market.says(new Acceptance(
                lease, bid.id(), bid.order(), Scene.RENTER, Scene.PROVIDER, stream(1), Scene.validity(NOON, 60, 5)));
        await().untilAsserted(() -> assertThat(rig.book().find(lease)).containsInstanceOf(LeaseState.Running.class));
        return lease;
    }

    private JobResult result(LeaseId lease) {
        await().untilAsserted(() -> assertThat(rig.book().find(lease)).containsInstanceOf(LeaseState.Receipted.class));
        return ((LeaseState.Receipted) rig.book().find(lease).orElseThrow()).result();
    }

    private Receipt receipt() {
        await().until(() -> !market.sent(ReceiptMessage.class).isEmpty());
        return market.sent(ReceiptMessage.class).getFirst().receipt();
    }

    /** What the renter is told when the job has ended. */
    private String told() {
        await().until(() -> market.sent(LeaseUpdate.class).getLast().phase() == LeaseUpdate.Phase.ENDED);
        return market.sent(LeaseUpdate.class).getLast().detail();
    }

    @Test
    void jobThatRanOutOfMemoryHasThatCauseInTheLedgerAndInTheRentersUpdate() {
        LeaseId lease = running();
        containers.outOfMemory = true;
        containers.finish(lease, 137);
        assertThat(result(lease).cause()).contains(EndCause.OUT_OF_MEMORY);
        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.JOB_FAILED);
        assertThat(receipt().exitCode()).isEqualTo(137);
        assertThat(told()).isEqualTo("the job used more memory than its order named");
    }

    @Test
    void jobThatEndedWellHasNoCauseThoughAPartOfItRanOutOfMemory() {
        LeaseId lease = running();
        containers.outOfMemory = true;
        containers.finish(lease, 0);
        assertThat(result(lease).cause()).isEmpty();
        assertThat(told()).isEmpty();
    }

    @Test
    void containerThatSomebodyRemovedIsNotTheRentersFailure() {
        LeaseId lease = running();
        containers.disks.add(lease);
        now = NOON.plusSeconds(5);
        containers.vanish(lease);
        assertThat(result(lease).cause()).contains(EndCause.CONTAINER_REMOVED);
        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
        assertThat(told()).contains("removed by somebody other than Headroom");
        await().until(containers.disks::isEmpty);
    }

    @Test
    void containerThatSomebodyStoppedIsNotTheRentersFailure() {
        LeaseId lease = running();
        containers.stoppedByOthers = true;
        containers.finish(lease, 143);
        assertThat(result(lease).cause()).contains(EndCause.CONTAINER_STOPPED);
        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
    }

    @Test
    void jobThatTheRigStoppedHasNoCauseThoughTheEngineWasToldToStopIt() {
        LeaseId lease = running();
        containers.stoppedByOthers = true;
        rig.stop(lease);
        assertThat(result(lease).cause()).isEmpty();
    }

    @Test
    void digestThatIsUnknownIsNotZeroInTheLedger() {
        LeaseId lease = running();
        listed = false;
        containers.finish(lease, 0);
        assertThat(result(lease).artefactsDigest()).isEmpty();
        assertThat(receipt().artefactsDigest()).isEqualTo(Hash32.ZERO);
        assertThat(told()).isEqualTo("the digest of what the job left is unknown");
    }

    @Test
    void outputThatCannotBeSentWhileTheDiskIsFullIsSentWhenItCan() {
        market.full = true;
        LeaseId lease = running();
        containers.finish(lease, 0);
        assertThat(result(lease).exitCode()).isZero();
        assertThat(market.sent(LogChunk.class)).isEmpty();
        market.full = false;
        await().untilAsserted(() -> assertThat(
                        market.sent(LogChunk.class).stream().map(LogChunk::text).collect(Collectors.joining()))
                .isEqualTo("hello from the job\nlast words\n"));
    }

    @Test
    void disksOfLeasesThatAreOverAreTakenOutOfUseAtTheStartAndAgainWhileTheyAreBusy() {
        LeaseId lease = running();
        rig.close();
        LeaseId over = new LeaseId("bid-over");
        containers.disks.add(lease);
        containers.disks.add(over);
        containers.busyDisks.set(1);
        start();
        await().untilAsserted(() -> assertThat(containers.disks).containsExactly(lease));
    }

    @Test
    void removalsOfManyContainersShareAFewThreads() {
        rig.close();
        int many = 200;
        for (int n = 0; n < many; n++) containers.leaves(new LeaseId("bid-left-" + n));
        containers.removalGate = new CountDownLatch(1);
        start();
        await().untilAsserted(() -> assertThat(containers.removing).hasValue(RepeatedWork.THREADS));
        await().during(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(containers.removing).hasValue(RepeatedWork.THREADS));
        containers.removalGate.countDown();
        await().untilAsserted(() -> assertThat(containers.leases()).isEmpty());
    }
}
