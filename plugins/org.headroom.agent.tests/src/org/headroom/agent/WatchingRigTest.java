package org.headroom.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.model.health.HealthRule;
import org.headroom.model.health.HealthRule.RuleSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rig that is not set up for leases. */
class WatchingRigTest {
    private static final RuleSetting AT_60 = new RuleSetting(
            Optional.empty(), OptionalDouble.of(60), OptionalDouble.of(55), Optional.empty(), Optional.empty());

    @TempDir
    Path home;

    @Test
    void watchesGpusTheirHealthAndItsHostAllTheSame() throws Exception {
        try (Rig rig = Rig.open(home, Clock.systemUTC(), Map.of())) {
            assertThat(rig.desk()).isEmpty();
            assertThat(rig.endpoint()).isEmpty();
            assertThat(rig.health().rules()).extracting(HealthRule::id).contains("core-hot", "gpu-lost", "xid");
            assertThat(rig.gpus().archive()).isPresent();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> rig.host().latest().isPresent());
            assertThat(rig.host().latest().orElseThrow().memoryTotal().bytes()).isPositive();
            assertThat(home.resolve("telemetry.db")).isNotEmptyFile();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .as("the threads of a rig that has been closed")
                .noneMatch(t -> t.isAlive()
                        && (t.getName().equals("telemetry-writer")
                                || t.getName().equals("host-sampler")
                                || t.getName().equals("nvml-sampler")));
    }

    @Test
    void keepsWhatAPersonHasSetOfARule() throws Exception {
        try (Rig rig = Rig.open(home, Clock.systemUTC(), Map.of())) {
            rig.health().adjust("core-hot", Optional.empty(), AT_60);
        }
        assertThat(Files.exists(home.resolve("health.properties"))).isTrue();
        try (Rig rig = Rig.open(home, Clock.systemUTC(), Map.of())) {
            HealthRule rule = rig.health().rules().stream()
                    .filter(r -> r.id().equals("core-hot"))
                    .findFirst()
                    .orElseThrow();
            assertThat(rule.raiseAt()).hasValue(60);
        }
    }
}
