package org.headroom.console.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.headroom.console.desk.LedgerDesk;
import org.headroom.console.fixture.FixtureDesk;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.rig.RigView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the wallet says while two nodes answer differently. */
class DisagreementTest {
    private static final String HASH = "0x" + "1234567890abcdef".repeat(4);

    private final FixtureDesk desk = new FixtureDesk();
    private final RigView rig = desk.view();
    private final Instant now = rig.at();

    @AfterEach
    void close() {
        desk.close();
    }

    private RigView with(Optional<String> disagreement) {
        ChainStatus chain =
                new ChainStatus(true, 8453, "Base", 7, "Connected.", Optional.of(now), Optional.empty(), disagreement);
        return LedgerDesk.with(
                rig, rig.leases(), rig.closed(), chain, rig.closed().leases());
    }

    @Test
    void isShownWithTheNodesAndAShortHashWhileItLasts() {
        RigView differing =
                with(Optional.of("The chain's nodes a.example and b.example answer differently about withdrawal " + HASH
                        + " of block 7: no job is stopped."));
        PendingText notice = PendingText.all(differing, now, ZoneOffset.UTC).getFirst();
        assertThat(notice.title()).isEqualTo("Two nodes disagree");
        assertThat(notice.warning()).isTrue();
        assertThat(notice.words())
                .isEqualTo("Two nodes disagree. The chain's nodes a.example and b.example answer differently about"
                        + " withdrawal 0x12345678…cdef of block 7: no job is stopped.");
    }

    @Test
    void isNotShownWhileNodesAgree() {
        assertThat(PendingText.all(with(Optional.empty()), now, ZoneOffset.UTC)).isEmpty();
    }
}
