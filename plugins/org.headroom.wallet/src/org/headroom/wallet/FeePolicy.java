package org.headroom.wallet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Optional;

/** Which price per gas a transaction names: pure. */
final class FeePolicy {
    /** @param base of the newest block @param tip what gets a transaction into one of the next blocks */
    record Price(BigInteger base, BigInteger tip) {
        /** The most that is ever paid: leaves room for six full blocks in a row, and for three replacements. */
        BigInteger cap() {
            return base.shiftLeft(1).add(tip).add(tip.shiftRight(1));
        }
    }

    /** What one attempt names as {@code maxFeePerGas} and {@code maxPriorityFeePerGas}. */
    record Fees(BigInteger max, BigInteger tip) {}

    private static final BigInteger EIGHT = BigInteger.valueOf(8);
    private static final BigInteger NINE = BigInteger.valueOf(9);

    private FeePolicy() {}

    /** Of the first attempt: enough for two full blocks in a row, and below the cap, so that it can be raised. */
    static Fees first(Price now, BigInteger cap) {
        BigInteger max = enough(now).min(cap);
        return new Fees(max, now.tip().min(max));
    }

    /**
     * Of a replacement: both prices at least an eighth above the last attempt's, as nodes ask for. The last step goes to the
     * cap itself.
     *
     * @return empty where the cap leaves no room for another one
     */
    static Optional<Fees> raised(Fees last, Price now, BigInteger cap) {
        BigInteger leastMax = anEighthMore(last.max());
        BigInteger leastTip = anEighthMore(last.tip());
        BigInteger max = leastMax.max(enough(now));
        if (anEighthMore(max).compareTo(cap) > 0) max = cap;
        BigInteger tip = leastTip.max(now.tip()).min(max);
        boolean taken = max.compareTo(leastMax) >= 0 && tip.compareTo(leastTip) >= 0;
        return taken ? Optional.of(new Fees(max, tip)) : Optional.empty();
    }

    /** For people, with four digits. */
    static String gwei(BigInteger wei) {
        return new BigDecimal(wei, 9)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static BigInteger enough(Price now) {
        return now.base().add(now.base().shiftRight(2)).add(now.tip());
    }

    private static BigInteger anEighthMore(BigInteger price) {
        return price.multiply(NINE).add(EIGHT).subtract(BigInteger.ONE).divide(EIGHT);
    }
}
