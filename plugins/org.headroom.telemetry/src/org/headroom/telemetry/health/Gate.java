package org.headroom.telemetry.health;

/**
 * Whether a rule's alarm is open, and since when its opposite has been found without a break. An alarm is raised, and cleared,
 * only after that has lasted long enough. Times are milliseconds.
 *
 * @param since {@link #NEVER} while what is found agrees with {@code open}
 */
record Gate(boolean open, long since) {
    static final long NEVER = Long.MIN_VALUE;
    static final Gate SHUT = new Gate(false, NEVER);
    static final Gate OPEN = new Gate(true, NEVER);

    /**
     * The gate after one more look.
     *
     * @param passed time since the last look; it does not count towards {@code lasting} where nothing is known
     */
    Gate next(Verdict verdict, long now, long passed, long lasting) {
        if (verdict == Verdict.UNKNOWN) return later(passed);
        boolean turning = (verdict == Verdict.ILL) != open;
        if (!turning) return open ? OPEN : SHUT;
        long began = since == NEVER ? now : since;
        if (now - began >= lasting) return open ? SHUT : OPEN;
        return since == NEVER ? new Gate(open, now) : this;
    }

    /** The gate as if so much time had not passed: the machine slept, or its clock was set. */
    Gate later(long millis) {
        return since == NEVER || millis == 0 ? this : new Gate(open, since + millis);
    }
}
