package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.NOON;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.headroom.model.lease.EndCause;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.JobArtefacts;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.LogChunk;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.money.Hash32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a job ended, what is said of it, and what is left behind. */
class JobEndTest extends RentedRig {
    private volatile boolean listed = true;
    private volatile boolean stackTooSmall;

    @BeforeEach
    void start() {
        start(twoGpus(), Scene.POLICY, clock);
    }

    @Override
    Hash32 digest(Path directory) throws IOException {
        if (stackTooSmall) throw new StackOverflowError("directories too deep");
        if (listed) return Hash32.ZERO;
        throw new IOException("it left more than 100000 files");
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
    void jobThatTheOperatorStoppedHasThatCauseThoughTheEngineWasToldToStopIt() {
        LeaseId lease = running();
        containers.stoppedByOthers = true;
        rig.stop(lease);
        assertThat(result(lease).cause()).contains(EndCause.OPERATOR_STOPPED);
        assertThat(endedDetail()).isEqualTo("the operator of the rig stopped it");
    }

    @ParameterizedTest
    @EnumSource(StopReason.class)
    void causeOfAStopSaysWhoseItWasWhereTheOutcomeIsTheProviders(StopReason why) {
        LeaseState.Stopping stopping = new LeaseState.Stopping(
                Scene.terms("0000aaaa"),
                Funding.of(Scene.funded(Scene.stream(1), NOON)),
                Scene.CONTAINER,
                NOON,
                why,
                NOON.plusSeconds(5));
        JobRunner.End end = new JobRunner.End(
                NOON,
                NOON.plusSeconds(6),
                143,
                Optional.of(EndCause.CONTAINER_STOPPED),
                new JobArtefacts.Pending(),
                Optional.empty());
        Optional<EndCause> cause = JobEvents.cause(stopping, end);
        assertThat(cause.filter(EndCause::isProviders).isPresent())
                .isEqualTo(why.outcome() == Receipt.Outcome.STOPPED_BY_PROVIDER);
        assertThat(cause).isNotEqualTo(Optional.of(EndCause.CONTAINER_STOPPED));
    }

    @Test
    void digestThatIsUnknownIsNotZeroInTheLedger() {
        LeaseId lease = running();
        listed = false;
        containers.finish(lease, 0);
        assertThat(result(lease).artefacts()).isEqualTo(new JobArtefacts.NotHashed("it left more than 100000 files"));
        assertThat(receipt().artefactsDigest()).isEqualTo(Hash32.ZERO);
        assertThat(endedDetail()).isEqualTo("what the job left was not hashed: it left more than 100000 files");
    }

    @Test
    void errorInTheDigestLeavesTheJobItsOwnEndAndTheReceiptIsSent() {
        LeaseId lease = running();
        stackTooSmall = true;
        containers.clock = () -> NOON.plusSeconds(20);
        containers.finishNow(lease, 3);
        now = NOON.plusSeconds(40);
        JobResult result = result(lease);
        assertThat(result.artefacts()).isInstanceOf(JobArtefacts.NotHashed.class);
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(receipt().endedAt()).isEqualTo(NOON.plusSeconds(20));
        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.JOB_FAILED);
    }

    @Test
    void watchThatFailedWithAnErrorBeginsAgainAndFindsTheJobsOwnEnd() {
        containers.failingWatches.set(2);
        LeaseId lease = running();
        await().untilAsserted(() -> assertThat(containers.failingWatches).hasValue(0));
        containers.clock = () -> NOON.plusSeconds(20);
        containers.finishNow(lease, 0);
        now = NOON.plusSeconds(40);
        assertThat(result(lease).exitCode()).isZero();
        assertThat(receipt().endedAt()).isEqualTo(NOON.plusSeconds(20));
    }

    @Test
    void outputThatCannotBeSentWhileTheDiskIsFullIsSentWhenItCan() {
        market.full = true;
        LeaseId lease = running();
        containers.finish(lease, 0);
        assertThat(result(lease).exitCode()).isZero();
        assertThat(market.sent(LogChunk.class)).isEmpty();
        await("the receipt is on record")
                .untilAsserted(
                        () -> assertThat(market.sent(ReceiptMessage.class)).hasSize(1));
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
