package org.headroom.model.bidding;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.headroom.model.money.Usdc;

/**
 * What was asked for one model of GPU, as far as a percentile needs it: of many prices one for each percent is kept.
 *
 * @param count how many prices there were
 * @param levels from the lowest up: all of them, or of more than 101 the percentiles from 0 to 100
 */
public record AskLevels(int count, List<Usdc> levels) {
    private static final int PERCENTILES = 101;

    public AskLevels {
        levels = List.copyOf(levels);
    }

    public static AskLevels of(Collection<Usdc> prices) {
        List<Usdc> sorted = prices.stream().sorted().toList();
        return new AskLevels(
                sorted.size(),
                sorted.size() <= PERCENTILES
                        ? sorted
                        : IntStream.range(0, PERCENTILES)
                                .mapToObj(p -> PriceSpread.percentile(sorted, p))
                                .toList());
    }

    /** A price that somebody really asked (nearest rank). @throws IllegalStateException where there is none */
    public Usdc at(int percent) {
        if (levels.isEmpty()) throw new IllegalStateException("there are no prices");
        return count <= PERCENTILES ? PriceSpread.percentile(levels, percent) : levels.get(percent);
    }
}
