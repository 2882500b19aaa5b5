package org.headroom.console.market;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.headroom.console.desk.Failures;
import org.headroom.console.market.OrderBook.Line;
import org.headroom.model.bidding.BidDesk;
import org.headroom.model.bidding.PricePoint;
import org.headroom.model.bidding.PriceSpread;
import org.headroom.model.money.Usdc;
import org.headroom.ui.cell.Role;
import org.headroom.ui.chart.Board;
import org.headroom.ui.chart.ChartCell;
import org.headroom.ui.chart.ChartScene;
import org.headroom.ui.chart.Scale;
import org.headroom.ui.chart.Slots;
import org.headroom.ui.chart.TimeView;
import org.headroom.ui.chart.TimeWords;

/** What the chart of a model's prices shows, and what was wrong when it was last read. */
final class PriceChart {
    private static final int PATIENCE_SECONDS = 20;

    /** The stretches of time that a person chooses with one press. */
    enum Reach {
        HOUR("hour", Duration.ofHours(1)),
        DAY("day", Duration.ofDays(1)),
        WEEK("week", Duration.ofDays(7)),
        MONTH("month", Duration.ofDays(30));

        final String label;
        final Duration time;

        Reach(String label, Duration time) {
            this.label = label;
            this.time = time;
        }

        TimeView live() {
            return TimeView.live(time);
        }

        static List<String> labels() {
            return Arrays.stream(values()).map(r -> r.label).toList();
        }
    }

    /** Why the prices could not be read the last time; empty where they could. */
    private volatile String failed = "";

    /** @param news another number when the prices that were asked for are out of date */
    Board board(BidDesk desk, Line line, TimeView view, long news, Instant now, ZoneId zone) {
        String why = failed;
        return new Board(
                List.of(cell(line)),
                false,
                view,
                now,
                zone,
                new Stamp(line.name(), news),
                (cell, slots) -> content(desk, line.name(), slots),
                !why.isEmpty()
                        ? why
                        : view.live()
                                ? "What was asked in the last " + TimeWords.length(view.span())
                                : TimeWords.span(view.from(now), view.to(now), zone, now),
                why.isEmpty() ? Role.SECONDARY : Role.WARNING,
                !view.live(),
                false);
    }

    private record Stamp(String model, long news) {}

    static ChartCell cell(Line line) {
        Optional<Double> median = line.spread().map(PriceSpread::median).map(PriceChart::usdc);
        ChartCell.Line all = new ChartCell.Line("median", Role.ACCENT, false, newest(median), PriceChart::words);
        ChartCell.Line mine = new ChartCell.Line(
                "mine", Role.MONEY, false, newest(line.mine().map(PriceChart::usdc)), PriceChart::words);
        return new ChartCell(
                line.model(),
                line.model().brief(),
                "USDC/h",
                "Prices asked for this model: the median, with P10 to P90 behind it, and this rig's own.",
                List.of(all, mine),
                scale(line),
                Optional.empty(),
                false,
                line.model().simulated());
    }

    /** About the prices of now: a chart from zero up would be a flat line at the top. */
    static Scale scale(Line line) {
        double[] prices = Stream.concat(
                        line.spread().stream().flatMap(s -> Stream.of(s.p10(), s.p90())), line.mine().stream())
                .mapToDouble(PriceChart::usdc)
                .toArray();
        if (prices.length == 0) return new Scale(0, 1);
        double least = Arrays.stream(prices).min().orElse(0);
        double most = Arrays.stream(prices).max().orElse(1);
        double step = Scale.round(Math.max(most - least, most * 0.1) * 0.75);
        double floor = Math.max(0, Math.floor((least - step / 2) / step) * step);
        double middle = Math.max(floor + step, Math.ceil((most + floor) / 2 / step) * step);
        return new Scale(floor, 2 * middle - floor);
    }

    private static OptionalDouble newest(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    private static double usdc(Usdc price) {
        return price.baseUnits() / 1e6;
    }

    private static String words(double usdc) {
        // As in the tables; a price below their last decimal is not shown as zero.
        return String.format(Locale.ROOT, usdc > 0 && usdc < 0.001 ? "%.6f" : "%.3f", usdc);
    }

    /** On the painting thread, which may wait. Prices that cannot be read are none, and it is said why. */
    private Board.Content content(BidDesk desk, String model, Slots slots) {
        try {
            // What held at the left edge was kept before it.
            List<PricePoint> points = desk.prices(
                            model, slots.first().minus(PriceCurve.HOLDS), slots.last(), slots.count() + 1)
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Instant now = Instant.now();
            List<PriceCurve.Step> steps =
                    PriceCurve.steps(points, slots.millis(), slots.to().isBefore(now) ? slots.to() : now);
            failed = "";
            return new Board.Content(
                    List.of(
                            new ChartScene.Curve(new PriceCurve(steps, false), Role.ACCENT, false),
                            new ChartScene.Curve(new PriceCurve(steps, true), Role.MONEY, false)),
                    List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            failed = "The prices could not be read: " + Failures.words(e);
        } catch (TimeoutException e) {
            failed = "The prices could not be read: no answer in " + PATIENCE_SECONDS + " s.";
        }
        return new Board.Content(List.of(), List.of());
    }
}
