package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.lease.EndCause;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.money.Usdc;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leases while the container engine does not answer, and jobs whose start the ledger does not take. */
class EngineOutageTest extends RentedRig {
    private volatile boolean outage;
    private final AtomicInteger unanswered = new AtomicInteger();
    /** Those of them that asked for the state of a container that is to end, one at a time for each rig. */
    private final AtomicInteger unansweredStates = new AtomicInteger();

    @BeforeEach
    void start() {
        containers.clock = clock;
        start(twoGpus(), Scene.POLICY, clock);
    }

    @Override
    RigParts on(RigParts parts) {
        ContainerEngine engine = (ContainerEngine) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ContainerEngine.class}, (proxy, method, arguments) -> {
                    boolean silent = outage && !method.getName().equals("close");
                    if (silent && method.getName().equals("status")) return Scene.ENGINE_UP;
                    if (silent) {
                        unanswered.incrementAndGet();
                        if (Thread.currentThread().getName().startsWith("container-state-"))
                            unansweredStates.incrementAndGet();
                        throw new JobFailure(JobFailure.Kind.NO_ENGINE, "The container engine does not answer.");
                    }
                    try {
                        Object answer = method.invoke(parts.containers(), arguments);
                        // A wait that is under way ends with the engine that it waits for.
                        if (outage && method.getName().equals("await"))
                            throw new JobFailure(JobFailure.Kind.NO_ENGINE, "The container engine went away.");
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new RigParts(
                parts.gpus(),
                parts.health(),
                parts.market(),
                engine,
                parts.payments(),
                parts.journal(),
                parts.memory(),
                parts.receiptHash(),
                parts.artefacts(),
                parts.secrets(),
                parts.leases(),
                parts.bids(),
                parts.owner(),
                parts.reserve());
    }

    private Receipt receipt() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !market.sent(ReceiptMessage.class).isEmpty());
        return market.sent(ReceiptMessage.class).getFirst().receipt();
    }

    /** The engine is asked in vain, at least so often. */
    private void awaitUnanswered(int times) {
        int before = unanswered.get();
        await().atMost(Duration.ofSeconds(20)).until(() -> unanswered.get() >= before + times);
    }

    /** The engine went away 10 s after noon, the job ended at 15 s, and the agreed end has passed. */
    private LeaseState.Stopping outageAcrossTheAgreedEnd() {
        LeaseId lease = running();
        LeaseState.Running running = awaitState(lease, LeaseState.Running.class);
        now = NOON.plusSeconds(12);
        // The engine says that the container runs, and that is kept.
        await().until(() -> seenAt(lease).isPresent());
        outage = true;
        now = NOON.plusSeconds(15);
        containers.finishNow(lease, 3);
        now = Deadlines.stopAt(running.terms(), running.startedAt(), Scene.POLICY)
                .plusSeconds(1);
        return awaitState(lease, LeaseState.Stopping.class);
    }

    private Optional<Instant> seenAt(LeaseId lease) {
        return ledger.get(EngineAnswers.MEMORY)
                .filter(text -> text.startsWith(lease + " "))
                .map(text -> Instant.parse(text.substring(text.indexOf(' ') + 1)));
    }

    @Test
    void engineThatIsBackWithinItsTimeTellsTheContainersOwnEnd() {
        LeaseState.Stopping stopping = outageAcrossTheAgreedEnd();
        now = now.plusSeconds(45);
        awaitUnanswered(4);
        assertThat(rig.book().find(stopping.id())).containsInstanceOf(LeaseState.Stopping.class);

        outage = false;

        assertThat(receipt().endedAt()).isEqualTo(NOON.plusSeconds(15));
        assertThat(receipt().exitCode()).isEqualTo(3);
        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.JOB_FAILED);
    }

    @Test
    void engineThatStaysSilentIsBilledUntilItLastSaidThatTheContainerRuns() {
        LeaseState.Stopping stopping = outageAcrossTheAgreedEnd();
        now = stopping.since().plus(Deadlines.ENGINE_SILENT).plusSeconds(1);

        LeaseState.Receipted done = awaitState(stopping.id(), LeaseState.Receipted.class);
        assertThat(receipt().endedAt()).isBetween(NOON, NOON.plusSeconds(12));
        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
        assertThat(done.result().cause()).contains(EndCause.ENGINE_SILENT);
        assertThat(done.result().detail()).contains("did not answer");
    }

    @Test
    void restartRenewsTheWaitForASilentEngineByHalfAMinuteOnly() {
        LeaseState.Stopping stopping = outageAcrossTheAgreedEnd();
        rig.close();
        now = stopping.since().plus(Deadlines.ENGINE_SILENT).plusSeconds(1);
        int before = unansweredStates.get();
        start();
        awaitUnanswered(6);
        // One may be of the rig before: the half minute begins with the first of this one.
        await().until(() -> unansweredStates.get() >= before + 2);
        assertThat(rig.book().find(stopping.id())).containsInstanceOf(LeaseState.Stopping.class);

        now = now.plus(Deadlines.UNKILLABLE).plusSeconds(1);

        assertThat(receipt().endedAt()).isBetween(NOON, NOON.plusSeconds(12));
    }

    private LeaseId startedWithoutRecord() {
        CountDownLatch gate = new CountDownLatch(1);
        containers.startGate = gate;
        LeaseId lease = accept(bidForA4090());
        awaitState(lease, LeaseState.Starting.class);
        ledger.full = true;
        gate.countDown();
        await().until(() -> containers.find(lease).isPresent());
        return lease;
    }

    private void awaitStopped(LeaseId lease) {
        await().untilAsserted(() -> assertThat(containers.find(lease)).containsInstanceOf(ContainerState.Exited.class));
        assertThat(rig.book().find(lease)).containsInstanceOf(LeaseState.Starting.class);
    }

    @Test
    void jobWhoseStartIsNotRecordedInTimeIsStoppedAndItsLeaseEndsOnceTheLedgerWrites() {
        LeaseId lease = startedWithoutRecord();
        await().until(() -> rig.view().status().headline().startsWith("The disk is full."));
        now = NOON.plusSeconds(2);
        await().during(Duration.ofSeconds(2))
                .until(() -> containers
                        .find(lease)
                        .filter(ContainerState.Running.class::isInstance)
                        .isPresent());
        now = now.plus(UnrecordedStarts.WITHIN);
        awaitStopped(lease);

        ledger.full = false;

        LeaseState.Receipted done = awaitState(lease, LeaseState.Receipted.class);
        assertThat(done.result().cause()).contains(EndCause.START_UNRECORDED);
        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
        assertThat(receipt().endedAt()).isEqualTo(NOON.plusSeconds(7));
    }

    @Test
    void startThatIsRecordedInTimeRunsOn() {
        LeaseId lease = startedWithoutRecord();
        await().until(() -> rig.view().status().headline().startsWith("The disk is full."));
        ledger.full = false;
        awaitState(lease, LeaseState.Running.class);
        now = NOON.plus(UnrecordedStarts.WITHIN).plusSeconds(5);
        await().during(Duration.ofSeconds(2))
                .until(() -> rig.book()
                        .find(lease)
                        .filter(LeaseState.Running.class::isInstance)
                        .isPresent());
    }

    @Test
    void ownerStopsAJobWhoseStartIsNotRecorded() {
        LeaseId lease = startedWithoutRecord();
        await().until(() -> rig.view().status().headline().startsWith("The disk is full."));
        now = NOON.plusSeconds(2);
        rig.stop(lease);
        awaitStopped(lease);
        ledger.full = false;
        awaitState(lease, LeaseState.Receipted.class);
        assertThat(receipt().endedAt()).isEqualTo(NOON.plusSeconds(2));
    }

    @Test
    void jobWhoseStartIsNotRecordedIsStoppedWhenItsStreamIsVoided() {
        LeaseId lease = startedWithoutRecord();
        await().until(() -> rig.view().status().headline().startsWith("The disk is full."));
        now = NOON.plusSeconds(3);
        rail.streams.put(stream(1), Scene.voided(stream(1), Usdc.ZERO, now));
        awaitStopped(lease);
        ledger.full = false;
        await().until(() -> rig.book()
                .find(lease)
                .filter(l -> l instanceof LeaseState.Receipted || l instanceof LeaseState.Paid)
                .isPresent());
        assertThat(ledger.events)
                .filteredOn(LeaseEvent.StopAsked.class::isInstance)
                .extracting(e -> ((LeaseEvent.StopAsked) e).why())
                .containsExactly(StopReason.STREAM_CHANGED);
    }

    @Test
    void jobThatStartsAfterItsLeaseWasRefusedWithoutRecordIsRemoved() {
        CountDownLatch gate = new CountDownLatch(1);
        containers.startGate = gate;
        LeaseId lease = accept(bidForA4090());
        awaitState(lease, LeaseState.Starting.class);
        ledger.full = true;
        now = NOON.plus(Scene.POLICY.startWithin()).plusSeconds(1);
        await().until(() -> rig.view().status().headline().startsWith("The disk is full."));
        gate.countDown();

        await().untilAsserted(() -> assertThat(containers.created).hasValue(1));
        await().untilAsserted(() -> assertThat(containers.leases()).isEmpty());
        ledger.full = false;
        awaitState(lease, LeaseState.Unserved.class);
    }
}
