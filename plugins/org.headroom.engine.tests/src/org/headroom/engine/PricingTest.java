package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.BidScene.id;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.headroom.model.bidding.AskLevels;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.GpuTerms;
import org.headroom.model.bidding.OrderContext;
import org.headroom.model.bidding.PriceSpread;
import org.headroom.model.bidding.Pricing;
import org.headroom.model.bidding.ScriptAnswer;
import org.headroom.model.bidding.Tariff;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.Watts;
import org.junit.jupiter.api.Test;

class PricingTest {
    private static final String RTX_3080 = "NVIDIA GeForce RTX 3080";
    private static final Tariff TARIFF = new Tariff(
            ZoneOffset.UTC,
            Usdc.parse("0.40"),
            List.of(new Tariff.Band(
                    Set.of(DayOfWeek.SUNDAY), LocalTime.of(11, 0), LocalTime.of(13, 0), Usdc.parse("0.10"))));

    private final BidScene scene = new BidScene();

    private void rules(Pricing pricing, String floor, Tariff tariff) {
        BidRules r = scene.rules;
        scene.rules = new BidRules(
                pricing,
                Usdc.parse(floor),
                tariff,
                r.gpus(),
                r.longest(),
                r.exposureCapPerRenter(),
                r.leastTimeToAnswer(),
                r.networks(),
                r.region(),
                r.cpuMillis(),
                r.memory(),
                r.disk());
    }

    private static OrderContext measured(long watts) {
        return new OrderContext(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(RTX_3080, new Watts(watts * 1000)),
                Optional.empty());
    }

    private static OrderContext said(ScriptAnswer answer) {
        return OrderContext.NONE.withScript(Optional.of(answer));
    }

    private Usdc price() {
        return scene.judge().decision().price().orElseThrow();
    }

    @Test
    void costPlusTakesTheTariffOfTheTimeAndTheWattsOfTheSameImage() {
        rules(new Pricing.CostPlus(new Watts(200_000), Usdc.parse("0.05"), 20), "0", TARIFF);
        // Sunday noon: 0.10 a kWh. 0.2 kW assumed: 0.02, with wear 0.07, with a fifth 0.084.
        assertThat(price()).isEqualTo(Usdc.parse("0.084"));
        scene.context = measured(300);
        assertThat(price()).isEqualTo(Usdc.parse("0.096"));
        assertThat(scene.gate("price")).endsWith("(cost plus 20 %, measured 300 W)");
    }

    @Property
    void costPlusNeverFallsShortOfTheCost(
            @ForAll @LongRange(max = 1_000_000) long tariff,
            @ForAll @LongRange(max = 2_000_000) long milliwatts,
            @ForAll @LongRange(max = 1_000_000) long wear,
            @ForAll @IntRange(max = 10_000) int margin) {
        BidRules rules = new BidRules(
                new Pricing.CostPlus(new Watts(milliwatts), new Usdc(wear), margin),
                Usdc.ZERO,
                Tariff.flat(ZoneOffset.UTC, new Usdc(tariff)),
                Map.of(),
                Duration.ofDays(1),
                Usdc.ZERO,
                Duration.ZERO,
                List.of(),
                Optional.empty(),
                0,
                BidScene.NO_BYTES,
                BidScene.NO_BYTES);
        Usdc ask = GpuPrice.of(rules.pricing(), rules, Optional.empty(), Optional.empty(), Scene.NOON)
                .perHour()
                .orElseThrow();
        double cost = (tariff * (milliwatts / 1e6) + wear) * (100 + margin) / 100;
        assertThat((double) ask.baseUnits()).isBetween(cost - 1e-3, cost + 2 + margin / 100.0);
    }

    @Test
    void theMarketIsFollowedFromThreePricesOn() {
        rules(new Pricing.MarketFollowing(50, Duration.ofHours(1), Usdc.parse("0.40")), "0.25", TARIFF);
        scene.asks.put(RTX_3080, AskLevels.of(List.of(Usdc.parse("0.30"), Usdc.parse("0.31"))));
        assertThat(price()).isEqualTo(Usdc.parse("0.40"));
        assertThat(scene.gate("price")).endsWith("(only 2 other prices were seen)");
        scene.asks.put(RTX_3080, AskLevels.of(List.of(Usdc.parse("0.30"), Usdc.parse("0.34"), Usdc.parse("0.31"))));
        assertThat(price()).isEqualTo(Usdc.parse("0.31"));
        assertThat(scene.gate("price")).endsWith("(percentile 50 of 3 prices)");
        scene.asks.put(RTX_3080, AskLevels.of(List.of(Usdc.parse("0.03"), Usdc.parse("0.01"), Usdc.parse("0.02"))));
        assertThat(price()).isEqualTo(Usdc.parse("0.25"));
        assertThat(scene.gate("price")).endsWith("(your floor)");
    }

    @Property
    void levelsGiveThePricesThatAllOfThemWouldGive(
            @ForAll @IntRange(min = 1, max = 400) int count, @ForAll @IntRange(max = 100) int percent) {
        List<Usdc> all =
                IntStream.range(0, count).mapToObj(i -> new Usdc(i * 7L)).toList();
        assertThat(AskLevels.of(all).at(percent)).isEqualTo(PriceSpread.percentile(all, percent));
        assertThat(AskLevels.of(all).levels()).hasSizeLessThanOrEqualTo(101);
    }

    @Test
    void aGpuMayHaveAPriceOfItsOwn() {
        scene.rules = scene.rules.withGpus(
                Map.of(id(1), new GpuTerms(true, Optional.of(new Pricing.Fixed(Usdc.parse("0.20"))))));
        assertThat(price()).isEqualTo(Usdc.parse("0.20"));
        scene.wantedGpus = 2;
        assertThat(price()).isEqualTo(Usdc.parse("0.56"));
    }

    @Test
    void aScriptIsAskedOnlyWhereNothingElseSpeaksAgainstTheOrder() {
        rules(new Pricing.Script("/opt/price"), "0.10", TARIFF);
        var verdict = scene.judge();
        assertThat(verdict.gpus()).isEmpty();
        assertThat(verdict.inquiry().orElseThrow().program()).isEqualTo("/opt/price");
        assertThat(verdict.inquiry().orElseThrow().gpus()).hasSize(1);
        assertThat(scene.refusal()).isEqualTo("price: your program /opt/price has not answered");
        scene.network = "outbound";
        assertThat(scene.judge().inquiry()).isEmpty();
    }

    @Test
    void aScriptsAnswerIsForTheWholeOrder() {
        rules(new Pricing.Script("/opt/price"), "0.10", TARIFF);
        scene.wantedGpus = 2;
        scene.context = said(new ScriptAnswer("/opt/price", Optional.of(Usdc.parse("0.90")), ""));
        assertThat(scene.judge().price()).isEqualTo(Usdc.parse("0.90"));
        scene.context = said(new ScriptAnswer("/opt/price", Optional.of(Usdc.parse("0.15")), ""));
        assertThat(scene.judge().price()).as("the floor of two").isEqualTo(Usdc.parse("0.20"));
        scene.context = said(new ScriptAnswer("/opt/price", Optional.empty(), "it printed nothing"));
        assertThat(scene.refusal()).isEqualTo("price: your program /opt/price gave no price: it printed nothing");
        assertThat(scene.judge().inquiry()).as("asked once").isEmpty();
        scene.context = said(new ScriptAnswer("/opt/another", Optional.of(Usdc.parse("0.90")), ""));
        assertThat(scene.judge().inquiry())
                .as("another program's answer is none")
                .isPresent();
    }

    @Test
    void pricesBeyondAllMeasureAreNoBid() {
        rules(new Pricing.Fixed(new Usdc(Long.MAX_VALUE)), "0", TARIFF);
        scene.wantedGpus = 2;
        assertThat(scene.refusal()).isEqualTo("price: price out of range (maximum 1,000,000 USDC/h)");
    }
}
