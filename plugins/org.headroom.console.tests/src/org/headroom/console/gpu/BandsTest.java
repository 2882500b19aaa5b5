package org.headroom.console.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.console.fixture.FixtureDesk;
import org.headroom.console.fixture.FixtureWatch;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.HealthRule;
import org.headroom.model.health.HealthWatch;
import org.headroom.model.health.Severity;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;
import org.headroom.ui.chart.ChartBand;
import org.junit.jupiter.api.Test;

class BandsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T14:30:00Z");
    private static final GpuId GPU = new GpuId("GPU-0");
    private static final HealthRule HOT = new HealthRule(
            "core-hot",
            "Core hot",
            "The core's temperature.",
            "nvmlDeviceGetTemperatureV",
            "°C",
            OptionalDouble.of(85),
            OptionalDouble.of(80),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            Severity.WARNING,
            HealthAction.WARN,
            true);

    private static Alarm alarm(
            long id, Optional<GpuId> gpu, Severity severity, Instant raised, Optional<Instant> cleared) {
        return new Alarm(
                id,
                gpu,
                "core-hot",
                severity,
                HealthAction.WARN,
                "The core is at 88 °C.",
                "Clean the fans.",
                raised,
                cleared,
                Optional.empty());
    }

    @Test
    void leasesOfAGpuStandBehindItsCurves() {
        try (FixtureWatch watch = new FixtureWatch();
                FixtureDesk desk = new FixtureDesk()) {
            Instant now = Instant.now();
            GpuId first = watch.gpus().get(0).identity().id();
            List<ChartBand> bands = Bands.leases(Optional.of(desk.view()), now.minus(Duration.ofHours(6)), now)
                    .get(first);
            assertThat(bands).extracting(ChartBand::label).containsExactly("L-0361", "L-0359", "L-0357");
            assertThat(bands.get(0).to()).as("it runs").isEmpty();
            assertThat(bands.get(1).to()).isPresent();
        }
    }

    @Test
    void anAlarmHasItsRulesTitleAndItsSeveritysMark() {
        Alarm open = alarm(1, Optional.of(GPU), Severity.WARNING, NOW.minusSeconds(600), Optional.empty());
        Alarm past = alarm(
                2, Optional.of(GPU), Severity.CRITICAL, NOW.minusSeconds(6000), Optional.of(NOW.minusSeconds(3000)));
        List<ChartBand> bands = Bands.alarms(List.of(open), List.of(past), List.of(HOT), GPU, ZoneOffset.UTC, NOW);
        assertThat(bands).extracting(ChartBand::label).containsOnly("Core hot");
        assertThat(bands).extracting(ChartBand::role).containsExactly(Role.WARNING, Role.SICK);
        assertThat(bands)
                .extracting(ChartBand::mark)
                .containsExactly(Optional.of(Mark.WARNING), Optional.of(Mark.SICK));
        assertThat(bands.get(0).words()).isEqualTo("Core hot, since 14:20: The core is at 88 °C.");
        assertThat(bands.get(1).words()).startsWith("Core hot, 12:50–13:40, today: ");
    }

    @Test
    void anAlarmThatIsOpenAndInTheLogIsShownOnceAndOthersGpusAreNot() {
        Alarm open = alarm(1, Optional.of(GPU), Severity.WARNING, NOW.minusSeconds(600), Optional.empty());
        Alarm all = alarm(2, Optional.empty(), Severity.NOTE, NOW.minusSeconds(600), Optional.empty());
        Alarm other = alarm(3, Optional.of(new GpuId("GPU-1")), Severity.NOTE, NOW.minusSeconds(600), Optional.empty());
        List<ChartBand> bands =
                Bands.alarms(List.of(open, all, other), List.of(open), List.of(HOT), GPU, ZoneOffset.UTC, NOW);
        assertThat(bands).hasSize(2);
    }

    /** A watch that counts how often its file is read. */
    private static HealthWatch counting(List<String> reads) {
        return (HealthWatch) Proxy.newProxyInstance(
                HealthWatch.class.getClassLoader(), new Class<?>[] {HealthWatch.class}, (proxy, method, args) -> {
                    if (!method.getName().equals("between")) throw new IOException("not asked for");
                    reads.add(args[0] + " " + args[1]);
                    return List.of();
                });
    }

    @Test
    void theFileOfAlarmsIsReadAgainOnlyWhenSomethingIsNewOrEarlier() {
        List<String> reads = new ArrayList<>();
        HealthWatch health = counting(reads);
        AlarmHistory history = new AlarmHistory();
        Instant now = Instant.now();
        for (int i = 0; i < 60; i++) history.between(health, List.of(), now.plusSeconds(i - 300L), now.plusSeconds(i));
        assertThat(reads).hasSize(1);
        Alarm fresh = alarm(1, Optional.of(GPU), Severity.WARNING, now, Optional.empty());
        history.between(health, List.of(fresh), now.minusSeconds(300), now);
        assertThat(reads).hasSize(2);
        history.between(health, List.of(fresh), now.minusSeconds(3000), now.minusSeconds(2000));
        assertThat(reads).hasSize(3);
        history.between(health, List.of(fresh), now.minusSeconds(2500), now);
        assertThat(reads)
                .as("what came after the earlier window was never read")
                .hasSize(4);
    }
}
