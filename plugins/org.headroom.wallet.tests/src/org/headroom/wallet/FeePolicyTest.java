package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Optional;
import org.headroom.wallet.FeePolicy.Fees;
import org.headroom.wallet.FeePolicy.Price;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeePolicyTest {
    @Test
    void theFirstAttemptLeavesRoomBelowTheCap() {
        Price price = price(1_000, 100);
        assertThat(price.cap()).isEqualTo(2_150);
        assertThat(FeePolicy.first(price, price.cap())).isEqualTo(fees(1_350, 100));
    }

    @Test
    void theFirstAttemptIsNeverAboveTheCap() {
        assertThat(FeePolicy.first(price(1_000, 100), big(1_050))).isEqualTo(fees(1_050, 100));
        assertThat(FeePolicy.first(price(10, 100), big(60))).isEqualTo(fees(60, 60));
    }

    @ParameterizedTest
    @CsvSource({
        "1000000000, 1000000000",
        "7, 1000000000",
        "30000000000, 30000000000",
        "5000000, 1000000",
        "1, 0",
        "0, 0",
        "0, 1",
        "123456789, 77"
    })
    void everyReplacementRaisesBothPricesByAnEighthAndTheLastReachesTheCap(long base, long tip) {
        Price price = price(base, tip);
        BigInteger cap = price.cap();
        Fees last = FeePolicy.first(price, cap);
        int attempts = 1;
        for (Optional<Fees> next = FeePolicy.raised(last, price, cap);
                next.isPresent() && !next.get().equals(last);
                next = FeePolicy.raised(last, price, cap)) {
            Fees raised = next.get();
            assertThat(raised.max().multiply(big(8)))
                    .isGreaterThanOrEqualTo(last.max().multiply(big(9)))
                    .isLessThanOrEqualTo(cap.multiply(big(8)));
            assertThat(raised.tip().multiply(big(8)))
                    .isGreaterThanOrEqualTo(last.tip().multiply(big(9)));
            assertThat(raised.tip()).isLessThanOrEqualTo(raised.max());
            last = raised;
            assertThat(++attempts).isLessThan(10);
        }
        // Where less than an eighth lay between the first attempt and the cap, there is no replacement at all.
        if (attempts > 1) assertThat(last.max()).isEqualTo(cap);
    }

    @Test
    void aReplacementFollowsARisenPrice() {
        assertThat(FeePolicy.raised(fees(1_350, 100), price(2_000, 300), big(10_000)))
                .contains(fees(2_800, 300));
    }

    @Test
    void thereIsNoReplacementAboveTheCap() {
        assertThat(FeePolicy.raised(fees(2_000, 100), price(5_000, 100), big(2_100)))
                .isEmpty();
        assertThat(FeePolicy.raised(fees(2_100, 100), price(5_000, 100), big(2_100)))
                .isEmpty();
    }

    private static Price price(long base, long tip) {
        return new Price(big(base), big(tip));
    }

    private static Fees fees(long max, long tip) {
        return new Fees(big(max), big(tip));
    }

    private static BigInteger big(long n) {
        return BigInteger.valueOf(n);
    }

    @Test
    void eachReplacementIsATenthDearerUntilTheCapAndThenThereIsNone() {
        for (long base : new long[] {1, 7, 1_000, 20_000_000, 30_000_000_000L}) {
            FeePolicy.Price now = new FeePolicy.Price(BigInteger.valueOf(base), BigInteger.valueOf(base / 3));
            BigInteger cap = now.cap();
            FeePolicy.Fees last = FeePolicy.first(now, cap);
            int attempts = 1;
            for (var next = FeePolicy.raised(last, now, cap);
                    next.isPresent();
                    next = FeePolicy.raised(last, now, cap)) {
                BigInteger tenthMore = last.max().multiply(BigInteger.valueOf(11));
                assertThat(next.get().max().multiply(BigInteger.TEN)).isGreaterThanOrEqualTo(tenthMore);
                assertThat(next.get().max()).isLessThanOrEqualTo(cap);
                last = next.get();
                assertThat(++attempts).isLessThan(20);
            }
            assertThat(attempts).isGreaterThan(1);
        }
    }
}
