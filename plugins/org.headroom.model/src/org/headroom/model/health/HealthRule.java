package org.headroom.model.health;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A rule as a person sees and adjusts it.
 *
 * @param id never changes: {@code core-hot}, {@code xid}
 * @param title a few words
 * @param meaning what it looks at and why that matters, in one or two sentences
 * @param source the NVML call that it looks at
 * @param unit of the thresholds; empty where there are none
 * @param raiseAt from here on it is raised; empty where there is nothing to set
 * @param clearAt back here it is cleared: the distance is the hysteresis
 * @param lasting how long it has to be so before it is raised, and gone before it is cleared
 * @param repeat an open alarm is told again at most this often
 */
public record HealthRule(
        String id,
        String title,
        String meaning,
        String source,
        String unit,
        OptionalDouble raiseAt,
        OptionalDouble clearAt,
        Duration lasting,
        Duration repeat,
        Severity severity,
        HealthAction action,
        boolean enabled) {
    public HealthRule with(RuleSetting setting) {
        return new HealthRule(
                id,
                title,
                meaning,
                source,
                unit,
                setting.raiseAt().isPresent() ? setting.raiseAt() : raiseAt,
                setting.clearAt().isPresent() ? setting.clearAt() : clearAt,
                setting.lasting().orElse(lasting),
                repeat,
                severity,
                setting.action().orElse(action),
                setting.enabled().orElse(enabled));
    }

    /** What a person changed of a rule; empty is as it comes. */
    public record RuleSetting(
            Optional<Boolean> enabled,
            OptionalDouble raiseAt,
            OptionalDouble clearAt,
            Optional<Duration> lasting,
            Optional<HealthAction> action) {
        public static final RuleSetting NONE = new RuleSetting(
                Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty(), Optional.empty());
    }
}
