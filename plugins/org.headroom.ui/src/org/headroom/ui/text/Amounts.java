package org.headroom.ui.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.headroom.model.money.Wei;
import org.headroom.model.units.ByteCount;
import org.headroom.model.units.Joules;
import org.headroom.model.units.Watts;

/** Quantities in words; amounts of USDC are written by {@link UsdcFormat}. What is somebody's money is cut, never rounded up. Pure. */
public final class Amounts {
    private static final double GIB = 1L << 30;

    private Amounts() {}

    /** Three significant digits, cut; {@code 0.000071}. What is smaller than that is {@code < 0.000001}. */
    public static String coins(Wei wei) {
        BigDecimal coins = new BigDecimal(wei.amount()).movePointLeft(18);
        if (coins.signum() == 0) return "0";
        BigDecimal least = new BigDecimal("0.000001");
        if (coins.compareTo(least) < 0) return "< " + least.toPlainString();
        int decimals = coins.compareTo(BigDecimal.ONE) >= 0 ? 4 : Math.min(9, coins.scale() - coins.precision() + 3);
        return coins.setScale(Math.max(0, decimals), RoundingMode.DOWN)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** A fee: the same, but rounded up, so that nobody pays more than was shown. */
    public static String fee(Wei wei) {
        return plain(roundedUp(wei));
    }

    /** Two fees that stand together: the sum of what {@link #fee} shows of each. */
    public static String feeSum(Wei one, Wei other) {
        return plain(roundedUp(one).add(roundedUp(other)));
    }

    private static BigDecimal roundedUp(Wei wei) {
        BigDecimal coins = new BigDecimal(wei.amount()).movePointLeft(18);
        int decimals = Math.clamp(coins.scale() - coins.precision() + 3, 0, 12);
        return coins.setScale(decimals, RoundingMode.UP);
    }

    private static String plain(BigDecimal coins) {
        return coins.signum() == 0 ? "0" : coins.stripTrailingZeros().toPlainString();
    }

    /** The short name of a chain's own coin. */
    public static String coin(long chainId) {
        return switch ((int) Math.clamp(chainId, 0, Integer.MAX_VALUE)) {
            case 137, 80002 -> "POL";
            case 56 -> "BNB";
            case 43114 -> "AVAX";
            default -> "ETH";
        };
    }

    public static String gib(ByteCount bytes) {
        double gib = bytes.bytes() / GIB;
        return gib == Math.rint(gib)
                ? String.format(Locale.ROOT, "%.0f", gib)
                : String.format(Locale.ROOT, "%.1f", gib);
    }

    /** {@code 17.1 / 24 GiB} */
    public static String ofGib(ByteCount used, ByteCount total) {
        return String.format(Locale.ROOT, "%.1f", used.bytes() / GIB)
                + String.format(Locale.ROOT, " / %.0f GiB", total.bytes() / GIB);
    }

    /** Whole watts, to the nearest. */
    public static String watts(Watts watts) {
        return Long.toString(Math.round(watts.milliwatts() / 1000.0));
    }

    /** {@code 0.42 kWh}, or Wh below a tenth of it; cut. */
    public static String energy(Joules joules) {
        BigDecimal wattHours =
                new BigDecimal(joules.millijoules()).divide(new BigDecimal(3_600_000), 4, RoundingMode.DOWN);
        if (wattHours.compareTo(new BigDecimal(100)) >= 0)
            return wattHours.movePointLeft(3).setScale(2, RoundingMode.DOWN).toPlainString() + " kWh";
        return wattHours
                        .setScale(wattHours.compareTo(BigDecimal.TEN) >= 0 ? 0 : 1, RoundingMode.DOWN)
                        .toPlainString() + " Wh";
    }

    /** Digits in groups of three with a thin space: {@code 24 118 902}. */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u2009');
    }

    public static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
