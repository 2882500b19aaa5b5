package org.headroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.headroom.model.market.MessageMemory;
import org.headroom.model.market.Outbox;
import org.headroom.model.market.Sighting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** A ledger of the first version is brought up to date and forgets nothing. */
class OlderLedgerTest {
    @TempDir
    Path directory;

    @Test
    void keepsWhatWaitedAndWhichNoncesWereUsed() throws Exception {
        Path file = directory.resolve("ledger.db");
        Files.createFile(file);
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = source.getConnection();
                Statement sql = connection.createStatement()) {
            for (String statement : Schema.STEPS.getFirst()) sql.execute(statement);
            sql.execute("PRAGMA application_id = " + Schema.APPLICATION_ID);
            sql.execute("PRAGMA user_version = 1");
            Rows.change(
                    connection,
                    "INSERT INTO outbox (key, topic, payload, retained, expires_at) VALUES ('k', 't', ?, 1, ?)",
                    new byte[] {7},
                    Examples.T0);
            Rows.change(
                    connection,
                    "INSERT INTO nonce (signer, nonce, hash, keep_until_ms) VALUES (?, ?, ?, ?)",
                    Examples.RENTER,
                    Examples.hash(1),
                    Examples.hash(10),
                    Examples.T0.plusSeconds(60).toEpochMilli());
        }
        try (Ledger ledger = Ledger.open(file)) {
            ledger.brokers(List.of("broker.example:8883"));
            Outbox.Entry waiting =
                    ledger.outbox("broker.example:8883").pending().getFirst();
            assertThat(waiting.key()).isEqualTo("k");
            assertThat(waiting.payload()).containsExactly(7);
            MessageMemory memory = ledger.messages(new HandClock(Examples.T0));
            assertThat(memory.remember(List.of(sighting(1, 11), sighting(2, 12))))
                    .containsExactly(MessageMemory.REPLAYED, MessageMemory.IN_ORDER);
            assertThat(memory.remember(List.of(sighting(1, 10)))).containsExactly(MessageMemory.IN_ORDER);
        }
    }

    private static Sighting sighting(long nonce, long hash) {
        return new Sighting(
                Examples.RENTER,
                List.of("order/" + hash),
                Examples.hash(nonce),
                Examples.hash(hash),
                Examples.hash(hash),
                Examples.T0.plusSeconds(60),
                "t",
                new byte[] {1});
    }
}
