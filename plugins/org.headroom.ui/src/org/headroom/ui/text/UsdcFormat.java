package org.headroom.ui.text;

import java.util.Collection;
import org.headroom.model.money.Usdc;

/**
 * Writes amounts of USDC; the only place that decides how many decimals they have. Amounts that stand together share one
 * format, so that they have the same number of decimals; what a sum is made of is {@linkplain #EXACT exact} beside it, so that
 * it adds up. Cut, never rounded up. Pure.
 *
 * @param decimals 0 to 6
 */
public record UsdcFormat(int decimals) {
    /** All six decimals: for the money of leases, payment streams and withdrawals, and for files. */
    public static final UsdcFormat EXACT = new UsdcFormat(Usdc.DECIMALS);

    /** For what an hour is expected to cost and to bring: as many decimals as a price has. */
    public static final UsdcFormat ESTIMATES = new UsdcFormat(Usdc.PRICE_DECIMALS);

    private static final int CENTS = 2;
    private static final long DOLLAR = 1_000_000;

    /** For sums over leases: cents, or all decimals where one of the amounts that stand together is below a dollar. */
    public static UsdcFormat sums(Usdc... amounts) {
        for (Usdc amount : amounts) {
            long abs = Math.abs(amount.baseUnits());
            if (abs > 0 && abs < DOLLAR) return EXACT;
        }
        return new UsdcFormat(CENTS);
    }

    /** For prices an hour that stand together: three decimals, or as many as it takes to show each of them in full. */
    public static UsdcFormat prices(Collection<Usdc> prices) {
        return new UsdcFormat(
                prices.stream().mapToInt(Usdc::priceDecimals).max().orElse(Usdc.PRICE_DECIMALS));
    }

    /** A price an hour that stands alone: three decimals, or as many as it has. */
    public static String price(Usdc price) {
        return price.asPrice();
    }

    public String format(Usdc amount) {
        return amount.format(decimals);
    }

    /** {@code 0.001750 USDC} */
    public String withUnit(Usdc amount) {
        return format(amount) + " USDC";
    }
}
