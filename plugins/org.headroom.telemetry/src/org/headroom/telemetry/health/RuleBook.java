package org.headroom.telemetry.health;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.headroom.model.gpu.GpuCondition.Limits;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.health.HealthRule;
import org.headroom.model.health.HealthRule.RuleSetting;

/** The rules as they apply: as they come, with what a person changed for all GPUs and for single ones. Immutable. */
final class RuleBook {
    /** What a setting is for; no GPU: for all. */
    record Place(String rule, Optional<GpuId> gpu) {}

    /** In the order in which they are shown. */
    static final List<Check> CHECKS = Stream.of(
                    PresenceChecks.all(),
                    XidRule.all(),
                    HeatChecks.all(),
                    WearChecks.all(),
                    LinkChecks.all(),
                    WorkChecks.all())
            .flatMap(List::stream)
            .toList();

    private static final Map<String, Check> BY_ID = new HashMap<>();

    static {
        CHECKS.forEach(c -> BY_ID.put(c.rule().id(), c));
    }

    static final RuleBook AS_IT_COMES = new RuleBook(Map.of());

    private final Map<Place, RuleSetting> settings;

    RuleBook(Map<Place, RuleSetting> settings) {
        this.settings = Map.copyOf(settings);
    }

    static Optional<Check> check(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    Map<Place, RuleSetting> settings() {
        return settings;
    }

    /** With a setting in place of the one that was there; NONE takes it out. */
    RuleBook with(Place place, RuleSetting setting) {
        Map<Place, RuleSetting> next = new HashMap<>(settings);
        if (setting.equals(RuleSetting.NONE)) next.remove(place);
        else next.put(place, setting);
        return new RuleBook(next);
    }

    /** Every rule as it applies to all GPUs. */
    List<HealthRule> rules() {
        List<HealthRule> all = new ArrayList<>();
        for (Check c : CHECKS) all.add(rule(c, Optional.empty(), Limits.UNKNOWN));
        return List.copyOf(all);
    }

    /** A rule as it applies to a GPU with such limits. */
    HealthRule rule(Check check, Optional<GpuId> gpu, Limits limits) {
        RuleSetting forAll = settings.getOrDefault(new Place(check.rule().id(), Optional.empty()), RuleSetting.NONE);
        RuleSetting own = gpu.isPresent()
                ? settings.getOrDefault(new Place(check.rule().id(), gpu), RuleSetting.NONE)
                : RuleSetting.NONE;
        RuleSetting both = over(forAll, own);
        HealthRule base = both.raiseAt().isEmpty() && both.clearAt().isEmpty()
                ? check.forCard().of(check.rule(), limits)
                : check.rule();
        return base.with(paired(base, both));
    }

    private static RuleSetting over(RuleSetting below, RuleSetting above) {
        if (above.equals(RuleSetting.NONE)) return below;
        return new RuleSetting(
                above.enabled().or(below::enabled),
                above.raiseAt().isPresent() ? above.raiseAt() : below.raiseAt(),
                // Thresholds belong together: one from here and one from there could cross.
                above.clearAt().isPresent() || above.raiseAt().isPresent() ? above.clearAt() : below.clearAt(),
                above.lasting().or(below::lasting),
                above.action().or(below::action));
    }

    // Who sets one threshold moves the other along, at the distance they had.
    private static RuleSetting paired(HealthRule base, RuleSetting s) {
        if (s.raiseAt().isPresent() == s.clearAt().isPresent() || base.raiseAt().isEmpty()) return s;
        double distance = base.raiseAt().getAsDouble()
                - base.clearAt().orElse(base.raiseAt().getAsDouble());
        return new RuleSetting(
                s.enabled(),
                s.raiseAt().isPresent()
                        ? s.raiseAt()
                        : OptionalDouble.of(s.clearAt().getAsDouble() + distance),
                s.clearAt().isPresent()
                        ? s.clearAt()
                        : OptionalDouble.of(s.raiseAt().getAsDouble() - distance),
                s.lasting(),
                s.action());
    }

    /** Why a setting makes no sense, as a sentence for the person; empty where it does. */
    static Optional<String> refusal(Check check, RuleSetting s) {
        String id = check.rule().id();
        if (s.raiseAt().isPresent() || s.clearAt().isPresent()) {
            if (check.rule().raiseAt().isEmpty())
                return Optional.of("The rule " + id + " has no thresholds: take raise-at and clear-at out.");
            Optional<String> outside =
                    outside(check, "raise-at", s.raiseAt()).or(() -> outside(check, "clear-at", s.clearAt()));
            if (outside.isPresent()) return outside;
        }
        if (s.raiseAt().isPresent() && s.clearAt().isPresent()) {
            double raise = s.raiseAt().getAsDouble();
            double clear = s.clearAt().getAsDouble();
            if (!check.falling() && clear > raise)
                return Optional.of("The rule " + id + " would clear at " + plain(clear) + " and raise at "
                        + plain(raise) + ": clear-at must not be above raise-at.");
            if (check.falling() && clear < raise)
                return Optional.of("The rule " + id + " would clear at " + plain(clear) + " and raise at "
                        + plain(raise) + ": clear-at must not be below raise-at.");
        }
        if (s.lasting().isPresent()
                && (s.lasting().get().isNegative()
                        || s.lasting().get().toHours() > 24
                        || s.lasting().get().toSeconds() > 86_400))
            return Optional.of("The rule " + id + " cannot wait "
                    + s.lasting().get().toSeconds() + " s: lasting is between 0 s and 24 h.");
        return Optional.empty();
    }

    private static Optional<String> outside(Check check, String what, OptionalDouble value) {
        if (value.isEmpty()) return Optional.empty();
        double v = value.getAsDouble();
        if (v >= check.least() && v <= check.most()) return Optional.empty();
        return Optional.of("The rule " + check.rule().id() + " cannot have " + what + " " + plain(v)
                + ": it is between " + plain(check.least()) + " and " + plain(check.most()) + " "
                + check.rule().unit() + ".");
    }

    /** A number without needless zeros. */
    static String plain(double v) {
        if (Double.isNaN(v) || Double.isInfinite(v)) return "nothing";
        return BigDecimal.valueOf(v).stripTrailingZeros().toPlainString();
    }
}
