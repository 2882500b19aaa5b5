package org.headroom.console.desk;

import java.time.Instant;
import java.util.Optional;
import org.headroom.ui.cell.Role;

/**
 * The one rule for the colour of a value that follows the chain: its own role while the chain answers, the secondary role
 * while it is as of an older block. Pure.
 */
public final class AsOf {
    private AsOf() {}

    /**
     * @param asOf the time of the block that the value is from; empty where it is current
     * @param live the role of a current value
     */
    public static Role role(Optional<Instant> asOf, Role live) {
        return asOf.isEmpty() ? live : Role.SECONDARY;
    }
}
