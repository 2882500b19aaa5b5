package org.headroom.model.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.junit.jupiter.api.Test;

class AvailabilityRulesTest {
    private static final AvailabilityRules RULES = AvailabilityRules.standard(ZoneId.of("UTC"));
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void rulesThatMakeNoSenseAreRefusedWithASentence() {
        assertThatThrownBy(() -> new IdleRule(true, Duration.ofSeconds(9), true))
                .hasMessageContaining("10 seconds");
        assertThatThrownBy(() -> RULES.withExclusive(List.of(" "))).hasMessageContaining("empty");
        assertThatThrownBy(() -> RULES.withExclusive(Collections.nCopies(1, "x".repeat(101))))
                .hasMessageContaining("100 characters");
        assertThatThrownBy(() -> RULES.onReturn(OnReturn.DRAIN, Duration.ofHours(25)))
                .hasMessageContaining("24 hours");
        assertThatThrownBy(() -> new Maintenance(NOON, NOON, "")).hasMessageContaining("end after");
    }

    @Test
    void namesAreKeptOnceAndMaintenanceInOrder() {
        assertThat(RULES.withExclusive(List.of("obs", " OBS ", "blender")).exclusive())
                .containsExactly("obs", "blender");
        Maintenance first = new Maintenance(NOON, NOON.plusSeconds(60), "");
        Maintenance second = new Maintenance(NOON.plusSeconds(600), NOON.plusSeconds(660), "");
        AvailabilityRules rules = RULES.withMaintenance(List.of(second, first));
        assertThat(rules.maintenance()).containsExactly(first, second);
        assertThat(rules.nextMaintenance(NOON.plusSeconds(60))).contains(second);
    }

    @Test
    void rulesOfAGpuThatDifferInNothingAreForgotten() {
        GpuId gpu = new GpuId("GPU-1");
        AvailabilityRules own = RULES.with(gpu, new GpuRules(GpuRules.Mode.NEVER, Optional.empty(), Optional.empty()));
        assertThat(own).isNotEqualTo(RULES);
        assertThat(own.with(gpu, GpuRules.INHERIT)).isEqualTo(RULES);
    }

    @Test
    void programsAreTheSameWithoutRegardToCaseExeAndLinuxsCut() {
        assertThat(ProgramName.same("Game", "game.exe")).isTrue();
        assertThat(ProgramName.same("nvidia-persistenced", "nvidia-persiste")).isTrue();
        assertThat(ProgramName.same("nvidia-persistenced", "nvidia")).isFalse();
        assertThat(ProgramName.same("X", "Xorg")).isFalse();
    }
}
