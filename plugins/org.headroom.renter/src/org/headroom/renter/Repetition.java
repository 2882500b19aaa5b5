package org.headroom.renter;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a message is sent, and sent again while nobody answers it: after 2, 4, 8 s and then every 8 s, from the eighth time
 * on each minute. A broker may acknowledge a message and pass it on to nobody. {@code renter} thread only.
 */
final class Repetition {
    /** How many go out before it becomes seldom. */
    private static final int OFTEN = 8;

    private static final int LONGEST = 4;
    private static final int SELDOM = 30;

    private final Duration first;
    private Optional<Instant> last = Optional.empty();
    private Duration pause = Duration.ZERO;
    private int unanswered;

    /** @param first the pause before it is sent for the second time */
    Repetition(Duration first) {
        this.first = first;
    }

    /** At once where it has not been sent in this run. */
    boolean isDue(Instant now) {
        // A clock that was set back must not make it wait.
        return last.filter(at -> !now.isBefore(at) && now.isBefore(at.plus(pause)))
                .isEmpty();
    }

    /** Whether it was sent in this run and has had no answer. */
    boolean isUnanswered() {
        return unanswered > 0;
    }

    /** @return how often it has been sent since the last answer, this time included */
    int sent(Instant now) {
        last = Optional.of(now);
        unanswered++;
        pause = unanswered >= OFTEN
                ? first.multipliedBy(SELDOM)
                : first.multipliedBy(Math.min(LONGEST, 1L << (unanswered - 1)));
        return unanswered;
    }

    /** The other side is heard; what it has to say next is asked for after the pause. */
    void answered(Instant now, Duration quiet) {
        last = Optional.of(now);
        unanswered = 0;
        pause = quiet;
    }

    /** To be sent at once. */
    void again() {
        last = Optional.empty();
        unanswered = 0;
    }
}
