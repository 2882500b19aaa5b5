package org.headroom.telemetry.owner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.model.availability.AvailabilityRules;
import org.headroom.model.availability.OwnerActivity;
import org.headroom.model.availability.OwnerActivity.GpuUser;
import org.headroom.model.availability.OwnerActivity.Home;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuProcess;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.telemetry.screen.OwnerSight;
import org.junit.jupiter.api.Test;

class MachineSensesTest {
    private static final GpuId GPU = new GpuId("GPU-1");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final AvailabilityRules RULES = AvailabilityRules.standard(ZoneId.of("UTC"));
    private static final OwnerSight.Seen QUIET =
            new OwnerSight.Seen(Optional.of(Duration.ofMinutes(3)), Optional.empty(), List.of());

    private final AtomicInteger lists = new AtomicInteger();
    private final Programs programs = new Programs() {
        @Override
        public Optional<String> name(long pid) {
            return pid == 404 ? Optional.empty() : Optional.of("program-" + pid);
        }

        @Override
        public Home home(long pid) {
            return new Home.Machine();
        }

        @Override
        public Set<String> running(List<String> names) {
            lists.incrementAndGet();
            return Set.copyOf(names);
        }
    };

    private static GpuWatch watch(boolean simulated, long... pids) {
        List<GpuProcess> processes = java.util.Arrays.stream(pids)
                .mapToObj(p -> new GpuProcess(p, Optional.empty(), GpuProcess.Kind.GRAPHICS))
                .toList();
        GpuSample sample = GpuSample.of(GPU, NOW).processes(processes).done();
        GpuReading reading = new GpuReading(
                new GpuIdentity(GPU, 0, "RTX 4090", Optional.empty(), Optional.empty(), Optional.empty(), simulated),
                GpuReading.State.OK,
                Optional.of(sample));
        return (GpuWatch) Proxy.newProxyInstance(
                GpuWatch.class.getClassLoader(), new Class<?>[] {GpuWatch.class}, (self, method, arguments) -> {
                    if (method.getName().equals("gpus")) return List.of(reading);
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private MachineSenses senses(GpuWatch gpus, OwnerSight sight, Battery battery) {
        return new MachineSenses(gpus, sight, battery, programs, Clock.fixed(NOW, ZoneOffset.UTC), 7);
    }

    @Test
    void tellsWhatIsOnEachGpuButForItselfAndWhatHasEnded() {
        OwnerActivity seen = senses(watch(false, 7, 404, 11, 11), () -> QUIET, Optional::empty)
                .look(RULES);
        assertThat(seen.users().get(GPU)).containsExactly(new GpuUser(11, "program-11", new Home.Machine()));
        assertThat(seen.sinceInput()).contains(Duration.ofMinutes(3));
        assertThat(seen.blind()).isEmpty();
    }

    @Test
    void aSimulatedCardHasNoRealProcesses() {
        assertThat(senses(watch(true, 11), () -> QUIET, Optional::empty)
                        .look(RULES)
                        .users())
                .isEmpty();
    }

    @Test
    void whatCannotBeSeenIsSaidAndClosesNothing() {
        OwnerSight dark = () -> {
            throw new IOException("the X server does not answer");
        };
        Battery broken = () -> {
            throw new UnsatisfiedLinkError("no such library");
        };
        MachineSenses senses = senses(watch(false), dark, broken);
        for (int i = 0; i < 3; i++) {
            OwnerActivity seen = senses.look(RULES);
            assertThat(seen.sinceInput()).isEmpty();
            assertThat(seen.onBattery()).isEmpty();
            assertThat(seen.blind())
                    .containsExactly(
                            "Keyboard, mouse and full-screen programs cannot be seen: the X server does not answer.",
                            "The battery cannot be seen: no such library.");
        }
    }

    @Test
    void theListOfAllProgramsIsReadSeldomAndNeverWhereNobodyAsksForOne() {
        MachineSenses senses = senses(watch(false), () -> QUIET, () -> Optional.of(true));
        for (int i = 0; i < 10; i++) assertThat(senses.look(RULES).running()).isEmpty();
        assertThat(lists).hasValue(0);
        AvailabilityRules exclusive = RULES.withExclusive(List.of("blender"));
        for (int i = 0; i < 6; i++) assertThat(senses.look(exclusive).running()).containsExactly("blender");
        assertThat(lists.get()).isLessThanOrEqualTo(3);
        assertThat(senses.look(RULES).running()).isEmpty();
        assertThat(senses.look(RULES).onBattery()).contains(true);
        assertThat(senses.look(RULES.withBattery(false)).onBattery()).isEmpty();
    }
}
