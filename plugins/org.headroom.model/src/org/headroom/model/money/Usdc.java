package org.headroom.model.money;

import java.math.BigDecimal;
import java.math.BigInteger;

/** An amount of USDC in base units (a millionth of a dollar). Arithmetic overflows loudly. */
public record Usdc(long baseUnits) implements Comparable<Usdc> {
    public static final Usdc ZERO = new Usdc(0);
    public static final int DECIMALS = 6;

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

    public Usdc plus(Usdc other) {
        return new Usdc(Math.addExact(baseUnits, other.baseUnits));
    }

    public Usdc minus(Usdc other) {
        return new Usdc(Math.subtractExact(baseUnits, other.baseUnits));
    }

    /** With the given number of decimals, 0 to 6, cut and never rounded up: {@code 1.999999} with 2 is {@code 1.99}. */
    public String format(int decimals) {
        if (decimals < 0 || decimals > DECIMALS) throw new IllegalArgumentException("decimals: " + decimals);
        long abs = Math.abs(baseUnits);
        // A million more, cut off again: thousands of decisions a second are put into words with this.
        String digits = Long.toString(1_000_000 + abs % 1_000_000).substring(1, 1 + decimals);
        return (baseUnits < 0 ? "−" : "") + abs / 1_000_000 + (decimals == 0 ? "" : "." + digits);
    }

    /** How many decimals a price is written with: two, or as many as it has. */
    public int priceDecimals() {
        long rest = Math.abs(baseUnits % 1_000_000);
        int decimals = DECIMALS;
        while (decimals > 2 && rest % 10 == 0) {
            rest /= 10;
            decimals--;
        }
        return decimals;
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
