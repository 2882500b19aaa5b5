package org.headroom.renter;

import java.util.concurrent.CountDownLatch;

/** Ends a run at its n-th point as {@code kill -9} would: from there on nothing that the run does has an effect. */
final class KillSwitch {
    /** An error, since no code may go on after it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private final int at;
    private final CountDownLatch dead = new CountDownLatch(1);
    private int passed;

    KillSwitch(int at) {
        this.at = at;
    }

    static KillSwitch never() {
        return new KillSwitch(Integer.MAX_VALUE);
    }

    synchronized void point() {
        if (dead.getCount() > 0 && ++passed >= at) dead.countDown();
        if (dead.getCount() == 0) throw new Killed();
    }

    boolean dead() {
        return dead.getCount() == 0;
    }

    synchronized int passed() {
        return passed;
    }
}
