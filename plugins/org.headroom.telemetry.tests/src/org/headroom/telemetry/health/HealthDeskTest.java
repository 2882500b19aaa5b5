package org.headroom.telemetry.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.XidEvent;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.AlarmEvent;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.HealthRule.RuleSetting;
import org.headroom.model.health.Severity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthDeskTest {
    private static final GpuId OTHER = new GpuId("GPU-other");

    private final FakeWatch watch = new FakeWatch();
    private final MemoryAlarmLog log = new MemoryAlarmLog();
    private final List<AlarmEvent> told = new CopyOnWriteArrayList<>();
    private final List<HealthDesk> desks = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    private HealthDesk desk() {
        HealthDesk desk = new HealthDesk(
                watch, Optional.of(log), Optional.of(folder.resolve("health.properties")), Clock.systemUTC());
        desk.onAlarm(told::add);
        desks.add(desk);
        desk.start();
        return desk;
    }

    @AfterEach
    void close() {
        desks.forEach(HealthDesk::close);
    }

    private static GpuReading gpu(GpuReading.State state) {
        return new GpuReading(
                Bedside.IDENTITY,
                state,
                "",
                Optional.of(GpuSample.of(Bedside.GPU, Instant.now()).core(50).done()),
                Optional.empty());
    }

    private void eventually(Runnable what) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(what::run);
    }

    private static RuleSetting off() {
        return new RuleSetting(
                Optional.of(false), OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void aLostGpuIsToldLoggedAndAskedForOnItsOwn() {
        HealthDesk desk = desk();
        watch.show(gpu(GpuReading.State.OK));
        watch.show(gpu(GpuReading.State.LOST));
        eventually(() -> assertThat(told).hasSize(1));
        assertThat(told.getFirst().kind()).isEqualTo(AlarmEvent.Kind.RAISED);
        assertThat(desk.asked(Bedside.GPU)).contains(HealthAction.STOP_JOB);
        assertThat(desk.reason(Bedside.GPU)).map(Alarm::rule).contains("gpu-lost");
        assertThat(desk.asked(OTHER)).isEmpty();
        assertThat(log.open()).extracting(Alarm::rule).containsExactly("gpu-lost");
        watch.show(gpu(GpuReading.State.OK));
        eventually(() -> assertThat(log.open()).isEmpty());
        assertThat(desk.asked(Bedside.GPU)).isEmpty();
        assertThat(desk.between(Instant.EPOCH, Instant.MAX, 10)).hasSize(1);
    }

    @Test
    void anXidIsToldWithoutASweep() {
        watch.gpus = List.of(gpu(GpuReading.State.OK));
        HealthDesk desk = desk();
        watch.xid(new XidEvent(Optional.of(Bedside.GPU), 48, Instant.now()));
        await().atMost(Duration.ofSeconds(5)).until(() -> !told.isEmpty());
        assertThat(desk.open()).extracting(Alarm::severity).containsExactly(Severity.CRITICAL);
    }

    @Test
    void itLooksEvenWhileNoSweepEnds() {
        HealthDesk desk = desk();
        watch.gpus = List.of(gpu(GpuReading.State.LOST));
        eventually(() -> assertThat(desk.open()).hasSize(1));
    }

    @Test
    void rulesAreAppliedAgainAfterAnErrorInOne() {
        watch.failing = true;
        HealthDesk desk = desk();
        eventually(() -> assertThat(watch.failures.get()).isPositive());
        watch.gpus = List.of(gpu(GpuReading.State.LOST));
        watch.failing = false;
        eventually(() -> assertThat(desk.open()).hasSize(1));
    }

    @Test
    void anAlarmOutlivesTheProgram() {
        desk();
        watch.show(gpu(GpuReading.State.LOST));
        eventually(() -> assertThat(log.open()).hasSize(1));
        long id = log.open().getFirst().id();
        desks.getFirst().close();
        watch.gpus = List.of();
        HealthDesk again = desk();
        assertThat(again.open()).extracting(Alarm::id).containsExactly(id);
        assertThat(again.asked(Bedside.GPU)).contains(HealthAction.STOP_JOB);
        watch.show(gpu(GpuReading.State.OK));
        eventually(() -> assertThat(log.open()).isEmpty());
        assertThat(log.all).hasSize(1);
    }

    @Test
    void alarmsOfRulesThatThereAreNoMoreAreCleared() {
        log.put(new Alarm(
                7,
                Optional.empty(),
                "old-rule",
                Severity.NOTE,
                HealthAction.WARN,
                "m.",
                "a.",
                Instant.now(),
                Optional.empty(),
                Optional.empty()));
        HealthDesk desk = desk();
        eventually(() -> assertThat(log.open()).isEmpty());
        assertThat(desk.open()).isEmpty();
    }

    @Test
    void aLogThatFailsStopsNothing() {
        log.broken = true;
        HealthDesk desk = desk();
        watch.show(gpu(GpuReading.State.LOST));
        eventually(() -> assertThat(desk.open()).hasSize(1));
        assertThat(told).hasSize(1);
    }

    @Test
    void aListenerThatFailsDoesNotKeepTheOthersFromKnowing() {
        HealthDesk desk = desk();
        desk.onAlarm(e -> {
            throw new IllegalStateException("the test wants it so");
        });
        AtomicInteger after = new AtomicInteger();
        desk.onAlarm(e -> after.incrementAndGet());
        watch.show(gpu(GpuReading.State.LOST));
        eventually(() -> assertThat(after).hasValue(1));
    }

    @Test
    void seeingAnXidClearsItForGood() {
        HealthDesk desk = desk();
        watch.xid(new XidEvent(Optional.of(Bedside.GPU), 64, Instant.now()));
        eventually(() -> assertThat(desk.open()).hasSize(1));
        desk.acknowledge(desk.open().getFirst().id());
        eventually(() -> assertThat(log.open()).isEmpty());
        assertThat(log.all.values()).allMatch(a -> a.acknowledgedAt().isPresent());
        desk.acknowledge(4711);
    }

    @Test
    void aRuleIsAdjustedForGoodAndForOneGpuAlone() throws IOException {
        HealthDesk desk = desk();
        AtomicInteger changes = new AtomicInteger();
        desk.onChange(changes::incrementAndGet);
        desk.adjust("gpu-lost", Optional.of(Bedside.GPU), off());
        assertThat(desk.rule("gpu-lost", Bedside.GPU).enabled()).isFalse();
        assertThat(desk.rule("gpu-lost", OTHER).enabled()).isTrue();
        assertThat(Files.readString(folder.resolve("health.properties"))).contains("gpu-lost[GPU-test].enabled=false");
        eventually(() -> assertThat(changes).hasValueGreaterThan(0));
        desk.close();
        HealthDesk again = desk();
        assertThat(again.rule("gpu-lost", Bedside.GPU).enabled()).isFalse();
        again.adjust("gpu-lost", Optional.of(Bedside.GPU), RuleSetting.NONE);
        assertThat(again.rule("gpu-lost", Bedside.GPU).enabled()).isTrue();
    }

    @Test
    void aSettingThatMakesNoSenseIsRefusedInWords() {
        HealthDesk desk = desk();
        RuleSetting crossed = new RuleSetting(
                Optional.empty(), OptionalDouble.of(80), OptionalDouble.of(85), Optional.empty(), Optional.empty());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> desk.adjust("core-hot", Optional.empty(), crossed))
                .withMessage(
                        "The rule core-hot would clear at 85 and raise at 80: clear-at must not be above raise-at.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> desk.adjust("core-cold", Optional.empty(), off()))
                .withMessage("There is no rule \"core-cold\".");
        assertThat(folder.resolve("health.properties")).doesNotExist();
    }

    @Test
    void aDamagedFileIsToldAndTheRulesAreAsTheyCome() throws IOException {
        Files.writeString(folder.resolve("health.properties"), "core-hot.raise-at=\nmemory-hot.raise-at=90\n");
        HealthDesk desk = desk();
        assertThat(desk.problems()).hasSize(1).first().asString().startsWith("line 1: ");
        assertThat(desk.rule("core-hot", OTHER).raiseAt()).hasValue(87);
        assertThat(desk.rule("memory-hot", OTHER).raiseAt()).hasValue(90);
    }

    @Test
    void withoutALogAndAFileItWorksAllTheSame() throws IOException {
        try (HealthDesk desk = new HealthDesk(watch, Optional.empty(), Optional.empty(), Clock.systemUTC())) {
            desk.start();
            desk.adjust("core-hot", Optional.empty(), off());
            assertThat(desk.rules()).filteredOn(r -> r.id().equals("core-hot")).noneMatch(r -> r.enabled());
            watch.show(gpu(GpuReading.State.LOST));
            eventually(() ->
                    assertThat(desk.between(Instant.EPOCH, Instant.MAX, 5)).hasSize(1));
        }
    }
}
