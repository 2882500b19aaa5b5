package org.headroom.model.payment;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;

/**
 * A stream as the chain had it in one block; what is due later follows by arithmetic, without asking again. Its sender
 * decides rate and debt: amounts are capped at {@link Usdc#LARGEST}, and no method throws.
 *
 * @param balance what the renter put in and nobody took out
 * @param settledDebt owed up to {@code settledAt}, where the rate last changed
 * @param rate zero while paused or after a void
 * @param withdrawn all that the recipient took out, ever, whoever it went to
 * @param readAt time of the block that was read
 * @param settledDust what the contract owes beyond {@code settledDebt}, below one base unit, with 18 decimals: without it
 *     the arithmetic would be one base unit short of the chain now and then
 * @param block number of the block that was read; empty where it is unknown
 * @param blockHash tells that block from another one of the same number; empty where it is unknown
 */
public record StreamState(
        StreamRef ref,
        EthAddress sender,
        EthAddress recipient,
        RatePerSecond rate,
        Usdc balance,
        Usdc settledDebt,
        Instant settledAt,
        boolean voided,
        Usdc withdrawn,
        Instant readAt,
        BigInteger settledDust,
        Optional<Long> block,
        Optional<Hash32> blockHash) {
    private static final BigInteger BASE_UNIT = BigInteger.TEN.pow(18 - Usdc.DECIMALS);

    public StreamState {
        if (settledDust.signum() < 0 || settledDust.compareTo(BASE_UNIT) >= 0)
            throw new IllegalArgumentException("not below one base unit: " + settledDust);
    }

    /** In a block whose hash is unknown. */
    public StreamState(
            StreamRef ref,
            EthAddress sender,
            EthAddress recipient,
            RatePerSecond rate,
            Usdc balance,
            Usdc settledDebt,
            Instant settledAt,
            boolean voided,
            Usdc withdrawn,
            Instant readAt,
            BigInteger settledDust,
            Optional<Long> block) {
        this(
                ref,
                sender,
                recipient,
                rate,
                balance,
                settledDebt,
                settledAt,
                voided,
                withdrawn,
                readAt,
                settledDust,
                block,
                Optional.empty());
    }

    /** Of a stream that is settled to the base unit, as one is until its first withdrawal. */
    public StreamState(
            StreamRef ref,
            EthAddress sender,
            EthAddress recipient,
            RatePerSecond rate,
            Usdc balance,
            Usdc settledDebt,
            Instant settledAt,
            boolean voided,
            Usdc withdrawn,
            Instant readAt) {
        this(
                ref,
                sender,
                recipient,
                rate,
                balance,
                settledDebt,
                settledAt,
                voided,
                withdrawn,
                readAt,
                BigInteger.ZERO,
                Optional.empty());
    }

    /** The same state with another total of withdrawals. */
    public StreamState withWithdrawn(Usdc total) {
        return changed(balance, settledDebt, settledAt, total, readAt, settledDust);
    }

    /**
     * The same state where the time of its block is believed only up to a moment, and up to the time that the stream itself names.
     * What is owed then is less, and never more.
     */
    public StreamState readNoLaterThan(Instant limit) {
        Instant latest = settledAt.isAfter(limit) ? settledAt : limit;
        if (!readAt.isAfter(latest)) return this;
        return changed(balance, settledDebt, settledAt, withdrawn, latest, settledDust);
    }

    /**
     * The state that follows from a withdrawal in a later block than the one that was read, which stays the one named.
     *
     * @param at the time of the withdrawal's block
     */
    public StreamState afterWithdrawal(Usdc amount, Instant at) {
        Instant settled = rate.ud21x18().signum() == 0 || at.isBefore(settledAt) ? settledAt : at;
        BigInteger debt = owedScaled(settled)
                .subtract(BigInteger.valueOf(amount.baseUnits()).multiply(BASE_UNIT))
                .max(BigInteger.ZERO);
        Usdc left = amount.compareTo(balance) < 0 ? balance.minusCapped(amount) : Usdc.ZERO;
        return changed(
                left,
                Usdc.capped(debt.divide(BASE_UNIT)),
                settled,
                withdrawn.plusCapped(amount),
                readAt,
                debt.mod(BASE_UNIT));
    }

    /** The state that the same block would have without a withdrawal before it. */
    public StreamState beforeWithdrawal(Usdc amount) {
        return changed(
                balance.plusCapped(amount),
                settledDebt.plusCapped(amount),
                settledAt,
                withdrawn.minusCapped(amount).max(Usdc.ZERO),
                readAt,
                settledDust);
    }

    /** The same stream and block, with other amounts and times. */
    private StreamState changed(
            Usdc newBalance,
            Usdc newDebt,
            Instant newSettledAt,
            Usdc newWithdrawn,
            Instant newReadAt,
            BigInteger newDust) {
        return new StreamState(
                ref,
                sender,
                recipient,
                rate,
                newBalance,
                newDebt,
                newSettledAt,
                voided,
                newWithdrawn,
                newReadAt,
                newDust,
                block,
                blockHash);
    }

    /** All that is owed at a moment, covered or not. */
    public Usdc owed(Instant now) {
        return Usdc.capped(owedScaled(now).divide(BASE_UNIT));
    }

    /** With 18 decimals. */
    private BigInteger owedScaled(Instant now) {
        long seconds = Math.max(0, Duration.between(settledAt, now).getSeconds());
        return rate.ud21x18()
                .multiply(BigInteger.valueOf(seconds))
                .add(settledDust)
                .add(BigInteger.valueOf(settledDebt.baseUnits()).multiply(BASE_UNIT));
    }

    /** What could be withdrawn at a moment. */
    public Usdc due(Instant now) {
        Usdc owed = owed(now);
        return owed.min(balance);
    }

    /** Whether it will owe more by itself. */
    public boolean flows(Instant now) {
        return !runway(now).isZero();
    }

    /** How long the money lasts from a moment on; zero when paused, voided or empty. */
    public Duration runway(Instant now) {
        if (voided || rate.ud21x18().signum() == 0) return Duration.ZERO;
        Usdc left = balance.minusCapped(due(now));
        return rate.lasts(left);
    }
}
