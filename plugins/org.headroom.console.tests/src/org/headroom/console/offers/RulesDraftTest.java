package org.headroom.console.offers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.headroom.console.fixture.FixtureBidDesk;
import org.headroom.console.offers.RulesDraft.Kind;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.Pricing;
import org.headroom.model.bidding.Tariff;
import org.headroom.model.money.Usdc;
import org.junit.jupiter.api.Test;

class RulesDraftTest {
    private static BidRules rules() {
        try (FixtureBidDesk desk = new FixtureBidDesk()) {
            return desk.rules();
        }
    }

    @Test
    void whatIsInTheFormIsReadBackUnchanged() {
        assertThat(RulesDraft.of(rules()).read(rules()).rules()).contains(rules());
        for (Pricing p : List.of(
                new Pricing.CostPlus(new org.headroom.model.units.Watts(310_000), Usdc.parse("0.015"), 40),
                new Pricing.MarketFollowing(35, Duration.ofMinutes(90), Usdc.parse("0.3")),
                new Pricing.Script("/usr/local/bin/price")))
            assertThat(RulesDraft.of(rules().withPricing(p)).read(rules()).rules())
                    .contains(rules().withPricing(p));
    }

    @Test
    void onlyTheFieldsOfTheChosenPricingAreShown() {
        RulesDraft draft = RulesDraft.of(rules()).with(Kind.MARKET);
        assertThat(EnumSet.allOf(RulesField.class).stream().filter(draft::shows))
                .contains(RulesField.PERCENTILE, RulesField.WINDOW, RulesField.OTHERWISE, RulesField.FLOOR)
                .doesNotContain(RulesField.PRICE, RulesField.WATTS, RulesField.PROGRAM);
    }

    @Test
    void everyFaultStandsAtItsField() {
        RulesDraft draft = RulesDraft.of(rules())
                .with(Kind.COST_PLUS)
                .with(RulesField.WATTS, "many")
                .with(RulesField.MARGIN, "20000")
                .with(RulesField.FLOOR, "0,24")
                .with(RulesField.LONGEST, "400 d")
                .with(RulesField.ZONE, "Berlin")
                .with(RulesField.BANDS, "Mon-Fri 22:00-06:00 0.22\nSomeday 1:00-2:00 0.1");
        RulesDraft.Read read = draft.read(rules());
        assertThat(read.rules()).isEmpty();
        assertThat(read.faults())
                .containsOnlyKeys(
                        RulesField.WATTS,
                        RulesField.MARGIN,
                        RulesField.FLOOR,
                        RulesField.LONGEST,
                        RulesField.ZONE,
                        RulesField.BANDS);
        assertThat(read.faults().get(RulesField.BANDS)).startsWith("line 2:");
    }

    @Test
    void aFaultInAFieldThatIsNotShownIsNone() {
        RulesDraft draft = RulesDraft.of(rules()).with(RulesField.WATTS, "many");
        assertThat(draft.read(rules()).faults()).isEmpty();
    }

    @Test
    void aTariffIsReadLineByLine() {
        List<Tariff.Band> bands =
                RulesText.bands("mon-fri 22:00–6:00 0.22\n\nSat,Sun 00:00-24:00 0.2\ndaily 12:00-14:00 .1");
        assertThat(bands)
                .containsExactly(
                        new Tariff.Band(
                                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                                LocalTime.of(22, 0),
                                LocalTime.of(6, 0),
                                Usdc.parse("0.22")),
                        new Tariff.Band(
                                Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                                LocalTime.MIDNIGHT,
                                LocalTime.MIDNIGHT,
                                Usdc.parse("0.2")),
                        new Tariff.Band(
                                EnumSet.allOf(DayOfWeek.class),
                                LocalTime.of(12, 0),
                                LocalTime.of(14, 0),
                                Usdc.parse("0.1")));
        assertThatThrownBy(() -> RulesText.bands("Mon 25:00-26:00 0.2")).hasMessageStartingWith("line 1");
    }

    @Test
    void aZoneAndARegionAreTaken() {
        Optional<BidRules> read = RulesDraft.of(rules())
                .with(RulesField.ZONE, " Europe/Berlin ")
                .with(RulesField.REGION, " ")
                .with(RulesField.NETWORKS, "None, outbound  inbound")
                .read(rules())
                .rules();
        assertThat(read.map(r -> r.tariff().zone())).contains(ZoneId.of("Europe/Berlin"));
        assertThat(read.flatMap(BidRules::region)).isEmpty();
        assertThat(read.map(BidRules::networks)).contains(List.of("none", "outbound", "inbound"));
    }

    @Property
    void everyAmountThatIsWrittenIsReadBack(@ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long units) {
        assertThat(RulesText.usdc(RulesText.usdc(new Usdc(units)))).isEqualTo(new Usdc(units));
    }

    @Property
    void everyTimeThatIsWrittenIsReadBack(@ForAll @IntRange(min = 1, max = 900_000) int seconds) {
        assertThat(RulesText.time(RulesText.time(Duration.ofSeconds(seconds)))).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Property
    void everySetOfDaysThatIsWrittenIsReadBack(@ForAll @Size(min = 1) Set<DayOfWeek> days) {
        assertThat(RulesText.days(RulesText.days(days))).isEqualTo(days);
    }

    @Property
    void nothingThatIsTypedIsThrownPastTheForm(@ForAll String text, @ForAll RulesField field) {
        RulesDraft.of(rules()).with(field, text).read(rules());
    }
}
