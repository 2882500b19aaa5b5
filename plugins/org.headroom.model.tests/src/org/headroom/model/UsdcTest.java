package org.headroom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.junit.jupiter.api.Test;

class UsdcTest {
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
