package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.NOON;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.headroom.model.lease.EndCause;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.LogChunk;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.money.Hash32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a job ended, what is said of it, and what is left behind. */
class JobEndTest extends RentedRig {
    private volatile boolean listed = true;

    @BeforeEach
    void start() {
        start(twoGpus(), Scene.POLICY, clock);
    }

    @Override
    Hash32 digest(Path directory) throws IOException {
        if (listed) return Hash32.ZERO;
        throw new IOException("The job left more than 100000 files; its artefacts have no digest.");
    }

    /** Two hundred removals that waited go on next. */
    void beforeManyRemovals() {}

    private JobResult result(LeaseId lease) {
        return awaitState(lease, LeaseState.Receipted.class).result();
    }

    private Receipt receipt() {
        await().until(() -> !market.sent(ReceiptMessage.class).isEmpty());
        return market.sent(ReceiptMessage.class).getFirst().receipt();
    }

    /** What the renter is told when the job has ended. */
    private String endedDetail() {
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
        assertThat(endedDetail()).isEqualTo("the job used more memory than its order named");
    }

    @Test
    void jobThatEndedWellHasNoCauseThoughAPartOfItRanOutOfMemory() {
        LeaseId lease = running();
        containers.outOfMemory = true;
        containers.finish(lease, 0);
        assertThat(result(lease).cause()).isEmpty();
        assertThat(endedDetail()).isEmpty();
    }

    @Test
    void containerThatSomebodyRemovedIsNotTheRentersFailure() {
        LeaseId lease = running();
        containers.disks.add(lease);
        now = NOON.plusSeconds(5);
        containers.vanish(lease);
        assertThat(result(lease).cause()).contains(EndCause.CONTAINER_REMOVED);
        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
        assertThat(endedDetail()).contains("removed by somebody other than Headroom");
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
        assertThat(endedDetail()).isEqualTo("the digest of what the job left is unknown");
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
        beforeManyRemovals();
        containers.removalGate.countDown();
        await().untilAsserted(() -> assertThat(containers.leases()).isEmpty());
    }
}
