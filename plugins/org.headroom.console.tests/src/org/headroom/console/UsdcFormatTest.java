package org.headroom.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.headroom.model.money.Usdc;
import org.headroom.ui.text.UsdcFormat;
import org.junit.jupiter.api.Test;

class UsdcFormatTest {
    private static Usdc usdc(String text) {
        return Usdc.parse(text);
    }

    @Test
    void exactAmountsHaveAllSixDecimals() {
        assertThat(UsdcFormat.EXACT.format(Usdc.ZERO)).isEqualTo("0.000000");
        assertThat(UsdcFormat.EXACT.format(usdc("12.5"))).isEqualTo("12.500000");
        assertThat(UsdcFormat.EXACT.withUnit(usdc("0.000071"))).isEqualTo("0.000071 USDC");
    }

    @Test
    void sumsHaveCentsUnlessOneOfThemIsBelowADollar() {
        assertThat(UsdcFormat.sums(usdc("12.849999"), Usdc.ZERO).format(usdc("12.849999")))
                .isEqualTo("12.84");
        UsdcFormat mixed = UsdcFormat.sums(usdc("12.849999"), usdc("0.0126"));
        assertThat(mixed.format(usdc("12.849999"))).isEqualTo("12.849999");
        assertThat(mixed.format(usdc("0.0126"))).isEqualTo("0.012600");
        assertThat(UsdcFormat.sums(usdc("-0.5"))).isEqualTo(UsdcFormat.EXACT);
    }

    @Test
    void pricesOfOneTableHaveAsManyDecimalsAsTheLongestNeeds() {
        UsdcFormat prices = UsdcFormat.prices(List.of(usdc("0.42"), usdc("0.4255"), usdc("1")));
        assertThat(prices.format(usdc("0.42"))).isEqualTo("0.4200");
        assertThat(prices.format(usdc("1"))).isEqualTo("1.0000");
        assertThat(UsdcFormat.prices(List.of()).format(usdc("1"))).isEqualTo("1.000");
    }

    @Test
    void aPriceBelowACentIsNotShownAsZero() {
        assertThat(UsdcFormat.price(usdc("0.0042"))).isEqualTo("0.0042");
        assertThat(UsdcFormat.price(usdc("0.000001"))).isEqualTo("0.000001");
        assertThat(UsdcFormat.price(usdc("0.4"))).isEqualTo("0.400");
    }

    @Test
    void pricesAndEstimatesOfAnHourHaveTheSameDecimals() {
        assertThat(UsdcFormat.price(usdc("0.42"))).isEqualTo("0.420");
        assertThat(UsdcFormat.prices(List.of(usdc("0.42"), usdc("1"))).format(usdc("0.42")))
                .isEqualTo("0.420");
        assertThat(UsdcFormat.ESTIMATES.format(usdc("0.42"))).isEqualTo("0.420");
    }

    @Property
    void noAmountIsRoundedUp(
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long units,
            @ForAll @LongRange(min = 0, max = 6) long d) {
        BigDecimal shown = new BigDecimal(new UsdcFormat((int) d).format(new Usdc(units)));
        assertThat(shown).isLessThanOrEqualTo(BigDecimal.valueOf(units, 6));
    }

    @Property
    void aPriceIsShownInFull(@ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long units) {
        assertThat(Usdc.parse(UsdcFormat.price(new Usdc(units)))).isEqualTo(new Usdc(units));
    }
}
