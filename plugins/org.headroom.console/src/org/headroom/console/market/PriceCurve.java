package org.headroom.console.market;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.TimePoints;
import org.headroom.model.bidding.PricePoint;
import org.headroom.model.money.Usdc;

/** Prices as a curve: for the eye only, so that figures are in USDC and not exact. Pure. */
record PriceCurve(List<PricePoint> points, boolean own) implements TimePoints {
    /** The median with its band from P10 to P90, or one's own price. */
    PriceCurve {
        points = List.copyOf(points);
    }

    @Override
    public int size() {
        return points.size();
    }

    @Override
    public Instant at(int i) {
        return points.get(i).at();
    }

    @Override
    public double min(int i) {
        return own ? mean(i) : usdc(points.get(i).spread().p10());
    }

    @Override
    public double mean(int i) {
        if (!own) return usdc(points.get(i).spread().median());
        Optional<Usdc> mine = points.get(i).mine();
        return mine.map(PriceCurve::usdc).orElse(Double.NaN);
    }

    @Override
    public double max(int i) {
        return own ? mean(i) : usdc(points.get(i).spread().p90());
    }

    @Override
    public boolean filling() {
        return !own;
    }

    private static double usdc(Usdc price) {
        return price.baseUnits() / 1e6;
    }
}
