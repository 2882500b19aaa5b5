package org.headroom.console.earnings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.ReadingTimes;
import org.headroom.model.rig.RigMoney;
import org.headroom.ui.cell.Role;
import org.headroom.ui.text.UsdcFormat;
import org.junit.jupiter.api.Test;

/** That the figures of the Earnings view add up as they are shown. */
class EarningsSumsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T14:03:30Z");

    private static EarningsPresenter earnings(Usdc withdrawn, Usdc due, Usdc beyond, Optional<ReadingTimes> asOf) {
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
        assertThat(e.inAll()).isEqualTo("623.86");
        assertThat(e.missing()).isEmpty();
        assertThat(e.notes()).isEqualTo("Withdrawals are final");
        assertThat(e.terms(NOW, ZoneOffset.UTC))
                .extracting(t -> t.label() + ": " + t.text())
                .containsExactly(
                        "Withdrawn: 621.669000",
                        "Due: + 2.197293",
                        "Beyond receipts: − 0.000233",
                        "In all: = 623.866060");
    }

    @Property
    void termsAddUpToTheLastOneAndToInAllOnceCut(
            @ForAll @LongRange(min = 10_000, max = 1_000_000_000_000L) long withdrawn,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long due,
            @ForAll @LongRange(min = 0, max = 9_999) long beyond) {
        EarningsPresenter e = earnings(new Usdc(withdrawn), new Usdc(due), new Usdc(beyond), Optional.empty());
        List<EarningsPresenter.Term> terms = e.terms(NOW, ZoneOffset.UTC);
        Usdc sum = Usdc.ZERO;
        for (EarningsPresenter.Term t : terms.subList(0, terms.size() - 1))
            sum = t.sign().equals("−") ? sum.minus(Usdc.parse(t.amount())) : sum.plus(Usdc.parse(t.amount()));
        assertThat(terms.getLast().amount()).isEqualTo(UsdcFormat.EXACT.format(sum));
        assertThat(e.inAll()).isEqualTo(e.format().format(sum));
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
    void sumsAndWhatIsDueAreSecondaryWhileTheyAreAsOfAnOlderBlockAndWhatWasWithdrawnIsNot() {
        Usdc one = Usdc.parse("1");
        EarningsPresenter now = earnings(one, one, Usdc.ZERO, Optional.empty());
        EarningsPresenter old = earnings(one, one, Usdc.ZERO, Optional.of(ReadingTimes.at(NOW.minusSeconds(90))));
        assertThat(now.role()).isEqualTo(Role.MONEY);
        assertThat(now.terms(NOW, ZoneOffset.UTC))
                .extracting(EarningsPresenter.Term::role)
                .containsExactly(Role.TEXT, Role.MONEY, Role.MONEY);
        assertThat(old.role()).isEqualTo(Role.SECONDARY);
        assertThat(old.terms(NOW, ZoneOffset.UTC))
                .extracting(EarningsPresenter.Term::role)
                .containsExactly(Role.TEXT, Role.SECONDARY, Role.SECONDARY);
        assertThat(old.terms(NOW, ZoneOffset.UTC).get(1).label()).isEqualTo("Due as of 14:02:00");
    }

    @Test
    void sumOfStreamsThatWereReadAtDifferentBlocksNamesTheOldestAndTheNewest() {
        Usdc one = Usdc.parse("1");
        ReadingTimes times = new ReadingTimes(NOW.minusSeconds(108), NOW.minusSeconds(90));
        EarningsPresenter old = earnings(one, one, Usdc.ZERO, Optional.of(times));
        assertThat(old.terms(NOW, ZoneOffset.UTC).get(1).label()).isEqualTo("Due as of 14:01:42 to 14:02:00");
    }

    @Test
    void whatIsLostOrUnknownAndWhatWentBackStandApartFromTheSum() {
        Usdc one = Usdc.parse("1");
        RigMoney money = new RigMoney(
                one,
                Usdc.parse("0.4"),
                one,
                Usdc.parse("0.015516"),
                Usdc.parse("0.02"),
                Usdc.ZERO,
                Usdc.parse("0.000116"),
                Usdc.parse("0.3"),
                Optional.empty(),
                0);
        EarningsPresenter e = new EarningsPresenter(Usdc.ZERO, Usdc.ZERO, money, Optional.empty(), List.of());
        assertThat(e.missing()).isEqualTo("▲ Not in it: loss 0.000116 · payment unknown 0.300000");
        assertThat(e.notes())
                .isEqualTo("Final so far 0.400000 · returned to renters 0.015516 · to be returned 0.020000");
        assertThat(e.terms(NOW, ZoneOffset.UTC).getLast().amount()).isEqualTo("2.000000");
    }
}
