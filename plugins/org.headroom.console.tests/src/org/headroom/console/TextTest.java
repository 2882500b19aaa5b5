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
import org.headroom.ui.text.UsdcFormat;
import org.junit.jupiter.api.Test;

class TextTest {
    @Property
    void amountsAreNeverRoundedUp(@ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long units) {
        BigDecimal shown = new BigDecimal(UsdcFormat.sums(new Usdc(units)).format(new Usdc(units)));
        assertThat(shown).isLessThanOrEqualTo(BigDecimal.valueOf(units, 6));
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
    void coinsHaveTheDecimalsThatMatter() {
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
