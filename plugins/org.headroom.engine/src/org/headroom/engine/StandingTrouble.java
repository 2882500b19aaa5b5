package org.headroom.engine;

import java.util.Optional;
import org.headroom.model.rig.LedgerReserve;

/** What keeps new work away although all parts of the rig answer: the ledger's reserve, and settings without which no job can run. */
final class StandingTrouble {
    private static final String NO_IMAGES = "No image is offered to renters, so no job can run. Name the images that renters may"
            + " run in \"images\" of rig.json and start the rig again.";

    private StandingTrouble() {}

    /** Empty where there is none. Any thread. */
    static Optional<String> of(RigParts parts, RigPolicy policy) {
        return parts.reserve()
                .map(LedgerReserve::state)
                .filter(s -> !s.takesWork())
                .map(LedgerReserve.State::message)
                .or(() -> policy.images().listed().isEmpty() ? Optional.of(NO_IMAGES) : Optional.empty());
    }
}
