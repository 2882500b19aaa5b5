package org.headroom.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.GpuTerms;
import org.headroom.model.bidding.Pricing;
import org.headroom.model.bidding.Tariff;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.ByteCount;
import org.headroom.model.units.Watts;
import org.jspecify.annotations.Nullable;

/**
 * The rules as {@code bidding.json} writes them. Amounts are USDC as text; durations are ISO 8601 such as {@code PT720H}.
 * What is absent is as a rig starts with it.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BiddingJson(
        @Nullable Price pricing,
        @Nullable String floorPerGpuHour,
        @Nullable Electricity tariff,
        @Nullable Map<String, Gpu> gpus,
        @Nullable String longest,
        @Nullable String exposureCapPerRenter,
        @Nullable String leastTimeToAnswer,
        @Nullable List<String> networks,
        @Nullable String region,
        @Nullable Long cpuMillis,
        @Nullable Long memoryBytes,
        @Nullable Long diskKeptFreeBytes,
        @Nullable Integer processesPerJob) {
    /** @param kind {@code fixed}, {@code cost-plus}, {@code market} or {@code script}; the rest as that kind needs it */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Price(
            @Nullable String kind,
            @Nullable String perGpuHour,
            @Nullable Long assumedWatts,
            @Nullable String wearPerGpuHour,
            @Nullable Integer marginPercent,
            @Nullable Integer percentile,
            @Nullable String window,
            @Nullable String otherwise,
            @Nullable String program) {
        static Price of(Pricing pricing) {
            return switch (pricing) {
                case Pricing.Fixed f ->
                    new Price("fixed", text(f.perGpuHour()), null, null, null, null, null, null, null);
                case Pricing.CostPlus c ->
                    new Price(
                            "cost-plus",
                            null,
                            Math.ceilDiv(c.assumed().milliwatts(), 1000L),
                            text(c.wearPerGpuHour()),
                            c.marginPercent(),
                            null,
                            null,
                            null,
                            null);
                case Pricing.MarketFollowing m ->
                    new Price(
                            "market",
                            null,
                            null,
                            null,
                            null,
                            m.percentile(),
                            m.window().toString(),
                            text(m.otherwise()),
                            null);
                case Pricing.Script s -> new Price("script", null, null, null, null, null, null, null, s.program());
            };
        }

        Pricing pricing() {
            return switch (needed("pricing.kind", kind)) {
                case "fixed" -> {
                    only("fixed", assumedWatts, wearPerGpuHour, marginPercent, percentile, window, otherwise, program);
                    yield new Pricing.Fixed(usdc("pricing.perGpuHour", perGpuHour));
                }
                case "cost-plus" -> {
                    only("cost-plus", perGpuHour, percentile, window, otherwise, program);
                    yield new Pricing.CostPlus(
                            new Watts(Math.multiplyExact(needed("pricing.assumedWatts", assumedWatts), 1000L)),
                            usdc("pricing.wearPerGpuHour", wearPerGpuHour),
                            needed("pricing.marginPercent", marginPercent));
                }
                case "market" -> {
                    only("market", perGpuHour, assumedWatts, wearPerGpuHour, marginPercent, program);
                    yield new Pricing.MarketFollowing(
                            needed("pricing.percentile", percentile),
                            duration("pricing.window", needed("pricing.window", window)),
                            usdc("pricing.otherwise", otherwise));
                }
                case "script" -> {
                    only(
                            "script",
                            perGpuHour,
                            assumedWatts,
                            wearPerGpuHour,
                            marginPercent,
                            percentile,
                            window,
                            otherwise);
                    yield new Pricing.Script(needed("pricing.program", program));
                }
                default ->
                    throw new IllegalArgumentException(
                            "\"pricing.kind\" must be fixed, cost-plus, market or script, not \"" + kind + "\"");
            };
        }

        private static void only(String kind, @Nullable Object... others) {
            for (Object other : others)
                if (other != null)
                    throw new IllegalArgumentException(
                            "\"pricing\" of kind " + kind + " has a part that belongs to another kind");
        }
    }

    /** @param zone such as {@code Europe/Berlin} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Electricity(
            @Nullable String zone,
            @Nullable String perKilowattHour,
            @Nullable List<Band> bands) {
        static Electricity of(Tariff tariff) {
            return new Electricity(
                    tariff.zone().getId(),
                    text(tariff.perKilowattHour()),
                    tariff.bands().stream().map(Band::of).toList());
        }

        Tariff tariff() {
            String place = zone;
            List<Band> times = bands;
            return new Tariff(
                    place == null ? ZoneId.of("UTC") : zoneOf(place),
                    usdc("tariff.perKilowattHour", perKilowattHour),
                    times == null ? List.of() : times.stream().map(Band::band).toList());
        }
    }

    /** @param days such as {@code MONDAY} */
    record Band(
            @Nullable List<String> days,
            @Nullable String from,
            @Nullable String to,
            @Nullable String perKilowattHour) {
        static Band of(Tariff.Band band) {
            return new Band(
                    band.days().stream().sorted().map(DayOfWeek::name).toList(),
                    band.from().toString(),
                    band.to().toString(),
                    text(band.perKilowattHour()));
        }

        Tariff.Band band() {
            return new Tariff.Band(
                    needed("tariff.bands.days", days).stream().map(Band::day).collect(Collectors.toSet()),
                    time("tariff.bands.from", from),
                    time("tariff.bands.to", to),
                    usdc("tariff.bands.perKilowattHour", perKilowattHour));
        }

        private static DayOfWeek day(String name) {
            try {
                return DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("\"tariff.bands.days\" has no day \"" + name + "\"", e);
            }
        }
    }

    /** @param offered true where it is absent */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Gpu(@Nullable Boolean offered, @Nullable Price pricing) {
        GpuTerms terms() {
            Price own = pricing;
            return new GpuTerms(
                    !Boolean.FALSE.equals(offered), own == null ? Optional.empty() : Optional.of(own.pricing()));
        }
    }

    static BiddingJson of(BidRules rules) {
        Map<String, Gpu> gpus = new TreeMap<>();
        rules.gpus()
                .forEach((id, terms) -> gpus.put(
                        id.uuid(),
                        new Gpu(terms.offered(), terms.pricing().map(Price::of).orElse(null))));
        return new BiddingJson(
                Price.of(rules.pricing()),
                text(rules.floorPerGpuHour()),
                Electricity.of(rules.tariff()),
                gpus,
                rules.longest().toString(),
                text(rules.exposureCapPerRenter()),
                rules.leastTimeToAnswer().toString(),
                rules.networks(),
                rules.region().orElse(null),
                rules.cpuMillis(),
                rules.memory().bytes(),
                rules.disk().bytes(),
                rules.processes());
    }

    /** @throws IllegalArgumentException naming the setting that is wrong */
    BidRules rules(BidRules standard) {
        Map<GpuId, GpuTerms> terms = new HashMap<>();
        Map<String, Gpu> own = gpus;
        if (own != null) own.forEach((id, gpu) -> terms.put(new GpuId(id), gpu.terms()));
        Price price = pricing;
        Electricity electricity = tariff;
        List<String> classes = networks;
        return new BidRules(
                price == null ? standard.pricing() : price.pricing(),
                said(floorPerGpuHour, text -> usdc("floorPerGpuHour", text), standard.floorPerGpuHour()),
                electricity == null ? standard.tariff() : electricity.tariff(),
                terms,
                said(longest, text -> duration("longest", text), standard.longest()),
                said(exposureCapPerRenter, text -> usdc("exposureCapPerRenter", text), standard.exposureCapPerRenter()),
                said(leastTimeToAnswer, text -> duration("leastTimeToAnswer", text), standard.leastTimeToAnswer()),
                classes == null ? standard.networks() : classes,
                Optional.ofNullable(region),
                said(cpuMillis, number -> number, standard.cpuMillis()),
                said(memoryBytes, ByteCount::new, standard.memory()),
                said(diskKeptFreeBytes, ByteCount::new, standard.disk()),
                said(processesPerJob, number -> number, standard.processes()));
    }

    private static <S, T> T said(@Nullable S value, Function<S, T> reading, T otherwise) {
        return value == null ? otherwise : reading.apply(value);
    }

    private static String text(Usdc amount) {
        return amount.format(Usdc.DECIMALS);
    }

    private static <T> T needed(String setting, @Nullable T value) {
        if (value == null) throw new IllegalArgumentException("\"" + setting + "\" is needed");
        return value;
    }

    private static Usdc usdc(String setting, @Nullable String text) {
        try {
            return Usdc.parse(needed(setting, text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + setting + "\" must be an amount of USDC such as \"0.42\"", e);
        }
    }

    private static Duration duration(String setting, String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("\"" + setting + "\" must be a duration such as \"PT720H\"", e);
        }
    }

    private static ZoneId zoneOf(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"tariff.zone\" must be a time zone such as \"Europe/Berlin\", not \"" + id + "\"", e);
        }
    }

    private static LocalTime time(String setting, @Nullable String text) {
        try {
            return LocalTime.parse(needed(setting, text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("\"" + setting + "\" must be a time such as \"22:00\"", e);
        }
    }
}
