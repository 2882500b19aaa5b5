package org.headroom.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.headroom.cli.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchLeaseTest {
    @TempDir
    Path scratch;

    private Program.Ended run(String... arguments) throws Exception {
        return Program.run(scratch, Map.of(), arguments);
    }

    @Test
    void whatToMeasureMustBeSaid() throws Exception {
        var ended = run("bench");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("Say what to measure: lease, life, nvml, history, telemetry or market.");
    }

    @Test
    void anUnknownMeasurementIsWrongUsage() throws Exception {
        var ended = run("bench", "leese");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("leese");
    }

    @Test
    void noLeasesIsWrongUsageAndStartsNothing() throws Exception {
        Path home = scratch.resolve("home");
        var ended =
                run("bench", "lease", "--chain-parts", scratch.toString(), "--home", home.toString(), "--leases", "0");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("--leases takes 1 to");
        assertThat(home).doesNotExist();
    }
}
