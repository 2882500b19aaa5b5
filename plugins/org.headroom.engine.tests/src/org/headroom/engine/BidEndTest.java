package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.NOON;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.LinkState.Phase;
import org.headroom.model.market.Validity;
import org.junit.jupiter.api.Test;

/** A bid from noon on, for a minute. */
class BidEndTest {
    private final Validity bid = Scene.validity(NOON, 60, 1);

    private static Instant at(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    private static LinkState link(Phase phase, long upSince) {
        return new LinkState(phase, "b", "m", 0, Optional.of(at(upSince)), List.of());
    }

    /** Of a rig that has not been started anew. */
    private static boolean lapsed(Validity bid, LinkState link, Instant heardAt, Instant now) {
        return BidEnd.lapsed(bid, link, heardAt, Optional.empty(), now);
    }

    @Test
    void lapsesAMomentAfterItsEndWhereTheMarketWasThereAllTheTime() {
        LinkState link = link(Phase.UP, -100);
        assertThat(lapsed(bid, link, at(59), at(59))).isFalse();
        assertThat(lapsed(bid, link, at(65), at(65))).isFalse();
        assertThat(lapsed(bid, link, at(66), at(66))).isTrue();
    }

    @Test
    void waitsForASignOfLifePastItsEndBecauseAStateMayBeOld() {
        LinkState link = link(Phase.UP, -100);
        assertThat(lapsed(bid, link, at(50), at(80))).isFalse();
        assertThat(lapsed(bid, link, Instant.MIN, at(80))).isFalse();
        assertThat(lapsed(bid, link, at(70), at(80))).isTrue();
    }

    @Test
    void doesNotLapseWhileNoBrokerIsUp() {
        for (Phase phase : List.of(Phase.DOWN, Phase.CONNECTING, Phase.CLOSED))
            assertThat(lapsed(bid, new LinkState(phase, "b", "m", 0), at(600), at(600)))
                    .isFalse();
    }

    @Test
    void waitsAfterAnOutageUntilTheRenterHasHadTimeToComeBackToo() {
        LinkState back = link(Phase.UP, 600);
        assertThat(lapsed(bid, back, at(640), at(640))).isFalse();
        assertThat(lapsed(bid, back, at(646), at(646))).isTrue();
    }

    @Test
    void takesALinkThatTellsNoTimesAtItsWord() {
        LinkState link = new LinkState(Phase.UP, "b", "m", 0);
        assertThat(lapsed(bid, link, Instant.MAX, at(66))).isTrue();
    }

    @Test
    void aRestartDoesNotRenewTheTimeThatRentersHaveToComeBack() {
        FakeLedger ledger = new FakeLedger();
        LeaseId lease = Scene.lease("return");
        BidReturns first = new BidReturns(ledger);
        assertThat(first.since(lease, Optional.of(at(70)))).contains(at(70));
        BidReturns restarted = new BidReturns(ledger);
        Optional<Instant> back = restarted.since(lease, Optional.of(at(105)));
        assertThat(back).contains(at(70));
        LinkState link = link(Phase.UP, 105);
        assertThat(BidEnd.lapsed(bid, link, at(109), back, at(109)))
                .as("what waited at the broker comes first")
                .isFalse();
        assertThat(BidEnd.lapsed(bid, link, at(116), back, at(116))).isTrue();
        assertThat(restarted.since(lease, Optional.of(at(200))))
                .as("a break that this program saw")
                .contains(at(200));
    }
}
