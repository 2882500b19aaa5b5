package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.NOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.headroom.model.job.JobLogSize;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Requirements;
import org.headroom.model.units.ByteCount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a rig keeps of the output of a job, by the disk that the job's order names. */
class JobLogDiskTest extends RentedRig {
    private static final String LINE = "a line of output\n";

    @BeforeEach
    void start() {
        start(twoGpus(), Scene.POLICY, clock);
    }

    private Path logOfJobWithDisk(long bytes) {
        containers.output = LINE.repeat(2 * JobLogSize.CHARACTERS / LINE.length());
        awaitOffers(2);
        Requirements requirements = new Requirements(
                1,
                false,
                Optional.of("4090"),
                new ByteCount(0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new ByteCount(bytes),
                Requirements.NONE,
                List.of(),
                Requirements.RECEIPT,
                Requirements.NONE);
        market.says(new Order(
                new OrderId("order-0001"),
                Scene.RENTER,
                requirements,
                Scene.manifest(),
                Scene.PRICE,
                Duration.ofMinutes(10),
                Scene.validity(NOON, 120, 1)));
        await().untilAsserted(() -> assertThat(market.sent(Bid.class)).isNotEmpty());
        LeaseId lease = accept(market.sent(Bid.class).getLast());
        awaitState(lease, LeaseState.Running.class);
        containers.finish(lease, 0);
        awaitState(lease, LeaseState.Receipted.class);
        return leases.resolve(lease.value()).resolve(LeaseLogs.FILE);
    }

    @Test
    void logOfAJobHasNoMoreThanItsShareOfTheDiskThatTheOrderNames() throws IOException {
        Path log = logOfJobWithDisk(2 << 20);
        assertThat(Files.size(log)).isBetween(120_000L, (2L << 20) / 16);
        assertThat(Files.readString(log))
                .startsWith(LINE)
                .contains(" characters of output are left out here]\n")
                .endsWith(LINE + "last words\n");
    }

    @Test
    void logOfAJobWhoseOrderNamesAGibibyteHasFourMebibytes() throws IOException {
        assertThat(Files.size(logOfJobWithDisk(1 << 30)))
                .isBetween((long) JobLogSize.CHARACTERS, JobLogSize.CHARACTERS + 100L);
    }

    @Test
    void logOfAJobWhoseOrderNamesNoDiskHasFourMebibytes() throws IOException {
        assertThat(Files.size(logOfJobWithDisk(0)))
                .isBetween((long) JobLogSize.CHARACTERS, JobLogSize.CHARACTERS + 100L);
    }
}
