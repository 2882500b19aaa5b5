package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.NOON;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.headroom.model.job.MissingOutput;
import org.headroom.model.lease.JobArtefacts;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LogChunk;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job ends at once; what it left takes long to be hashed, and holds neither its GPU nor its end. */
class HashedLaterTest extends RentedRig {
    private static final Hash32 DIGEST = Scene.hash(0xaf);

    private final AtomicInteger reads = new AtomicInteger();
    private volatile CountDownLatch disk = new CountDownLatch(1);

    @BeforeEach
    void start() {
        start(twoGpus(), Scene.POLICY, clock);
    }

    @AfterEach
    void letGo() {
        disk.countDown();
    }

    @Override
    Hash32 digest(Path directory) {
        reads.incrementAndGet();
        try {
            disk.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        return DIGEST;
    }

    private LeaseId endedAfter(int seconds, int exitCode) {
        LeaseId lease = running();
        containers.clock = () -> NOON.plusSeconds(seconds);
        now = NOON.plusSeconds(seconds);
        containers.finishNow(lease, exitCode);
        await().untilAsserted(() -> assertThat(reads).hasValue(1));
        return lease;
    }

    private Receipt receipt() {
        await().untilAsserted(
                        () -> assertThat(market.sent(ReceiptMessage.class)).isNotEmpty());
        return market.sent(ReceiptMessage.class).getFirst().receipt();
    }

    private List<LeaseEvent> journal(LeaseId lease) {
        return ledger.events.stream().filter(e -> e.lease().equals(lease)).toList();
    }

    @Test
    void gpuIsBidAgainWhileWhatTheJobLeftIsHashed() {
        LeaseId lease = endedAfter(20, 0);
        market.says(Scene.order("order-0002", Scene.PRICE, Optional.of("4090")).message());
        await().untilAsserted(() -> assertThat(market.sent(Bid.class)).hasSize(2));
        assertThat(market.sent(Bid.class).getLast().gpuIds()).containsExactly(Scene.GPU0);
        assertThat(awaitState(lease, LeaseState.Ended.class).result().artefacts())
                .isEqualTo(new JobArtefacts.Pending());
        assertThat(market.sent(ReceiptMessage.class)).isEmpty();
    }

    @Test
    void jobThatEndedByItselfIsNeitherOutOfTimeNorBilledForTheHashing() {
        LeaseId lease = endedAfter(20, 0);
        now = NOON.plus(Duration.ofHours(2));
        await().during(Duration.ofMillis(1_500))
                .untilAsserted(() -> assertThat(rig.book().find(lease)).containsInstanceOf(LeaseState.Ended.class));
        disk.countDown();
        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.COMPLETED);
        assertThat(receipt().endedAt()).isEqualTo(NOON.plusSeconds(20));
        // 20 s at 0.36 USDC/h.
        assertThat(receipt().amountDue()).isEqualTo(Usdc.parse("0.002"));
        assertThat(receipt().artefactsDigest()).isEqualTo(DIGEST);
    }

    @Test
    void endIsInTheJournalBeforeAnythingIsReadAndAKillInBetweenLeavesOneReceiptWithTheDigest() {
        LeaseId lease = endedAfter(20, 3);
        assertThat(journal(lease).getLast()).isInstanceOf(LeaseEvent.JobEnded.class);
        rig.close();
        CountDownLatch before = disk;
        disk = new CountDownLatch(0);
        now = NOON.plus(Duration.ofHours(2));
        start();
        assertThat(receipt().artefactsDigest()).isEqualTo(DIGEST);
        assertThat(receipt().exitCode()).isEqualTo(3);
        assertThat(receipt().endedAt()).isEqualTo(NOON.plusSeconds(20));
        before.countDown();
        awaitState(lease, LeaseState.Receipted.class);
        assertThat(journal(lease))
                .filteredOn(LeaseEvent.JobEnded.class::isInstance)
                .hasSize(1);
        assertThat(journal(lease))
                .filteredOn(LeaseEvent.ArtefactsHashed.class::isInstance)
                .hasSize(1);
        assertThat(journal(lease))
                .filteredOn(LeaseEvent.ReceiptNumbered.class::isInstance)
                .hasSize(1);
    }

    @Test
    void restOfTheOutputIsSentByTheNextRunWhereTheRigWasKilledBehindTheEnd() {
        containers.withoutLastWords = true;
        LeaseId lease = endedAfter(20, 0);
        rig.close();
        CountDownLatch before = disk;
        disk = new CountDownLatch(0);
        containers.withoutLastWords = false;
        start();
        await().untilAsserted(() -> assertThat(output()).endsWith("last words\n"));
        receipt();
        before.countDown();
        awaitState(lease, LeaseState.Receipted.class);
    }

    @Test
    void outputWhoseLastDoesNotComeEndsWithALineThatSaysSo() {
        containers.withoutLastWords = true;
        disk.countDown();
        endedAfter(20, 0);
        receipt();
        await().untilAsserted(() -> assertThat(output()).isEqualTo("hello from the job\n" + MissingOutput.END));
    }

    private String output() {
        return market.sent(LogChunk.class).stream().map(LogChunk::text).collect(Collectors.joining());
    }

    @Test
    void containerAndDiskStayUntilWhatTheJobLeftIsHashed() {
        LeaseId lease = endedAfter(20, 0);
        containers.disks.add(lease);
        rig.close();
        CountDownLatch before = disk;
        disk = new CountDownLatch(1);
        // The start sweeps what no lease needs.
        start();
        await().untilAsserted(() -> assertThat(reads).hasValue(2));
        assertThat(containers.leases()).containsExactly(lease);
        assertThat(containers.disks).containsExactly(lease);
        before.countDown();
        disk.countDown();
        await().untilAsserted(() -> assertThat(containers.disks).isEmpty());
        await().untilAsserted(() -> assertThat(containers.leases()).isEmpty());
    }
}
