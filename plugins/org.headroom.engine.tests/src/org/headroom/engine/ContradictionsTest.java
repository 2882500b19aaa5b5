package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.StreamBeliefsTest.after;

import java.util.List;
import org.headroom.model.market.LeaseId;
import org.junit.jupiter.api.Test;

/** Streams that are said to have paid less than before. */
class ContradictionsTest {
    private static final LeaseId LEASE = StreamBeliefsTest.LEASE.id();

    private final FakeLedger ledger = new FakeLedger();
    private final Contradictions contradictions = new Contradictions(ledger, NOON);

    @Test
    void oneThatEndsWhileAWithdrawalIsBookedIsWaitedForAndNotTold() {
        assertThat(contradictions.said(LEASE, after(0))).isFalse();
        assertThat(contradictions.said(LEASE, after(30))).isFalse();
        assertThat(contradictions.isWaitedFor(LEASE, after(30))).isTrue();
        assertThat(contradictions.end(LEASE)).isTrue();
        assertThat(contradictions.isWaitedFor(LEASE, after(31))).isFalse();
    }

    @Test
    void oneThatLastsIsToldOnce() {
        contradictions.said(LEASE, after(0));
        assertThat(contradictions.said(LEASE, after(31))).isTrue();
        assertThat(contradictions.said(LEASE, after(33))).isFalse();
    }

    @Test
    void oneThatComesBackIsToldAgain() {
        contradictions.said(LEASE, after(0));
        contradictions.said(LEASE, after(31));
        contradictions.end(LEASE);
        assertThat(contradictions.said(LEASE, after(40))).isFalse();
        assertThat(contradictions.said(LEASE, after(71))).isTrue();
    }

    @Test
    void aRestartNeitherRenewsTheWaitNorHidesOneThatLasts() {
        contradictions.said(LEASE, after(0));
        contradictions.save();
        Contradictions restarted = new Contradictions(ledger, NOON);
        assertThat(restarted.said(LEASE, after(599))).isTrue();
        assertThat(restarted.isWaitedFor(LEASE, after(600))).isTrue();
        assertThat(restarted.isWaitedFor(LEASE, after(601))).isFalse();
    }

    @Test
    void aLeaseThatIsNotOpenIsForgotten() {
        contradictions.said(LEASE, after(0));
        contradictions.keepOnly(List.of());
        assertThat(contradictions.isWaitedFor(LEASE, after(1))).isFalse();
        assertThat(contradictions.said(LEASE, after(40))).isFalse();
    }
}
