package org.headroom.model.money;

import java.math.BigDecimal;
import java.math.BigInteger;

/** An amount of a chain's own coin, in wei. */
public record Wei(BigInteger amount) {
    public static final Wei ZERO = new Wei(BigInteger.ZERO);

    public Wei plus(Wei other) {
        return new Wei(amount.add(other.amount));
    }

    /** In whole coins, all digits. */
    public String coins() {
        return new BigDecimal(amount).movePointLeft(18).stripTrailingZeros().toPlainString();
    }
}
