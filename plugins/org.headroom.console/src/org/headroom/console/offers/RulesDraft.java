package org.headroom.console.offers;

import static org.headroom.console.offers.RulesField.BANDS;
import static org.headroom.console.offers.RulesField.CAP;
import static org.headroom.console.offers.RulesField.FLOOR;
import static org.headroom.console.offers.RulesField.LONGEST;
import static org.headroom.console.offers.RulesField.MARGIN;
import static org.headroom.console.offers.RulesField.NETWORKS;
import static org.headroom.console.offers.RulesField.OTHERWISE;
import static org.headroom.console.offers.RulesField.PERCENTILE;
import static org.headroom.console.offers.RulesField.PRICE;
import static org.headroom.console.offers.RulesField.PROGRAM;
import static org.headroom.console.offers.RulesField.REGION;
import static org.headroom.console.offers.RulesField.TARIFF;
import static org.headroom.console.offers.RulesField.WATTS;
import static org.headroom.console.offers.RulesField.WEAR;
import static org.headroom.console.offers.RulesField.WINDOW;
import static org.headroom.console.offers.RulesField.ZONE;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.Pricing;
import org.headroom.model.bidding.Tariff;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.Watts;

/** The rig's rules as they are being typed, right or wrong. Pure. */
public record RulesDraft(Kind kind, Map<RulesField, String> texts) {
    private static final String UTC = "UTC";

    /** How prices are found. */
    public enum Kind {
        FIXED("fixed", Set.of(PRICE)),
        COST_PLUS("cost-plus", Set.of(WATTS, WEAR, MARGIN)),
        MARKET("market", Set.of(PERCENTILE, WINDOW, OTHERWISE)),
        SCRIPT("script", Set.of(PROGRAM));

        private final String label;
        private final Set<RulesField> fields;

        Kind(String label, Set<RulesField> fields) {
            this.label = label;
            this.fields = fields;
        }

        public String label() {
            return label;
        }

        static Kind of(Pricing pricing) {
            return switch (pricing) {
                case Pricing.Fixed f -> FIXED;
                case Pricing.CostPlus c -> COST_PLUS;
                case Pricing.MarketFollowing m -> MARKET;
                case Pricing.Script s -> SCRIPT;
            };
        }
    }

    /** The rules that were typed, or what is wrong, field by field. */
    public record Read(Optional<BidRules> rules, Map<RulesField, String> faults) {}

    public RulesDraft {
        texts = Map.copyOf(texts);
    }

    public static RulesDraft of(BidRules rules) {
        Map<RulesField, String> t = new EnumMap<>(RulesField.class);
        // What another way of pricing would begin with, should a person change to it.
        t.put(PRICE, "0.380");
        t.put(WATTS, "300");
        t.put(WEAR, "0.020");
        t.put(MARGIN, "50");
        t.put(PERCENTILE, "40");
        t.put(WINDOW, "6 h");
        t.put(OTHERWISE, "0.380");
        t.put(PROGRAM, "");
        switch (rules.pricing()) {
            case Pricing.Fixed f -> {
                t.put(PRICE, RulesText.price(f.perGpuHour()));
                t.put(OTHERWISE, RulesText.price(f.perGpuHour()));
            }
            case Pricing.CostPlus c -> {
                t.put(WATTS, RulesText.watts(c.assumed()));
                t.put(WEAR, RulesText.price(c.wearPerGpuHour()));
                t.put(MARGIN, Integer.toString(c.marginPercent()));
            }
            case Pricing.MarketFollowing m -> {
                t.put(PERCENTILE, Integer.toString(m.percentile()));
                t.put(WINDOW, RulesText.time(m.window()));
                t.put(OTHERWISE, RulesText.price(m.otherwise()));
                t.put(PRICE, RulesText.price(m.otherwise()));
            }
            case Pricing.Script s -> t.put(PROGRAM, s.program());
        }
        t.put(FLOOR, RulesText.price(rules.floorPerGpuHour()));
        t.put(CAP, RulesText.usdc(rules.exposureCapPerRenter()));
        t.put(LONGEST, RulesText.time(rules.longest()));
        t.put(REGION, rules.region().orElse(""));
        t.put(NETWORKS, String.join(", ", rules.networks()));
        t.put(TARIFF, RulesText.usdc(rules.tariff().perKilowattHour()));
        t.put(
                ZONE,
                rules.tariff().zone().equals(ZoneOffset.UTC)
                        ? UTC
                        : rules.tariff().zone().getId());
        t.put(BANDS, RulesText.bands(rules.tariff().bands()));
        return new RulesDraft(Kind.of(rules.pricing()), t);
    }

    /** Whether a field belongs to the way in which prices are found now, or to all of them. */
    public boolean shows(RulesField field) {
        return kind.fields.contains(field) || Arrays.stream(Kind.values()).noneMatch(k -> k.fields.contains(field));
    }

    public RulesDraft with(Kind other) {
        return new RulesDraft(other, texts);
    }

    public RulesDraft with(RulesField field, String text) {
        Map<RulesField, String> t = new EnumMap<>(texts);
        t.put(field, text);
        return new RulesDraft(kind, t);
    }

    public String text(RulesField field) {
        return texts.getOrDefault(field, "");
    }

    /** @param base for what the form does not have */
    public Read read(BidRules base) {
        Reader r = new Reader(new EnumMap<>(RulesField.class));
        Optional<Pricing> pricing = pricing(r);
        Optional<Usdc> floor = r.get(FLOOR, RulesText::usdc);
        Optional<Usdc> cap = r.get(CAP, RulesText::usdc);
        Optional<Duration> longest = r.get(LONGEST, RulesDraft::longest);
        Optional<List<String>> networks = r.get(NETWORKS, RulesText::words);
        Optional<Usdc> perKwh = r.get(TARIFF, RulesText::usdc);
        Optional<ZoneId> zone = r.get(ZONE, RulesDraft::zone);
        Optional<List<Tariff.Band>> bands = r.get(BANDS, RulesText::bands);
        if (!r.faults.isEmpty()) return new Read(Optional.empty(), Map.copyOf(r.faults));
        String region = text(REGION).strip();
        return new Read(
                Optional.of(new BidRules(
                        pricing.orElseThrow(),
                        floor.orElseThrow(),
                        new Tariff(zone.orElseThrow(), perKwh.orElseThrow(), bands.orElseThrow()),
                        base.gpus(),
                        longest.orElseThrow(),
                        cap.orElseThrow(),
                        base.leastTimeToAnswer(),
                        networks.orElseThrow(),
                        region.isEmpty() ? Optional.empty() : Optional.of(region),
                        base.cpuMillis(),
                        base.memory(),
                        base.disk(),
                        base.processes())),
                Map.of());
    }

    private Optional<Pricing> pricing(Reader r) {
        return switch (kind) {
            case FIXED -> r.get(PRICE, RulesText::usdc).map(Pricing.Fixed::new);
            case COST_PLUS -> {
                Optional<Watts> watts = r.get(WATTS, RulesText::watts);
                Optional<Usdc> wear = r.get(WEAR, RulesText::usdc);
                Optional<Integer> margin = r.get(MARGIN, t -> RulesText.whole(t, 0, 10_000));
                yield r.faults.isEmpty()
                        ? Optional.of(
                                new Pricing.CostPlus(watts.orElseThrow(), wear.orElseThrow(), margin.orElseThrow()))
                        : Optional.empty();
            }
            case MARKET -> {
                Optional<Integer> percentile = r.get(PERCENTILE, t -> RulesText.whole(t, 0, 100));
                Optional<Duration> window = r.get(WINDOW, RulesText::time);
                Optional<Usdc> otherwise = r.get(OTHERWISE, RulesText::usdc);
                yield r.faults.isEmpty()
                        ? Optional.of(new Pricing.MarketFollowing(
                                percentile.orElseThrow(), window.orElseThrow(), otherwise.orElseThrow()))
                        : Optional.empty();
            }
            case SCRIPT ->
                r.get(PROGRAM, t -> {
                            if (t.isBlank()) throw new IllegalArgumentException("name a program");
                            return t.strip();
                        })
                        .map(Pricing.Script::new);
        };
    }

    private static Duration longest(String text) {
        Duration time = RulesText.time(text);
        if (time.toDays() > 366) throw new IllegalArgumentException("at most a year, 366 d");
        return time;
    }

    private static ZoneId zone(String text) {
        if (text.strip().equalsIgnoreCase(UTC)) return ZoneOffset.UTC;
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("such as Europe/Berlin", e);
        }
    }

    /** Reads fields and notes what is wrong with them. */
    private final class Reader {
        private final Map<RulesField, String> faults;

        Reader(Map<RulesField, String> faults) {
            this.faults = faults;
        }

        <T> Optional<T> get(RulesField field, Function<String, T> how) {
            try {
                return Optional.of(how.apply(text(field)));
            } catch (IllegalArgumentException e) {
                faults.put(field, Optional.ofNullable(e.getMessage()).orElse("not understood"));
                return Optional.empty();
            }
        }
    }
}
