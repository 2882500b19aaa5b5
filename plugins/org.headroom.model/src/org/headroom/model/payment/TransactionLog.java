package org.headroom.model.payment;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;

/** The durable record of the operating account's transactions. Any thread; durable when a call returns. */
public interface TransactionLog {
    /**
     * One signed transaction. A replacement at a higher fee is another attempt with the same nonce.
     *
     * @param raw the signed transaction in hexadecimal, as it is sent; holds no secret
     * @param purpose what it is for, such as {@code withdraw 12 15}; attempts of one nonce share it
     * @param maxFeePerGas the highest price per gas that any attempt of this nonce may name; this attempt's own price, which
     *     may be lower, is in {@code raw}
     */
    record Attempt(
            long chainId,
            EthAddress account,
            BigInteger nonce,
            Hash32 hash,
            String raw,
            String purpose,
            BigInteger maxFeePerGas,
            Instant at) {}

    /** Records an attempt before it is sent. @throws org.headroom.model.lease.Journal.JournalFailure then it must not be sent */
    void sending(Attempt attempt);

    /** Attempts whose nonce is not settled, by nonce, then oldest first. */
    List<Attempt> open(long chainId, EthAddress account);

    /** The highest nonce that is settled; empty where none is. */
    Optional<BigInteger> highestSettled(long chainId, EthAddress account);

    /** One attempt of this nonce is final on the chain, or the nonce was used by a transaction that is final and not ours. */
    void settled(long chainId, EthAddress account, BigInteger nonce);

    /**
     * Opens settled nonces again, from one on: the chain does not have their transactions any more. A nonce whose attempts are
     * not kept stays settled.
     */
    void reopened(long chainId, EthAddress account, BigInteger from);
}
