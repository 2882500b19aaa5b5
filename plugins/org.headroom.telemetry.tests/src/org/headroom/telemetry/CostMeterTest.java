package org.headroom.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.headroom.model.gpu.WatchCost;
import org.junit.jupiter.api.Test;

class CostMeterTest {
    @Test
    void meansOverAboutTheLastMinute() {
        TestTime time = new TestTime();
        AtomicLong cpu = new AtomicLong();
        CostMeter meter = new CostMeter(cpu::get, time::nanos);
        assertThat(meter.cost()).isEqualTo(WatchCost.UNKNOWN);
        for (int i = 0; i < 200; i++) {
            // Dear at first, cheap for the last minute and more.
            cpu.addAndGet(i < 100 ? 500_000_000 : 5_000_000);
            meter.swept(2_000_000, 10);
            time.pass(Duration.ofSeconds(1));
        }
        assertThat(meter.cost().cpuPercent()).isCloseTo(0.5, within(0.01));
        assertThat(meter.cost().sweep()).isEqualTo(Duration.ofMillis(2));
        assertThat(meter.cost().callsPerMinute()).isEqualTo(600);
        assertThat(meter.cost().processCpuPercent()).isGreaterThanOrEqualTo(0);
    }
}
