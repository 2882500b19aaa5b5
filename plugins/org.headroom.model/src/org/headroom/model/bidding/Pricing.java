package org.headroom.model.bidding;

import java.time.Duration;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.Watts;

/** How the price of one GPU for one hour is found. A lease of several GPUs costs the sum. */
public sealed interface Pricing {
    record Fixed(Usdc perGpuHour) implements Pricing {}

    /**
     * What the hour costs, and a margin on it: electricity at the tariff of the time, from the watts that jobs of the same
     * image drew on GPUs of the same model, plus wear.
     *
     * @param assumed the watts of a job of which nothing has been measured yet
     * @param marginPercent on top of electricity and wear together
     */
    record CostPlus(Watts assumed, Usdc wearPerGpuHour, int marginPercent) implements Pricing {
        public CostPlus {
            if (marginPercent < 0 || marginPercent > 10_000)
                throw new IllegalArgumentException("margin: 0 to 10000 percent");
        }
    }

    /**
     * Where the market is: a percentile of what was asked for the same model of GPU lately, this rig's own prices left out.
     *
     * @param percentile 0 is the cheapest, 50 the middle, 100 the dearest
     * @param otherwise while too few prices have been seen
     */
    record MarketFollowing(int percentile, Duration window, Usdc otherwise) implements Pricing {
        public MarketFollowing {
            if (percentile < 0 || percentile > 100) throw new IllegalArgumentException("percentile: 0 to 100");
        }
    }

    /**
     * A program of the owner's with the contract of Akash's bid scripts: the order as JSON on its standard input, the price
     * on its standard output, within five seconds. No answer is no bid.
     */
    record Script(String program) implements Pricing {}
}
