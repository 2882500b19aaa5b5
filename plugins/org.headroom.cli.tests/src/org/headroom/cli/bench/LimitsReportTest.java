package org.headroom.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsReportTest {
    private static LimitsReport report(Figure... figures) {
        return new LimitsReport(List.of(new LimitsReport.Part("part", "A part", List.of(figures))));
    }

    @Test
    void exitCodeIsZeroWhileAllFiguresKeepTheirLimits() {
        LimitsReport kept = report(
                Figure.of("free", "without a limit", 1_000_000), Figure.limited("least", "at its limit", 1.5, 1.5));
        assertThat(kept.exitCode()).isZero();
        assertThat(kept.over()).isEmpty();
        assertThat(kept.table()).doesNotContain("over");
    }

    @Test
    void exitCodeIsOneWhenOneFigureIsOverItsLimit() {
        LimitsReport broken = report(
                Figure.limited("kept", "below its limit", 1, 2),
                Figure.limited("broken", "requests of a look", 11, 10));
        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.over()).containsExactly("requests of a look: 11; at most 10");
        assertThat(broken.table()).contains("over");
        assertThat(broken.json().at("/over/0").asText()).contains("requests of a look");
        assertThat(broken.json().at("/part/broken/atMost").asDouble()).isEqualTo(10);
        assertThat(broken.json().at("/part/kept/value").asDouble()).isEqualTo(1);
    }

    @Test
    void valueThatCouldNotBeMeasuredIsOverItsLimit() {
        assertThat(report(Figure.limited("ratio", "ratio", Double.NaN, 1.5)).exitCode())
                .isEqualTo(1);
    }
}
