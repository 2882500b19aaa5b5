package org.headroom.wallet;

import java.math.BigInteger;
import org.headroom.model.payment.TransactionLog.Attempt;
import org.jspecify.annotations.Nullable;

/** What this process has learned of one transaction number. As {@link OpenTransactions}, one caller at a time. */
final class Track {
    final BigInteger nonce;
    final Purpose purpose;
    Chain.@Nullable Receipt receipt;
    /** Whether the withdrawals in the receipt were handed out. */
    boolean reported;

    long waitingSince = System.nanoTime();

    @Nullable
    Long lastSent;
    /** The head when the newest attempt was sent. */
    @Nullable
    Long sentAtBlock;

    boolean raiseNow;
    boolean contested;
    boolean capped;
    String said = "";

    @Nullable
    Long supersededAtBlock;

    long supersededSince;

    Track(Attempt first) {
        nonce = first.nonce();
        purpose = Purpose.parse(first.purpose());
    }

    void found(Chain.Receipt now) {
        if (!now.equals(receipt)) reported = false;
        receipt = now;
        capped = false;
        supersededAtBlock = null;
    }
}
