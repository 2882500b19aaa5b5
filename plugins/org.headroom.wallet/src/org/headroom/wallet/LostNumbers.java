package org.headroom.wallet;

import java.math.BigInteger;
import java.time.Duration;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.TransactionLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that were final and that the chain has no more, because a reorganisation went further back than the depth that
 * counts as final. All later ones would wait for them for ever, so they are opened again and sent with the same bytes. As
 * {@link OpenTransactions}, one caller at a time.
 */
final class LostNumbers {
    private static final Logger LOG = LoggerFactory.getLogger(LostNumbers.class);

    /** No reorganisation takes back more: it would be another chain, on which nothing old is sent. */
    private static final long MOST = 16;

    private final TransactionLog log;
    private final long chainId;
    private final EthAddress account;
    /** A node that is behind for a moment is not believed. */
    private final long patienceNanos;

    private boolean missing;
    private long since;

    LostNumbers(TransactionLog log, long chainId, EthAddress account, Duration patience) {
        this.log = log;
        this.chainId = chainId;
        this.account = account;
        this.patienceNanos = patience.toNanos();
    }

    /** While a transaction waits for a block. @param count how many transactions of the account the chain has */
    void look(BigInteger count) {
        try {
            if (isGap(count)) reopen(count);
        } catch (JournalFailure e) {
            LOG.warn("A transaction that the chain has lost cannot be sent again yet: {}", e.getMessage());
        }
    }

    /** Whether the chain has had a few less than are settled for a while. */
    private boolean isGap(BigInteger count) {
        boolean fewer = log.highestSettled(chainId, account)
                .filter(highest -> count.compareTo(highest) <= 0)
                .filter(highest -> highest.subtract(count).compareTo(BigInteger.valueOf(MOST)) < 0)
                .isPresent();
        if (!fewer || !missing) {
            missing = fewer;
            since = System.nanoTime();
            return false;
        }
        return System.nanoTime() - since >= patienceNanos;
    }

    private void reopen(BigInteger from) {
        log.reopened(chainId, account, from);
        missing = false;
        LOG.warn(
                "The chain does not have transaction number {} of {} any more, which was final: it is sent again, and so are"
                        + " those after it. No money is lost; look whether the chain's nodes are on the right chain",
                from,
                account.brief());
    }
}
