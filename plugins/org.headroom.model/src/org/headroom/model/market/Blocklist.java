package org.headroom.model.market;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.Subscription;
import org.headroom.model.money.EthAddress;

/**
 * With whom the owner does no business. What a blocked party says to begin some (offers, orders, bids, acceptances) is not
 * read; what belongs to a lease that runs (stops, updates, logs, receipts) still is. Any thread; durable on return.
 */
public interface Blocklist {
    /** @param why the owner's own words, one line; may be empty */
    record Block(EthAddress who, String why, Instant since) {}

    Optional<Block> of(EthAddress who);

    /** Blocking once more replaces the reason. @throws IllegalArgumentException if the reason is over 200 characters */
    void block(EthAddress who, String why);

    /** Does nothing if it is not blocked. */
    void unblock(EthAddress who);

    /** Newest first. */
    List<Block> list();

    /** Told after each change, on the thread that made it. */
    Subscription onChange(Runnable listener);
}
