package org.headroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.headroom.model.lease.Journal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Figures of a long history, with bounds so wide that only work that grows with the history breaks them. */
@Timeout(300)
class LedgerSpeedTest {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerSpeedTest.class);
    private static final int CLOSED = 10_000;
    private static final int OPEN = 10;

    @TempDir
    Path directory;

    private Path few;
    private Path full;

    @BeforeEach
    void fill() {
        few = directory.resolve("few.db");
        full = directory.resolve("full.db");
        try (Ledger ledger = Ledger.open(few)) {
            LedgerFiller.running(ledger, CLOSED + 1, OPEN);
        }
        long from = System.nanoTime();
        try (Ledger ledger = Ledger.open(full)) {
            LedgerFiller.closed(ledger, 1, CLOSED);
            LedgerFiller.running(ledger, CLOSED + 1, OPEN);
        }
        LOG.info("{} closed leases were filled in in {} ms", CLOSED, (System.nanoTime() - from) / 1_000_000);
    }

    @Test
    void openingAndReadingDoNotDependOnClosedLeases() throws Exception {
        open(few);
        double none = median("open a ledger of " + OPEN + " open leases", 15, n -> open(few));
        double many = median("open one of " + CLOSED + " closed leases as well", 15, n -> open(full));
        assertThat(many).isLessThan(1.5 * none + 20_000);
        try (Ledger ledger = Ledger.open(full)) {
            Journal journal = ledger.journal();
            for (int i = 0; i < 20_000; i++) journal.hasBidFor(Examples.orderId(i));
            double known = median("ask for an order", 2_000, n -> journal.hasBidFor(Examples.orderId(n + 20_000)));
            double page = median("read a page of 50 in the middle", 50, n -> journal.closed(CLOSED / 2, 50));
            double sums = median("read the sums", 500, n -> journal.totals());
            double lease = median("read a closed lease", 200, n -> journal.events(Examples.lease(n + 1)));
            double append = median(
                    "append",
                    200,
                    n -> journal.append(Examples.paidLease(50_000 + n).getFirst()));
            double close = median("close", 200, n -> journal.close(LedgerFiller.summary(50_000 + n)));
            assertThat(known).isLessThan(1_000);
            assertThat(page).isLessThan(50_000);
            assertThat(sums).isLessThan(5_000);
            assertThat(lease).isLessThan(50_000);
            assertThat(Math.max(append, close)).isLessThan(200_000);
            LedgerCheck check = ledger.check(LedgerCheck.Progress.NONE);
            LOG.info(
                    "a check of {} events takes {} ms",
                    check.events(),
                    check.took().toMillis());
            assertThat(check.sound()).as(check.toString()).isTrue();
        }
    }

    private static void open(Path file) {
        try (Ledger ledger = Ledger.open(file)) {
            assertThat(ledger.journal().replayOpen()).hasSize(4 * OPEN);
        }
    }

    @Test
    void sizesOnDisk() throws Exception {
        LOG.info("a closed lease takes {} bytes", Files.size(full) / CLOSED);
        Path file = directory.resolve("lapsed.db");
        try (Ledger ledger = Ledger.open(file)) {
            LedgerFiller.lapsed(ledger, 1, CLOSED);
        }
        long each = Files.size(file) / CLOSED;
        LOG.info("a lapsed bid takes {} bytes", each);
        assertThat(each).isLessThan(8_192);
    }

    /** In microseconds. */
    private static double median(String what, int times, IntConsumer work) {
        double[] micros = new double[times];
        for (int i = 0; i < times; i++) {
            long from = System.nanoTime();
            work.accept(i);
            micros[i] = (System.nanoTime() - from) / 1e3;
        }
        Arrays.sort(micros);
        LOG.info(
                "{}: median {} us, 99 % {} us",
                what, Math.round(micros[times / 2]), Math.round(micros[times * 99 / 100]));
        return micros[times / 2];
    }
}
