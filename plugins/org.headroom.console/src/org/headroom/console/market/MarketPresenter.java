package org.headroom.console.market;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.headroom.console.desk.GpuNames;
import org.headroom.console.desk.OrderWords;
import org.headroom.model.bidding.BidDesk;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.market.Bid;
import org.headroom.model.market.Blocklist;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.Offer;
import org.headroom.model.market.Order;
import org.headroom.model.market.Refusal;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.Decision;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Column;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;
import org.headroom.ui.cell.Row;
import org.headroom.ui.text.Amounts;
import org.headroom.ui.text.Durations;
import org.headroom.ui.text.UsdcFormat;

/** Rows of the market's tables. Pure. */
public final class MarketPresenter {
    /** What a person can look at. */
    public enum Section {
        BOOK("Book"),
        ORDERS("Orders"),
        OFFERS("Offers"),
        BIDS("Bids"),
        REFUSED("Refused"),
        BLOCKED("Blocked");

        private final String label;

        Section(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** So much room the names of the sections take at most, with their counts. */
    static final List<String> ROOM =
            List.of("Book", "Orders 000", "Offers 000", "Bids 000", "Refused 000", "Blocked 00");

    private MarketPresenter() {}

    public static List<Column> columns(Section section) {
        return switch (section) {
            case BOOK -> OrderBook.COLUMNS;
            case ORDERS ->
                List.of(
                        Column.left("Renter", 106, 1),
                        Column.left("Wants", 160, 1),
                        Column.right("Up to /h", 66, 1),
                        Column.right("For", 64, 1),
                        Column.right("Open for", 72, 1),
                        Column.left("This rig", 84, 0),
                        Column.left("Why", 260, 8));
            case OFFERS ->
                List.of(
                        Column.left("Provider", 118, 1),
                        Column.left("Rig", 90, 1),
                        Column.left("GPU", 220, 3),
                        Column.right("Memory", 74, 1),
                        Column.right("Ask, USDC/h", 96, 1),
                        Column.left("Provider is", 92, 1),
                        Column.right("Open for", 84, 1));
            case BIDS ->
                List.of(
                        Column.left("Provider", 118, 1),
                        Column.left("For renter", 118, 1),
                        Column.left("GPU", 220, 3),
                        Column.right("USDC/h", 84, 1),
                        Column.left("Order", 120, 1),
                        Column.right("Open for", 84, 1));
            case REFUSED ->
                List.of(
                        Column.left("Time", 84, 0),
                        Column.left("Reason", 130, 1),
                        Column.left("What was wrong", 260, 6),
                        Column.left("Topic", 160, 3));
            case BLOCKED ->
                List.of(Column.left("Who", 340, 0), Column.right("Since", 110, 0), Column.left("Why", 200, 8));
        };
    }

    /** @param blocked how many parties are blocked */
    public static List<String> labels(Optional<RigView> rig, int blocked) {
        return java.util.Arrays.stream(Section.values())
                .map(s -> switch (s) {
                    case BOOK -> s.label;
                    case BLOCKED -> blocked == 0 ? s.label : s.label + " " + blocked;
                    default -> rig.map(r -> s.label + " " + count(s, r)).orElse(s.label);
                })
                .toList();
    }

    private static int count(Section section, RigView rig) {
        return switch (section) {
            case BOOK -> 0;
            case ORDERS -> rig.market().orders().size();
            case OFFERS -> rig.market().offers().size();
            case BIDS -> rig.market().bids().size();
            case REFUSED -> rig.market().refusals().size();
            case BLOCKED -> 0;
        };
    }

    public static List<Row> rows(Section section, RigView rig, List<GpuReading> gpus, Instant now, ZoneId zone) {
        return switch (section) {
            case BOOK ->
                OrderBook.of(rig.market(), rig.account(), gpus, List.of()).rows();
            case ORDERS ->
                rig.market().orders().stream()
                        .map(o -> order(o, rig, prices(rig.market().orders(), Order::ceilingPerHour), now))
                        .toList();
            case OFFERS ->
                rig.market().offers().stream()
                        .map(o -> offer(o, rig, prices(rig.market().offers(), Offer::askPerHour), now))
                        .toList();
            case BIDS ->
                rig.market().bids().stream()
                        .map(b -> bid(b, rig, gpus, prices(rig.market().bids(), Bid::perHour), now))
                        .toList();
            case REFUSED ->
                rig.market().refusals().stream().map(r -> refusal(r, now, zone)).toList();
            case BLOCKED -> List.of();
        };
    }

    private static <T> UsdcFormat prices(List<T> rows, Function<T, Usdc> price) {
        return UsdcFormat.prices(rows.stream().map(price).toList());
    }

    private static Row order(Order order, RigView rig, UsdcFormat prices, Instant now) {
        Optional<Decision> decision = rig.decisions().stream()
                .filter(d -> d.order().id().equals(order.id()))
                .findFirst();
        return Row.of(
                order.id(),
                Cell.text(order.renter().brief()).withTip(order.renter().hex()),
                Cell.text(OrderWords.brief(order.requirements()))
                        .withTip(order.manifest().image() + " "
                                + String.join(" ", order.manifest().command())),
                Cell.number(
                        prices.format(order.ceilingPerHour()),
                        order.ceilingPerHour().baseUnits()),
                Cell.number(Durations.brief(order.duration()), order.duration().getSeconds()),
                left(order.validity().left(now)),
                decision.map(MarketPresenter::answer).orElse(Cell.state(Mark.WAITING, "Looking", Role.SECONDARY)),
                decision.map(MarketPresenter::why).orElse(Cell.NONE));
    }

    /** The renter of an order or a bid, by the key of its row. */
    static Optional<EthAddress> renter(RigView rig, Object key) {
        return rig.market().orders().stream()
                .filter(o -> o.id().equals(key))
                .map(Order::renter)
                .findFirst()
                .or(() -> rig.market().bids().stream()
                        .filter(b -> key(b).equals(key))
                        .map(Bid::renter)
                        .findFirst());
    }

    private static String key(Bid bid) {
        return bid.provider() + "/" + bid.id();
    }

    static Cell answer(Decision decision) {
        return decision.bid()
                ? Cell.state(Mark.DONE, "Bid", Role.HEALTHY)
                : Cell.state(Mark.PAUSED, "No bid", Role.SECONDARY);
    }

    /** The first condition that was not met, or the price; the tooltip has all conditions. */
    static Cell why(Decision decision) {
        String text = decision.refusedBy()
                .map(Decision.Gate::reason)
                .orElseGet(() -> decision.price()
                        .map(p -> "bid price " + UsdcFormat.price(p) + " USDC/h")
                        .orElse("all conditions met"));
        return Cell.secondary(text).withTip(gates(decision));
    }

    static String gates(Decision decision) {
        String all = decision.gates().stream()
                .map(g -> (g.passed() ? "✓ " : "✕ ") + g.name() + ": " + g.reason())
                .collect(Collectors.joining("\n"));
        return decision.bid() || decision.price().isEmpty()
                ? all
                : all + "\nBid price would have been "
                        + UsdcFormat.price(decision.price().get()) + " USDC/h.";
    }

    private static Row offer(Offer offer, RigView rig, UsdcFormat prices, Instant now) {
        boolean mine = offer.provider().equals(rig.account());
        boolean online = mine || rig.market().online().contains(offer.provider());
        return Row.of(
                        offer.provider() + "/" + offer.id(),
                        party(offer.provider(), rig),
                        Cell.text(offer.rig()),
                        Cell.named("", GpuNames.brief(offer.gpuName()), offer.simulated()),
                        Cell.number(
                                Amounts.gib(offer.gpuMemory()) + " GiB",
                                offer.gpuMemory().bytes()),
                        Cell.number(
                                prices.format(offer.askPerHour()),
                                offer.askPerHour().baseUnits()),
                        online
                                ? Cell.state(Mark.RUNNING, "online", Role.HEALTHY)
                                : Cell.state(Mark.PAUSED, "offline", Role.SECONDARY),
                        left(offer.validity().left(now)))
                .fadedIf(!online);
    }

    private static Row bid(Bid bid, RigView rig, List<GpuReading> gpus, UsdcFormat prices, Instant now) {
        String number = bid.gpus().size() > 1
                ? ""
                : GpuNames.find(gpus, bid.gpus().getFirst().id())
                        .map(g -> Integer.toString(g.identity().index()))
                        .orElse("");
        Cell gpu = Cell.named(number, GpuNames.brief(bid.gpuNames()), bid.simulated());
        return Row.of(
                key(bid),
                party(bid.provider(), rig),
                Cell.text(bid.renter().brief()).withTip(bid.renter().hex()),
                gpu,
                Cell.number(prices.format(bid.perHour()), bid.perHour().baseUnits()),
                Cell.secondary(bid.order().value()),
                left(bid.validity().left(now)));
    }

    private static Cell party(EthAddress provider, RigView rig) {
        return provider.equals(rig.account())
                ? Cell.text("this rig", Role.ACCENT).withTip(provider.hex())
                : Cell.text(provider.brief()).withTip(provider.hex());
    }

    private static Row refusal(Refusal refusal, Instant now, ZoneId zone) {
        return Row.of(
                refusal,
                time(refusal.at(), now, zone),
                Cell.state(Mark.WARNING, words(refusal.reason()), Role.WARNING),
                Cell.text(refusal.detail()),
                Cell.secondary(refusal.topic()));
    }

    /** With whom the owner does no business. */
    public static List<Row> blocked(List<Blocklist.Block> blocks, Instant now, ZoneId zone) {
        return blocks.stream()
                .map(b -> Row.of(
                        b.who(),
                        Cell.text(b.who().hex()),
                        time(b.since(), now, zone),
                        b.why().isEmpty() ? Cell.NONE : Cell.text(b.why())))
                .toList();
    }

    private static String words(Refusal.Reason reason) {
        String words = reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static Cell time(Instant at, Instant now, ZoneId zone) {
        return Cell.secondary(Durations.clock(at, now, zone)).sortedBy(at.getEpochSecond());
    }

    private static Cell left(Duration left) {
        return Cell.secondary(left.isNegative() ? "expired" : Durations.words(left))
                .sortedBy(left.getSeconds());
    }

    public static Empty empty(Section section, Optional<RigView> rig) {
        if (section != Section.BLOCKED && rig.isEmpty())
            return new Empty("The rig is not running", "What is on the market will be here as soon as it has started.");
        if (section != Section.BLOCKED && rig.get().link().phase() != LinkState.Phase.UP)
            return new Empty("Not on the market", rig.get().link().message());
        return switch (section) {
            case BOOK ->
                new Empty(
                        "Nobody offers anything, and nobody asks",
                        "One row for each model of GPU, as soon as there are offers or orders.");
            case ORDERS ->
                new Empty(
                        "No open orders", "Renters' orders appear here as they come in, each with this rig's answer.");
            case OFFERS ->
                new Empty("No offers", "Providers' offers appear here; this rig's own as soon as it takes work.");
            case BIDS -> new Empty("No open bids", "Bids on open orders appear here, this rig's and the others'.");
            case REFUSED ->
                new Empty("Nothing was refused", "Messages with a bad form, signature, time or nonce are listed here.");
            case BLOCKED ->
                new Empty(
                        "Nobody is blocked",
                        "Block a renter from the menu of an order, a decision or a lease, and lift it here again.");
        };
    }

    /** What stands in the place of the chart of prices. */
    static Empty noPrices(Optional<BidDesk> desk) {
        return desk.isEmpty()
                ? new Empty(
                        "No prices over time",
                        "They are kept from the moment on at which the rig takes part in a market.")
                : new Empty("No model chosen", "Choose a model above to see what was asked for it over time.");
    }
}
