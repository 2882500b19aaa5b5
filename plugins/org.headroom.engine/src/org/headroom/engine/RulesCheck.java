package org.headroom.engine;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.engine.BidParts.PriceScripts;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.GpuTerms;
import org.headroom.model.bidding.Pricing;
import org.headroom.model.bidding.Tariff;
import org.headroom.model.money.Usdc;

/** Whether rules make sense, beyond what their types see to. */
public final class RulesCheck {
    private static final Usdc MOST = new Usdc(1_000_000_000_000L);
    private static final long MOST_MILLIWATTS = 100_000_000;
    private static final Duration LONGEST_WINDOW = Duration.ofDays(90);

    private RulesCheck() {}

    /** What is wrong, as a sentence that says what to do; empty where nothing is. May look at files. */
    public static Optional<String> problem(BidRules rules, PriceScripts scripts) {
        List<String> wrong = new ArrayList<>();
        pricing(rules.pricing(), scripts).ifPresent(wrong::add);
        for (GpuTerms terms : rules.gpus().values())
            terms.pricing().flatMap(p -> pricing(p, scripts)).ifPresent(wrong::add);
        amount("The floor", rules.floorPerGpuHour()).ifPresent(wrong::add);
        amount("The cap per renter", rules.exposureCapPerRenter()).ifPresent(wrong::add);
        amount("The price of electricity", rules.tariff().perKilowattHour()).ifPresent(wrong::add);
        for (Tariff.Band band : rules.tariff().bands())
            amount("The price of electricity", band.perKilowattHour()).ifPresent(wrong::add);
        if (rules.cpuMillis() < 0 || rules.memory().bytes() < 0 || rules.disk().bytes() < 0)
            wrong.add("CPU, memory and disk for jobs cannot be below zero; zero means no limit of yours.");
        if (rules.leastTimeToAnswer().isNegative() || rules.leastTimeToAnswer().toHours() > 1)
            wrong.add("The least time to answer is from none to an hour.");
        return wrong.stream().findFirst();
    }

    private static Optional<String> pricing(Pricing pricing, PriceScripts scripts) {
        return switch (pricing) {
            case Pricing.Fixed f -> positive("The price of a GPU", f.perGpuHour());
            case Pricing.CostPlus c ->
                amount("The wear of a GPU", c.wearPerGpuHour())
                        .or(() -> c.assumed().milliwatts() < 0 || c.assumed().milliwatts() > MOST_MILLIWATTS
                                ? Optional.of("The watts that are assumed are from 0 to 100000.")
                                : Optional.empty());
            case Pricing.MarketFollowing m ->
                positive("The price without a market", m.otherwise())
                        .or(() -> m.window().compareTo(Duration.ofMinutes(1)) < 0
                                        || m.window().compareTo(LONGEST_WINDOW) > 0
                                ? Optional.of("The market is followed over one minute to 90 days.")
                                : Optional.empty());
            case Pricing.Script s -> scripts.problem(s.program());
        };
    }

    private static Optional<String> positive(String what, Usdc amount) {
        return amount.baseUnits() == 0
                ? Optional.of(what + " must be above zero: a lease that costs nothing cannot be paid for.")
                : amount(what, amount);
    }

    private static Optional<String> amount(String what, Usdc amount) {
        return amount.baseUnits() < 0 || amount.compareTo(MOST) > 0
                ? Optional.of(what + " is from 0 to "
                        + BigInteger.valueOf(MOST.baseUnits() / 1_000_000) + " USDC, not "
                        + amount.format(Usdc.DECIMALS) + ".")
                : Optional.empty();
    }
}
