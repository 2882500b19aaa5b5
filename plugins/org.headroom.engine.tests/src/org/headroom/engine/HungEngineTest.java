package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.lease.EndCause;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.money.Usdc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that are to be stopped while the container engine takes requests and answers none. */
class HungEngineTest extends RentedRig {
    private static final Instant STOP = NOON.plusSeconds(20);
    private static final Duration UNTIL_KILL = Scene.POLICY.stopGrace().plus(JobStops.ENGINE_TIME);
    /** Some looks of the thread that kills. */
    private static final Duration LOOKS = Duration.ofMillis(1_500);

    private static final Set<String> WITHOUT_THE_ENGINE = Set.of("killProcess", "close");

    /** Requests wait for it. */
    private volatile CountDownLatch answers = new CountDownLatch(0);

    private volatile boolean onlyStopsHang;
    private volatile boolean stopsFail;
    private final AtomicInteger stops = new AtomicInteger();

    @BeforeEach
    void start() {
        containers.clock = clock;
        // Its own kill is not told from somebody else's by the engine.
        containers.stoppedByOthers = true;
        start(twoGpus(), Scene.POLICY, clock);
    }

    @AfterEach
    void goesOn() {
        answers.countDown();
    }

    private void hangs() {
        answers = new CountDownLatch(1);
    }

    private Object ask(ContainerEngine engine, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (name.equals("stop")) {
            stops.incrementAndGet();
            if (stopsFail) throw new JobFailure(JobFailure.Kind.REFUSED_BY_ENGINE, "internal error");
        }
        boolean mayHang = !WITHOUT_THE_ENGINE.contains(name) && (!onlyStopsHang || name.equals("stop"));
        if (mayHang) answers.await();
        try {
            return method.invoke(engine, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            // The answer to a wait that is under way comes no sooner than any other.
            if (name.equals("await") && !onlyStopsHang) answers.await();
        }
    }

    @Override
    RigParts on(RigParts parts) {
        ContainerEngine engine = (ContainerEngine) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ContainerEngine.class},
                (proxy, method, arguments) -> ask(parts.containers(), method, arguments));
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

    private boolean runs(LeaseId lease) {
        return containers.find(lease).orElseThrow() instanceof ContainerState.Running;
    }

    private void staysAt(int kills) {
        await().during(LOOKS).atMost(LOOKS.multipliedBy(3)).until(() -> containers.killRequests.get() == kills);
    }

    private void awaitKilled(LeaseId lease) {
        await().atMost(Duration.ofSeconds(10)).until(() -> !runs(lease));
        assertThat(containers.killRequests).hasValue(1);
    }

    /** The engine hangs from 19 s on, and the owner stops the job at 20 s. */
    private LeaseId stoppedWhileTheEngineHangs() {
        LeaseId lease = running();
        now = STOP.minusSeconds(1);
        hangs();
        now = STOP;
        rig.stop(lease);
        awaitState(lease, LeaseState.Stopping.class);
        return lease;
    }

    @Test
    void jobIsKilledOnceWhenItsGraceAndTheEnginesTimeAreOver() {
        LeaseId lease = stoppedWhileTheEngineHangs();
        now = STOP.plus(UNTIL_KILL).minusMillis(1);
        staysAt(0);
        assertThat(runs(lease)).isTrue();
        Instant killed = STOP.plus(UNTIL_KILL);
        now = killed;
        awaitKilled(lease);
        now = killed.plusSeconds(60);
        staysAt(1);
        assertThat(rig.book().find(lease)).containsInstanceOf(LeaseState.Stopping.class);

        answers.countDown();

        LeaseState.Receipted done = awaitState(lease, LeaseState.Receipted.class);
        assertThat(receipt().endedAt()).isEqualTo(killed);
        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
        assertThat(done.result().cause()).contains(EndCause.OPERATOR_STOPPED);
        await().until(() -> containers.leases().isEmpty());
        assertThat(containers.killRequests).hasValue(1);
    }

    @Test
    void jobWhoseStreamWasEndedHasNoGraceAndIsKilledWhenTheEnginesTimeIsOver() {
        LeaseId lease = running();
        now = STOP;
        hangs();
        rail.streams.put(stream(1), Scene.voided(stream(1), Usdc.ZERO, now));
        LeaseState.Stopping stopping = awaitState(lease, LeaseState.Stopping.class);
        assertThat(stopping.why()).isEqualTo(StopReason.STREAM_CHANGED);
        now = STOP.plus(JobStops.ENGINE_TIME);
        awaitKilled(lease);
        answers.countDown();
        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.OUT_OF_FUNDS);
        assertThat(receipt().endedAt()).isEqualTo(now);
    }

    @Test
    void jobWhoseTimeIsOverIsKilledAndItsOutcomeIsTheStops() {
        LeaseId lease = running();
        LeaseState.Running running = awaitState(lease, LeaseState.Running.class);
        rail.streams.put(stream(1), Scene.funded(stream(1), NOON));
        hangs();
        Instant stop = Deadlines.stopAt(running.terms(), running.startedAt(), Scene.POLICY);
        now = stop;
        LeaseState.Stopping stopping = awaitState(lease, LeaseState.Stopping.class);
        now = stop.plus(UNTIL_KILL);
        awaitKilled(lease);
        answers.countDown();
        assertThat(receipt().outcome()).isEqualTo(stopping.why().outcome());
    }

    @Test
    void nothingIsKilledWhenTheEngineAnswersInTime() {
        LeaseId lease = stoppedWhileTheEngineHangs();
        now = STOP.plus(UNTIL_KILL).minusSeconds(1);
        answers.countDown();
        awaitState(lease, LeaseState.Receipted.class);
        now = STOP.plusSeconds(120);
        staysAt(0);
        assertThat(receipt().endedAt()).isEqualTo(STOP.plus(UNTIL_KILL).minusSeconds(1));
    }

    @Test
    void nothingIsKilledWhereNoProcessIsKnownForSureToBeTheJobs() {
        containers.provenProcesses = false;
        LeaseId lease = stoppedWhileTheEngineHangs();
        now = STOP.plus(UNTIL_KILL);
        await().until(() -> containers.killRequests.get() == 1);
        staysAt(1);
        assertThat(runs(lease)).isTrue();
        answers.countDown();
        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
    }

    @Test
    void killThatFailsIsTriedAgain() {
        containers.failingKills.set(2);
        LeaseId lease = stoppedWhileTheEngineHangs();
        now = STOP.plus(UNTIL_KILL);
        await().until(() -> !runs(lease));
        assertThat(containers.killRequests).hasValue(3);
    }

    @Test
    void jobIsKilledOnceWhereTheEngineRefusesEachStop() {
        LeaseId lease = running();
        now = STOP;
        stopsFail = true;
        containers.deaf = true;
        rig.stop(lease);
        awaitState(lease, LeaseState.Stopping.class);
        now = STOP.plus(UNTIL_KILL);
        await().until(() -> containers.killRequests.get() == 1);
        int before = stops.get();
        await().atMost(Duration.ofSeconds(20)).until(() -> stops.get() >= before + 2);
        staysAt(1);
    }

    @Test
    void jobIsKilledByTheNextRunOfTheRigWhereTheEngineHangsOverARestart() {
        LeaseId lease = stoppedWhileTheEngineHangs();
        rig.close();
        now = STOP.plusSeconds(60);
        int before = stops.get();
        start();
        await().until(() -> stops.get() > before);
        staysAt(0);
        now = now.plus(JobStops.ENGINE_TIME);
        awaitKilled(lease);
        answers.countDown();
        assertThat(receipt().outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
        assertThat(receipt().endedAt()).isEqualTo(now);
    }

    @Test
    void endOfAJobWhoseEngineStaysHungAfterTheKillIsWhenItWasLastSaidToRun() {
        LeaseId lease = stoppedWhileTheEngineHangs();
        now = STOP.plus(UNTIL_KILL);
        awaitKilled(lease);
        now = STOP.plus(Deadlines.ENGINE_SILENT).minusSeconds(1);
        assertThat(rig.book().find(lease)).containsInstanceOf(LeaseState.Stopping.class);
        // The engine is asked for half a minute by this run of the rig, whenever that began.
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            now = now.plusSeconds(5);
            return !(rig.book().find(lease).orElseThrow() instanceof LeaseState.Stopping);
        });
        LeaseState.Receipted done = awaitState(lease, LeaseState.Receipted.class);
        assertThat(receipt().endedAt()).isBetween(NOON, STOP);
        assertThat(done.result().cause()).contains(EndCause.ENGINE_SILENT);
    }

    @Test
    void jobThatStartsAfterItsLeaseWasRefusedIsKilledWhereItsStopIsNotAnswered() {
        CountDownLatch gate = new CountDownLatch(1);
        containers.startGate = gate;
        LeaseId lease = accept(bidForA4090());
        awaitState(lease, LeaseState.Starting.class);
        now = NOON.plus(Scene.POLICY.startWithin()).plusSeconds(1);
        awaitState(lease, LeaseState.Unserved.class);
        onlyStopsHang = true;
        hangs();
        gate.countDown();
        await().until(() -> stops.get() > 0);
        staysAt(0);
        now = now.plus(JobStops.ENGINE_TIME);
        awaitKilled(lease);
        answers.countDown();
        await().until(() -> containers.leases().isEmpty());
    }
}
