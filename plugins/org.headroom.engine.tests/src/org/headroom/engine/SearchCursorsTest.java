package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.NOON;

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
        cursors.searched(ID, new WithdrawalScan(List.of(), 1_000, 900, Outcome.MORE, ""));
        assertThat(next(cursors, 2_000)).containsEntry(ID, 1_000L);
        assertThat(next(new SearchCursors(ledger), 2_000)).containsEntry(ID, 900L);
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
