package org.headroom.model.rig;

import java.util.Locale;
import org.headroom.model.market.LeaseId;

/**
 * An open lease whose record in the ledger is damaged, so that nobody can tell how it stands.
 *
 * @param number as {@link LeaseView#number}
 * @param what for a person: what is damaged, and what is known of its stream
 */
public record DamagedLease(int number, LeaseId lease, String what) {
    public String label() {
        return number == LeaseView.UNNUMBERED ? "L-?" : String.format(Locale.ROOT, "L-%04d", number);
    }
}
