package org.headroom.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.headroom.model.lease.Journal;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.store.Ledger;

/** Fills a ledger with leases that are over, one every few minutes, and leases that run. */
final class LedgerHistory {
    static final int GPUS = 16;

    private static final Duration APART = Duration.ofMinutes(4);
    private static final Duration RUNNING_FOR = Duration.ofMinutes(5);

    private LedgerHistory() {}

    /** The closed leases have the numbers from 1, the open ones those after. */
    static void fill(Path folder, int closed, int open) throws IOException {
        Files.createDirectories(folder);
        Instant now = Instant.now();
        try (Ledger ledger = Ledger.open(folder.resolve("ledger.db"))) {
            Journal journal = ledger.journal();
            for (int n = 1; n <= closed; n++) {
                MadeUpLease lease = MadeUpLease.of(n, now.minus(APART.multipliedBy(closed - n + 10L)));
                append(ledger, lease);
                for (LeaseEvent event : lease.settled(GPUS))
                    if (event instanceof LeaseEvent.ReceiptNumbered numbered) journal.appendNumbered(numbered);
                    else journal.append(event);
                journal.close(lease.summary(GPUS));
            }
            for (int n = closed + 1; n <= closed + open; n++) append(ledger, MadeUpLease.of(n, now.minus(RUNNING_FOR)));
        }
    }

    private static void append(Ledger ledger, MadeUpLease lease) {
        lease.running(GPUS).forEach(ledger.journal()::append);
        ledger.rig().leaseNumber(MadeUpLease.id(lease.number()));
    }
}
