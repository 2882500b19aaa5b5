package org.headroom.console.market;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.console.desk.GpuNames;
import org.headroom.model.bidding.GpuNet;
import org.headroom.model.bidding.PriceSpread;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.market.Offer;
import org.headroom.model.market.Order;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.MarketView;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Column;
import org.headroom.ui.cell.Role;
import org.headroom.ui.cell.Row;
import org.headroom.ui.text.Amounts;
import org.headroom.ui.text.UsdcFormat;

/** What is asked and what is wanted, model by model, dearest models first. Pure. */
public record OrderBook(List<Line> lines) {
    public static final List<Column> COLUMNS = List.of(
            Column.left("Model", 128, 4).as("model"),
            Column.right("Offers", 54, 0).as("offers").about("how many GPUs of this model are offered now"),
            Column.right("P10", 58, 0).as("p10").about("a tenth of the offers ask this or less, USDC an hour"),
            Column.right("Median", 62, 0).as("median").about("half of the offers ask this or less, USDC an hour"),
            Column.right("P90", 58, 0).as("p90").about("nine tenths of the offers ask this or less, USDC an hour"),
            Column.left("P10 to P90, mine", 116, 3)
                    .as("range")
                    .about(
                            "the line from the cheapest offer to the dearest, the bar from P10 to P90, the tick at the median, the arrow at my price"),
            Column.right("Mine", 58, 0).as("mine").about("what this rig asks, USDC an hour"),
            Column.right("My place", 72, 0).as("place").about("from the cheapest offer up"),
            Column.right("Best order", 74, 0)
                    .as("best")
                    .about("the most that an open order would pay for one such GPU, USDC an hour"),
            Column.right("Orders", 54, 0).as("orders").about("open orders that this model could serve"));

    public OrderBook {
        lines = List.copyOf(lines);
    }

    /**
     * One model.
     *
     * @param asks from the lowest up
     * @param name as GPUs are called in full; where nobody offers one, as the order calls it
     * @param offline offers among {@code asks} whose provider is not connected
     * @param cheaper offers below {@code mine}
     * @param offered whether {@code mine} is on the market; else it is what this rig would ask
     */
    public record Line(
            Model model,
            String name,
            List<Usdc> asks,
            int offline,
            Optional<PriceSpread> spread,
            Optional<Usdc> mine,
            boolean offered,
            int cheaper,
            int orders,
            Optional<Usdc> best) {}

    /** By what models are told apart: a simulated GPU is another thing than a real one. */
    public record Model(String brief, boolean simulated) {}

    /** @param nets what this rig's GPUs would ask, where they are not on the market */
    public static OrderBook of(MarketView market, EthAddress account, List<GpuReading> gpus, List<GpuNet> nets) {
        Map<Model, String> names = new LinkedHashMap<>();
        for (Offer o : market.offers()) names.putIfAbsent(model(o.gpuName(), o.simulated()), o.gpuName());
        for (GpuReading g : gpus)
            names.putIfAbsent(
                    model(g.identity().name(), g.identity().simulated()),
                    g.identity().name());
        for (Order o : market.orders())
            o.requirements()
                    .model()
                    .filter(m -> names.keySet().stream().noneMatch(k -> isA(k.brief(), m)))
                    .ifPresent(m -> names.put(new Model(m, false), m));
        Map<Model, List<Offer>> offers =
                market.offers().stream().collect(Collectors.groupingBy(o -> model(o.gpuName(), o.simulated())));
        return new OrderBook(names.entrySet().stream()
                .map(e -> line(
                        e.getKey(),
                        e.getValue(),
                        offers.getOrDefault(e.getKey(), List.of()),
                        market,
                        account,
                        gpus,
                        nets))
                .sorted(Comparator.comparing((Line l) -> l.model().simulated())
                        .thenComparing(
                                (Line l) -> l.spread().map(PriceSpread::median).orElse(Usdc.ZERO),
                                Comparator.reverseOrder()))
                .toList());
    }

    private static Model model(String gpuName, boolean simulated) {
        return new Model(GpuNames.brief(gpuName), simulated);
    }

    private static boolean isA(String brief, String wanted) {
        return brief.toLowerCase(Locale.ROOT).contains(GpuNames.brief(wanted).toLowerCase(Locale.ROOT));
    }

    private static Line line(
            Model model,
            String name,
            List<Offer> offers,
            MarketView market,
            EthAddress account,
            List<GpuReading> gpus,
            List<GpuNet> nets) {
        List<Usdc> asks = offers.stream().map(Offer::askPerHour).sorted().toList();
        long offline = offers.stream()
                .filter(o -> !o.provider().equals(account) && !market.online().contains(o.provider()))
                .count();
        Optional<Usdc> onMarket = offers.stream()
                .filter(o -> o.provider().equals(account))
                .map(Offer::askPerHour)
                .min(Comparator.naturalOrder());
        Optional<Usdc> mine = onMarket.or(() -> wouldAsk(model, gpus, nets));
        int cheaper = mine.map(
                        m -> (int) asks.stream().filter(a -> a.compareTo(m) < 0).count())
                .orElse(0);
        List<Order> orders =
                market.orders().stream().filter(o -> serves(model, offers, o)).toList();
        return new Line(
                model,
                name,
                asks,
                (int) offline,
                PriceSpread.of(asks),
                mine,
                onMarket.isPresent(),
                cheaper,
                orders.size(),
                orders.stream().map(OrderBook::perGpu).max(Comparator.naturalOrder()));
    }

    private static Optional<Usdc> wouldAsk(Model model, List<GpuReading> gpus, List<GpuNet> nets) {
        return nets.stream()
                .filter(GpuNet::offered)
                .filter(n -> GpuNames.find(gpus, n.gpu())
                        .filter(g -> model(g.identity().name(), g.identity().simulated())
                                .equals(model))
                        .isPresent())
                .flatMap(n -> n.ask().stream())
                .min(Comparator.naturalOrder());
    }

    private static boolean serves(Model model, List<Offer> offers, Order order) {
        long memory = order.requirements().memory().bytes();
        boolean fits = memory == 0
                || offers.isEmpty()
                || offers.stream().anyMatch(o -> o.gpuMemory().bytes() >= memory);
        return fits
                && !model.simulated()
                && order.requirements()
                        .model()
                        .filter(m -> !isA(model.brief(), m))
                        .isEmpty();
    }

    /** Of a ceiling for several GPUs, one's share; cut. */
    static Usdc perGpu(Order order) {
        return new Usdc(
                order.ceilingPerHour().baseUnits() / order.requirements().gpus());
    }

    public Optional<Line> line(Object model) {
        return lines.stream().filter(l -> l.model().equals(model)).findFirst();
    }

    /** The one that is looked at first: what this rig offers itself, else the first with a price. */
    public Optional<Line> first() {
        return lines.stream()
                .filter(Line::offered)
                .findFirst()
                .or(() -> lines.stream().filter(l -> l.spread().isPresent()).findFirst());
    }

    public List<Row> rows() {
        UsdcFormat prices = UsdcFormat.prices(lines.stream()
                .flatMap(l -> Stream.concat(l.asks().stream(), Stream.concat(l.mine().stream(), l.best().stream())))
                .toList());
        return lines.stream().map(l -> row(l, prices)).toList();
    }

    private static Row row(Line line, UsdcFormat prices) {
        Cell offers =
                Cell.number(Integer.toString(line.asks().size()), line.asks().size());
        return new Row(
                line.model(),
                List.of(
                        Cell.named("", line.model().brief(), line.model().simulated())
                                .withTip(line.name()),
                        line.offline() == 0
                                ? offers
                                : offers.withTip(Amounts.count(line.offline(), "provider is", "providers are")
                                        + " not connected now."),
                        price(line.spread().map(PriceSpread::p10), prices, Role.SECONDARY),
                        price(line.spread().map(PriceSpread::median), prices, Role.TEXT),
                        price(line.spread().map(PriceSpread::p90), prices, Role.SECONDARY),
                        line.spread().map(s -> range(s, line, prices)).orElse(Cell.secondary("no offers")),
                        price(line.mine(), prices, line.offered() ? Role.MONEY : Role.SECONDARY)
                                .withTip(
                                        line.mine().isEmpty() || line.offered()
                                                ? ""
                                                : "Not on the market now; this is what the rig would ask."),
                        place(line),
                        price(line.best(), prices, beats(line) ? Role.HEALTHY : Role.TEXT)
                                .withTip(beats(line) ? "An open order would pay what you ask." : ""),
                        Cell.number(Integer.toString(line.orders()), line.orders())),
                line.asks().isEmpty() && line.mine().isEmpty());
    }

    private static boolean beats(Line line) {
        return line.mine()
                .flatMap(m -> line.best().filter(b -> b.compareTo(m) >= 0))
                .isPresent();
    }

    private static Cell price(Optional<Usdc> price, UsdcFormat prices, Role role) {
        return price.map(p -> Cell.text(prices.format(p), role).sortedBy(p.baseUnits()))
                .orElse(Cell.NONE);
    }

    private static Cell range(PriceSpread s, Line line, UsdcFormat prices) {
        String words = prices.format(s.p10()) + " to " + prices.format(s.p90()) + ", median "
                + prices.format(s.median())
                + line.mine().map(m -> ", mine " + prices.format(m)).orElse("");
        return Cell.range(new Cell.Range(
                line.asks().getFirst().baseUnits(),
                s.p10().baseUnits(),
                s.median().baseUnits(),
                s.p90().baseUnits(),
                line.asks().getLast().baseUnits(),
                line.mine().map(m -> (double) m.baseUnits()).orElse(Double.NaN),
                words));
    }

    /** {@code 3 of 12}, from the cheapest up. */
    private static Cell place(Line line) {
        if (line.mine().isEmpty() || line.asks().isEmpty()) return Cell.NONE;
        int of = line.asks().size() + (line.offered() ? 0 : 1);
        String tip = line.cheaper() == 0
                ? "Nobody asks less."
                : Amounts.count(line.cheaper(), "offer asks", "offers ask") + " less.";
        return Cell.number(line.cheaper() + 1 + " of " + of, line.cheaper()).withTip(tip);
    }
}
