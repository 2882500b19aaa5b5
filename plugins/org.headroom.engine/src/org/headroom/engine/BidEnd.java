package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.Validity;

/** When a bid that nobody took is over: pure. */
final class BidEnd {
    /** An acceptance sent in the bid's last moment may still be on its way. */
    static final Duration LATE_ACCEPTANCE = Duration.ofSeconds(5);
    /** After an outage the renter needs to find its way back, too: clients wait up to 30 s and connect within 15. */
    static final Duration RETURN = Duration.ofSeconds(45);

    private BidEnd() {}

    /**
     * Not before the market has been within reach past the bid's end: what was said in an outage comes after it, and an
     * acceptance may be among it. Until then the bid holds its GPU.
     *
     * @param heardAt the link's last sign of life; its state may be older than that
     * @param backSince when the market came within reach after the last break, with restarts of this program not counted as
     *     breaks; empty: as the link says
     */
    static boolean lapsed(Validity bid, LinkState link, Instant heardAt, Optional<Instant> backSince, Instant now) {
        Instant end = bid.expiresAt().plus(LATE_ACCEPTANCE);
        if (!now.isAfter(end)) return false;
        if (link.phase() != LinkState.Phase.UP || heardAt.isBefore(end)) return false;
        // Where there was no break while the bid was out, nothing is left to come.
        boolean justUp = link.upSince()
                .filter(since -> now.isBefore(since.plus(LATE_ACCEPTANCE)))
                .isPresent();
        // What waited at the broker while this program was down comes in the first seconds.
        if (justUp && backSince.isPresent()) return false;
        return backSince
                .or(link::upSince)
                .filter(since -> since.isAfter(bid.issuedAt()))
                .map(since -> now.isAfter(since.plus(RETURN)))
                .orElse(true);
    }
}
