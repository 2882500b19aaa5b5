package org.headroom.model.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.model.rig.MoneyScene.BEGUN;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.lease.LedgerTotals;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;
import org.junit.jupiter.api.Test;

class LeaseMoneyTest {
    private static final Instant NOW = BEGUN.plusSeconds(60);
    private static final ChainStatus CURRENT = chain(true, NOW);

    private static ChainStatus chain(boolean up, Instant blockTime) {
        return new ChainStatus(up, 8453, "Base", 40_000_000, "", Optional.of(blockTime), Optional.empty());
    }

    private static LeaseMoney money(LeaseState state, StreamState stream, boolean closed, boolean silent) {
        LeaseView view = new LeaseView(1, state, Optional.of(stream), Optional.empty(), closed);
        return LeaseMoney.of(view, silent, NOW).orElseThrow();
    }

    private static Usdc usdc(String amount) {
        return Usdc.parse(amount);
    }

    @Test
    void withdrawnMoneyIsSeenFirstAndFinalLater() {
        List<Withdrawal> made = List.of(MoneyScene.withdrawal(1, "0.001000"), MoneyScene.withdrawal(2, "0.000200"));
        LeaseMoney money =
                money(MoneyScene.receipted("0.006", made, 1), MoneyScene.stopped(usdc("0.0048"), NOW), false, false);
        assertThat(money.withdrawn()).isEqualTo(usdc("0.001200"));
        assertThat(money.withdrawnFinal()).isEqualTo(usdc("0.001000"));
        assertThat(money.isFinal()).isFalse();
        assertThat(money.inAll()).isEqualTo(usdc("0.006"));
        assertThat(money.asOf()).isEmpty();
    }

    @Test
    void dueGrowsWithTimeWhileTheChainAnswers() {
        LeaseMoney money = money(MoneyScene.running(BEGUN), MoneyScene.flowing(NOW.minusSeconds(10)), false, false);
        assertThat(money.due()).isEqualTo(usdc("0.006000"));
        assertThat(money.asOf()).isEmpty();
    }

    @Test
    void dueStaysAtTheLastBlockWhileTheChainIsSilent() {
        Instant last = NOW.minusSeconds(30);
        LeaseMoney money = money(MoneyScene.running(BEGUN), MoneyScene.flowing(last), false, true);
        assertThat(money.due()).isEqualTo(usdc("0.003000"));
        assertThat(money.asOf()).hasValue(last);
    }

    @Test
    void anUnreadableStreamShowsItsLastReading() {
        Instant last = NOW.minusSeconds(8);
        LeaseView view = new LeaseView(
                1,
                MoneyScene.running(BEGUN),
                Optional.of(MoneyScene.flowing(last)),
                Optional.of("The node does not answer."),
                false);
        assertThat(LeaseMoney.of(view, false, NOW).flatMap(LeaseMoney::asOf)).hasValue(last);
    }

    @Test
    void aStoppedStreamIsCurrentHoweverSeldomItIsRead() {
        LeaseMoney money = money(
                MoneyScene.receipted("0.006", List.of(), 0),
                MoneyScene.stopped(usdc("0.006"), NOW.minusSeconds(600)),
                false,
                false);
        assertThat(money.asOf()).isEmpty();
        assertThat(money.due()).isEqualTo(usdc("0.006"));
    }

    @Test
    void aClosedLeaseHasNothingDueWhateverItsStreamWasWhenItBegan() {
        List<Withdrawal> made = List.of(MoneyScene.withdrawal(1, "0.006"));
        LeaseMoney money = money(MoneyScene.paid("0.006", made, 1, "0"), MoneyScene.flowing(BEGUN), true, true);
        assertThat(money.due()).isEqualTo(Usdc.ZERO);
        assertThat(money.asOf()).isEmpty();
        assertThat(money.isFinal()).isTrue();
    }

    @Test
    void whatAStreamPaysPastTheReceiptIsShownAsTheDifference() {
        List<Withdrawal> made = List.of(MoneyScene.withdrawal(1, "0.006233"));
        LeaseMoney money = money(MoneyScene.paid("0.006", made, 1, "0"), MoneyScene.flowing(NOW), true, false);
        assertThat(money.beyond()).isEqualTo(usdc("0.000233"));
        assertThat(money.missing()).isEqualTo(Usdc.ZERO);
    }

    @Test
    void whatIsBeyondTheReceiptAndLargeEnoughIsToBeReturnedAndNeitherDueNorEarned() {
        List<Withdrawal> made = List.of(MoneyScene.withdrawal(1, "0.001000"));
        LeaseMoney money =
                money(MoneyScene.receipted("0.006", made, 1), MoneyScene.stopped(usdc("0.0155"), NOW), false, false);
        assertThat(money.due()).isEqualTo(usdc("0.005"));
        assertThat(money.toReturn()).isEqualTo(usdc("0.0105"));
        assertThat(money.beyond()).isEqualTo(Usdc.ZERO);
        assertThat(money.earned()).isEqualTo(usdc("0.006"));
    }

    @Test
    void whatIsBeyondTheReceiptAndTooSmallToBeReturnedIsDueAndNotEarned() {
        LeaseMoney money = money(
                MoneyScene.receipted("0.006", List.of(), 0), MoneyScene.stopped(usdc("0.006233"), NOW), false, false);
        assertThat(money.due()).isEqualTo(usdc("0.006233"));
        assertThat(money.toReturn()).isEqualTo(Usdc.ZERO);
        assertThat(money.beyond()).isEqualTo(usdc("0.000233"));
        assertThat(money.earned()).isEqualTo(usdc("0.006"));
    }

    @Test
    void aPaidLeaseWhoseStreamFlowsOnHasNothingDueUntilItIsEnoughToBeReturned() {
        List<Withdrawal> made = List.of(MoneyScene.withdrawal(1, "0.006"));
        LeaseState paid = MoneyScene.paid("0.006", made, 0, "0");
        LeaseMoney little = money(paid, MoneyScene.flowing(NOW), false, false);
        assertThat(little.due()).isEqualTo(Usdc.ZERO);
        assertThat(little.toReturn()).isEqualTo(Usdc.ZERO);
        LeaseView view = new LeaseView(1, paid, Optional.of(MoneyScene.flowing(BEGUN.plusSeconds(100))));
        LeaseMoney enough = LeaseMoney.of(view, false, BEGUN.plusSeconds(100)).orElseThrow();
        assertThat(enough.due()).isEqualTo(Usdc.ZERO);
        assertThat(enough.toReturn()).isEqualTo(usdc("0.01"));
    }

    @Test
    void returnedMoneyIsNeitherWithdrawnNorEarned() {
        Withdrawal out = MoneyScene.withdrawal(1, "0.006");
        Withdrawal both = new Withdrawal(
                out.stream(),
                out.transaction(),
                out.block(),
                out.amount(),
                usdc("0.0155"),
                out.gasUsed(),
                out.feePaid(),
                out.at());
        LeaseMoney money = money(
                MoneyScene.paid("0.006", List.of(both), 1, "0"), MoneyScene.stopped(Usdc.ZERO, NOW), false, false);
        assertThat(money.withdrawn()).isEqualTo(usdc("0.006"));
        assertThat(money.returned()).isEqualTo(usdc("0.0155"));
        assertThat(money.earned()).isEqualTo(usdc("0.006"));
        assertThat(money.inAll()).isEqualTo(usdc("0.006"));
    }

    @Test
    void aBookedShortfallIsALoss() {
        List<Withdrawal> made = List.of(MoneyScene.withdrawal(1, "0.001050"));
        LeaseMoney money = money(
                MoneyScene.paid("0.001166", made, 1, "0.000116"), MoneyScene.stopped(Usdc.ZERO, NOW), false, false);
        assertThat(money.lost()).isEqualTo(usdc("0.000116"));
        assertThat(money.missing()).isEqualTo(money.lost());
        assertThat(money.beyond()).isEqualTo(Usdc.ZERO);
    }

    @Property
    void theSumsAddUp(
            @ForAll @LongRange(min = 0, max = 900_000) long asked,
            @ForAll @LongRange(min = 0, max = 900_000) long out,
            @ForAll @LongRange(min = 0, max = 900_000) long owed) {
        List<Withdrawal> made = List.of(MoneyScene.withdrawal(1, new Usdc(out).format(6)));
        LeaseMoney money = money(
                MoneyScene.receipted(new Usdc(asked).format(6), made, 0),
                MoneyScene.stopped(new Usdc(owed), NOW),
                false,
                false);
        assertThat(money.withdrawn().plus(money.due())).isEqualTo(money.inAll());
        assertThat(money.inAll().plus(money.missing()))
                .isEqualTo(money.amountDue().orElseThrow().plus(money.beyond()));
        assertThat(money.due().plus(money.toReturn())).isEqualTo(new Usdc(owed));
        assertThat(money.earned()).isLessThanOrEqualTo(new Usdc(asked));
    }

    @Test
    void aChainIsSilentWhenItIsDownOrItsBlockIsOld() {
        assertThat(LeaseMoney.silent(CURRENT, NOW)).isFalse();
        assertThat(LeaseMoney.silent(CURRENT, NOW.plusSeconds(20))).isFalse();
        assertThat(LeaseMoney.silent(CURRENT, NOW.plusSeconds(21))).isTrue();
        assertThat(LeaseMoney.silent(chain(false, NOW), NOW)).isTrue();
        assertThat(LeaseMoney.silent(new ChainStatus(true, 1, "chain", 9, ""), NOW))
                .isFalse();
    }

    private static LeaseSummary summary(LeaseState.Paid lease, String out, String shortfall) {
        return new LeaseSummary(
                lease.id(),
                1,
                lease.terms().order().renter(),
                lease.terms().bid().gpuIds(),
                false,
                Optional.of(Receipt.Outcome.COMPLETED),
                "",
                Optional.of(BEGUN),
                NOW,
                lease.receipt().message().receipt().amountDue(),
                usdc(out),
                Usdc.ZERO,
                usdc(shortfall),
                Wei.ZERO,
                Optional.empty());
    }

    @Test
    void aClosedLeaseInTheViewCountsOnceInTheSums() {
        LeaseState.Paid paid = (LeaseState.Paid)
                MoneyScene.paid("0.006", List.of(MoneyScene.withdrawal(1, "0.005884")), 1, "0.000116");
        LedgerTotals closed = LedgerTotals.NONE.plus(summary(paid, "0.005884", "0.000116"));
        LeaseView inView = new LeaseView(1, paid, Optional.empty(), Optional.empty(), true);
        LeaseView open = new LeaseView(
                2, MoneyScene.running(BEGUN), Optional.of(MoneyScene.flowing(NOW)), Optional.empty(), false);
        RigMoney money = RigMoney.of(List.of(open, inView), closed, CURRENT, NOW);
        assertThat(money.withdrawn()).isEqualTo(usdc("0.005884"));
        assertThat(money.due()).isEqualTo(usdc("0.006"));
        assertThat(money.inAll()).isEqualTo(usdc("0.011884"));
        assertThat(money.lost()).isEqualTo(usdc("0.000116"));
        assertThat(money.beyond()).isEqualTo(Usdc.ZERO);
        assertThat(money.isFinal()).isTrue();
    }

    @Test
    void aPaidLeaseWhoseMoneyIsNotFinalIsStillOpenAndCounts() {
        LeaseState paid = MoneyScene.paid("0.006", List.of(MoneyScene.withdrawal(1, "0.006")), 0, "0");
        LeaseView view =
                new LeaseView(1, paid, Optional.of(MoneyScene.stopped(Usdc.ZERO, NOW)), Optional.empty(), false);
        RigMoney money = RigMoney.of(List.of(view), LedgerTotals.NONE, CURRENT, NOW);
        assertThat(money.withdrawn()).isEqualTo(usdc("0.006"));
        assertThat(money.withdrawnFinal()).isEqualTo(Usdc.ZERO);
    }

    @Test
    void theSumsAreAsOfTheOldestReadingWhileTheChainIsSilent() {
        LeaseView one =
                new LeaseView(1, MoneyScene.running(BEGUN), Optional.of(MoneyScene.flowing(NOW.minusSeconds(40))));
        LeaseView other =
                new LeaseView(2, MoneyScene.running(BEGUN), Optional.of(MoneyScene.flowing(NOW.minusSeconds(35))));
        ChainStatus down = chain(false, NOW);
        assertThat(RigMoney.of(List.of(one, other), LedgerTotals.NONE, down, NOW)
                        .asOf())
                .hasValue(NOW.minusSeconds(40));
        assertThat(RigMoney.of(List.of(), LedgerTotals.NONE, down, NOW).asOf()).isEmpty();
    }
}
