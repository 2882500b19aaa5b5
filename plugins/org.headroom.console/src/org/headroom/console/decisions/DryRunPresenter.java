package org.headroom.console.decisions;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.console.decisions.DecisionsPresenter.Key;
import org.headroom.console.desk.OrderWords;
import org.headroom.model.bidding.BidDesk;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.DryRun;
import org.headroom.model.bidding.GpuTerms;
import org.headroom.model.bidding.Pricing;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.Decision;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Column;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.cell.Role;
import org.headroom.ui.cell.Row;
import org.headroom.ui.text.Amounts;
import org.headroom.ui.text.Durations;
import org.headroom.ui.text.UsdcFormat;

/** What if I had asked for something else: the question and its answer, in words. Pure. */
public final class DryRunPresenter {
    static final String NOTE =
            "“From leases” counts what really ran, at the other price, where its renter would still have "
                    + "paid; a dearer bid might have lost to another's, which nobody can know. “At most” is every bid taken, for the "
                    + "whole of its time.";

    static final List<Column> COLUMNS = List.of(
            Column.left("Time", 98, 0).as("time"),
            Column.left("Renter", 106, 0).as("renter"),
            Column.left("Wants", 152, 2).as("wants"),
            Column.right("Up to /h", 66, 0).as("ceiling"),
            Column.left("Then", 80, 0).as("then").about("what was answered"),
            Column.right("at", 56, 0).as("thenPrice").about("the price then, USDC an hour in all"),
            Column.left("Now", 80, 0).as("now").about("what these rules would answer"),
            Column.right("at", 56, 0).as("nowPrice").about("the price by these rules, USDC an hour in all"),
            Column.left("Why", 120, 8).as("why").about("what these rules say of it"));

    private DryRunPresenter() {}

    /** How far back orders are judged again. */
    public enum Span {
        DAY("day", Duration.ofDays(1)),
        WEEK("week", Duration.ofDays(7)),
        MONTH("month", Duration.ofDays(30));

        final String label;
        final Duration time;

        Span(String label, Duration time) {
            this.label = label;
            this.time = time;
        }

        static List<String> labels() {
            return Arrays.stream(values()).map(s -> s.label).toList();
        }
    }

    /** What is wrong with a price that was typed; empty where nothing is. No price at all means the present rules. */
    public static String fault(String price) {
        if (price.isBlank()) return "";
        try {
            return Usdc.parse(price).baseUnits() < 0 ? "not below zero" : "";
        } catch (IllegalArgumentException e) {
            return "an amount such as 0.35";
        }
    }

    /** The present rules, or the same with one fixed price for every GPU. */
    public static BidRules asked(BidRules present, String price) {
        if (price.isBlank()) return present;
        Map<GpuId, GpuTerms> gpus = new LinkedHashMap<>();
        present.gpus().forEach((id, terms) -> gpus.put(id, new GpuTerms(terms.offered(), Optional.empty())));
        return present.withPricing(new Pricing.Fixed(Usdc.parse(price))).withGpus(gpus);
    }

    /** A figure with its name. */
    public record Figure(String label, String value, Role role) {}

    public static List<Figure> figures(DryRun run) {
        UsdcFormat sums = format(run);
        return List.of(
                new Figure("Orders", Integer.toString(run.orders()), Role.TEXT),
                new Figure("Bids then", Integer.toString(run.bidsThen()), Role.TEXT),
                new Figure("Bids now", Integer.toString(run.bidsNow()), Role.TEXT),
                new Figure("Earned then", sums.format(run.earnedThen()), Role.TEXT),
                new Figure("From leases", sums.format(run.fromLeases()), Role.MONEY),
                new Figure("At most", sums.format(run.atMost()), Role.SECONDARY));
    }

    /** How all sums of a run are written. */
    private static UsdcFormat format(DryRun run) {
        Usdc difference = run.fromLeases().minus(run.earnedThen());
        return UsdcFormat.sums(run.earnedThen(), run.fromLeases(), run.atMost(), difference);
    }

    /** One sentence: what it comes to. */
    public static String sentence(DryRun run, String price) {
        if (run.orders() == 0) return "No order was received in that time, so there is nothing to judge again.";
        String rules = price.isBlank() ? "By the present rules" : "At " + price.strip() + " USDC per GPU and hour";
        int more = run.bidsNow() - run.bidsThen();
        String bids = more == 0
                ? "as many bids"
                : Amounts.count(Math.abs(more), "bid", "bids") + (more > 0 ? " more" : " fewer");
        Usdc difference = run.fromLeases().minus(run.earnedThen());
        long units = difference.baseUnits();
        String money = units == 0
                ? "the same from the leases that ran"
                : format(run).withUnit(new Usdc(Math.abs(units))) + (units > 0 ? " more" : " less")
                        + " from the leases that ran";
        return rules + ": " + bids + ", " + money + ".";
    }

    public static List<Row> rows(DryRun run, Instant now, ZoneId zone) {
        UsdcFormat prices = DecisionsPresenter.prices(run.changed().stream()
                .flatMap(c -> Stream.of(c.then(), c.now()))
                .toList());
        return run.changed().stream().map(c -> row(c, prices, now, zone)).toList();
    }

    private static Row row(DryRun.Change change, UsdcFormat prices, Instant now, ZoneId zone) {
        Decision then = change.then();
        return new Row(
                Key.of(then),
                List.of(
                        Cell.secondary(Durations.clock(then.at(), now, zone))
                                .sortedBy(then.at().toEpochMilli()),
                        Cell.text(then.order().renter().brief())
                                .withTip(then.order().renter().hex()),
                        Cell.text(OrderWords.brief(then.order().requirements())),
                        Cell.number(
                                prices.format(then.order().ceilingPerHour()),
                                then.order().ceilingPerHour().baseUnits()),
                        DecisionsPresenter.answer(then),
                        DecisionsPresenter.price(then, prices),
                        DecisionsPresenter.answer(change.now()),
                        DecisionsPresenter.price(change.now(), prices),
                        DecisionsPresenter.why(change.now())),
                false);
    }

    /** @param failed why it could not be done; empty where it was not tried or could */
    public static Empty empty(Optional<BidDesk> desk, Optional<DryRun> run, boolean running, String failed) {
        if (desk.isEmpty())
            return new Empty(
                    "The rig is not judging orders",
                    "Orders that it has received can be judged again by other rules as soon as it takes part in a market.");
        if (running) return new Empty("Judging the orders again…", "Nothing is sent, nothing changes.");
        if (!failed.isEmpty()) return new Empty("The dry run did not come to an end", failed);
        return run.isEmpty()
                ? new Empty(
                        "What if I had asked for another price?",
                        "Type a price, or leave the field empty for the present rules, and press Run. "
                                + "Nothing is sent, nothing changes.")
                : new Empty("No answer changes", "Every order would have been answered as it was, at the same price.");
    }
}
