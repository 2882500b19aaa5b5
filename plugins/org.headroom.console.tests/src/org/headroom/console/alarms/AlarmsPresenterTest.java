package org.headroom.console.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.Severity;
import org.headroom.ui.cell.Row;
import org.junit.jupiter.api.Test;

class AlarmsPresenterTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final GpuId CARD = new GpuId("GPU-a");

    @Test
    void anAlarmThatClearedAMomentAgoIsNotShownTwice() {
        Alarm open = alarm(1);
        Alarm stale = alarm(2);
        Alarm over = alarm(3).cleared(NOW.minusSeconds(60));

        List<Alarm> shown = AlarmsPresenter.together(List.of(open), List.of(open, stale, over));

        assertThat(shown).extracting(Alarm::id).containsExactly(1L, 3L);
    }

    @Test
    void tellsTheStateByAWordAndNotByColourAlone() {
        assertThat(words(alarm(1)).get(0)).isEqualTo("Critical");
        assertThat(words(alarm(1).acknowledged(NOW)).get(0)).isEqualTo("Critical, acknowledged");
        assertThat(words(alarm(1).cleared(NOW)).get(0)).isEqualTo("Over");
    }

    @Test
    void saysHowLongItLastedOrLasts() {
        assertThat(words(alarm(1)).get(5)).isEqualTo("10 min");
        assertThat(words(alarm(1).cleared(NOW.minusSeconds(300))).get(5)).isEqualTo("5 min");
    }

    @Test
    void namesAGpuThatIsNotHereAnyMore() {
        Row row = AlarmsPresenter.rows(List.of(alarm(1)), List.of(), NOW, ZoneOffset.UTC)
                .get(0);

        assertThat(row.cells().get(1).words()).isEqualTo("not here now");
        assertThat(row.cells().get(1).tip()).isEqualTo("GPU-a");
    }

    @Test
    void onlyAnOpenAlarmThatNobodyHasSeenCanBeSeen() {
        assertThat(AlarmsPresenter.canBeSeen(alarm(1))).isTrue();
        assertThat(AlarmsPresenter.canBeSeen(alarm(1).acknowledged(NOW))).isFalse();
        assertThat(AlarmsPresenter.canBeSeen(alarm(1).cleared(NOW))).isFalse();
    }

    private static List<String> words(Alarm alarm) {
        GpuIdentity card = new GpuIdentity(
                CARD, 0, "NVIDIA GeForce RTX 4090", Optional.empty(), Optional.empty(), Optional.empty(), true);
        GpuReading reading = new GpuReading(card, GpuReading.State.OK, Optional.empty());
        return AlarmsPresenter.rows(List.of(alarm), List.of(reading), NOW, ZoneOffset.UTC).get(0).cells().stream()
                .map(c -> c.words())
                .toList();
    }

    private static Alarm alarm(long id) {
        return new Alarm(
                id,
                Optional.of(CARD),
                "gpu-lost",
                Severity.CRITICAL,
                HealthAction.STOP_JOB,
                "GPU 0 is lost.",
                "Check power and seating.",
                NOW.minusSeconds(600),
                Optional.empty(),
                Optional.empty());
    }
}
