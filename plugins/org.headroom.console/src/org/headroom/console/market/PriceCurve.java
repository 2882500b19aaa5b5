package org.headroom.console.market;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.model.TimePoints;
import org.headroom.model.bidding.PricePoint;
import org.headroom.model.money.Usdc;

/**
 * Prices as a curve: for the eye only, so that figures are in USDC and not exact. Pure.
 *
 * @param own one's own price; else the median with its band from P10 to P90
 */
record PriceCurve(List<Step> steps, boolean own) implements TimePoints {
    /** Prices are kept when they change, and every hour while they do not: after that they are not known any more. */
    static final Duration HOLDS = Duration.ofHours(1).plusMinutes(5);

    /** From a moment on. {@code prices} is empty where nothing is known. */
    record Step(Instant at, Optional<PricePoint> prices) {}

    PriceCurve {
        steps = List.copyOf(steps);
    }

    /**
     * A price holds until the next one, and a line between them would tell of prices that nobody asked.
     *
     * @param slot a time in milliseconds that cannot be seen
     * @param end of the picture, or now
     */
    static List<Step> steps(List<PricePoint> points, long slot, Instant end) {
        List<Step> steps = new ArrayList<>();
        long holds = Math.max(HOLDS.toMillis(), 3 * slot);
        for (int i = 0; i < points.size(); i++) {
            PricePoint point = points.get(i);
            Instant next = i + 1 < points.size() ? points.get(i + 1).at() : end;
            long time = next.toEpochMilli() - point.at().toEpochMilli();
            steps.add(new Step(point.at(), Optional.of(point)));
            if (time > holds) {
                Instant last = point.at().plusMillis(holds);
                steps.add(new Step(last, Optional.of(point)));
                steps.add(new Step(last.plusMillis(1), Optional.empty()));
            } else if (time > 2 * slot || i + 1 == points.size() && time > 1) {
                steps.add(new Step(next.minusMillis(1), Optional.of(point)));
            }
        }
        return steps;
    }

    @Override
    public int size() {
        return steps.size();
    }

    @Override
    public Instant at(int i) {
        return steps.get(i).at();
    }

    @Override
    public double min(int i) {
        return own ? mean(i) : usdc(steps.get(i).prices().map(p -> p.spread().p10()));
    }

    @Override
    public double mean(int i) {
        Optional<PricePoint> prices = steps.get(i).prices();
        return usdc(
                own
                        ? prices.flatMap(PricePoint::mine)
                        : prices.map(p -> p.spread().median()));
    }

    @Override
    public double max(int i) {
        return own ? mean(i) : usdc(steps.get(i).prices().map(p -> p.spread().p90()));
    }

    @Override
    public boolean filling() {
        return !own;
    }

    private static double usdc(Optional<Usdc> price) {
        return price.map(p -> p.baseUnits() / 1e6).orElse(Double.NaN);
    }
}
