package org.headroom.cli.rig;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.headroom.model.money.Usdc;

/** Amounts of the rig's answers in words. What is not known is a question mark, never zero. */
final class Amounts {
    static final String UNKNOWN = "?";
    private static final int DIGITS = 3;

    private Amounts() {}

    /** All six decimals, without the unit. */
    static String usdc(JsonNode units) {
        return units.isTextual() ? new Usdc(Long.parseLong(units.asText())).format(Usdc.DECIMALS) : UNKNOWN;
    }

    static String withUnit(JsonNode units) {
        return usdc(units) + " USDC";
    }

    static boolean isZero(JsonNode units) {
        return units.isTextual() && units.asText().equals("0");
    }

    /** What somebody holds: three significant digits, cut. */
    static String held(JsonNode wei) {
        return coins(wei, RoundingMode.DOWN);
    }

    /** What somebody pays: three significant digits, rounded up, so that nobody pays more than was shown. */
    static String paid(JsonNode wei) {
        return coins(wei, RoundingMode.UP);
    }

    private static String coins(JsonNode wei, RoundingMode rounding) {
        if (!wei.isTextual()) return UNKNOWN;
        BigDecimal coins = new BigDecimal(new BigInteger(wei.asText())).movePointLeft(18);
        if (coins.signum() == 0) return "0";
        int decimals = Math.clamp(coins.scale() - coins.precision() + DIGITS, DIGITS, 18);
        return coins.setScale(decimals, rounding).stripTrailingZeros().toPlainString();
    }
}
