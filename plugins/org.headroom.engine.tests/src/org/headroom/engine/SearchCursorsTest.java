package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.market.LeaseId;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.WithdrawalScan;
import org.headroom.model.payment.WithdrawalScan.Outcome;
import org.junit.jupiter.api.Test;

/** From where withdrawals are searched for when a node has named a wrong head. */
class SearchCursorsTest {
    private static final LeaseTerms TERMS = Scene.terms("cursor");
    private static final LeaseId ID = TERMS.lease();
    private static final StreamRef STREAM = Scene.stream(7);

    private final FakeLedger ledger = new FakeLedger();
    private final LeaseBook book = LeaseBook.EMPTY.with(new LeaseState.Starting(
            TERMS, Scene.acceptance(TERMS, STREAM), Funding.of(Scene.funded(STREAM, NOON)), NOON));

    @Test
    void whatIsNotFinalIsSearchedAgainAfterARestart() {
        SearchCursors cursors = new SearchCursors(ledger);
        cursors.searched(ID, new WithdrawalScan(List.of(), 1_000, 900, Outcome.MORE, ""), NOON);
        assertThat(next(cursors, 2_000)).containsEntry(ID, 1_000L);
        assertThat(next(new SearchCursors(ledger), 2_000)).containsEntry(ID, 900L);
    }

    @Test
    void searchForWhichNoNodeHasLogsIsDoneAgainAfterTenSecondsAndThenMoreAndMoreSeldom() {
        SearchCursors cursors = new SearchCursors(ledger);
        WithdrawalScan pruned = new WithdrawalScan(List.of(), 900, 900, Outcome.PRUNED, "pruned");
        assertThat(cursors.searched(ID, pruned, NOON)).as("news").isTrue();
        assertThat(isDue(cursors, NOON.plusSeconds(9))).isFalse();
        assertThat(isDue(cursors, NOON.plusSeconds(10))).isTrue();
        Instant now = NOON;
        for (int i = 0; i < 20; i++) {
            now = now.plus(Duration.ofMinutes(10));
            assertThat(isDue(cursors, now)).as("ten minutes later").isTrue();
            assertThat(cursors.searched(ID, pruned, now)).as("no news").isFalse();
        }
        assertThat(isDue(cursors, now.plus(Duration.ofMinutes(10)).minusSeconds(1)))
                .isFalse();

        cursors.searched(ID, new WithdrawalScan(List.of(), 1_000, 1_000, Outcome.COMPLETE, ""), now);
        assertThat(isDue(cursors, now)).as("nodes have logs again").isTrue();
    }

    @Test
    void searchThatFailsIsDoneAgainAfterFiveSecondsThenMoreAndMoreSeldomAndIsNewsOnceAReason() {
        SearchCursors cursors = new SearchCursors(ledger);
        assertThat(cursors.searched(ID, failed("differ about block 7"), NOON))
                .as("news")
                .isTrue();
        assertThat(isDue(cursors, NOON.plusSeconds(4))).isFalse();
        assertThat(isDue(cursors, NOON.plusSeconds(5))).isTrue();
        assertThat(cursors.searched(ID, failed("differ about block 8"), NOON.plusSeconds(5)))
                .as("the same reason in another block")
                .isFalse();
        assertThat(isDue(cursors, NOON.plusSeconds(14))).isFalse();
        assertThat(isDue(cursors, NOON.plusSeconds(15))).isTrue();
        assertThat(cursors.searched(ID, failed("no node answers"), NOON.plusSeconds(15)))
                .as("another reason")
                .isTrue();
        Instant now = NOON.plusSeconds(60);
        for (int i = 0; i < 10; i++) {
            assertThat(isDue(cursors, now)).isTrue();
            assertThat(cursors.searched(ID, failed("no node answers"), now)).isFalse();
            now = now.plusSeconds(60);
        }
        cursors.searched(ID, new WithdrawalScan(List.of(), 1_000, 1_000, Outcome.COMPLETE, ""), now);
        assertThat(isDue(cursors, now)).as("it came to its end").isTrue();
        assertThat(cursors.searched(ID, failed("no node answers"), now))
                .as("news again")
                .isTrue();
    }

    private static WithdrawalScan failed(String why) {
        return new WithdrawalScan(List.of(), 900, 900, Outcome.FAILED, why);
    }

    private boolean isDue(SearchCursors cursors, Instant now) {
        return !cursors.next(List.of(ID), book, Optional.of(2_000L), now).isEmpty();
    }

    @Test
    void aPlaceAboveTheHeadIsGivenUpForGoodWhenTheHeadIsCorrected() {
        ledger.searchedTo(ID, 6_000);
        SearchCursors cursors = new SearchCursors(ledger);
        cursors.correct(List.of(ID), 1_000, book, NOON.plusSeconds(100));
        // The verified block is unknown here: 100 s at four blocks a second before the head.
        assertThat(ledger.searchedTo(ID)).contains(600L);
        assertThat(next(cursors, 7_000)).containsEntry(ID, 600L);
    }

    private Map<LeaseId, Long> next(SearchCursors cursors, long head) {
        return cursors.next(List.of(ID), book, Optional.of(head), NOON.plusSeconds(100));
    }
}
