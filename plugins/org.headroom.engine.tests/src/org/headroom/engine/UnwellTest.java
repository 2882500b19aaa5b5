package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.headroom.model.health.HealthAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnwellTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GPU 2's memory is at 108 °C.     | its memory is at 108 °C
            GPU 2 has fallen off the bus.    | it has fallen off the bus
            GPU 21 has fallen off the bus.   | GPU 21 has fallen off the bus
            A fan stands still               | a fan stands still
            XID 79: fallen off the bus.      | XID 79: fallen off the bus
            ECC counts are growing.          | ECC counts are growing
            PCIe runs at x4.                 | PCIe runs at x4
            NVLink 3 is down.                | NVLink 3 is down
            """)
    void saysAnAlarmAsTheSecondHalfOfASentence(String message, String half) {
        assertThat(Unwell.halfSentence(message, "GPU 2")).isEqualTo(half);
    }

    @Test
    void staysWithinWhatAMarketMessageHolds() {
        var alarm = FakeHealth.alarm(Scene.GPU0, HealthAction.DRAIN, "𝄞".repeat(600));
        assertThat(Unwell.of(HealthAction.DRAIN, alarm, 0).what())
                .hasSizeLessThanOrEqualTo(402)
                .endsWith("𝄞…");
    }

    @Test
    void anActionAsksForAllThatCameBeforeIt() {
        Unwell drained = new Unwell(HealthAction.DRAIN, "hot", "");
        assertThat(drained.asks(HealthAction.STOP_BIDDING)).isTrue();
        assertThat(drained.asks(HealthAction.DRAIN)).isTrue();
        assertThat(drained.asks(HealthAction.STOP_JOB)).isFalse();
    }
}
