package org.headroom.model.rig;

import java.util.Optional;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.payment.StreamState;

/**
 * A lease as the console shows it.
 *
 * @param number the rig's own short running number: L-0001
 * @param stream the chain's last word on its payment, newer than the one in the state
 */
public record LeaseView(int number, LeaseState state, Optional<StreamState> stream) {
    public String label() {
        return String.format(java.util.Locale.ROOT, "L-%04d", number);
    }
}
