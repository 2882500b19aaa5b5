package org.headroom.store;

import java.util.Locale;

/** How much of a disk the ledger's reserve takes. In bytes. */
record ReserveSize(long wanted) {
    /** What stays free of a disk that is too small. */
    long margin(long total) {
        return Math.min(total, wanted) / 10;
    }

    /** @return what to hold in all: what is wanted, or less where the disk is too small */
    long take(long held, long usable, long total) {
        return Math.max(held, Math.min(wanted, held + usable - margin(total)));
    }

    /**
     * How much must be free before it is taken again after it was given up: twice as much, so that the ledger has room beside
     * it; on a small disk a tenth of the disk beyond it.
     */
    long needed(long goal, long total) {
        return Math.min(2 * goal, goal + total / 10);
    }

    /** Such as {@code 2.0 GiB}. */
    static String text(long bytes) {
        return bytes >= 1L << 30
                ? String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30))
                : String.format(Locale.ROOT, "%d MiB", Math.ceilDiv(bytes, 1L << 20));
    }
}
