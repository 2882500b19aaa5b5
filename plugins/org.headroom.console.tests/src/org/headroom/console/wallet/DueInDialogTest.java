package org.headroom.console.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.headroom.console.fixture.FixtureDesk;
import org.headroom.console.wallet.WithdrawPresenter.Done;
import org.headroom.console.wallet.WithdrawPresenter.Line;
import org.headroom.console.wallet.WithdrawPresenter.Quoted;
import org.headroom.console.wallet.WithdrawPresenter.Quoting;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.StreamPayout;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.rig.RigMoney;
import org.headroom.model.rig.RigView;
import org.headroom.ui.text.UsdcFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The dialog and the header show the same sum as due, and the dialog names what of it a quote leaves out. */
class DueInDialogTest {
    private final FixtureDesk desk = new FixtureDesk();
    private final RigView rig = desk.view();
    private final KnownStreams known = KnownStreams.of(rig, rig.at());
    private final Usdc due = RigMoney.of(rig, rig.at()).due();
    private final WithdrawQuote whole = desk.quoteWithdrawal().join();

    @AfterEach
    void close() {
        desk.close();
    }

    private WithdrawQuote without(String... leases) {
        Predicate<StreamPayout> kept = p -> !List.of(leases).contains(known.label(p.stream()));
        return of(whole.payouts().stream().filter(kept).toList());
    }

    private WithdrawQuote of(List<StreamPayout> payouts) {
        return new WithdrawQuote(
                payouts,
                whole.to(),
                whole.gas(),
                whole.maxFeePerGas(),
                whole.networkFee(),
                whole.protocolFee(),
                whole.walletBalance(),
                whole.at());
    }

    private Usdc owed(String lease) {
        return known.owed().stream()
                .filter(o -> o.label().equals(lease))
                .findFirst()
                .orElseThrow()
                .due();
    }

    private List<Line> outside(WithdrawQuote quote) {
        return WithdrawPresenter.lines(new Quoted(quote), known).stream()
                .filter(l -> l.label().equals("   not in it"))
                .toList();
    }

    @Test
    void dueBeforeAndAfterTheQuoteIsTheHeadersSum() {
        Line expected = new Line("Due", UsdcFormat.EXACT.withUnit(due));
        assertThat(WithdrawPresenter.lines(Quoting.FIRST, known)).contains(expected);
        assertThat(WithdrawPresenter.lines(new Quoted(whole), known)).startsWith(expected);
        assertThat(known.owed().stream().map(KnownStreams.Owed::due).reduce(Usdc.ZERO, Usdc::plus))
                .isEqualTo(due);
    }

    private RigView with(ChainStatus chain) {
        return new RigView(
                rig.at(),
                rig.status(),
                rig.account(),
                rig.leases(),
                rig.market(),
                rig.decisions(),
                rig.link(),
                chain,
                rig.engine(),
                rig.balance(),
                rig.due(),
                rig.withdrawals(),
                rig.closed());
    }

    private List<Line> due(RigView view) {
        KnownStreams streams = KnownStreams.of(view, view.at(), ZoneOffset.UTC);
        return Stream.of(Quoting.of(view, Optional.empty()), new Quoted(whole), new Done(List.of()))
                .flatMap(s -> WithdrawPresenter.lines(s, streams).stream())
                .filter(l -> l.label().startsWith("Due"))
                .toList();
    }

    @Test
    void dueIsAsOfItsBlockWithTheReasonWhileTheChainDoesNotAnswer() {
        ChainStatus down =
                new ChainStatus(false, 8453, "Base", 7, "No answer.", Optional.of(rig.at()), Optional.empty());
        assertThat(due(with(down))).hasSize(3).allSatisfy(line -> {
            assertThat(line.label()).isEqualTo("Due");
            assertThat(line.value()).contains(", as of ").endsWith(": the chain does not answer");
            assertThat(line.older()).isTrue();
        });
        assertThat(due(rig)).hasSize(3).allSatisfy(line -> {
            assertThat(line.value()).doesNotContain("as of");
            assertThat(line.older()).isFalse();
        });
    }

    @Test
    void dueOfAnOldNewestBlockNamesItsAge() {
        Instant old = rig.at().minusSeconds(92);
        ChainStatus stale = new ChainStatus(true, 8453, "Base", 7, "Connected.", Optional.of(old), Optional.empty());
        assertThat(due(with(stale)))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.value()).endsWith(": the chain's newest block is 1 min 32 s old"));
    }

    @Test
    void nothingIsLeftOutWhereTheQuoteHasAllStreamsThatAreDue() {
        assertThat(known.owed()).hasSizeGreaterThan(2);
        assertThat(outside(whole)).isEmpty();
    }

    @Test
    void streamThatIsNewerThanTheQuoteIsNamedWithItsAmount() {
        assertThat(outside(without("L-0361")))
                .containsExactly(
                        new Line(
                                "   not in it",
                                UsdcFormat.EXACT.withUnit(owed("L-0361"))
                                        + " of L-0361: its stream is newer than this quote. Open this window again to include it."));
    }

    @Test
    void streamThatCannotBeReadIsNamedWithTheReason() {
        assertThat(outside(without("L-0360")))
                .containsExactly(new Line(
                        "   not in it",
                        UsdcFormat.EXACT.withUnit(owed("L-0360"))
                                + " of L-0360: its stream cannot be read. It stays due."));
    }

    @Test
    void streamForWhichAFullWithdrawalHasNoRoomIsSaidToComeWithTheNextOne() {
        StreamRef one = whole.streams().getFirst();
        WithdrawQuote full = of(IntStream.range(0, WithdrawQuote.MOST_STREAMS)
                .mapToObj(
                        n -> new StreamRef(one.chainId(), one.contract(), one.token(), BigInteger.valueOf(900_000 + n)))
                .map(s -> StreamPayout.all(s, Usdc.parse("1")))
                .toList());
        assertThat(outside(full))
                .contains(
                        new Line(
                                "   not in it",
                                UsdcFormat.EXACT.withUnit(owed("L-0361"))
                                        + " of L-0361: one withdrawal takes the 40 streams with most money. The others come with the next one."));
    }

    @Test
    void whatManyStreamsOweOutsideTheQuoteStillAddsUp() {
        List<Line> lines = outside(without("L-0361", "L-0360", "L-0359", "L-0358"));
        assertThat(lines).hasSize(3);
        assertThat(lines.getLast().value()).endsWith(" of 2 more leases");
        Usdc sum = lines.stream().map(l -> Usdc.parse(l.value().split(" ")[0])).reduce(Usdc.ZERO, Usdc::plus);
        assertThat(sum).isEqualTo(due);
    }

    @Test
    void whatTheQuotePaysAndWasNotCountedAsDueIsNamed() {
        KnownStreams unread = new KnownStreams(
                known.labels(),
                known.flowing(),
                known.due().map(d -> d.minus(owed("L-0358"))),
                known.owed().stream().filter(o -> !o.label().equals("L-0358")).toList(),
                known.asOf());
        assertThat(WithdrawPresenter.lines(new Quoted(whole), unread))
                .contains(new Line(
                        "   besides",
                        UsdcFormat.EXACT.withUnit(owed("L-0358")) + " of L-0358: not known before this quote"));
        assertThat(WithdrawPresenter.lines(new Quoted(whole), known))
                .extracting(Line::label)
                .doesNotContain("   besides");
    }

    @Test
    void whatIsDueAfterTheWithdrawalIsSaidToBeNoPartOfIt() {
        List<Line> lines = WithdrawPresenter.lines(new Done(List.of()), known);
        assertThat(lines.getLast())
                .isEqualTo(new Line("Due now", UsdcFormat.EXACT.withUnit(due) + ", not in this withdrawal"));
    }
}
