package org.headroom.model.market;

import java.time.Instant;

/** A message that was not taken, and why, in words that a person can act on. */
public record Refusal(Instant at, String topic, Reason reason, String detail) {
    /** What was wrong, from the outside in: each is looked at only when the ones before were in order. */
    public enum Reason {
        /** Its author is on the owner's blocklist; nothing but the topic was read. */
        BLOCKED,
        TOO_LARGE,
        MALFORMED,
        UNKNOWN_TYPE,
        UNKNOWN_VERSION,
        INVALID,
        WRONG_TOPIC,
        UNSIGNED,
        WRONG_SIGNER,
        EXPIRED,
        FROM_THE_FUTURE,
        /** Its author has said too much of this kind in a short time. */
        RATE_LIMITED,
        /** Its author has signed something else under the same id. */
        EQUIVOCATION,
        REPLAYED
    }
}
