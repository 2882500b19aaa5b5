package org.headroom.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.GpuTerms;
import org.headroom.model.bidding.Pricing;
import org.headroom.model.bidding.Tariff;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.ByteCount;
import org.headroom.model.units.Watts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BiddingFileTest {
    private static final BidRules STANDARD = BidRules.standard(Usdc.parse("0.42"));

    @TempDir
    Path home;

    private BidRules reread() throws Exception {
        return BiddingFile.open(home, STANDARD).read().orElseThrow();
    }

    private void keep(BidRules rules) throws Exception {
        BiddingFile.open(home, STANDARD).keep(rules);
    }

    private BidRules written(String json) throws Exception {
        Files.writeString(home.resolve("bidding.json"), json);
        return reread();
    }

    private void refused(String json, String why) throws Exception {
        Files.writeString(home.resolve("bidding.json"), json);
        assertThatThrownBy(this::reread)
                .isInstanceOf(RigSettings.BadSettings.class)
                .hasMessageContaining(why)
                .hasMessageContaining("bidding.json");
    }

    @Test
    void thereAreNoneUntilTheOwnerMakesSome() throws Exception {
        assertThat(BiddingFile.open(home, STANDARD).read()).isEmpty();
    }

    @Test
    void whatIsKeptIsThereAgain() throws Exception {
        Pricing plus = new Pricing.CostPlus(new Watts(320_000), Usdc.parse("0.05"), 25);
        BidRules rules = new BidRules(
                new Pricing.MarketFollowing(40, Duration.ofHours(6), Usdc.parse("0.33")),
                Usdc.parse("0.10"),
                new Tariff(
                        ZoneId.of("Europe/Berlin"),
                        Usdc.parse("0.30"),
                        List.of(new Tariff.Band(
                                Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY),
                                LocalTime.of(22, 0),
                                LocalTime.of(6, 0),
                                Usdc.parse("0.18")))),
                Map.of(
                        new GpuId("GPU-1"), new GpuTerms(false, Optional.empty()),
                        new GpuId("GPU-2"), new GpuTerms(true, Optional.of(plus)),
                        new GpuId("GPU-3"), new GpuTerms(true, Optional.of(new Pricing.Script("/opt/price")))),
                Duration.ofHours(48),
                Usdc.parse("3"),
                Duration.ofSeconds(2),
                List.of("none", "outbound"),
                Optional.of("DE"),
                12_000,
                new ByteCount(1L << 34),
                new ByteCount(1L << 31),
                77);
        keep(rules);
        assertThat(reread()).isEqualTo(rules);
        keep(STANDARD);
        assertThat(reread()).isEqualTo(STANDARD);
    }

    @Test
    void whatIsNotSaidIsAsARigStartsWithIt() throws Exception {
        assertThat(written("{\"pricing\": {\"kind\": \"fixed\", \"perGpuHour\": \"0.35\"}}"))
                .isEqualTo(STANDARD.withPricing(new Pricing.Fixed(Usdc.parse("0.35"))));
    }

    @Test
    void aMistakeIsNamed() throws Exception {
        refused("{\"florPerGpuHour\": \"1\"}", "there is no setting \"florPerGpuHour\"");
        refused("{\"pricing\": {\"kind\": \"dear\"}}", "must be fixed, cost-plus, market or script, not \"dear\"");
        refused("{\"pricing\": {\"kind\": \"fixed\"}}", "\"pricing.perGpuHour\" must be an amount");
        refused(
                "{\"pricing\": {\"kind\": \"fixed\", \"perGpuHour\": \"1\", \"percentile\": 5}}",
                "belongs to another kind");
        refused("{\"floorPerGpuHour\": \"much\"}", "\"floorPerGpuHour\" must be an amount of USDC");
        refused("{\"floorPerGpuHour\": \"-1\"}", "The floor cannot be below zero");
        refused("{\"longest\": \"two days\"}", "\"longest\" must be a duration such as");
        refused("{\"tariff\": {\"zone\": \"Mars/Base\", \"perKilowattHour\": \"1\"}}", "Mars/Base");
        refused("{\"pricing\": ", "line 1");
        refused("null", "the whole must be an object");
        refused("{} {}", "line 1");
    }

    @Test
    void whatCannotBeKeptFailsWithWhatToDoAndTheOldStaysAsItIs() throws Exception {
        keep(STANDARD);
        BiddingFile file = BiddingFile.open(home, STANDARD);
        Files.createDirectories(home.resolve("bidding.json.part/in the way"));
        BidRules other = STANDARD.withPricing(new Pricing.Fixed(Usdc.parse("1")));
        assertThatThrownBy(() -> file.keep(other))
                .isInstanceOf(JournalFailure.class)
                .hasMessageContaining("the old ones go on");
        assertThat(reread()).isEqualTo(STANDARD);
    }
}
