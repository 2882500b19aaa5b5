package org.headroom.console.wallet;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.headroom.console.wallet.WithdrawPresenter.Line;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.ui.text.Amounts;

/**
 * How a withdrawal's fee compares with what arrives. The rig knows no price of the chain's coin, so it says from which price
 * on the fee is too much. Pure.
 */
final class FeeHint {
    /** No coin is worth more, in USDC: from such a price on the fee is of no account. */
    private static final BigDecimal NEVER = new BigDecimal(100_000);

    private static final BigDecimal TEN = BigDecimal.TEN;

    private FeeHint() {}

    /** Empty where the fee is small at any price. */
    static List<Line> lines(WithdrawQuote quote, String coin) {
        if (quote.payouts().isEmpty() || quote.fee().amount().signum() == 0) return List.of();
        if (quote.amount().baseUnits() == 0)
            return List.of(new Line("Compare", "nothing arrives for you; the fee is yours to pay"));
        BigDecimal equal = equalAt(quote);
        BigDecimal tenth = equal.divide(TEN, 6, RoundingMode.DOWN);
        if (tenth.compareTo(NEVER) > 0) return List.of();
        return List.of(
                new Line("Compare", "over 10 % of what arrives if 1 " + coin + " is more than " + price(tenth)),
                new Line("", "more than what arrives if it is more than " + price(equal)));
    }

    /** What one coin is worth, in USDC, where the fee is as much as what arrives. Cut. */
    private static BigDecimal equalAt(WithdrawQuote quote) {
        BigDecimal fee = new BigDecimal(quote.fee().amount()).movePointLeft(18);
        return BigDecimal.valueOf(quote.amount().baseUnits(), 6).divide(fee, 6, RoundingMode.DOWN);
    }

    private static String price(BigDecimal usdc) {
        return (usdc.compareTo(new BigDecimal(100)) >= 0
                        ? Amounts.grouped(usdc.longValue())
                        : usdc.setScale(2, RoundingMode.DOWN).toPlainString())
                + " USDC";
    }
}
