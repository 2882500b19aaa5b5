package org.headroom.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RealLeasesTest {
    private static final long MIB = 1 << 20;
    private static final ProcessResources HELD = new ProcessResources(30 * MIB, 200, 70, 3);

    private static LimitsReport report(double mibALease, long heap, int addresses) {
        List<Figure> figures = RealLeases.memory(
                HELD, HELD, mibALease, new RealLeases.Rest(30 * MIB, 20), new RealLeases.Rest(heap, addresses), 50);
        return new LimitsReport(List.of(new LimitsReport.Part("real", "leases", figures)));
    }

    @Test
    void memoryThatStaysIsWithinItsLimits() {
        LimitsReport report = report(0.19, 31 * MIB, 20);
        assertThat(report.over()).isEmpty();
        assertThat(report.exitCode()).isZero();
    }

    /** 0.29 MiB a lease is what queues of Artemis' default size took. */
    @Test
    void heapThatGrowsTooMuchWithEachLeaseIsOverItsLimit() {
        LimitsReport report = report(0.29, 30 * MIB, 20);
        assertThat(report.over()).singleElement().asString().contains("more heap for each lease", "0.290");
        assertThat(report.exitCode()).isOne();
    }

    @Test
    void heapThatGrewWhileNothingIsRetainedIsOverItsLimit() {
        LimitsReport report = report(0.1, 34 * MIB, 20);
        assertThat(report.over()).singleElement().asString().contains("ratio");
        assertThat(report.exitCode()).isOne();
    }

    @Test
    void addressThatStaysInTheBrokerIsOverItsLimit() {
        LimitsReport report = report(0.1, 30 * MIB, 21);
        assertThat(report.over()).singleElement().asString().contains("more addresses");
        assertThat(report.exitCode()).isOne();
    }
}
