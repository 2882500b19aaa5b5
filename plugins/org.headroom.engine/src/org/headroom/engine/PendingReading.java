package org.headroom.engine;

import java.time.Instant;
import java.util.Optional;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.payment.StreamState;

/**
 * A reading of the stream of one running lease that promises more or less than is believed, and was taken once. It is believed
 * when a second reading says so, too: until then the last believed state stands. {@code lease-loop} only.
 */
final class PendingReading {
    /** As the chain had it, without the known withdrawals that are newer. */
    private Optional<StreamState> first = Optional.empty();
    /** Whether {@link #first} promises more than is believed. */
    private boolean more;
    /** A second reading has confirmed a part of what was said. */
    private boolean answered;
    /** Since the last believed reading one has promised less, or two nodes have answered differently. */
    private boolean worse;
    /** The block time of the last reading that was not believed and promises no less than is believed. */
    private Optional<Instant> affirmedAt = Optional.empty();

    /** Whether a second reading is needed. */
    boolean isWaiting() {
        return first.isPresent();
    }

    /**
     * Takes in a reading.
     *
     * @param believed the last believed state, with all known withdrawals
     * @param again whether this is a second reading, of two nodes where two are set up
     * @return the reading that is believed now, as the chain had it; empty where a second one is needed first
     */
    Optional<StreamState> judge(LeaseState lease, StreamState believed, StreamState reading, boolean again) {
        StreamState now = PaidAmounts.withWithdrawals(lease, reading);
        boolean less = DebtCheck.paysLess(believed, now);
        if (!less && !DebtCheck.paysMore(believed, now)) {
            forget();
            return Optional.of(reading);
        }
        if (again && first.isPresent()) {
            StreamState said = PaidAmounts.withWithdrawals(lease, first.get());
            boolean saidLess = DebtCheck.paysLess(believed, said);
            if (less == saidLess) {
                Optional<StreamState> before = first;
                forget();
                if (less || !DebtCheck.paysMore(said, now)) return Optional.of(reading);
                // Both promise what the first one did; what the second promises beyond that was said once.
                first = Optional.of(reading);
                more = true;
                answered = true;
                return before;
            }
        }
        affirm(believed, now);
        more = !less;
        first = Optional.of(reading);
        return Optional.empty();
    }

    /** A reading that is not believed: where it promises no less than is believed, the chain was seen in its block. */
    void affirm(StreamState believed, StreamState now) {
        worse |= DebtCheck.paysLess(believed, now);
        if (!worse && affirmedAt.filter(at -> at.isAfter(now.readAt())).isEmpty())
            affirmedAt = Optional.of(now.readAt());
    }

    /** Whether a reading promises more, and nobody knows whether that is so: no second reading has confirmed it. */
    boolean isMoreUndecided() {
        return first.isPresent() && more && !answered;
    }

    /** The second reading was not answered, or two nodes answer differently. */
    void undecided() {
        answered = false;
    }

    /** Two nodes answer differently: what one of them promises does not count as seen. */
    void disputed() {
        worse = true;
        affirmedAt = Optional.empty();
    }

    /** When the chain last said that the stream pays at least what is believed: in the believed block or later. */
    Instant seenAt(StreamState believed) {
        return affirmedAt.filter(at -> at.isAfter(believed.readAt())).orElse(believed.readAt());
    }

    /** A reading is believed, or nothing is waited for any more. */
    void forget() {
        first = Optional.empty();
        answered = false;
        worse = false;
        affirmedAt = Optional.empty();
    }
}
