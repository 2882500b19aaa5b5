package org.headroom.console.leases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.headroom.console.desk.LeaseFigures;
import org.headroom.console.desk.LedgerDesk;
import org.headroom.console.earnings.EarningsPresenter;
import org.headroom.console.fixture.FixtureDesk;
import org.headroom.console.job.JobPresenter;
import org.headroom.console.wallet.WalletPresenter;
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.lease.LeaseTimes;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.StreamState;
import org.headroom.model.rig.DamagedLease;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigMoney;
import org.headroom.model.rig.RigView;
import org.headroom.model.units.Joules;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Role;
import org.headroom.ui.cell.Row;
import org.headroom.ui.text.Durations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Time and money as the views show them. */
class LeaseTextTest {
    private final FixtureDesk desk = new FixtureDesk();
    private final RigView rig = desk.view();
    private final Instant now = rig.at();

    @AfterEach
    void close() {
        desk.close();
    }

    private LeaseView lease(String label) {
        return rig.leases().stream()
                .filter(l -> l.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private LeaseText.Detail detail(String label) {
        return LeaseText.detail(new LeaseFigures(lease(label), now), now, ZoneOffset.UTC);
    }

    private static String value(LeaseText.Detail detail, String label) {
        return detail.figures().stream()
                .filter(f -> f.label().startsWith(label))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static List<String> words(Row row) {
        return row.cells().stream().map(Cell::words).toList();
    }

    private static Role role(Row row, int column) {
        return switch (row.cells().get(column).content()) {
            case Cell.Words w -> w.role();
            case Cell.Bar b -> b.fill();
            default -> throw new AssertionError("neither text nor a bar");
        };
    }

    private RigView silent() {
        ChainStatus down = new ChainStatus(false, 8453, "Base", 0, "No node answers.");
        return LedgerDesk.with(
                rig, rig.leases(), rig.closed(), down, rig.closed().leases());
    }

    @Test
    void everyAmountBelowTheTableHasItsUnit() {
        for (String label : List.of("L-0361", "L-0360", "L-0356", "L-0355"))
            assertThat(detail(label).figures())
                    .filteredOn(f -> f.value().matches("−?[0-9]+\\.[0-9]+"))
                    .isNotEmpty()
                    .allSatisfy(f -> assertThat(f.label()).endsWith(", USDC"));
    }

    @Test
    void columnsOfAmountsHaveTheirUnit() {
        assertThat(LeasesPresenter.columns(Optional.of(rig)))
                .filteredOn(c -> List.of("Earned", "Withdrawn", "Final", "Due").contains(c.title()))
                .hasSize(4)
                .allSatisfy(c -> assertThat(c.heading()).isEqualTo(c.title() + ", USDC"));
    }

    @Test
    void aShortfallIsShownAsALossWithItsReason() {
        LeaseText.Detail loss = detail("L-0356");
        assertThat(loss.sentence()).startsWith("Loss 0.000116 USDC: the stream ended short of the receipt.");
        assertThat(loss.warning()).isTrue();
        assertThat(new LeaseFigures(lease("L-0356"), now).word().words()).isEqualTo("Loss 0.000116");
    }

    @Test
    void withdrawnMoneyThatIsNotFinalSaysSo() {
        LeaseText.Detail seen = detail("L-0355");
        assertThat(seen.sentence()).contains("Not final yet: ").contains("can still be replaced");
        assertThat(value(seen, "Withdrawn")).isNotEqualTo("0.000000");
        assertThat(value(seen, "Final")).isEqualTo("0.000000");
        assertThat(new LeaseFigures(lease("L-0355"), now).word().words()).isEqualTo("Paid, not final");
    }

    @Test
    void moneyStandsBeforeTheReasonWhyTheStreamCannotBeReadSinceALongLineIsCutAtItsEnd() {
        LeaseView read = lease("L-0355");
        LeaseView unread = new LeaseView(
                read.number(), read.state(), read.stream(), Optional.of("The chain's node a:80 does not answer"));
        assertThat(LeaseText.detail(new LeaseFigures(unread, now), now, ZoneOffset.UTC)
                        .sentence())
                .containsSubsequence("Not final yet: ", "The stream cannot be read: The chain's node a:80");
    }

    @Test
    void anUnreadableStreamSaysWhyAndSinceWhen() {
        LeaseText.Detail unread = detail("L-0360");
        assertThat(unread.sentence()).startsWith("The stream cannot be read: The chain's node rpc.example");
        assertThat(unread.figures()).anyMatch(f -> f.label().startsWith("Due as of "));
        Row row = LeasesPresenter.rows(rig, List.of(), now).get(1);
        assertThat(words(row)).contains("L-0360", "No reading");
        assertThat(row.cells().get(4).tip()).contains("rpc.example does not answer for stream 960.");
    }

    @Test
    void whatAnEndedStreamHoldsPastTheReceiptIsNotSaidToGrow() {
        assertThat(new LeaseFigures(lease("L-0359"), now).flows()).isFalse();
        assertThat(detail("L-0359").sentence())
                .contains("Beyond the receipt: 0.000233 USDC. It is not earned.")
                .doesNotContain("pays", "flows");
    }

    @Test
    void whatAStreamPaysPastTheReceiptWhileItFlowsIsSaidToGrow() {
        LeaseView ended = lease("L-0359");
        StreamState stream = ended.stream().orElseThrow();
        StreamState flowing = new StreamState(
                stream.ref(),
                stream.sender(),
                stream.recipient(),
                RatePerSecond.ofHourly(Usdc.parse("0.42")),
                Usdc.parse("2"),
                stream.settledDebt(),
                now,
                false,
                stream.withdrawn(),
                stream.readAt());
        LeaseFigures figures = new LeaseFigures(
                new LeaseView(ended.number(), ended.state(), Optional.of(flowing), Optional.empty(), false), now);
        assertThat(figures.flows()).isTrue();
        assertThat(LeaseText.detail(figures, now, ZoneOffset.UTC).sentence())
                .contains("Beyond the receipt so far, while the stream flows on: 0.000233 USDC. It is not earned.");
    }

    @Test
    void withdrawnAndDueWithoutWhatIsBeyondTheReceiptAreEarnedInEveryRow() {
        for (LeaseView lease : rig.leases()) {
            LeaseText.Detail detail = detail(lease.label());
            Usdc beyond = LeaseMoney.of(lease, false, now).orElseThrow().beyond();
            Usdc sum = Usdc.parse(value(detail, "Withdrawn"))
                    .plus(Usdc.parse(value(detail, "Due")))
                    .minus(beyond);
            assertThat(value(detail, "Earned")).as(lease.label()).isEqualTo(sum.format(6));
        }
    }

    @Test
    void ranAndPaidTimeAreTheSameInEveryView() {
        for (LeaseView lease : rig.leases()) {
            LeaseTimes times = LeaseTimes.of(lease.state(), now).orElseThrow();
            assertThat(value(detail(lease.label()), "Ran")).isEqualTo(Durations.precise(times.ran()));
            assertThat(value(detail(lease.label()), "Paid time")).isEqualTo(Durations.precise(times.paid()));
            Row row = LeasesPresenter.rows(rig, List.of(), now).stream()
                    .filter(r -> r.key().equals(lease.state().id()))
                    .findFirst()
                    .orElseThrow();
            assertThat(row.cells().get(5).words()).isEqualTo(value(detail(lease.label()), "Ran"));
            assertThat(row.cells().get(6).words()).isEqualTo(value(detail(lease.label()), "Paid time"));
            assertThat(JobPresenter.headline(lease, now))
                    .contains(Durations.precise(times.ran()))
                    .contains("paid time " + Durations.precise(times.paid()));
        }
    }

    @Test
    void allViewsShowTheSameSums() {
        RigMoney money = RigMoney.of(rig, now);
        assertThat(EarningsPresenter.of(rig, now, ZoneOffset.UTC).money()).isEqualTo(money);
        assertThat(rig.due()).isEqualTo(money.due());
        Usdc due = WalletPresenter.rows(rig, now).stream()
                .map(r -> r.cells().get(3).words())
                .filter(w -> !w.equals("–"))
                .map(Usdc::parse)
                .reduce(Usdc.ZERO, Usdc::plus);
        assertThat(due).isEqualTo(money.due());
    }

    @Test
    void theNoteAndTheRowsSaySinceWhenTheChainIsSilent() {
        RigView down = silent();
        Instant block = lease("L-0361").stream().orElseThrow().readAt();
        String clock = Durations.clock(block, now, ZoneOffset.UTC);
        assertThat(LeasesPresenter.note(down, List.of(), true, now, ZoneOffset.UTC))
                .contains("as of ");
        LeaseText.Detail running = LeaseText.detail(LeaseFigures.all(down, now).getFirst(), now, ZoneOffset.UTC);
        assertThat(running.figures()).anyMatch(f -> f.label().equals("Due as of " + clock + ", USDC"));
    }

    @Test
    void valuesThatFollowTheChainAreSecondaryInEveryViewWhileItIsSilent() {
        RigView down = silent();
        LeaseText.Detail detail = LeaseText.detail(LeaseFigures.all(down, now).getFirst(), now, ZoneOffset.UTC);
        assertThat(detail.figures())
                .filteredOn(f -> f.label().startsWith("Due") || f.label().startsWith("Earned"))
                .extracting(LeaseText.Figure::role)
                .containsExactly(Role.SECONDARY, Role.SECONDARY);
        Row lease = LeasesPresenter.rows(down, List.of(), now).getFirst();
        assertThat(role(lease, 4)).isEqualTo(Role.BAR);
        assertThat(role(lease, 7)).isEqualTo(Role.SECONDARY);
        assertThat(role(lease, 10)).isEqualTo(Role.SECONDARY);
        Row stream = WalletPresenter.rows(down, now).getFirst();
        assertThat(words(stream).get(2)).isEqualTo("Flowing");
        assertThat(List.of(2, 3, 6)).extracting(column -> role(stream, column)).containsOnly(Role.SECONDARY);
    }

    @Test
    void valuesThatFollowTheChainHaveTheirOwnColoursWhileItAnswers() {
        Row lease = LeasesPresenter.rows(rig, List.of(), now).getFirst();
        assertThat(role(lease, 4)).isEqualTo(Role.BAR_HEALTHY);
        assertThat(role(lease, 7)).isEqualTo(Role.MONEY);
        Row stream = WalletPresenter.rows(rig, now).getFirst();
        assertThat(role(stream, 2)).isEqualTo(Role.HEALTHY);
        assertThat(role(stream, 3)).isEqualTo(Role.MONEY);
    }

    @Test
    void dueDoesNotGrowWhileTheChainIsSilent() {
        RigView down = silent();
        assertThat(RigMoney.of(down, now.plusSeconds(600)).due())
                .isEqualTo(RigMoney.of(down, now.plusSeconds(60)).due());
        assertThat(RigMoney.of(rig, now.plusSeconds(15)).due())
                .isGreaterThan(RigMoney.of(rig, now).due());
    }

    @Test
    void olderLeasesStandBelowThoseInTheViewEachOnce() {
        List<LeaseSummary> closed = desk.closedLeases(0, 100).join();
        List<Row> rows = LeasesPresenter.rows(rig, closed, List.of(), now);
        assertThat(rows.stream().map(Row::key)).doesNotHaveDuplicates();
        long inView = rig.leases().stream().filter(LeaseView::closed).count();
        assertThat(rows).hasSize(rig.leases().size() + 100 - (int) inView);
        List<String> first = words(rows.get(rig.leases().size()));
        LeaseSummary lease = closed.get((int) inView);
        assertThat(first).contains("L-0300", "Paid", lease.withdrawn().format(6));
        assertThat(rows.get(0).cells()).hasSameSizeAs(rows.getLast().cells());
        assertThat(LeasesPresenter.columns(Optional.of(rig)))
                .hasSameSizeAs(rows.getLast().cells());
    }

    @Test
    void anOlderLeaseHasItsFiguresBeforeItIsReadAndTheRestAfter() {
        LeaseSummary lease = desk.closedLeases(100, 1).join().getFirst();
        LeaseText.Detail before = LeaseText.detail(lease, Optional.empty(), now, ZoneOffset.UTC);
        assertThat(before.sentence()).contains("Reading the ledger…");
        assertThat(value(before, "Paid time")).isEqualTo("–");
        LeaseView read = desk.lease(lease.lease()).join().orElseThrow();
        LeaseText.Detail after = LeaseText.detail(new LeaseFigures(read, true, now), now, ZoneOffset.UTC);
        for (String same : List.of("Ran", "Withdrawn", "Final", "Due", "Earned", "Receipt"))
            assertThat(value(after, same)).as(same).isEqualTo(value(before, same));
        assertThat(value(after, "Paid time")).isNotEqualTo("–");
        assertThat(after.sentence()).contains("Receipt no. ");
        LeaseText.Detail failed = LeaseText.detail(lease, Optional.of("The disk is full"), now, ZoneOffset.UTC);
        assertThat(failed.sentence()).endsWith("could not be read from the ledger: The disk is full.");
    }

    @Test
    void earningsOfOlderLeasesAreCountedOnceAndOnTheirDay() {
        List<LeaseSummary> closed = desk.closedLeases(0, 1_000).join();
        EarningsPresenter earnings = EarningsPresenter.of(rig, closed, true, now, ZoneOffset.UTC);
        Usdc byHand = rig.leases().stream()
                .filter(l -> !l.closed())
                .map(l -> LeaseMoney.of(l, false, now).orElseThrow().inAll())
                .reduce(Usdc.ZERO, Usdc::plus);
        for (LeaseSummary s : closed) byHand = byHand.plus(s.withdrawn());
        assertThat(earnings.money().inAll()).isEqualTo(byHand);
        assertThat(earnings.money().withdrawn().plus(earnings.money().due())).isEqualTo(byHand);
        assertThat(earnings.since()).isEmpty();
        Instant first = EarningsPresenter.from(now, ZoneOffset.UTC);
        EarningsPresenter without = EarningsPresenter.of(rig, now, ZoneOffset.UTC);
        assertThat(without.days().getLast()).isEqualTo(earnings.days().getLast());
        assertThat(first).isBefore(now.minus(Duration.ofDays(20)));
    }

    @Test
    void daysThatAreNotKnownAsAWholeAreNamed() {
        List<LeaseSummary> some = desk.closedLeases(0, 5).join();
        EarningsPresenter earnings = EarningsPresenter.of(rig, some, false, now, ZoneOffset.UTC);
        assertThat(earnings.since())
                .hasValue(some.getLast()
                        .endedAt()
                        .atZone(ZoneOffset.UTC)
                        .toLocalDate()
                        .plusDays(1));
    }

    @Test
    void leaseWhoseRecordIsDamagedHasARowThatSaysWhatToDo() {
        DamagedLease lease = new DamagedLease(
                7, new LeaseId("bid-00000007"), "The record of lease bid-00000007 is damaged (event 12 is missing)");
        RigView damaged = new RigView(
                rig.at(),
                rig.status(),
                rig.account(),
                rig.leases(),
                rig.market(),
                rig.decisions(),
                rig.link(),
                rig.chain(),
                rig.engine(),
                rig.balance(),
                rig.due(),
                rig.withdrawals(),
                rig.closed(),
                List.of(lease),
                List.of());
        List<Row> rows = LeasesPresenter.rows(damaged, List.of(), now);
        assertThat(rows).hasSize(rig.leases().size() + 1);
        Row row = rows.getFirst();
        assertThat(row.key()).isEqualTo(lease.lease());
        assertThat(row.cells()).hasSameSizeAs(LeasesPresenter.columns(Optional.of(damaged)));
        assertThat(words(row)).contains("L-0007", "Damaged record");
        LeaseText.Detail detail = LeaseText.detail(lease, now, ZoneOffset.UTC);
        assertThat(detail.title()).isEqualTo("L-0007");
        assertThat(detail.warning()).isTrue();
        assertThat(detail.sentence())
                .contains("Withdraw from its stream by hand", "restore the newest backup")
                .endsWith("(event 12 is missing).");
    }

    @Test
    void energyThatWasIntegratedFromThePowerIsMarkedAsAnEstimate() {
        Optional<Joules> energy = Optional.of(new Joules(360_000_000));
        Cell counted = LeasesPresenter.energy(energy, Optional.of(EnergyEstimate.Source.COUNTER));
        Cell integrated = LeasesPresenter.energy(energy, Optional.of(EnergyEstimate.Source.INTEGRATED_POWER));

        assertThat(counted.content().words()).isEqualTo("0.10 kWh");
        assertThat(integrated.content().words()).isEqualTo("≈ 0.10 kWh");
        assertThat(integrated.tip()).contains("implausible");
        assertThat(LeasesPresenter.energy(Optional.empty(), Optional.empty())).isEqualTo(Cell.NONE);
    }
}
