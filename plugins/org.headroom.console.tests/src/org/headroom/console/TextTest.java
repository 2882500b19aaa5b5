package org.headroom.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.units.ByteCount;
import org.headroom.model.units.Joules;
import org.headroom.ui.cell.Column;
import org.headroom.ui.table.Widths;
import org.headroom.ui.text.Amounts;
import org.headroom.ui.text.Durations;
import org.junit.jupiter.api.Test;

class TextTest {
    @Property
    void amountsAreNeverRoundedUp(@ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long units) {
        BigDecimal shown = new BigDecimal(Amounts.usdc(new Usdc(units)));
        assertThat(shown).isLessThanOrEqualTo(BigDecimal.valueOf(units, 6));
    }

    @Property
    void aSumIsThatOfTheAmountsAsTheyAreShown(
            @ForAll @LongRange(min = 1_000_000, max = 1_000_000_000_000L) long one,
            @ForAll @LongRange(min = 1_000_000, max = 1_000_000_000_000L) long other) {
        BigDecimal shown =
                new BigDecimal(Amounts.usdc(new Usdc(one))).add(new BigDecimal(Amounts.usdc(new Usdc(other))));
        assertThat(new BigDecimal(Amounts.sum(new Usdc(one), new Usdc(other)))).isEqualByComparingTo(shown);
    }

    @Test
    void aSmallAmountIsNotLostBesideALargeOne() {
        assertThat(Amounts.sum(Usdc.parse("621.669"), Usdc.parse("2.199"))).isEqualTo("623.85");
        assertThat(Amounts.sum(Usdc.ZERO, Usdc.parse("0.000071"))).isEqualTo("0.000071");
        assertThat(Amounts.sum(Usdc.parse("0.0012"), Usdc.parse("0.000700"))).isEqualTo("0.0019");
    }

    @Property
    void feesAreNeverShownSmallerThanTheyAre(@ForAll @LongRange(min = 0) long wei) {
        BigDecimal shown = new BigDecimal(Amounts.fee(new Wei(BigInteger.valueOf(wei))));
        assertThat(shown).isGreaterThanOrEqualTo(BigDecimal.valueOf(wei, 18));
    }

    @Property
    void balancesAreNeverShownLargerThanTheyAre(@ForAll @LongRange(min = 1_000_000_000_000L) long wei) {
        BigDecimal shown = new BigDecimal(Amounts.coins(new Wei(BigInteger.valueOf(wei))));
        assertThat(shown).isLessThanOrEqualTo(BigDecimal.valueOf(wei, 18));
    }

    @Test
    void amountsHaveTheDecimalsThatMatter() {
        assertThat(Amounts.usdc(Usdc.parse("12.849999"))).isEqualTo("12.84");
        assertThat(Amounts.usdc(Usdc.parse("0.848999"))).isEqualTo("0.848");
        assertThat(Amounts.usdc(Usdc.parse("0.012667"))).isEqualTo("0.0126");
        assertThat(Amounts.usdc(Usdc.parse("0.000071"))).isEqualTo("0.000071");
        assertThat(Amounts.usdc(Usdc.ZERO)).isEqualTo("0.00");
        assertThat(Amounts.coins(Wei.ZERO)).isEqualTo("0");
        assertThat(Amounts.coins(new Wei(BigInteger.ONE))).isEqualTo("< 0.000001");
    }

    @Test
    void quantitiesReadWell() {
        assertThat(Amounts.ofGib(new ByteCount(18_361_000_000L), new ByteCount(24L << 30)))
                .isEqualTo("17.1 / 24 GiB");
        assertThat(Amounts.energy(new Joules(3_600_000_000L))).isEqualTo("1.00 kWh");
        assertThat(Amounts.energy(new Joules(46_800_000L))).isEqualTo("13 Wh");
        assertThat(Amounts.count(1, "lease", "leases")).isEqualTo("1 lease");
    }

    @Test
    void durationsAreCut() {
        assertThat(Durations.words(Duration.ofSeconds(59))).isEqualTo("59 s");
        assertThat(Durations.words(Duration.ofSeconds(46 * 60 + 59))).isEqualTo("46 min");
        assertThat(Durations.words(Duration.ofSeconds(3 * 3600 + 2 * 60 + 59))).isEqualTo("3 h 02 min");
        assertThat(Durations.words(Duration.ofHours(52))).isEqualTo("2 d 4 h");
        assertThat(Durations.brief(Duration.ofHours(24))).isEqualTo("24 h");
        assertThat(Durations.words(Duration.ofSeconds(-5))).isEqualTo("0 s");
    }

    @Test
    void columnsShareTheWholeWidth() {
        Widths widths = Widths.share(List.of(Column.left("a", 50, 1), Column.left("b", 50, 2)), 400);
        assertThat(widths.width()).containsExactly(150, 250);
        assertThat(widths.at(149)).isZero();
        assertThat(widths.at(150)).isOne();
        assertThat(widths.at(400)).isEqualTo(-1);
    }

    @Test
    void columnsKeepWhatTheyNeedWhereTheTableIsNarrow() {
        assertThat(Widths.share(List.of(Column.left("a", 50, 1), Column.left("b", 80, 2)), 60)
                        .width())
                .containsExactly(50, 80);
    }
}
