package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.headroom.model.lease.Journal;
import org.junit.jupiter.api.Test;

/** Closed leases as read from the ledger. */
class LeaseHistoryTest {
    @Test
    void questionFailsWhereTheLedgerThrowsAnError() {
        Journal failing = (Journal) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    throw new NoClassDefFoundError("a class that cannot be loaded");
                });
        assertThat(new LeaseHistory(failing).closed(0, 10))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("a class that cannot be loaded");
    }
}
