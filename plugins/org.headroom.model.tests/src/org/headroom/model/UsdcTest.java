package org.headroom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.junit.jupiter.api.Test;

class UsdcTest {
    @Test
    void cappedArithmeticStaysAtTheLargestAmountWhereTheOtherThrows() {
        Usdc one = new Usdc(1);
        assertThat(Usdc.LARGEST.plusCapped(one)).isEqualTo(Usdc.LARGEST);
        assertThat(new Usdc(-Long.MAX_VALUE).minusCapped(one)).isEqualTo(new Usdc(-Long.MAX_VALUE));
        assertThat(new Usdc(Long.MIN_VALUE).minusCapped(Usdc.LARGEST)).isEqualTo(new Usdc(-Long.MAX_VALUE));
        assertThat(new Usdc(5).minusCapped(new Usdc(7))).isEqualTo(new Usdc(-2));
        assertThatThrownBy(() -> Usdc.LARGEST.plus(one)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void amountsBeyondTheLargestAreCapped() {
        assertThat(Usdc.capped(BigInteger.TWO.pow(256))).isEqualTo(Usdc.LARGEST);
        assertThat(Usdc.capped(BigInteger.TWO.pow(63))).isEqualTo(Usdc.LARGEST);
        assertThat(Usdc.capped(BigInteger.TWO.pow(200).negate())).isEqualTo(new Usdc(-Long.MAX_VALUE));
        assertThat(Usdc.capped(BigInteger.valueOf(42))).isEqualTo(new Usdc(42));
        RatePerSecond most = new RatePerSecond(BigInteger.TWO.pow(128).subtract(BigInteger.ONE));
        assertThat(most.streamed(Duration.ofDays(365))).isEqualTo(Usdc.LARGEST);
        assertThat(most.lasts(Usdc.LARGEST)).isEqualTo(Duration.ZERO);
    }

    @Test
    void isNeverRoundedUpWhenShown() {
        assertThat(new Usdc(1_999_999).format(2)).isEqualTo("1.99");
        assertThat(new Usdc(-1_999_999).format(2)).isEqualTo("−1.99");
        assertThat(new Usdc(1_999_999).format(0)).isEqualTo("1");
    }

    @Test
    void refusesMoreDecimalsThanTheTokenHas() {
        assertThatThrownBy(() -> Usdc.parse("0.1234567")).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void readsBackWhatItShows(@ForAll @LongRange(min = 0) long units) {
        Usdc amount = new Usdc(units);
        assertThat(Usdc.parse(amount.format(6))).isEqualTo(amount);
    }

    @Property
    void anHourAtTheRateOfAPricePaysThePriceAndLessThanOneUnitMore(
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long perHour) {
        Usdc price = new Usdc(perHour);
        Usdc paid = RatePerSecond.ofHourly(price).streamed(Duration.ofHours(1));
        assertThat(paid).isEqualTo(price);
    }

    @Property
    void whatIsLeftLastsAsLongAsItStreams(
            @ForAll @LongRange(min = 1, max = 1_000_000_000L) long perHour,
            @ForAll @LongRange(min = 0, max = 1_000_000_000L) long balance) {
        RatePerSecond rate = RatePerSecond.ofHourly(new Usdc(perHour));
        Duration lasts = rate.lasts(new Usdc(balance));
        assertThat(rate.streamed(lasts)).isLessThanOrEqualTo(new Usdc(balance));
    }
}
