package org.headroom.console.earnings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.RigMoney;
import org.headroom.ui.cell.Role;
import org.junit.jupiter.api.Test;

/** That the figures of the Earnings view add up as they are shown. */
class EarningsSumsTest {
    private static EarningsPresenter earnings(Usdc withdrawn, Usdc due, Usdc beyond, Optional<Instant> asOf) {
        Usdc zero = Usdc.ZERO;
        RigMoney money = new RigMoney(withdrawn, withdrawn, due, zero, zero, beyond, zero, asOf, 0);
        return new EarningsPresenter(zero, zero, money, Optional.empty(), List.of());
    }

    @Test
    void inAllIsTheSumOfThePartsAsTheyAreShown() {
        EarningsPresenter e =
                earnings(Usdc.parse("621.669"), Usdc.parse("2.197293"), Usdc.parse("0.000233"), Optional.empty());
        assertThat(e.withdrawn()).isEqualTo("621.669000");
        assertThat(e.due()).isEqualTo("2.197293");
        assertThat(e.difference()).isEqualTo("beyond receipts 0.000233");
        assertThat(e.inAll()).isEqualTo("623.86");
    }

    @Property
    void withdrawnAndDueLessWhatIsBeyondAreInAllOnceCut(
            @ForAll @LongRange(min = 10_000, max = 1_000_000_000_000L) long withdrawn,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long due,
            @ForAll @LongRange(min = 0, max = 9_999) long beyond) {
        EarningsPresenter e = earnings(new Usdc(withdrawn), new Usdc(due), new Usdc(beyond), Optional.empty());
        Usdc shown = Usdc.parse(e.withdrawn()).plus(Usdc.parse(e.due())).minus(new Usdc(beyond));
        assertThat(e.inAll()).isEqualTo(e.format().format(shown));
    }

    @Test
    void sumsAreSecondaryWhileTheyAreAsOfAnOlderBlock() {
        Usdc one = Usdc.parse("1");
        assertThat(earnings(one, one, Usdc.ZERO, Optional.empty()).role(Role.MONEY))
                .isEqualTo(Role.MONEY);
        assertThat(earnings(one, one, Usdc.ZERO, Optional.of(Instant.EPOCH)).role(Role.MONEY))
                .isEqualTo(Role.SECONDARY);
    }
}
