package org.headroom.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.headroom.model.units.Watts;
import org.junit.jupiter.api.Test;

class PowerLimitsTest {
    private final PowerLimits limits = new PowerLimits();

    private void put(long millis, long watts) {
        limits.put(millis, Optional.of(new Watts(watts * 1000)));
    }

    @Test
    void limitHoldsFromItsSampleUntilTheNextChange() {
        put(1000, 450);
        put(2000, 450);
        put(3000, 150);
        limits.put(4000, Optional.empty());
        assertThat(limits.at(999)).isNaN();
        assertThat(limits.at(1000)).isEqualTo(450);
        assertThat(limits.at(2999)).isEqualTo(450);
        assertThat(limits.at(3000)).isEqualTo(150);
        assertThat(limits.at(4000)).isNaN();
        assertThat(limits.at(2500)).as("back in time").isEqualTo(450);
        put(5000, 200);
        assertThat(limits.at(4999)).isNaN();
        assertThat(limits.at(5000)).isEqualTo(200);
    }

    @Test
    void limitsOfLaterTimesAreDroppedWhenTheClockIsSetBack() {
        put(1000, 450);
        put(9000, 150);
        assertThat(limits.at(9000)).isEqualTo(150);
        put(2000, 450);
        assertThat(limits.at(9000)).isEqualTo(450);
    }

    @Test
    void oldestChangesAreForgotten() {
        for (int i = 0; i < 1000; i++) put(i, i);
        assertThat(limits.at(999)).isEqualTo(999);
        assertThat(limits.at(744)).isEqualTo(744);
        assertThat(limits.at(743)).isNaN();
    }
}
