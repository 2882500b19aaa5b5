package org.headroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.headroom.model.market.MessageMemory;
import org.headroom.model.market.Sighting;
import org.headroom.model.money.Hash32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Figures, with bounds so wide that only a commit for each message, or a row that is never pruned, breaks them. */
class MemorySpeedTest {
    private static final int ORDER_BYTES = 1_500;
    private static final int BATCH = 256;
    private static final int MANY = 100_000;

    @TempDir
    Path directory;

    private final Random random = new Random(7);

    @Test
    void aHundredThousandOrdersAreRememberedInSeconds() throws Exception {
        Path file = directory.resolve("ledger.db");
        try (Ledger ledger = Ledger.open(file)) {
            MessageMemory memory = ledger.messages(new HandClock(Examples.T0));
            List<Sighting> singles = orders(500);
            long from = System.nanoTime();
            for (Sighting each : singles) memory.remember(List.of(each));
            report("remembered one by one", singles.size(), System.nanoTime() - from);
            long total = 0;
            for (int done = 0; done < MANY; done += BATCH) {
                List<Sighting> batch = orders(BATCH);
                long start = System.nanoTime();
                memory.remember(batch);
                total += System.nanoTime() - start;
            }
            report("remembered in batches of " + BATCH, MANY, total);
            assertThat(MANY / (total / 1e9)).isGreaterThan(2_000);
            ledger.database()
                    .read("checkpoint", c -> Rows.first(c, "PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1)));
            long bytes = Files.size(file);
            LoggerFactory.getLogger(MemorySpeedTest.class)
                    .info("{} remembered orders take {} MiB of disk", MANY, bytes >> 20);
            assertThat(bytes).isLessThan(128L << 20);
        }
    }

    private List<Sighting> orders(int count) {
        var out = new ArrayList<Sighting>();
        for (int i = 0; i < count; i++) {
            Hash32 hash = hash();
            out.add(new Sighting(
                    Examples.address(random.nextInt(1, 1_000)),
                    List.of("order/" + hash.hex().substring(2, 34)),
                    hash(),
                    hash,
                    hash(),
                    Examples.T0.plusSeconds(random.nextInt(60, 900)),
                    "headroom/1/order/0x0000000000000000000000000000000000000001/"
                            + hash.hex().substring(2, 34),
                    new byte[ORDER_BYTES]));
        }
        return out;
    }

    private Hash32 hash() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return new Hash32("0x" + HexFormat.of().formatHex(bytes));
    }

    private static void report(String what, int count, long nanos) {
        LoggerFactory.getLogger(MemorySpeedTest.class)
                .info("{}: {} messages a second", what, Math.round(count / (nanos / 1e9)));
    }
}
