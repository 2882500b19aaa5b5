package org.headroom.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.headroom.console.desk.GpuScene;
import org.headroom.console.desk.LeaseFigures;
import org.headroom.console.desk.Services;
import org.headroom.console.earnings.EarningsPresenter;
import org.headroom.console.fixture.FixtureDesk;
import org.headroom.console.fixture.FixtureWatch;
import org.headroom.console.gpus.GpusPresenter;
import org.headroom.console.job.JobPresenter;
import org.headroom.console.leases.LeasesPresenter;
import org.headroom.console.market.MarketPresenter;
import org.headroom.console.market.MarketPresenter.Section;
import org.headroom.console.wallet.WalletPresenter;
import org.headroom.console.wallet.WithdrawFailures;
import org.headroom.console.wallet.WithdrawPresenter;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamClaim;
import org.headroom.model.payment.StreamPayout;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigStatus;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PresentersTest {
    private final FixtureWatch watch = new FixtureWatch();
    private final FixtureDesk desk = new FixtureDesk();
    private final Instant now = Instant.now();

    @AfterEach
    void close() {
        watch.close();
        desk.close();
    }

    private static List<String> words(Row row) {
        return row.cells().stream().map(Cell::words).toList();
    }

    private List<Row> gpus(Optional<RigView> rig) {
        return GpusPresenter.rows(new GpuScene(watch, rig, Optional.empty(), Optional.empty(), now, ZoneOffset.UTC));
    }

    @Test
    void aGpuSaysByWordWhetherItIsLeasedOfferedYoursOrLost() {
        List<Row> rows = gpus(Optional.of(desk.view()));
        assertThat(rows).extracting(r -> words(r).get(1)).containsExactly("Leased", "Offered", "Yours", "Lost");
    }

    @Test
    void aSimulatedGpuSaysSoInTheTable() {
        List<Row> rows = gpus(Optional.of(desk.view()));
        assertThat(words(rows.get(3)).get(0)).isEqualTo("3 Tesla T4 (simulated)");
        assertThat(words(rows.get(0)).get(0)).doesNotContain("simulated");
    }

    @Test
    void aLostGpuShowsNoOldReadings() {
        Row lost = gpus(Optional.empty()).get(3);
        assertThat(words(lost)).contains("no reading", "off the bus").doesNotContain("31");
    }

    @Test
    void aPausedRigOffersNothing() {
        desk.takeWork(false);
        List<Row> rows = gpus(Optional.of(desk.view()));
        assertThat(words(rows.get(1)).get(1)).isEqualTo("Paused");
    }

    @Test
    void aRunningLeaseEarnsWhatItsStreamHoldsForUs() {
        LeaseFigures running = new LeaseFigures(desk.view().leases().get(0), now);
        assertThat(running.running()).isTrue();
        assertThat(running.earned()).hasValueSatisfying(e -> assertThat(e).isGreaterThan(Usdc.parse("0.55")));
        assertThat(running.runway())
                .hasValueSatisfying(r -> assertThat(r).isBetween(Duration.ofMinutes(100), Duration.ofHours(2)));
    }

    @Test
    void anEndedLeaseEarnsItsReceiptToTheBaseUnit() {
        LeaseView ended = desk.view().leases().get(1);
        LeaseFigures figures = new LeaseFigures(ended, now.plusSeconds(3600));
        assertThat(figures.earned()).isEqualTo(figures.receipt().map(r -> r.amountDue()));
        Row row = LeasesPresenter.rows(desk.view(), watch.gpus(), now).get(1);
        assertThat(words(row)).contains(figures.earned().orElseThrow().format(6), "no. 360 signed");
    }

    @Test
    void aFailedJobIsNotCalledPaid() {
        List<Row> rows = LeasesPresenter.rows(desk.view(), watch.gpus(), now);
        assertThat(words(rows.get(4))).contains("Job failed (137)");
        assertThat(words(rows.get(3))).contains("Stopped: funds");
    }

    @Test
    void stoppingSaysWhatItMeansAndIsOnlyForWhatRuns() {
        assertThat(LeasesPresenter.stopWords(desk.view().leases().get(0), now))
                .hasValueSatisfying(
                        w -> assertThat(w).contains("The renter is notified").contains("USDC"));
        assertThat(LeasesPresenter.stopWords(desk.view().leases().get(1), now)).isEmpty();
    }

    @Test
    void anOrderSaysWhyTheRigDidNotBid() {
        List<Row> orders = MarketPresenter.rows(Section.ORDERS, desk.view(), watch.gpus(), now, ZoneOffset.UTC);
        assertThat(words(orders.get(0))).contains("Bid", "bid price 0.400 USDC/h");
        assertThat(words(orders.get(1))).contains("No bid", "asks for 8 × H100; this rig has none");
        Cell why = orders.get(2).cells().get(6);
        assertThat(why.tip())
                .contains("✓ GPU:")
                .contains("✕ Price:")
                .contains("Bid price would have been 0.240 USDC/h.");
    }

    @Test
    void refusedMessagesAreListedInWords() {
        List<Row> refused = MarketPresenter.rows(Section.REFUSED, desk.view(), watch.gpus(), now, ZoneOffset.UTC);
        assertThat(words(refused.get(1))).contains("Wrong signer", "offer says 0x52c7…9c44, signed by 0x9d10…44ab");
    }

    @Test
    void theLogIsThatOfTheNewestLeaseUntilAnotherIsChosen() {
        RigView view = desk.view();
        assertThat(JobPresenter.choose(Optional.of(view), Optional.empty()))
                .hasValue(view.leases().get(0));
        LeaseView third = view.leases().get(2);
        assertThat(JobPresenter.choose(
                        Optional.of(view), Optional.of(third.state().id())))
                .hasValue(third);
    }

    @Test
    void aLogThatGrewIsAppendedAndOneThatWasCutIsShownAfresh() {
        assertThat(JobPresenter.appended("one\n", "one\ntwo\n")).hasValue("two\n");
        assertThat(JobPresenter.appended("one\n", "two\n")).isEmpty();
    }

    @Test
    void earningsAddUpToTheReceiptsAndWhatRuns() {
        RigView view = desk.view();
        EarningsPresenter earnings = EarningsPresenter.of(view, now, ZoneOffset.UTC);
        Usdc byHand = view.leases().stream()
                .filter(l -> !l.closed())
                .flatMap(l -> new LeaseFigures(l, now).earned().stream())
                .reduce(view.closed().withdrawn(), Usdc::plus);
        assertThat(earnings.money().earned()).isEqualTo(byHand);
        assertThat(earnings.days()).hasSize(22);
        assertThat(earnings.today()).isEqualTo(earnings.days().get(21).sum());
        assertThat(earnings.days().get(21).running().baseUnits()).isPositive();
    }

    @Test
    void streamsShowWhatIsDueNow() {
        List<Row> rows = WalletPresenter.rows(desk.view(), now);
        assertThat(words(rows.get(0))).contains("Flowing", "L-0361");
        assertThat(words(rows.get(4))).contains("Settled");
    }

    @Test
    void aFlowingStreamSaysSoAlthoughAWithdrawalFromItIsNotFinal() {
        desk.withdraw(desk.quoteWithdrawal().join()).join();
        List<Row> rows = WalletPresenter.rows(desk.view(), Instant.now());
        assertThat(words(rows.get(0))).contains("Flowing");
        assertThat(words(rows.get(2))).contains("Not final");
        assertThat(words(rows.get(2)).get(5)).isEqualTo("–");
    }

    @Test
    void theQuoteShowsAmountFeeAndAddressBeforeAnythingIsSigned() {
        WithdrawQuote quote = desk.quoteWithdrawal().join();
        WithdrawPresenter.Step step = new WithdrawPresenter.Quoted(quote);
        assertThat(WithdrawPresenter.title(step)).isEqualTo(quote.amount().format(6) + " USDC");
        assertThat(WithdrawPresenter.lines(step).toString())
                .contains(quote.to().hex())
                .contains("ETH")
                .contains("gas");
        assertThat(WithdrawPresenter.mayConfirm(step)).isTrue();
        assertThat(WithdrawPresenter.mayConfirm(new WithdrawPresenter.Sending(quote)))
                .isFalse();
    }

    private static WithdrawQuote returning(WithdrawQuote q) {
        StreamRef stream = q.streams().getFirst();
        EthAddress renter = new EthAddress("0x" + "8c".repeat(20));
        StreamClaim claim = StreamClaim.limited(stream, new StreamClaim.Limit(Usdc.parse("0.00175"), renter, true));
        return new WithdrawQuote(
                List.of(StreamPayout.of(
                                claim, new StreamPayout.Owed(Usdc.parse("0.017266"), Usdc.parse("0.017266"), true))
                        .orElseThrow()),
                q.to(),
                q.gas(),
                q.maxFeePerGas(),
                q.networkFee(),
                q.protocolFee(),
                q.walletBalance(),
                q.at());
    }

    @Test
    void aWithdrawalThatReturnsMoneyShowsWhatGoesWhereAndWhy() {
        WithdrawPresenter.Step step =
                new WithdrawPresenter.Quoted(returning(desk.quoteWithdrawal().join()));
        assertThat(WithdrawPresenter.title(step)).isEqualTo("0.001750 USDC");
        assertThat(WithdrawPresenter.lines(step))
                .contains(
                        new WithdrawPresenter.Line("To you", "0.001750 USDC"),
                        new WithdrawPresenter.Line("Back to renters", "at least 0.015516 USDC, 1 lease"),
                        new WithdrawPresenter.Line("Streams ended", "1, whose leases are over"));
        assertThat(WithdrawPresenter.sentence(step)).contains("goes back to the renters");
    }

    @Test
    void aWithdrawalThatReturnsNothingSaysNothingOfRenters() {
        WithdrawPresenter.Step step =
                new WithdrawPresenter.Quoted(desk.quoteWithdrawal().join());
        assertThat(WithdrawPresenter.lines(step))
                .extracting(WithdrawPresenter.Line::label)
                .contains("To you", "Payout address")
                .doesNotContain("Back to renters", "Streams ended");
        assertThat(WithdrawPresenter.sentence(step)).doesNotContain("renter");
    }

    @Test
    void aWithdrawalThatReturnedMoneySaysHowMuch() {
        Withdrawal out = new Withdrawal(
                desk.quoteWithdrawal().join().streams().getFirst(),
                Hash32.ZERO,
                7,
                Usdc.parse("0.00175"),
                Usdc.parse("0.015516"),
                120_000,
                Wei.ZERO,
                now);
        WithdrawPresenter.Step step = new WithdrawPresenter.Done(List.of(out));
        assertThat(WithdrawPresenter.title(step)).isEqualTo("0.001750 USDC");
        assertThat(WithdrawPresenter.lines(step).toString())
                .contains("0.001750 USDC, 0.015516 back to the renter")
                .contains("0.001750 USDC to you, 0.015516 USDC to renters, fee 0 ETH");
        assertThat(WithdrawPresenter.sentence(step)).contains("back with the renters");
    }

    @Test
    void aWalletThatCannotPayTheFeeIsToldWhatItNeeds() {
        WithdrawQuote q = desk.quoteWithdrawal().join();
        WithdrawQuote poor = new WithdrawQuote(
                q.payouts(),
                q.to(),
                q.gas(),
                q.maxFeePerGas(),
                q.networkFee(),
                q.protocolFee(),
                new Wei(BigInteger.TWO),
                q.at());
        assertThat(WithdrawPresenter.mayConfirm(new WithdrawPresenter.Quoted(poor)))
                .isFalse();
        assertThat(WithdrawPresenter.sentence(new WithdrawPresenter.Quoted(poor)))
                .contains("Send it at least");
    }

    @Test
    void aPaymentFailureIsShownWithWhatItMeansForTheMoneyAndThatNobodyAsksAgainByItself() {
        var failure = new CompletionException(
                new PaymentFailure(PaymentFailure.Kind.UNREACHABLE, "The chain does not answer at 127.0.0.1:8545."));
        assertThat(WithdrawPresenter.sentence(WithdrawFailures.failed(failure, false)))
                .isEqualTo("The chain does not answer at 127.0.0.1:8545.\n"
                        + "What it means: the money stays in the streams and stays yours.\n"
                        + "What to do: select Try again, later if it fails again. This window does not ask again"
                        + " by itself.");
    }

    @Test
    void aFailureAfterSendingDoesNotClaimThatNothingHappened() {
        var failure = new PaymentFailure(PaymentFailure.Kind.UNREACHABLE, "The chain does not answer.");
        assertThat(WithdrawPresenter.title(WithdrawFailures.failed(failure, true)))
                .isEqualTo("Status unknown");
        assertThat(WithdrawPresenter.title(WithdrawFailures.failed(failure, false)))
                .contains("Nothing was withdrawn");
    }

    @Test
    void aTransactionThatIsNotConfirmedIsNeitherAFailureNorASuccess() {
        var failure = new PaymentFailure(
                PaymentFailure.Kind.PENDING, "Status unknown: the transaction was sent but not confirmed.");
        WithdrawPresenter.Step step = WithdrawFailures.failed(new CompletionException(failure), true);
        assertThat(step).isInstanceOf(WithdrawPresenter.Unknown.class);
        assertThat(WithdrawPresenter.title(step)).isEqualTo("Status unknown");
        assertThat(WithdrawPresenter.sentence(step).split("\n"))
                .satisfiesExactly(
                        happened -> assertThat(happened).isEqualTo("The transaction was sent but not confirmed."),
                        means -> assertThat(means).contains("once or not at all", "stays yours"),
                        todo -> assertThat(todo).contains("do not withdraw again", "Wallet view"));
        assertThat(WithdrawPresenter.mayConfirm(step)).isFalse();
    }

    @Test
    void anErrorWithoutAReasonAfterConfirmingLeavesTheStatusUnknown() {
        WithdrawPresenter.Step step = WithdrawFailures.failed(new IllegalStateException("The rig is closing."), true);
        assertThat(step).isInstanceOf(WithdrawPresenter.Unknown.class);
        assertThat(WithdrawPresenter.sentence(step))
                .contains("may have been sent")
                .contains("The rig is closing.")
                .contains("What it means: ", "What to do: look at the Wallet view.");
    }

    @Test
    void twoNodesThatDisagreeAreShownWithTheirSentence() {
        var failure = new PaymentFailure(
                PaymentFailure.Kind.DISAGREEMENT, "Two nodes give different balances for stream 12.");
        WithdrawPresenter.Step step = WithdrawFailures.failed(failure, true);
        assertThat(WithdrawPresenter.title(step)).isEqualTo("Two nodes disagree");
        assertThat(WithdrawPresenter.sentence(step))
                .startsWith("Two nodes give different balances for stream 12. Nothing was withdrawn.\n"
                        + "What it means: the money stays in the streams and stays yours.\n"
                        + "What to do: select Try again");
    }

    @Test
    void viewsSaySomethingUsefulWhileNoServiceIsThere() {
        Services none = new Services();
        assertThat(none.gpus()).isEmpty();
        assertThat(none.rig()).isEmpty();
        assertThat(GpusPresenter.empty(Optional.empty()).hint()).isNotBlank();
        assertThat(LeasesPresenter.empty(Optional.empty()).title()).isEqualTo("The rig is not running");
        for (Section s : Section.values()) {
            assertThat(MarketPresenter.empty(s, Optional.empty()).hint()).isNotBlank();
            assertThat(MarketPresenter.empty(s, Optional.of(desk.view())).hint())
                    .isNotBlank();
        }
    }

    @Test
    void onlyAPausedRigWithoutLeasesIsToBeSwitchedOn() {
        RigView view = desk.view();
        for (RigStatus.Mode mode : RigStatus.Mode.values())
            assertThat(LeasesPresenter.empty(Optional.of(with(view, new RigStatus(mode, "", ""))))
                            .hint()
                            .contains("Switch to Taking work"))
                    .as(mode.toString())
                    .isEqualTo(mode == RigStatus.Mode.PAUSED);
    }

    private static RigView with(RigView v, RigStatus status) {
        return new RigView(
                v.at(),
                status,
                v.account(),
                List.of(),
                v.market(),
                v.decisions(),
                v.link(),
                v.chain(),
                v.engine(),
                v.balance(),
                v.due(),
                v.withdrawals(),
                v.closed());
    }

    @Test
    void servicesTellOfComingGoingAndChanges() {
        Services services = new Services();
        int[] told = {0};
        try (var s = services.onChange(() -> told[0]++)) {
            services.deskCame(desk);
            assertThat(services.rig()).isPresent();
            int before = told[0];
            desk.takeWork(false);
            assertThat(told[0]).isGreaterThan(before);
            services.deskWent(desk);
        }
        assertThat(services.rig()).isEmpty();
    }
}
