package org.headroom.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.GpuNet;
import org.headroom.model.bidding.Pricing;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.Watts;

/** What an hour of a GPU would leave its owner: pure. */
final class HourlyNet {
    private HourlyNet() {}

    /** @param measured what jobs drew on that model */
    static GpuNet of(GpuReading gpu, BidRules rules, GpuPrice price, Optional<Watts> measured, Instant now) {
        Optional<Pricing.CostPlus> costs = costs(gpu, rules);
        Optional<Watts> watts = measured.or(() -> costs.map(Pricing.CostPlus::assumed));
        Optional<Usdc> energy = watts.map(w -> GpuPrice.energy(rules.tariff(), w, now));
        // An owner who has named no wear counts none.
        Usdc wear = costs.map(Pricing.CostPlus::wearPerGpuHour).orElse(Usdc.ZERO);
        Optional<Usdc> net =
                price.perHour().flatMap(p -> energy.map(e -> p.minus(e).minus(wear)));
        return new GpuNet(
                gpu.identity().id(),
                rules.of(gpu.identity().id()).offered(),
                price.perHour(),
                price.how().isEmpty() ? "fixed" : price.how(),
                watts,
                energy,
                Optional.of(wear),
                net);
    }

    private static Optional<Pricing.CostPlus> costs(GpuReading gpu, BidRules rules) {
        return Stream.of(rules.pricingOf(gpu.identity().id()), rules.pricing())
                .filter(Pricing.CostPlus.class::isInstance)
                .map(Pricing.CostPlus.class::cast)
                .findFirst();
    }
}
