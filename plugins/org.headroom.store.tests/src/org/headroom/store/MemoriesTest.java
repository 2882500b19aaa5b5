package org.headroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.headroom.model.market.Blocklist;
import org.headroom.model.market.Outbox;
import org.headroom.model.market.Outbox.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoriesTest {
    @TempDir
    Path directory;

    private final HandClock clock = new HandClock(Examples.T0);
    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Ledger.open(directory.resolve("ledger.db"));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void restart() {
        ledger.close();
        open();
    }

    private static Entry entry(String key, String text) {
        return new Entry(
                key, "headroom/v1/" + key, text.getBytes(StandardCharsets.UTF_8), false, Examples.T0.plusNanos(7));
    }

    private List<String> waiting() {
        return waiting("here");
    }

    private List<String> waiting(String broker) {
        return ledger.outbox(broker).pending().stream()
                .map(e -> new String(e.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void keepsMessagesInTheirOrderOverARestart() {
        ledger.outbox("here").put(entry("a", "1"));
        ledger.outbox("here").put(entry("b", "2"));
        restart();
        assertThat(ledger.outbox("here").pending())
                .usingRecursiveComparison()
                .isEqualTo(List.of(entry("a", "1"), entry("b", "2")));
    }

    @Test
    void replacesAnOlderMessageOfTheSameKey() {
        ledger.outbox("here").put(entry("a", "1"));
        ledger.outbox("here").put(entry("b", "2"));
        ledger.outbox("here").put(entry("a", "3"));
        assertThat(waiting()).containsExactly("2", "3");
    }

    @Test
    void removesOnlyTheVeryMessageThatWasTaken() {
        Outbox outbox = ledger.outbox("here");
        Entry old = entry("a", "1");
        outbox.put(old);
        outbox.put(entry("a", "2"));
        outbox.remove(old);
        assertThat(waiting()).containsExactly("2");
        outbox.remove(entry("a", "2"));
        outbox.remove(entry("a", "2"));
        assertThat(waiting()).isEmpty();
    }

    @Test
    void keepsAnEmptyPayloadWhichTakesARetainedMessageBack() {
        ledger.outbox("here").put(new Entry("a", "t", new byte[0], true, Examples.T0));
        assertThat(ledger.outbox("here").pending().getFirst().payload()).isEmpty();
        assertThat(ledger.outbox("here").pending().getFirst().retained()).isTrue();
    }

    @Test
    void dropsTheOldestMessagesThatAreNotRetainedWhenABrokerIsAwayForLong() {
        Outbox outbox = new SqlOutbox(ledger.database(), "here", 100, 1 << 20);
        outbox.put(new Entry("offer", "t", new byte[] {1}, true, Examples.T0));
        for (int i = 0; i < 1_000; i++) outbox.put(entry("key " + i, "message " + i));
        ledger.outbox("there").put(entry("a", "other"));
        assertThat(rowsOf("here")).isBetween(100, 164);
        assertThat(outbox.pending().getFirst().key()).isEqualTo("offer");
        assertThat(waiting("here").getLast()).isEqualTo("message 999");
        assertThat(waiting("there")).containsExactly("other");
    }

    @Test
    void boundsTheBytesOfMessagesThatWait() {
        Outbox outbox = new SqlOutbox(ledger.database(), "here", 100_000, 50_000);
        for (int i = 0; i < 200; i++) outbox.put(entry("key " + i, "x".repeat(1_000)));
        assertThat(rowsOf("here")).isBetween(50, 114);
    }

    @Test
    void keepsAnOutboxForEachBroker() {
        ledger.brokers(List.of("here", "there"));
        ledger.outbox("here").put(entry("a", "1"));
        ledger.outbox("there").put(entry("a", "2"));
        ledger.outbox("here").remove(entry("a", "1"));
        restart();
        assertThat(waiting("here")).isEmpty();
        assertThat(waiting("there")).containsExactly("2");
    }

    @Test
    void leavesNothingOfABrokerThatIsGoneWhileAnotherStays() {
        ledger.brokers(List.of("here", "there"));
        ledger.outbox("here").put(entry("a", "1"));
        ledger.outbox("there").put(entry("a", "1"));
        ledger.brokers(List.of("there", "new"));
        assertThat(rowsOf("here")).isZero();
        assertThat(waiting("there")).containsExactly("1");
        // What had reached the others long ago must not come again, past what was said since.
        assertThat(waiting("new")).isEmpty();
    }

    @Test
    void handsOverWhatWaitsWhenAllBrokersAreOthers() {
        ledger.brokers(List.of("old"));
        ledger.outbox("old").put(entry("a", "1"));
        ledger.outbox("old").put(entry("b", "2"));
        ledger.brokers(List.of("one", "two"));
        assertThat(rowsOf("old")).isZero();
        assertThat(waiting("one")).containsExactly("1", "2");
        assertThat(waiting("two")).containsExactly("1", "2");
        ledger.brokers(List.of("one", "two"));
        assertThat(waiting("one")).containsExactly("1", "2");
    }

    private int rowsOf(String broker) {
        return ledger.database()
                .read(
                        "count",
                        c -> Rows.first(
                                c, "SELECT count(*) FROM outbox WHERE broker = ?", row -> row.getInt(1), broker))
                .orElseThrow();
    }

    @Test
    void keepsTheBlocklistOverARestartAndTellsOfEachChange() {
        Blocklist blocklist = ledger.blocklist(clock);
        var told = new ArrayList<Integer>();
        blocklist.onChange(() -> told.add(blocklist.list().size()));
        blocklist.block(Examples.RENTER, " never paid ");
        clock.now = clock.now.plusSeconds(1);
        blocklist.block(Examples.PROVIDER, "");
        assertThat(told).containsExactly(1, 2);
        restart();
        assertThat(ledger.blocklist(clock).list())
                .containsExactly(
                        new Blocklist.Block(Examples.PROVIDER, "", Examples.T0.plusSeconds(1)),
                        new Blocklist.Block(Examples.RENTER, "never paid", Examples.T0));
        ledger.blocklist(clock).unblock(Examples.RENTER);
        assertThat(ledger.blocklist(clock).of(Examples.RENTER)).isEmpty();
        assertThat(ledger.blocklist(clock).of(Examples.PROVIDER)).isPresent();
        assertThatThrownBy(() -> blocklist.block(Examples.RENTER, "x".repeat(201)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbersLeasesFromOneAndNeverAnew() {
        assertThat(ledger.rig().leaseNumber(Examples.lease(7))).isEqualTo(1);
        assertThat(ledger.rig().leaseNumber(Examples.lease(3))).isEqualTo(2);
        restart();
        assertThat(ledger.rig().leaseNumber(Examples.lease(7))).isEqualTo(1);
        assertThat(ledger.rig().leaseNumber(Examples.lease(9))).isEqualTo(3);
    }

    @Test
    void keepsNotesOverARestart() {
        ledger.rig().put("note", "½");
        assertThat(ledger.rig().get("note")).contains("½");
        restart();
        assertThat(ledger.rig().get("note")).contains("½");
        assertThat(ledger.rig().get("nothing")).isEmpty();
    }

    @Test
    void whatBindsWaitsForTheDiskWhateverWasWrittenAheadOfIt() {
        Database database = ledger.database();
        for (int i = 0; i < 2; i++) {
            assertThat(database.writeAhead("look", MemoriesTest::synchronous)).isEqualTo(1);
            assertThat(database.write("look", MemoriesTest::synchronous)).isEqualTo(2);
        }
    }

    private static int synchronous(Connection connection) throws SQLException {
        return Rows.first(connection, "PRAGMA synchronous", row -> row.getInt(1))
                .orElseThrow();
    }
}
