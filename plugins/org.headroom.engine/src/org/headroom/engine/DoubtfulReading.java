package org.headroom.engine;

import java.util.Optional;
import org.headroom.model.payment.StreamState;

/**
 * What one stream is said to pay from now on by readings whose amounts are not believed, because it had paid more already. Where
 * a second reading says, too, that it pays less from now on, the job is judged by that: a stream that was ended pays nothing,
 * whatever was withdrawn from it. {@code lease-loop} only.
 */
final class DoubtfulReading {
    private boolean waiting;
    private Optional<StreamState> confirmed = Optional.empty();

    /** @param again whether this is a second reading, of two nodes where two are set up */
    void take(StreamState believed, StreamState now, boolean again) {
        if (!DebtCheck.paysLess(believed, now)) {
            forget();
            return;
        }
        if (confirmed.filter(c -> !DebtCheck.paysLess(c, now)).isPresent()) return;
        if (again && waiting) {
            confirmed = Optional.of(now);
            waiting = false;
        } else waiting = true;
    }

    /** Whether a second reading is needed. */
    boolean isWaiting() {
        return waiting;
    }

    /** Said twice: the stream pays no more than this from now on. */
    Optional<StreamState> confirmed() {
        return confirmed;
    }

    /** A reading is believed, or the stream is said to pay as before. */
    void forget() {
        waiting = false;
        confirmed = Optional.empty();
    }
}
