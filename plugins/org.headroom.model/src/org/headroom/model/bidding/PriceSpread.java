package org.headroom.model.bidding;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.headroom.model.money.Usdc;

/** Prices in three figures, each one that somebody really asked (nearest rank). */
public record PriceSpread(int count, Usdc p10, Usdc median, Usdc p90) {
    /** Empty where there are no prices. */
    public static Optional<PriceSpread> of(Collection<Usdc> prices) {
        List<Usdc> sorted = prices.stream().sorted().toList();
        return sorted.isEmpty()
                ? Optional.empty()
                : Optional.of(new PriceSpread(
                        sorted.size(), percentile(sorted, 10), percentile(sorted, 50), percentile(sorted, 90)));
    }

    /** @param sorted from the lowest up, not empty; @param percent 0 to 100 */
    public static Usdc percentile(List<Usdc> sorted, int percent) {
        int rank = (sorted.size() * percent + 99) / 100;
        return sorted.get(Math.max(0, rank - 1));
    }
}
