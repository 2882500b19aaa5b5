package org.headroom.model.payment;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;

/**
 * What a withdrawal would bring and cost; shown before anything is signed, and all that may then be signed.
 *
 * @param payouts one a stream, of {@link #MOST_STREAMS} streams at most
 * @param to where the provider's money goes: the payout address
 * @param networkFee gas × the highest price that would be paid
 * @param protocolFee what the payment contract asks for; a batch pays it once, the highest of its streams'
 */
public record WithdrawQuote(
        List<StreamPayout> payouts,
        EthAddress to,
        long gas,
        Wei maxFeePerGas,
        Wei networkFee,
        Wei protocolFee,
        Wei walletBalance,
        Instant at) {
    /**
     * Streams of one withdrawal; the others are for the next one. Each takes three calls of 90,000 gas at most, 40 of them 11
     * million: a block of Ethereum has 30 million or more, and a transaction may have 2^24, 16.8 million.
     */
    public static final int MOST_STREAMS = 40;

    public WithdrawQuote {
        payouts = List.copyOf(payouts);
    }

    public List<StreamRef> streams() {
        return payouts.stream().map(StreamPayout::stream).toList();
    }

    /** Whether there is no room for another stream. */
    public boolean isFull() {
        return payouts.size() >= MOST_STREAMS;
    }

    /** To the provider. */
    public Usdc amount() {
        return sum(StreamPayout::amount);
    }

    /** Back to renters. */
    public Usdc returned() {
        return sum(StreamPayout::returned);
    }

    /** How many streams, and so leases, return money. */
    public int returning() {
        return (int) payouts.stream().filter(StreamPayout::returns).count();
    }

    /** How many streams are ended. */
    public int ending() {
        return (int) payouts.stream().filter(StreamPayout::ends).count();
    }

    public Wei fee() {
        return networkFee.plus(protocolFee);
    }

    /** Whether the wallet's own coin pays the fee. */
    public boolean affordable() {
        return walletBalance.amount().compareTo(fee().amount()) >= 0;
    }

    private Usdc sum(Function<StreamPayout, Usdc> amount) {
        return payouts.stream().map(amount).reduce(Usdc.ZERO, Usdc::plusCapped);
    }
}
