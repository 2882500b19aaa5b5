package org.headroom.model.bidding;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.Requirements;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.ByteCount;

/**
 * What the owner has decided about bids; changed while the rig runs.
 *
 * @param floorPerGpuHour no bid is ever below, however the price was found
 * @param gpus GPUs for which something else holds
 * @param longest the longest lease that is taken
 * @param exposureCapPerRenter the most that one renter's leases may ask of the rig unpaid at the same time
 * @param leastTimeToAnswer an order that ends sooner is not bid for
 * @param networks network classes that jobs may have
 * @param region as offers tell it
 * @param cpuMillis thousandths of a core that jobs may have together; zero: all that the machine has
 * @param memory that jobs may have together; zero: all but a reserve for the machine itself
 * @param disk kept free on the disk that holds the jobs' files
 * @param processes the most that one job may have, threads included
 */
public record BidRules(
        Pricing pricing,
        Usdc floorPerGpuHour,
        Tariff tariff,
        Map<GpuId, GpuTerms> gpus,
        Duration longest,
        Usdc exposureCapPerRenter,
        Duration leastTimeToAnswer,
        List<String> networks,
        Optional<String> region,
        long cpuMillis,
        ByteCount memory,
        ByteCount disk,
        int processes) {
    /** What a rig starts with: more than nearly every job needs, and far less than the machine can run. */
    public static final int PROCESSES = 4_096;

    public BidRules {
        gpus = Map.copyOf(gpus);
        networks = List.copyOf(networks);
        if (floorPerGpuHour.baseUnits() < 0) throw new IllegalArgumentException("The floor cannot be below zero.");
        if (exposureCapPerRenter.baseUnits() < 0)
            throw new IllegalArgumentException("The cap per renter cannot be below zero.");
        if (longest.toSeconds() < 1 || longest.toDays() > 366)
            throw new IllegalArgumentException("The longest lease is from one second to a year.");
        if (processes < 1 || processes > 1_000_000)
            throw new IllegalArgumentException("The processes of a job are from 1 to 1,000,000.");
    }

    /** With {@link #PROCESSES}. */
    public BidRules(
            Pricing pricing,
            Usdc floorPerGpuHour,
            Tariff tariff,
            Map<GpuId, GpuTerms> gpus,
            Duration longest,
            Usdc exposureCapPerRenter,
            Duration leastTimeToAnswer,
            List<String> networks,
            Optional<String> region,
            long cpuMillis,
            ByteCount memory,
            ByteCount disk) {
        this(
                pricing,
                floorPerGpuHour,
                tariff,
                gpus,
                longest,
                exposureCapPerRenter,
                leastTimeToAnswer,
                networks,
                region,
                cpuMillis,
                memory,
                disk,
                PROCESSES);
    }

    /** What a rig starts with: one fixed price, no floor below it, no network for jobs. */
    public static BidRules standard(Usdc perGpuHour) {
        return new BidRules(
                new Pricing.Fixed(perGpuHour),
                Usdc.ZERO,
                Tariff.flat(ZoneOffset.UTC, Usdc.ZERO),
                Map.of(),
                Duration.ofDays(30),
                new Usdc(10_000_000),
                Duration.ofSeconds(1),
                List.of(Requirements.NONE),
                Optional.empty(),
                0,
                new ByteCount(0),
                new ByteCount(1L << 30));
    }

    public GpuTerms of(GpuId gpu) {
        return gpus.getOrDefault(gpu, GpuTerms.AS_THE_RIG);
    }

    public Pricing pricingOf(GpuId gpu) {
        return of(gpu).pricing().orElse(pricing);
    }

    public BidRules withPricing(Pricing other) {
        return new BidRules(
                other,
                floorPerGpuHour,
                tariff,
                gpus,
                longest,
                exposureCapPerRenter,
                leastTimeToAnswer,
                networks,
                region,
                cpuMillis,
                memory,
                disk,
                processes);
    }

    public BidRules withGpus(Map<GpuId, GpuTerms> others) {
        return new BidRules(
                pricing,
                floorPerGpuHour,
                tariff,
                others,
                longest,
                exposureCapPerRenter,
                leastTimeToAnswer,
                networks,
                region,
                cpuMillis,
                memory,
                disk,
                processes);
    }
}
