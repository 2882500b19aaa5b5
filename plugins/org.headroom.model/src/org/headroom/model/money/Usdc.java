package org.headroom.model.money;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An amount of USDC in base units (a millionth of a dollar). Arithmetic throws on overflow, except in the methods that are
 * named capped: these are for amounts that strangers decide, such as the rate and the debt of a payment stream.
 */
public record Usdc(long baseUnits) implements Comparable<Usdc> {
    public static final Usdc ZERO = new Usdc(0);
    public static final int DECIMALS = 6;

    /** The least number of decimals of a price an hour. */
    public static final int PRICE_DECIMALS = 3;

    /** The largest amount, about 9.2 trillion USDC: capped arithmetic returns it, or its negative, for all that is beyond. */
    public static final Usdc LARGEST = new Usdc(Long.MAX_VALUE);

    /** Reads what a person writes, such as {@code 0.42}; more than six decimals are refused, not rounded. */
    public static Usdc parse(String text) {
        try {
            return new Usdc(
                    new BigDecimal(text.strip()).movePointRight(DECIMALS).longValueExact());
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("not an amount of USDC with at most six decimals: " + text, e);
        }
    }

    /** From a chain's integer. @throws ArithmeticException if it does not fit 63 bits, which no honest token does */
    public static Usdc ofBaseUnits(BigInteger units) {
        return new Usdc(units.longValueExact());
    }

    /** From an integer that a stranger decides: at most {@link #LARGEST}, at least its negative. Never throws. */
    public static Usdc capped(BigInteger units) {
        if (units.bitLength() < Long.SIZE) return new Usdc(Math.max(-Long.MAX_VALUE, units.longValue()));
        return new Usdc(units.signum() < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE);
    }

    /** The sum, within the limits of {@link #capped}. Never throws. */
    public Usdc plusCapped(Usdc other) {
        return capped(BigInteger.valueOf(baseUnits).add(BigInteger.valueOf(other.baseUnits)));
    }

    /** The difference, within the limits of {@link #capped}. Never throws. */
    public Usdc minusCapped(Usdc other) {
        return capped(BigInteger.valueOf(baseUnits).subtract(BigInteger.valueOf(other.baseUnits)));
    }

    public Usdc plus(Usdc other) {
        return new Usdc(Math.addExact(baseUnits, other.baseUnits));
    }

    public Usdc minus(Usdc other) {
        return new Usdc(Math.subtractExact(baseUnits, other.baseUnits));
    }

    public Usdc min(Usdc other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Usdc max(Usdc other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** With the given number of decimals, 0 to 6, cut and never rounded up: {@code 1.999999} with 2 is {@code 1.99}. */
    public String format(int decimals) {
        if (decimals < 0 || decimals > DECIMALS) throw new IllegalArgumentException("decimals: " + decimals);
        long abs = Math.abs(baseUnits);
        // A million more, cut off again: thousands of decisions a second are put into words with this.
        String digits = Long.toString(1_000_000 + abs % 1_000_000).substring(1, 1 + decimals);
        return (baseUnits < 0 ? "−" : "") + abs / 1_000_000 + (decimals == 0 ? "" : "." + digits);
    }

    /** How many decimals a price an hour is written with: {@link #PRICE_DECIMALS}, or as many as it has where these are more. */
    public int priceDecimals() {
        long rest = Math.abs(baseUnits % 1_000_000);
        int decimals = DECIMALS;
        while (decimals > PRICE_DECIMALS && rest % 10 == 0) {
            rest /= 10;
            decimals--;
        }
        return decimals;
    }

    /** As a price an hour: {@code 0.420}, {@code 0.4255}. */
    public String asPrice() {
        return format(priceDecimals());
    }

    @Override
    public int compareTo(Usdc other) {
        return Long.compare(baseUnits, other.baseUnits);
    }

    @Override
    public String toString() {
        return format(DECIMALS) + " USDC";
    }
}
