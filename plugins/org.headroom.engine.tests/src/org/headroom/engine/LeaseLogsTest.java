package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.headroom.model.market.LeaseId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseLogsTest {
    private static final LeaseId LEASE = new LeaseId("bid-0001");

    @TempDir
    Path leases;

    @Test
    void endOfTheFileIsThereWhenItHasBeenRead() throws Exception {
        Files.writeString(leases.resolve(LeaseLogs.FILE), "last words\n");
        LeaseLogs logs = new LeaseLogs(lease -> leases);
        await().untilAsserted(() -> assertThat(logs.tail(LEASE)).isEqualTo("last words\n"));
    }

    @Test
    void logWhoseReadFailsWithAnErrorSaysSo() {
        LeaseLogs logs = new LeaseLogs(lease -> {
            throw new NoClassDefFoundError("a class that cannot be loaded");
        });
        assertThat(logs.tail(LEASE)).isEmpty();
        await().untilAsserted(() -> assertThat(logs.tail(LEASE))
                .startsWith("The log of this job cannot be read: ")
                .contains("a class that cannot be loaded"));
    }
}
