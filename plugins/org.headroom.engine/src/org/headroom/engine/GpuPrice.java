package org.headroom.engine;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.bidding.AskLevels;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.Pricing;
import org.headroom.model.bidding.Tariff;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.Watts;

/**
 * What an hour of one GPU is to bring, by its owner's way: pure, in whole base units, rounded up so that it never falls
 * short of what it costs.
 *
 * @param perHour empty where only a program can tell
 * @param how the way to it; empty for the plainest
 */
record GpuPrice(Optional<Usdc> perHour, String how) {
    /** A market of fewer prices is none. */
    static final int FEW = 3;

    private static final BigInteger MILLIWATTS_A_KILOWATT = BigInteger.valueOf(1_000_000);

    /**
     * @param measured what jobs drew on that model
     * @param asks what others asked for that model lately
     */
    static GpuPrice of(
            Pricing pricing, BidRules rules, Optional<Watts> measured, Optional<AskLevels> asks, Instant at) {
        GpuPrice found = switch (pricing) {
            case Pricing.Fixed f -> new GpuPrice(Optional.of(f.perGpuHour()), "");
            case Pricing.CostPlus c -> costPlus(c, rules.tariff(), measured, at);
            case Pricing.MarketFollowing m -> following(m, asks);
            case Pricing.Script s -> new GpuPrice(Optional.empty(), "by your program " + s.program());
        };
        Usdc floor = rules.floorPerGpuHour();
        return found.perHour.filter(p -> p.compareTo(floor) < 0).isPresent()
                ? new GpuPrice(Optional.of(floor), "your floor")
                : found;
    }

    private static GpuPrice costPlus(Pricing.CostPlus c, Tariff tariff, Optional<Watts> measured, Instant at) {
        Watts watts = measured.orElse(c.assumed());
        Usdc cost = energy(tariff, watts, at).plus(c.wearPerGpuHour());
        BigInteger whole = BigInteger.valueOf(cost.baseUnits()).multiply(BigInteger.valueOf(100L + c.marginPercent()));
        return new GpuPrice(
                Optional.of(new Usdc(up(whole, BigInteger.valueOf(100)))),
                "cost plus " + c.marginPercent() + " %, " + (measured.isPresent() ? "measured " : "assumed ")
                        + watts(watts));
    }

    /** An hour at so many watts, at the price of that moment. */
    static Usdc energy(Tariff tariff, Watts watts, Instant at) {
        BigInteger price = BigInteger.valueOf(tariff.at(at).baseUnits());
        return new Usdc(up(price.multiply(BigInteger.valueOf(watts.milliwatts())), MILLIWATTS_A_KILOWATT));
    }

    private static long up(BigInteger amount, BigInteger by) {
        return amount.add(by).subtract(BigInteger.ONE).divide(by).longValueExact();
    }

    private static GpuPrice following(Pricing.MarketFollowing m, Optional<AskLevels> asks) {
        int seen = asks.map(AskLevels::count).orElse(0);
        if (seen < FEW)
            return new GpuPrice(
                    Optional.of(m.otherwise()),
                    "only " + seen + " other " + (seen == 1 ? "price was" : "prices were") + " seen");
        return new GpuPrice(
                Optional.of(asks.orElseThrow().at(m.percentile())),
                "percentile " + m.percentile() + " of " + seen + " prices");
    }

    static String watts(Watts watts) {
        return Math.ceilDiv(watts.milliwatts(), 1000L) + " W";
    }
}
