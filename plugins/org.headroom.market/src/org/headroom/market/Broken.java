package org.headroom.market;

import org.headroom.model.market.Refusal;

/** Why a message cannot be read; stays inside the codec, which makes a value of it. */
final class Broken extends Exception {
    private static final long serialVersionUID = 1L;
    private final Refusal.Reason reason;

    Broken(Refusal.Reason reason, String detail) {
        // No stack trace: a stranger can make us build these by the thousand.
        super(detail, null, false, false);
        this.reason = reason;
    }

    static Broken invalid(String detail) {
        return new Broken(Refusal.Reason.INVALID, detail);
    }

    Refusal.Reason reason() {
        return reason;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
