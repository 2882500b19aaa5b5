package org.headroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.headroom.model.market.NonceMemory;
import org.headroom.model.market.Outbox;
import org.headroom.model.market.Outbox.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoriesTest {
    private static final Duration SKEW = Duration.ofSeconds(30);

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
        return ledger.outbox().pending().stream()
                .map(e -> new String(e.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void keepsMessagesInTheirOrderOverARestart() {
        ledger.outbox().put(entry("a", "1"));
        ledger.outbox().put(entry("b", "2"));
        restart();
        assertThat(ledger.outbox().pending())
                .usingRecursiveComparison()
                .isEqualTo(List.of(entry("a", "1"), entry("b", "2")));
    }

    @Test
    void replacesAnOlderMessageOfTheSameKey() {
        ledger.outbox().put(entry("a", "1"));
        ledger.outbox().put(entry("b", "2"));
        ledger.outbox().put(entry("a", "3"));
        assertThat(waiting()).containsExactly("2", "3");
    }

    @Test
    void removesOnlyTheVeryMessageThatWasTaken() {
        Outbox outbox = ledger.outbox();
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
        ledger.outbox().put(new Entry("a", "t", new byte[0], true, Examples.T0));
        assertThat(ledger.outbox().pending().getFirst().payload()).isEmpty();
        assertThat(ledger.outbox().pending().getFirst().retained()).isTrue();
    }

    @Test
    void knowsANonceAgainAfterARestartAndTakesOnlyItsOwnMessage() {
        assertThat(seen(1, 10)).isTrue();
        restart();
        assertThat(seen(1, 10)).as("the same message once more").isTrue();
        assertThat(seen(1, 11)).as("another message with a used nonce").isFalse();
        assertThat(seen(2, 11)).isTrue();
        assertThat(ledger.nonces(clock, SKEW)
                        .firstSeen(Examples.PROVIDER, Examples.hash(1), Examples.hash(11), Examples.T0.plusSeconds(60)))
                .as("another signer's nonce")
                .isTrue();
    }

    private boolean seen(int nonce, int message) {
        return ledger.nonces(clock, SKEW)
                .firstSeen(Examples.RENTER, Examples.hash(nonce), Examples.hash(message), Examples.T0.plusSeconds(60));
    }

    @Test
    void remembersANonceUntilItsEndPlusTheSkewAndNotLonger() {
        seen(1, 10);
        clock.now = Examples.T0.plusSeconds(60).plus(SKEW);
        assertThat(seen(1, 11)).as("at the last moment").isFalse();
        clock.now = clock.now.plusMillis(1);
        NonceMemory freshlyStarted = ledger.nonces(clock, SKEW);
        freshlyStarted.firstSeen(Examples.RENTER, Examples.hash(3), Examples.hash(3), clock.now.plusSeconds(60));
        assertThat(nonces()).isEqualTo(1);
    }

    @Test
    void prunesWhileItRunsSoThatTheFileDoesNotGrowForEver() {
        NonceMemory memory = ledger.nonces(clock, SKEW);
        for (int n = 0; n < 600; n++) {
            memory.firstSeen(Examples.RENTER, Examples.hash(n), Examples.hash(n), clock.now.plusSeconds(1));
            clock.now = clock.now.plusSeconds(1);
        }
        assertThat(nonces()).isLessThan(600 - 256 + 32);
    }

    @Test
    void takesATimeBeyondAllReckoning() {
        NonceMemory memory = ledger.nonces(clock, SKEW);
        assertThat(memory.firstSeen(Examples.RENTER, Examples.hash(1), Examples.hash(1), Instant.MAX))
                .isTrue();
        assertThat(memory.firstSeen(Examples.RENTER, Examples.hash(1), Examples.hash(2), Instant.MAX))
                .isFalse();
    }

    private int nonces() {
        return ledger.database()
                .read("count", c -> Rows.first(c, "SELECT count(*) FROM nonce", row -> row.getInt(1)))
                .orElseThrow();
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

    /** A clock that is set by hand. */
    private static final class HandClock extends Clock {
        private Instant now;

        HandClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
