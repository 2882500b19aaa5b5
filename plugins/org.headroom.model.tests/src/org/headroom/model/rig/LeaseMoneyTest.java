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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** Columns: seconds between polls, of the longest read, and from the newest block to the next one, one being missed. */
    @ParameterizedTest
    @CsvSource({"8, 0, 12", "8, 15, 24", "20, 15, 24", "30, 15, 24"})
    void amountsStayCurrentBetweenPollsWithTwelveSecondBlocksASlowNodeAndAMissedBlock(int poll, int read, int block) {
        Instant last = NOW.minusSeconds(poll + read + block);
        LeaseMoney money = money(
                MoneyScene.running(BEGUN), MoneyScene.flowing(last), false, LeaseMoney.silent(chain(true, last), NOW));
        assertThat(money.asOf()).isEmpty();
    }

    @Test
    void dueStaysAtTheLastBlockWhileTheChainAnswersWithAnOldBlock() {
        Instant last = NOW.minus(LeaseMoney.CURRENT).minusSeconds(1);
        LeaseMoney money = money(MoneyScene.running(BEGUN), MoneyScene.flowing(last), false, false);
        assertThat(money.asOf()).hasValue(last);
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

    /** A loss is booked when no more seems to come, and then more comes. */
    @Property
    void theSumsAddUpAfterALossWasBookedAndAreTheSameWhenTheLeaseIsClosed(
            @ForAll @LongRange(min = 1, max = 900_000) long asked,
            @ForAll @LongRange(min = 0, max = 900_000) long before,
            @ForAll @LongRange(min = 0, max = 900_000) long after,
            @ForAll @LongRange(min = 0, max = 900_000) long owed) {
        List<Withdrawal> made = List.of(
                MoneyScene.withdrawal(1, new Usdc(before).format(6)),
                MoneyScene.withdrawal(2, new Usdc(after).format(6)));
        String booked = new Usdc(Math.max(0, asked - before)).format(6);
        LeaseState.Paid paid = (LeaseState.Paid) MoneyScene.paid(new Usdc(asked).format(6), made, 2, booked);

        LeaseMoney withDue = money(paid, MoneyScene.stopped(new Usdc(owed), NOW), false, false);
        assertThat(withDue.inAll().plus(withDue.lost())).isEqualTo(new Usdc(asked).plus(withDue.beyond()));
        assertThat(withDue.lost()).isEqualTo(withDue.missing());
        assertThat(withDue.earned().plus(withDue.lost())).isEqualTo(new Usdc(asked));

        LeaseMoney open = money(paid, MoneyScene.stopped(Usdc.ZERO, NOW), false, false);
        LeaseMoney closed = money(paid, MoneyScene.stopped(Usdc.ZERO, NOW), true, false);
        LeaseSummary summary = summary(paid);
        RigMoney sums = RigMoney.of(List.of(), LedgerTotals.NONE.plus(summary), CURRENT, NOW);
        assertThat(closed).isEqualTo(open);
        assertThat(LeaseMoney.of(summary)).isEqualTo(open);
        assertThat(sums).isEqualTo(RigMoney.of(List.of(view(paid)), LedgerTotals.NONE, CURRENT, NOW));
        assertThat(sums.earned()).isEqualTo(open.earned());
        assertThat(sums.earned().plus(sums.lost())).isEqualTo(new Usdc(asked));
    }

    private static LeaseView view(LeaseState lease) {
        return new LeaseView(1, lease, Optional.of(MoneyScene.stopped(Usdc.ZERO, NOW)), Optional.empty(), false);
    }

    @Test
    void whatComesAfterALossWasBookedIsEarnedAndNoLossBeforeAndAfterTheLeaseIsClosed() {
        List<Withdrawal> made = List.of(MoneyScene.withdrawal(1, "0.004"), MoneyScene.withdrawal(2, "0.002"));
        LeaseState.Paid paid = (LeaseState.Paid) MoneyScene.paid("0.010", made, 2, "0.006");
        LedgerTotals totals = LedgerTotals.NONE.plus(summary(paid));
        for (RigMoney money : List.of(
                RigMoney.of(List.of(view(paid)), LedgerTotals.NONE, CURRENT, NOW),
                RigMoney.of(List.of(), totals, CURRENT, NOW))) {
            assertThat(money.earned()).isEqualTo(usdc("0.006"));
            assertThat(money.lost()).isEqualTo(usdc("0.004"));
            assertThat(money.beyond()).isEqualTo(Usdc.ZERO);
        }
    }

    @Test
    void aLossIsNotMoreThanWasBookedWhereAWithdrawalIsTakenBackAndNotLessThanNothing() {
        List<Withdrawal> little = List.of(MoneyScene.withdrawal(1, "0.001"));
        List<Withdrawal> much = List.of(MoneyScene.withdrawal(1, "0.008"), MoneyScene.withdrawal(2, "0.005"));
        assertThat(MoneyScene.paid("0.010", little, 1, "0.006").loss(Usdc.ZERO)).isEqualTo(usdc("0.006"));
        assertThat(MoneyScene.paid("0.010", much, 2, "0.002").loss(Usdc.ZERO)).isEqualTo(Usdc.ZERO);
        assertThat(MoneyScene.receipted("0.010", little, 1).loss(Usdc.ZERO)).isEqualTo(Usdc.ZERO);
        assertThat(MoneyScene.running(BEGUN).loss(Usdc.ZERO)).isEqualTo(Usdc.ZERO);
    }

    @Test
    void aChainIsSilentWhenItIsDownOrItsBlockIsOld() {
        assertThat(LeaseMoney.silent(CURRENT, NOW)).isFalse();
        assertThat(LeaseMoney.silent(CURRENT, NOW.plusSeconds(75))).isFalse();
        assertThat(LeaseMoney.silent(CURRENT, NOW.plusSeconds(76))).isTrue();
        assertThat(LeaseMoney.silent(chain(false, NOW), NOW)).isTrue();
        assertThat(LeaseMoney.silent(new ChainStatus(true, 1, "chain", 9, ""), NOW))
                .isFalse();
    }

    private static LeaseSummary summary(LeaseState.Paid lease) {
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
                lease.withdrawn(),
                Usdc.ZERO,
                lease.loss(Usdc.ZERO),
                Wei.ZERO,
                Optional.empty());
    }

    @Test
    void aClosedLeaseInTheViewCountsOnceInTheSums() {
        LeaseState.Paid paid = (LeaseState.Paid)
                MoneyScene.paid("0.006", List.of(MoneyScene.withdrawal(1, "0.005884")), 1, "0.000116");
        LedgerTotals closed = LedgerTotals.NONE.plus(summary(paid));
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
    void theSumsNameTheOldestAndTheNewestReadingWhileTheChainIsSilent() {
        LeaseView one =
                new LeaseView(1, MoneyScene.running(BEGUN), Optional.of(MoneyScene.flowing(NOW.minusSeconds(40))));
        LeaseView other =
                new LeaseView(2, MoneyScene.running(BEGUN), Optional.of(MoneyScene.flowing(NOW.minusSeconds(35))));
        ChainStatus down = chain(false, NOW);
        assertThat(RigMoney.of(List.of(one, other), LedgerTotals.NONE, down, NOW)
                        .asOf())
                .hasValue(new ReadingTimes(NOW.minusSeconds(40), NOW.minusSeconds(35)));
        assertThat(RigMoney.of(List.of(), LedgerTotals.NONE, down, NOW).asOf()).isEmpty();
    }
}
