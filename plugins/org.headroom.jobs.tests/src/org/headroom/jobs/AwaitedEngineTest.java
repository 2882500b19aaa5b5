package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.JobFailure;
import org.headroom.model.market.LeaseId;
import org.junit.jupiter.api.Test;

class AwaitedEngineTest {
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private final AwaitedEngine engine =
            new AwaitedEngine(this::look, new GpuToolkit(Map.of()), Duration.ofSeconds(30), now::get);

    private ContainerEngine look() {
        return new NoEngine("look " + looks.incrementAndGet());
    }

    @Test
    void looksAgainForAnEngineThatWasNotThereAndNotMoreOftenThanAsked() {
        assertThat(engine.status().message()).contains("look 1");
        now.addAndGet(Duration.ofSeconds(29).toNanos());
        assertThat(engine.status().message()).contains("look 1");
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(engine.status().message()).contains("look 2");
    }

    @Test
    void saysWhatIsMissingUntilThen() {
        assertThatThrownBy(() -> engine.find(new LeaseId("lease-0001")))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("look 1");
        assertThatThrownBy(() -> engine.imageDigest("localhost/x:1"))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("look 1");
    }
}
