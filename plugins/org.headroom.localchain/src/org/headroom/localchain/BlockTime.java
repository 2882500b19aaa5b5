package org.headroom.localchain;

import java.time.Duration;

/**
 * When a local chain makes blocks.
 *
 * @param interval one block each; a multiple of a millisecond
 * @param atOnce whether a transaction gets a block of its own at once, or waits for the next
 */
public record BlockTime(Duration interval, boolean atOnce) {
    /** A block at once for each transaction, and one each second, so that eth_call's clock follows the real one. */
    public static final BlockTime QUICK = new BlockTime(Duration.ofSeconds(1), true);

    public BlockTime {
        if (interval.toMillis() < 1) throw new IllegalArgumentException("no block time is " + interval);
    }

    /** Transactions wait for their block, as on a real chain. */
    public static BlockTime every(Duration interval) {
        return new BlockTime(interval, false);
    }

    String seconds() {
        return Double.toString(interval.toMillis() / 1000.0);
    }
}
