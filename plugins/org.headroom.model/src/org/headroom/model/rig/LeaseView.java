package org.headroom.model.rig;

import java.util.Locale;
import java.util.Optional;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.payment.StreamState;

/**
 * A lease, or a bid that may become one, as the console shows it.
 *
 * @param number the rig's own short running number, from 1; {@link #UNNUMBERED} while nobody has taken the bid, or where
 *     the number could not be kept yet
 * @param stream its payment as the chain was last believed to have it; {@code readAt} says as of when
 * @param unreadable why the stream could not be read at the last poll; empty where it could
 * @param closed whether nothing can happen to it any more: then it is in {@link RigView#closed}, and its stream is not read
 */
public record LeaseView(
        int number, LeaseState state, Optional<StreamState> stream, Optional<String> unreadable, boolean closed) {
    public static final int UNNUMBERED = 0;

    /** Of a lease that is open. */
    public LeaseView(int number, LeaseState state, Optional<StreamState> stream, Optional<String> unreadable) {
        this(number, state, stream, unreadable, false);
    }

    /** Of a lease that is open, and whose stream could be read. */
    public LeaseView(int number, LeaseState state, Optional<StreamState> stream) {
        this(number, state, stream, Optional.empty(), false);
    }

    /** {@code L-0001}; {@code Bid} before it is a lease. */
    public String label() {
        if (state instanceof LeaseState.Bidding) return "Bid";
        return label(number);
    }

    /** Of a lease with this number. */
    public static String label(int number) {
        return number == UNNUMBERED ? "L-?" : String.format(Locale.ROOT, "L-%04d", number);
    }
}
