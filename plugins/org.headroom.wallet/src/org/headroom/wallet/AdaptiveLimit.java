package org.headroom.wallet;

/**
 * How much a node takes in one request, learned from what it refuses: halves on refusal, grows slowly while full requests
 * succeed. Any thread.
 */
final class AdaptiveLimit {
    /** Full requests in a row before it grows. */
    private static final int GROWS_AFTER = 8;
    /** Full requests in a row before a size that was refused is tried again. */
    private static final int FORGETS_AFTER = 256;

    private final int most;
    private int current;
    private int refusedFrom;
    private int inARow;

    /** @param most never exceeded */
    AdaptiveLimit(int start, int most) {
        this.current = Math.min(start, most);
        this.most = most;
        this.refusedFrom = most == Integer.MAX_VALUE ? most : most + 1;
    }

    synchronized int current() {
        return current;
    }

    /** A request of this size was refused. @param hint the limit that the node named; 0 if none */
    synchronized void refused(int size, int hint) {
        inARow = 0;
        refusedFrom = Math.max(2, Math.min(refusedFrom, size));
        int next = hint > 0 && hint < size ? hint : size / 2;
        current = Math.max(1, Math.min(current, next));
    }

    /** A request of this size was too much for now, such as when the node throttles. */
    synchronized void slowDown(int size) {
        inARow = 0;
        current = Math.max(1, Math.min(current, size / 2));
    }

    /** A request of this size succeeded. */
    synchronized void succeeded(int size) {
        if (size < current) return;
        inARow++;
        if (inARow >= FORGETS_AFTER) {
            refusedFrom = most + 1;
            inARow = 0;
        }
        if (inARow > 0 && inARow % GROWS_AFTER == 0)
            current = Math.min(Math.min(refusedFrom - 1, most), current + Math.max(1, current / 4));
    }

    /** Sets it back to an earlier value, when refusals turned out to have another reason. */
    synchronized void restore(int value) {
        current = Math.max(1, Math.min(value, most));
        refusedFrom = most + 1;
        inARow = 0;
    }
}
