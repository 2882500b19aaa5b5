package org.headroom.console.decisions;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.console.desk.OrderWords;
import org.headroom.model.bidding.BidDesk;
import org.headroom.model.bidding.DecisionFilter;
import org.headroom.model.market.OrderId;
import org.headroom.model.rig.Decision;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Column;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;
import org.headroom.ui.cell.Row;
import org.headroom.ui.text.Durations;
import org.headroom.ui.text.UsdcFormat;

/** Rows and words of the view of decisions. Pure. */
public final class DecisionsPresenter {
    /** So many are shown; a filter brings older ones into sight. */
    public static final int MOST = 500;

    static final List<Column> COLUMNS = List.of(
            Column.left("Time", 98, 0).as("time"),
            Column.left("Renter", 106, 0).as("renter"),
            Column.left("Wants", 152, 2).as("wants").about("GPUs, their model and the least memory of each"),
            Column.right("Up to /h", 66, 0).as("ceiling").about("the most the renter would pay, USDC an hour in all"),
            Column.left("Answer", 80, 0).as("answer"),
            Column.right("Price /h", 64, 0)
                    .as("price")
                    .about(
                            "the bid price or, where a condition was not met, the price that would have been bid: USDC an hour in all"),
            Column.left("Why", 150, 8).as("why").about("the first condition that was not met, and the reason"));

    private DecisionsPresenter() {}

    /** Which answers are shown. */
    public enum Answer {
        ALL("all", Optional.empty()),
        BID("bid", Optional.of(true)),
        NOT_BID("not bid", Optional.of(false));

        final String label;
        final Optional<Boolean> bid;

        Answer(String label, Optional<Boolean> bid) {
            this.label = label;
            this.bid = bid;
        }

        static List<String> labels() {
            return Arrays.stream(values()).map(a -> a.label).toList();
        }
    }

    /** How far back it is looked. */
    public enum Span {
        HOUR("hour", Optional.of(Duration.ofHours(1))),
        DAY("day", Optional.of(Duration.ofDays(1))),
        WEEK("week", Optional.of(Duration.ofDays(7))),
        EVER("ever", Optional.empty());

        final String label;
        final Optional<Duration> time;

        Span(String label, Optional<Duration> time) {
            this.label = label;
            this.time = time;
        }

        static List<String> labels() {
            return Arrays.stream(values()).map(s -> s.label).toList();
        }
    }

    /** What a person has chosen to see. */
    public record Wanted(Answer answer, Span span, Optional<String> gate, String text) {
        public static final Wanted ALL = new Wanted(Answer.ALL, Span.EVER, Optional.empty(), "");

        public DecisionFilter filter(Instant now) {
            return new DecisionFilter(
                    answer.bid,
                    gate,
                    text.isBlank() ? Optional.empty() : Optional.of(text.strip()),
                    span.time.map(now::minus),
                    Optional.empty());
        }

        public boolean everything() {
            return equals(ALL);
        }

        public Wanted with(Answer other) {
            return new Wanted(other, span, gate, text);
        }

        public Wanted with(Span other) {
            return new Wanted(answer, other, gate, text);
        }

        public Wanted gated(Optional<String> other) {
            return new Wanted(answer, span, other, text);
        }

        public Wanted saying(String other) {
            return new Wanted(answer, span, gate, other);
        }
    }

    /** One judging of one order; an order can be judged again when the rules change. */
    public record Key(OrderId order, Instant at) {
        public static Key of(Decision d) {
            return new Key(d.order().id(), d.at());
        }
    }

    public static List<Row> rows(List<Decision> decisions, Instant now, ZoneId zone) {
        UsdcFormat prices = prices(decisions);
        return decisions.stream().map(d -> row(d, prices, now, zone)).toList();
    }

    /** How all prices of a table of decisions are written. */
    static UsdcFormat prices(Collection<Decision> decisions) {
        return UsdcFormat.prices(decisions.stream()
                .flatMap(d -> Stream.concat(Stream.of(d.order().ceilingPerHour()), d.price().stream()))
                .toList());
    }

    private static Row row(Decision d, UsdcFormat prices, Instant now, ZoneId zone) {
        return new Row(
                Key.of(d),
                List.of(
                        Cell.secondary(Durations.clock(d.at(), now, zone)).sortedBy(d.at().toEpochMilli()),
                        Cell.text(d.order().renter().brief())
                                .withTip(d.order().renter().hex()),
                        Cell.text(OrderWords.brief(d.order().requirements())),
                        Cell.number(
                                prices.format(d.order().ceilingPerHour()),
                                d.order().ceilingPerHour().baseUnits()),
                        answer(d),
                        price(d, prices),
                        why(d)),
                false);
    }

    static Cell answer(Decision d) {
        return d.bid() ? Cell.state(Mark.DONE, "Bid", Role.HEALTHY) : Cell.state(Mark.SICK, "No bid", Role.SECONDARY);
    }

    static Cell price(Decision d, UsdcFormat prices) {
        return d.price()
                .map(p -> Cell.text(prices.format(p), d.bid() ? Role.MONEY : Role.SECONDARY)
                        .sortedBy(p.baseUnits()))
                .orElse(Cell.NONE);
    }

    static Cell why(Decision d) {
        String text = d.refusedBy()
                .map(g -> g.name() + ": " + g.reason())
                .orElse(d.gates().isEmpty() ? "" : "all " + d.gates().size() + " conditions met");
        return Cell.secondary(text).withTip(gates(d));
    }

    private static String gates(Decision d) {
        return d.gates().stream()
                .map(g -> (g.passed() ? "✓ " : "✕ ") + g.name() + ": " + g.reason())
                .collect(Collectors.joining("\n"));
    }

    /** What the detail says on top. */
    static String headline(Decision d, boolean supposed) {
        if (d.bid())
            return (supposed ? "Would bid " : "Bid ")
                    + d.price().map(p -> UsdcFormat.price(p) + " USDC/h").orElse("sent");
        String gate = d.refusedBy().map(Decision.Gate::name).orElse("");
        long failed = d.gates().stream().filter(g -> !g.passed()).count();
        return "No bid: " + gate + (supposed ? " would not be met" : " not met")
                + (failed > 1 ? ", and " + (failed - 1) + " more" : "");
    }

    /** The price that was bid, or would have been; and what it stands against. */
    static String priceLine(Decision d, boolean supposed) {
        if (d.price().isEmpty()) return "No price: a condition before it was not met.";
        String price = UsdcFormat.price(d.price().get()) + " USDC/h";
        String gap = d.price().get().compareTo(d.order().ceilingPerHour()) <= 0
                ? UsdcFormat.price(d.order().ceilingPerHour().minus(d.price().get()))
                        + " below what the renter would pay"
                : UsdcFormat.price(d.price().get().minus(d.order().ceilingPerHour()))
                        + " above what the renter would pay";
        return (d.bid() && !supposed ? "Bid price " : "Bid price would be ") + price + ", " + gap + ".";
    }

    /** The names of all conditions that were not met, in the order in which they are first met; the chosen one is always there. */
    public static List<String> gateNames(Collection<Decision> decisions, Optional<String> chosen) {
        LinkedHashSet<String> names = new LinkedHashSet<>(chosen.stream().toList());
        decisions.forEach(d -> d.refusedBy().map(Decision.Gate::name).ifPresent(names::add));
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(String.CASE_INSENSITIVE_ORDER);
        return sorted;
    }

    /** {@code 31 of 412 bid}; of those that are shown. */
    public static String note(List<Decision> decisions) {
        if (decisions.isEmpty()) return "";
        long bids = decisions.stream().filter(Decision::bid).count();
        return bids + " of " + decisions.size() + " bid";
    }

    /** @param failed why the decisions could not be read; empty where they could */
    public static Empty empty(Optional<BidDesk> desk, Wanted wanted, boolean read, String failed) {
        if (desk.isEmpty())
            return new Empty(
                    "The rig is not judging orders",
                    "Each order that it receives is listed here with its answer and all conditions, as soon as it takes part in a market.");
        if (!failed.isEmpty())
            return new Empty(
                    "The decisions could not be read", failed + " Nothing is lost: orders are judged all the same.");
        if (!read) return new Empty("Reading the decisions…", "");
        return wanted.everything()
                ? new Empty(
                        "No order received yet",
                        "Each order that comes in appears here with what was asked, all conditions and the price.")
                : new Empty("No such decision", "No order that was judged fits what is chosen above.");
    }
}
