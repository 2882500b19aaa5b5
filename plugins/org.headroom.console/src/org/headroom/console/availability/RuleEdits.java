package org.headroom.console.availability;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.model.availability.AvailabilityRules;
import org.headroom.model.availability.GpuRules;
import org.headroom.model.availability.IdleRule;
import org.headroom.model.availability.Maintenance;
import org.headroom.model.availability.OnReturn;
import org.headroom.model.availability.WeekSchedule;
import org.headroom.model.gpu.GpuId;

/** What a press changes in the rules, for all GPUs or for one: pure. */
final class RuleEdits {
    static final String INPUT = "input";
    static final String AFTER = "after";
    static final String SCREEN = "screen";
    static final String PROCESSES = "processes";
    static final String IGNORED = "ignored";
    static final String BATTERY = "battery";
    static final String EXCLUSIVE = "exclusive";
    static final String NOTICE = "notice";
    static final String ADD_MAINTENANCE = "maintenance.add";
    static final String REMOVE_MAINTENANCE = "maintenance.remove.";
    static final String RETURN = "return.";
    static final String MODE = "mode.";
    static final String OWN_WEEK = "own.week";
    static final String OWN_IDLE = "own.idle";

    private RuleEdits() {}

    /** After a press on a row; the same rules where a press means something else. */
    static AvailabilityRules pressed(AvailabilityRules rules, Optional<GpuId> whose, String key) {
        if (key.startsWith(RETURN))
            return rules.onReturn(OnReturn.valueOf(key.substring(RETURN.length())), rules.notice());
        if (key.startsWith(REMOVE_MAINTENANCE)) {
            int index = Integer.parseInt(key.substring(REMOVE_MAINTENANCE.length()));
            List<Maintenance> left = new ArrayList<>(rules.maintenance());
            if (index < left.size()) left.remove(index);
            return rules.withMaintenance(left);
        }
        IdleRule idle = idle(rules, whose);
        return switch (key) {
            case INPUT -> with(rules, whose, new IdleRule(!idle.inputCounts(), idle.after(), idle.fullScreenCounts()));
            case SCREEN -> with(rules, whose, new IdleRule(idle.inputCounts(), idle.after(), !idle.fullScreenCounts()));
            case PROCESSES -> rules.withProcesses(!rules.processesCount(), rules.ignored());
            case BATTERY -> rules.withBattery(!rules.batteryCounts());
            default -> whose.map(gpu -> rules.with(gpu, own(rules, gpu, key))).orElse(rules);
        };
    }

    private static GpuRules own(AvailabilityRules rules, GpuId gpu, String key) {
        GpuRules now = rules.of(gpu);
        if (key.startsWith(MODE))
            return new GpuRules(GpuRules.Mode.valueOf(key.substring(MODE.length())), now.schedule(), now.idle());
        return switch (key) {
            case OWN_WEEK ->
                new GpuRules(
                        now.mode(),
                        now.schedule().isPresent() ? Optional.empty() : Optional.of(rules.week()),
                        now.idle());
            case OWN_IDLE ->
                new GpuRules(
                        now.mode(),
                        now.schedule(),
                        now.idle().isPresent() ? Optional.empty() : Optional.of(rules.idle()));
            default -> now;
        };
    }

    static IdleRule idle(AvailabilityRules rules, Optional<GpuId> whose) {
        return whose.map(rules::idleOf).orElse(rules.idle());
    }

    static WeekSchedule week(AvailabilityRules rules, Optional<GpuId> whose) {
        return whose.map(rules::weekOf).orElse(rules.week());
    }

    static AvailabilityRules after(AvailabilityRules rules, Optional<GpuId> whose, Duration after) {
        IdleRule idle = idle(rules, whose);
        return with(rules, whose, new IdleRule(idle.inputCounts(), after, idle.fullScreenCounts()));
    }

    private static AvailabilityRules with(AvailabilityRules rules, Optional<GpuId> whose, IdleRule idle) {
        if (whose.isEmpty()) return rules.withIdle(idle);
        GpuRules own = rules.of(whose.get());
        return rules.with(whose.get(), new GpuRules(own.mode(), own.schedule(), Optional.of(idle)));
    }

    /** A week painted for one GPU becomes its own. */
    static AvailabilityRules painted(AvailabilityRules rules, Optional<GpuId> whose, WeekSchedule week) {
        if (week.equals(week(rules, whose))) return rules;
        if (whose.isEmpty()) return rules.withWeek(week);
        GpuRules own = rules.of(whose.get());
        return rules.with(whose.get(), new GpuRules(own.mode(), Optional.of(week), own.idle()));
    }

    /** Windows that are over are forgotten on the way. */
    static AvailabilityRules with(AvailabilityRules rules, Maintenance window, Instant now) {
        List<Maintenance> all = new ArrayList<>(
                rules.maintenance().stream().filter(m -> m.to().isAfter(now)).toList());
        all.add(window);
        return rules.withMaintenance(all);
    }
}
