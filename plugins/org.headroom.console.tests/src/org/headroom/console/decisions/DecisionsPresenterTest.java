package org.headroom.console.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.console.decisions.DecisionsPresenter.Answer;
import org.headroom.console.decisions.DecisionsPresenter.Span;
import org.headroom.console.decisions.DecisionsPresenter.Wanted;
import org.headroom.console.desk.OrderWords;
import org.headroom.console.fixture.FixtureBidDesk;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.DecisionFilter;
import org.headroom.model.bidding.DryRun;
import org.headroom.model.bidding.GpuTerms;
import org.headroom.model.bidding.Pricing;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.Decision;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecisionsPresenterTest {
    private final FixtureBidDesk desk = new FixtureBidDesk();
    private final Instant now = Instant.now();

    @AfterEach
    void close() {
        desk.close();
    }

    private List<Decision> decisions(Wanted wanted) {
        return desk.decisions(wanted.filter(now), 500).join();
    }

    private static List<String> words(Row row) {
        return row.cells().stream().map(Cell::words).toList();
    }

    private Decision first(boolean bid) {
        return decisions(Wanted.ALL.with(bid ? Answer.BID : Answer.NOT_BID)).stream()
                .filter(d -> d.price().isPresent())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsChosenBecomesAFilter() {
        Wanted wanted = Wanted.ALL
                .with(Answer.NOT_BID)
                .with(Span.WEEK)
                .gated(Optional.of("Price"))
                .saying(" 0x8c41 ");
        assertThat(wanted.filter(now))
                .isEqualTo(new DecisionFilter(
                        Optional.of(false),
                        Optional.of("Price"),
                        Optional.of("0x8c41"),
                        Optional.of(now.minus(Duration.ofDays(7))),
                        Optional.empty()));
        assertThat(Wanted.ALL.filter(now)).isEqualTo(DecisionFilter.ALL);
    }

    @Test
    void aRowSaysWhatWasAnsweredAndTheGateThatSaidNo() {
        Decision no = first(false);
        List<String> row =
                words(DecisionsPresenter.rows(List.of(no), now, ZoneOffset.UTC).getFirst());
        assertThat(row).contains("No bid");
        assertThat(row.getLast())
                .isEqualTo(no.refusedBy().orElseThrow().name() + ": "
                        + no.refusedBy().orElseThrow().reason());
        Decision yes = first(true);
        assertThat(words(DecisionsPresenter.rows(List.of(yes), now, ZoneOffset.UTC)
                        .getFirst()))
                .contains("Bid", yes.price().orElseThrow().asPrice(), "all 9 conditions met");
    }

    @Test
    void thePriceThatWouldHaveBeenBidStandsBesideTheRefusal() {
        Decision no = decisions(Wanted.ALL.gated(Optional.of("Price"))).getFirst();
        assertThat(DecisionsPresenter.priceLine(no, false))
                .startsWith("Bid price would be ")
                .endsWith("above what the renter would pay.");
        assertThat(DecisionsPresenter.priceLine(first(true), false)).startsWith("Bid price ");
        assertThat(DecisionsPresenter.headline(first(true), true)).startsWith("Would bid ");
    }

    @Test
    void gatesThatSaidNoCanBeChosenAndTheChosenOneStays() {
        List<Decision> all = decisions(Wanted.ALL);
        assertThat(DecisionsPresenter.gateNames(all, Optional.empty())).contains("Hardware", "Price", "Idle");
        assertThat(DecisionsPresenter.gateNames(List.of(), Optional.of("Schedule")))
                .containsExactly("Schedule");
    }

    @Test
    void anOrderIsToldInWords() {
        Decision d = decisions(Wanted.ALL).stream()
                .filter(x -> x.order().provider().isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(OrderWords.all(d.order(), ZoneOffset.UTC, now))
                .extracting(OrderWords.Asked::what)
                .startsWith("GPUs", "Pays up to", "Starts", "Open to", "Network")
                .endsWith("Order");
        assertThat(OrderWords.all(d.order(), ZoneOffset.UTC, now))
                .filteredOn(a -> a.what().equals("Open to"))
                .extracting(OrderWords.Asked::words)
                .containsExactly("this rig alone");
    }

    @Test
    void anEmptyViewSaysWhy() {
        assertThat(DecisionsPresenter.empty(Optional.empty(), Wanted.ALL, false, "")
                        .title())
                .isEqualTo("The rig is not judging orders");
        assertThat(DecisionsPresenter.empty(Optional.of(desk), Wanted.ALL, true, "")
                        .title())
                .isEqualTo("No order received yet");
        assertThat(DecisionsPresenter.empty(Optional.of(desk), Wanted.ALL.saying("x"), true, "")
                        .title())
                .isEqualTo("No such decision");
        assertThat(DecisionsPresenter.empty(Optional.of(desk), Wanted.ALL, true, "The disk is full.")
                        .hint())
                .startsWith("The disk is full.");
    }

    @Test
    void aTypedPriceHoldsForEveryGpuButWhatIsKeptOffStaysOff() {
        BidRules asked = DryRunPresenter.asked(desk.rules(), " 0.35 ");
        assertThat(asked.pricing()).isEqualTo(new Pricing.Fixed(Usdc.parse("0.35")));
        Map<GpuId, GpuTerms> gpus = asked.gpus();
        assertThat(gpus.values()).allMatch(t -> t.pricing().isEmpty());
        assertThat(gpus.values()).filteredOn(t -> !t.offered()).hasSize(1);
        assertThat(DryRunPresenter.asked(desk.rules(), "  ")).isEqualTo(desk.rules());
    }

    @Test
    void aPriceThatIsNoneIsNotRun() {
        assertThat(DryRunPresenter.fault("")).isEmpty();
        assertThat(DryRunPresenter.fault("0.35")).isEmpty();
        assertThat(DryRunPresenter.fault("0,35")).isNotEmpty();
        assertThat(DryRunPresenter.fault("-1")).isEqualTo("not below zero");
        assertThat(DryRunPresenter.fault("0.1234567")).isNotEmpty();
    }

    @Test
    void aDryRunSaysInOneSentenceWhatItComesTo() {
        DryRun run =
                new DryRun(now, now, 412, 31, 44, Usdc.parse("10.50"), Usdc.parse("9.25"), Usdc.parse("80"), List.of());
        assertThat(DryRunPresenter.sentence(run, "0.35"))
                .isEqualTo("At 0.35 USDC per GPU and hour: 13 bids more, 1.25 USDC less from the leases that ran.");
        assertThat(DryRunPresenter.figures(run))
                .extracting(DryRunPresenter.Figure::value)
                .containsExactly("412", "31", "44", "10.50", "9.25", "80.00");
        DryRun none = new DryRun(now, now, 0, 0, 0, Usdc.ZERO, Usdc.ZERO, Usdc.ZERO, List.of());
        assertThat(DryRunPresenter.sentence(none, "")).startsWith("No order was received");
    }

    @Test
    void changedAnswersStandThenAndNow() {
        DryRun run = desk.dryRun(DryRunPresenter.asked(desk.rules(), "0.30"), now.minus(Duration.ofDays(7)), now)
                .join();
        List<Row> rows = DryRunPresenter.rows(run, now, ZoneOffset.UTC);
        assertThat(rows).hasSameSizeAs(run.changed()).isNotEmpty();
        assertThat(rows).allSatisfy(r -> assertThat(r.cells()).hasSameSizeAs(DryRunPresenter.COLUMNS));
    }
}
