package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.CONTAINER;
import static org.headroom.engine.Scene.NOON;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.lease.EndCause;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.JobArtefacts;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.SecretsReader;
import org.headroom.model.money.Hash32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends of jobs, what they left on a disk that does not answer, and output that cannot be handed on. */
class JobRunnerTest {
    private static final LeaseTerms TERMS = Scene.terms("0000aaaa");
    private static final LeaseId LEASE = TERMS.lease();
    private static final Duration LIMIT = Duration.ofMillis(500);

    @TempDir
    Path leases;

    private final FakeContainers containers = new FakeContainers();
    private final FakeLedger ledger = new FakeLedger();
    private final Reports reports = new Reports();
    /** Reads of artefacts wait for it. */
    private final CountDownLatch disk = new CountDownLatch(1);

    private final AtomicInteger reads = new AtomicInteger();
    private Optional<JobRunner> runner = Optional.empty();

    @AfterEach
    void end() {
        disk.countDown();
        runner.ifPresent(JobRunner::close);
    }

    private JobRunner runner(Duration limit) {
        return runner(limit, new UnsentOutput());
    }

    private JobRunner runner(Duration limit, UnsentOutput unsent) {
        JobRunner made = new JobRunner(
                parts(),
                RigClock.same(Clock.fixed(NOON, ZoneOffset.UTC)),
                reports,
                new OccupiedGpus(() -> {}),
                new ArtefactsReader(this::digest, limit, ArtefactsReader.TURN),
                unsent);
        runner = Optional.of(made);
        return made;
    }

    private RigParts parts() {
        return new RigParts(
                RentedRig.twoGpus(),
                Optional.empty(),
                new FakeMarket(),
                containers,
                new FakeRail(),
                ledger,
                ledger,
                r -> Hash32.ZERO,
                this::digest,
                SecretsReader.NONE,
                leases);
    }

    /** As a read from a dead disk, it cannot be interrupted. */
    private Hash32 digest(Path artefacts) {
        reads.incrementAndGet();
        while (disk.getCount() > 0) {
            try {
                disk.await();
            } catch (InterruptedException e) {
                continue;
            }
        }
        return Hash32.ZERO;
    }

    /** The container of a job that ended well. */
    private ContainerRef ended() {
        containers.leaves(LEASE);
        return ((ContainerState.Exited) containers.find(LEASE).orElseThrow()).container();
    }

    private static LeaseState.Stopping stopping(ContainerRef container) {
        return new LeaseState.Stopping(
                TERMS,
                Funding.of(Scene.funded(Scene.stream(1), NOON)),
                container,
                NOON,
                StopReason.PROVIDER_ASKED,
                NOON.plusSeconds(5));
    }

    @Test
    void endIsReportedBeforeWhatTheJobLeftIsRead() {
        runner(LIMIT).watch(TERMS, ended(), NOON);
        await().untilAsserted(() -> assertThat(reports.ends).hasSize(1));
        assertThat(reports.ends.getFirst().artefacts().pending()).isTrue();
        assertThat(reports.ends.getFirst().exitCode()).isZero();
        assertThat(reads).hasValue(0);
    }

    @Test
    void whatTheJobLeftIsReportedAsNotHashedWhenItIsNotReadWithinTheLimit() {
        runner(LIMIT).hash(LEASE);
        await().untilAsserted(() -> assertThat(reports.hashed).hasSize(1));
        assertThat(reports.hashed.getFirst())
                .isEqualTo(new JobArtefacts.NotHashed("it could not be read within " + LIMIT.toSeconds() + " s"));
    }

    @Test
    void endThatTheWatchDoesNotReportIsReportedWithWhatTheJobLeftStillToBeHashed() {
        ContainerState.Exited exited = new ContainerState.Exited(CONTAINER, NOON, NOON.plusSeconds(7), 3, false);
        runner(Duration.ofHours(1)).close(stopping(CONTAINER), new JobVerdict.Ended(exited));
        await().untilAsserted(() -> assertThat(reports.ends).hasSize(1));
        assertThat(reports.ends.getFirst().artefacts().pending()).isTrue();
        assertThat(reports.ends.getFirst().exitCode()).isEqualTo(3);
    }

    @Test
    void whatAJobLeftThatMayStillRunIsNotHashed() {
        runner(Duration.ofHours(1)).close(stopping(CONTAINER), new JobVerdict.StillRuns());
        await().untilAsserted(() -> assertThat(reports.ends).hasSize(1));
        assertThat(reports.ends.getFirst().artefacts())
                .isEqualTo(new JobArtefacts.NotHashed("the job may still write, as its end is unknown"));
    }

    @Test
    void digestThatIsReadWithinTheLimitIsReported() {
        runner(Duration.ofHours(1)).hash(LEASE);
        await().untilAsserted(() -> assertThat(reads).hasValue(1));
        disk.countDown();
        await().untilAsserted(() -> assertThat(reports.hashed).hasSize(1));
        assertThat(reports.hashed.getFirst().known()).contains(Hash32.ZERO);
    }

    @Test
    void digestIsReportedAfterAllOutputWasHandedOn() {
        disk.countDown();
        JobRunner made = runner(LIMIT);
        reports.onEnd = made::hash;
        reports.outputHeld = new CountDownLatch(1);
        made.watch(TERMS, ended(), NOON);
        await().untilAsserted(() -> assertThat(reads).hasValue(1));
        await().during(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(reports.hashed).isEmpty());
        reports.outputHeld.countDown();
        await().untilAsserted(() -> assertThat(reports.hashed).hasSize(1));
    }

    @Test
    void endOfAJobWhoseContainerIsGoneIsNotReportedWhileItsProcessesRunOn() {
        disk.countDown();
        containers.processesLeft = true;
        runner(LIMIT).watch(TERMS, CONTAINER, NOON);
        await().during(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(reports.ends).isEmpty());
        containers.processesLeft = false;
        await().untilAsserted(() -> assertThat(reports.ends).hasSize(1));
        assertThat(reports.ends.getFirst().cause()).contains(EndCause.CONTAINER_REMOVED);
    }

    @Test
    void outputIsFlushedAgainAfterAFlushThatFailedWithAnError() {
        AtomicInteger flushes = new AtomicInteger();
        runner(LIMIT, new UnsentOutput() {
            @Override
            void flush() {
                if (flushes.incrementAndGet() < 3) throw new NoClassDefFoundError("a class that cannot be loaded");
            }
        });
        await().untilAsserted(() -> assertThat(flushes).hasValueGreaterThan(3));
    }

    private static final class Reports implements JobRunner.Reports {
        final List<JobRunner.End> ends = new CopyOnWriteArrayList<>();
        final List<JobArtefacts> hashed = new CopyOnWriteArrayList<>();
        volatile Consumer<LeaseId> onEnd = lease -> {};
        volatile CountDownLatch outputHeld = new CountDownLatch(0);

        @Override
        public void started(LeaseId lease, ContainerRef container, Instant at) {}

        @Override
        public void refused(LeaseId lease, String reason) {}

        @Override
        public void ended(LeaseId lease, JobRunner.End end) {
            ends.add(end);
            onEnd.accept(lease);
        }

        @Override
        public void hashed(LeaseId lease, JobArtefacts artefacts) {
            hashed.add(artefacts);
        }

        @Override
        public boolean output(LeaseTerms lease, long offset, String text) {
            try {
                outputHeld.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        }

        @Override
        public void overused(LeaseId lease, String reason) {}

        @Override
        public void diskUnknown(LeaseId lease, String reason) {}
    }
}
