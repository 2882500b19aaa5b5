package org.headroom.console.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.headroom.console.wallet.WithdrawPresenter.Line;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.StreamClaim;
import org.headroom.model.payment.StreamPayout;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.WithdrawQuote;
import org.junit.jupiter.api.Test;

class FeeHintTest {
    private static final EthAddress ADDRESS = new EthAddress("0x" + "8c".repeat(20));
    private static final StreamRef STREAM = new StreamRef(8453, ADDRESS, ADDRESS, BigInteger.ONE);

    private static WithdrawQuote quote(StreamPayout payout, String feeWei) {
        return new WithdrawQuote(
                List.of(payout),
                ADDRESS,
                98_000,
                new Wei(BigInteger.ONE),
                new Wei(new BigInteger(feeWei)),
                Wei.ZERO,
                new Wei(BigInteger.TEN.pow(18)),
                Instant.EPOCH);
    }

    private static StreamPayout paying(String usdc) {
        return StreamPayout.all(STREAM, Usdc.parse(usdc));
    }

    @Test
    void aFeeThatMayExceedThePayoutNamesThePricesFromWhichItDoes() {
        assertThat(FeeHint.lines(quote(paying("0.756"), "300000000000000"), "ETH"))
                .containsExactly(
                        new Line("Compare", "over 10 % of what arrives if 1 ETH is more than 252 USDC"),
                        new Line("", "more than what arrives if it is more than 2\u2009520 USDC"));
    }

    @Test
    void aSmallThresholdHasCents() {
        assertThat(FeeHint.lines(quote(paying("0.0017"), "300000000000000"), "POL"))
                .containsExactly(
                        new Line("Compare", "over 10 % of what arrives if 1 POL is more than 0.56 USDC"),
                        new Line("", "more than what arrives if it is more than 5.66 USDC"));
    }

    @Test
    void aFeeThatIsSmallAtAnyPriceIsNotPointedAt() {
        assertThat(FeeHint.lines(quote(paying("61.20"), "9200000000"), "ETH")).isEmpty();
    }

    @Test
    void aWithdrawalThatOnlyReturnsMoneySaysThatTheFeeIsPaidForNothing() {
        StreamClaim claim = StreamClaim.limited(STREAM, new StreamClaim.Limit(Usdc.ZERO, ADDRESS, true));
        StreamPayout payout = StreamPayout.of(
                        claim, new StreamPayout.Owed(Usdc.parse("0.02"), Usdc.parse("0.02"), false))
                .orElseThrow();
        assertThat(FeeHint.lines(quote(payout, "300000000000000"), "ETH"))
                .containsExactly(new Line("Compare", "nothing arrives for you; the fee is yours to pay"));
    }
}
