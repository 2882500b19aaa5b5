package org.headroom.console.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.headroom.model.bidding.GpuNet;
import org.headroom.model.bidding.PricePoint;
import org.headroom.model.bidding.PriceSpread;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Offer;
import org.headroom.model.market.OfferId;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.market.Requirements;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.MarketView;
import org.headroom.model.units.ByteCount;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Row;
import org.junit.jupiter.api.Test;

class OrderBookTest {
    private static final EthAddress ME = new EthAddress("0x3f1c0a6d2be94758a3c1f06be2d18c94a05b7e62");
    private static final EthAddress OTHER = new EthAddress("0x52c7a90be4d6138fa07c3512be9d46f8120a9c44");
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String RTX = "NVIDIA GeForce RTX 4090";
    private int made;

    private Validity validity() {
        return new Validity(NOW, NOW.plusSeconds(600), new Hash32("0x" + String.format("%064x", ++made)));
    }

    private Offer offer(EthAddress who, String gpu, String ask, boolean simulated) {
        return new Offer(
                new OfferId("offer-00" + ++made),
                who,
                "rig",
                new GpuId("GPU-" + made),
                gpu,
                new ByteCount(24L << 30),
                Optional.empty(),
                simulated,
                Usdc.parse(ask),
                new PaymentTerms(8453, OTHER, OTHER, who),
                validity());
    }

    private Order order(Optional<String> model, int gpus, String ceiling, int gib) {
        return new Order(
                new OrderId("order-00" + ++made),
                OTHER,
                new Requirements(gpus, model, new ByteCount((long) gib << 30)),
                new Manifest(
                        "image",
                        List.of(),
                        Map.of(),
                        new Limits(1000, new ByteCount(1L << 30), 10, Duration.ofHours(1))),
                Usdc.parse(ceiling),
                Duration.ofHours(1),
                validity());
    }

    private static OrderBook book(List<Offer> offers, List<Order> orders, GpuNet... nets) {
        List<GpuReading> gpus = new ArrayList<>();
        for (GpuNet net : nets)
            gpus.add(new GpuReading(
                    new GpuIdentity(net.gpu(), 0, RTX, Optional.empty(), Optional.empty(), Optional.empty(), false),
                    GpuReading.State.OK,
                    "",
                    Optional.empty(),
                    Optional.empty()));
        return OrderBook.of(
                new MarketView(offers, orders, List.of(), List.of(), Set.of(OTHER)), ME, gpus, List.of(nets));
    }

    private static List<String> words(Row row) {
        return row.cells().stream().map(Cell::words).toList();
    }

    @Test
    void aModelIsOneRowWithItsSpreadAndMyPlaceAmongTheAsks() {
        List<Offer> offers = new ArrayList<>();
        for (int i = 1; i <= 10; i++) offers.add(offer(OTHER, RTX, "0.3" + (i - 1), false));
        offers.add(offer(ME, RTX, "0.35", false));
        OrderBook book = book(offers, List.of(order(Optional.of("rtx 4090"), 1, "0.40", 16)));
        assertThat(book.lines()).hasSize(1);
        OrderBook.Line line = book.lines().getFirst();
        assertThat(line.spread())
                .contains(new PriceSpread(11, Usdc.parse("0.31"), Usdc.parse("0.35"), Usdc.parse("0.38")));
        assertThat(line.cheaper()).isEqualTo(5);
        assertThat(words(book.rows().getFirst()))
                .containsExactly(
                        "RTX 4090",
                        "11",
                        "0.310",
                        "0.350",
                        "0.380",
                        "0.310 to 0.380, median 0.350, mine 0.350",
                        "0.350",
                        "6 of 11",
                        "0.400",
                        "1");
    }

    @Test
    void aCeilingForSeveralGpusCountsForOne() {
        OrderBook book = book(
                List.of(offer(OTHER, RTX, "0.40", false)),
                List.of(order(Optional.of("RTX 4090"), 3, "1.00", 16), order(Optional.empty(), 1, "0.30", 0)));
        assertThat(book.lines().getFirst().best()).contains(Usdc.parse("0.333333"));
        assertThat(book.lines().getFirst().orders()).isEqualTo(2);
    }

    @Test
    void anOrderThatNeedsMoreMemoryThanTheModelHasDoesNotCount() {
        OrderBook book =
                book(List.of(offer(OTHER, RTX, "0.40", false)), List.of(order(Optional.empty(), 1, "9.00", 80)));
        assertThat(book.lines().getFirst().orders()).isZero();
    }

    @Test
    void aModelThatIsOnlyWantedHasARowToo() {
        OrderBook book = book(List.of(), List.of(order(Optional.of("H100"), 1, "2.50", 80)));
        assertThat(words(book.rows().getFirst())).startsWith("H100", "0").contains("no offers", "2.500");
        assertThat(book.rows().getFirst().faded()).isTrue();
    }

    @Test
    void simulatedGpusStandApartAndServeNoOrder() {
        OrderBook book = book(
                List.of(offer(OTHER, RTX, "0.40", false), offer(OTHER, RTX, "0.01", true)),
                List.of(order(Optional.empty(), 1, "0.50", 0)));
        assertThat(book.lines()).extracting(l -> l.model().simulated()).containsExactly(false, true);
        assertThat(book.lines()).extracting(OrderBook.Line::orders).containsExactly(1, 0);
        assertThat(words(book.rows().get(1)).getFirst()).isEqualTo("RTX 4090 (simulated)");
    }

    @Test
    void whileNothingOfMineIsOnTheMarketMyPriceIsWhatIWouldAsk() {
        GpuNet net = new GpuNet(
                new GpuId("GPU-me"),
                true,
                Optional.of(Usdc.parse("0.385")),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        OrderBook book =
                book(List.of(offer(OTHER, RTX, "0.40", false), offer(OTHER, RTX, "0.30", false)), List.of(), net);
        OrderBook.Line line = book.lines().getFirst();
        assertThat(line.offered()).isFalse();
        assertThat(words(book.rows().getFirst())).contains("0.385", "2 of 3", "0.300");
    }

    @Test
    void theChartStandsAboutThePricesOfNow() {
        OrderBook.Line line = book(List.of(offer(OTHER, RTX, "0.34", false), offer(ME, RTX, "0.46", false)), List.of())
                .lines()
                .getFirst();
        assertThat(PriceChart.scale(line).floor()).isBetween(0.1, 0.34);
        assertThat(PriceChart.scale(line).ceiling()).isBetween(0.46, 0.8);
        assertThat(PriceChart.cell(line).lines())
                .extracting(l -> l.figure(l.newest().orElse(Double.NaN)))
                .containsExactly("0.340", "0.460");
    }

    private static PricePoint point(int minute, String price) {
        return new PricePoint(
                NOW.plus(Duration.ofMinutes(minute)),
                PriceSpread.of(List.of(Usdc.parse(price))).orElseThrow(),
                Optional.empty());
    }

    @Test
    void aPriceHoldsUntilTheNextAndForAnHourAtMost() {
        List<PriceCurve.Step> steps = PriceCurve.steps(
                List.of(point(0, "0.40"), point(30, "0.50"), point(300, "0.60")),
                60_000,
                NOW.plus(Duration.ofMinutes(310)));
        PriceCurve curve = new PriceCurve(steps, false);
        assertThat(IntStream.range(0, curve.size()).mapToObj(curve::mean))
                .containsExactly(0.4, 0.4, 0.5, 0.5, Double.NaN, 0.6, 0.6);
        assertThat(curve.at(1)).isEqualTo(NOW.plus(Duration.ofMinutes(30)).minusMillis(1));
        assertThat(curve.at(3)).isEqualTo(NOW.plus(Duration.ofMinutes(30)).plus(PriceCurve.HOLDS));
        assertThat(new PriceCurve(steps, true).mean(0)).isNaN();
    }

    @Test
    void pricesThatLieCloserThanTheEyeSeesAreNotDoubled() {
        List<PriceCurve.Step> steps =
                PriceCurve.steps(List.of(point(0, "0.40"), point(1, "0.50")), 60_000, NOW.plus(Duration.ofMinutes(1)));
        assertThat(steps).hasSize(2);
    }
}
