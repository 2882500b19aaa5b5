package org.headroom.telemetry.health;

import java.util.Arrays;
import java.util.Optional;
import org.headroom.model.gpu.GpuCondition.Limits;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.health.HealthRule;

/**
 * A GPU, or the machine, with how each rule stands with it. Immutable; the arrays follow {@link RuleBook#CHECKS}.
 *
 * @param gpu empty for the machine
 * @param rules the rules as they apply here, worked out for {@code book} and {@code limits}
 */
record Patient(
        Optional<GpuId> gpu, GpuMemory memory, Standing[] standings, RuleBook book, Limits limits, HealthRule[] rules) {
    static Patient fresh(Optional<GpuId> gpu, RuleBook book) {
        Standing[] all = new Standing[RuleBook.CHECKS.size()];
        Arrays.fill(all, Standing.WELL);
        return new Patient(gpu, GpuMemory.NONE, all, book, Limits.UNKNOWN, rules(gpu, book, Limits.UNKNOWN));
    }

    private static HealthRule[] rules(Optional<GpuId> gpu, RuleBook book, Limits limits) {
        return RuleBook.CHECKS.stream().map(c -> book.rule(c, gpu, limits)).toArray(HealthRule[]::new);
    }

    /** With the rules of another book or other limits; this one where both are the same. */
    Patient under(RuleBook next, Limits own) {
        if (next == book && (own == limits || own.equals(limits))) return this;
        return new Patient(gpu, memory, standings, next, own, rules(gpu, next, own));
    }

    Patient with(GpuMemory next) {
        return next == memory ? this : new Patient(gpu, next, standings, book, limits, rules);
    }

    Patient with(Standing[] next) {
        return next == standings ? this : new Patient(gpu, memory, next, book, limits, rules);
    }

    Patient with(int check, Standing standing) {
        Standing[] next = standings.clone();
        next[check] = standing;
        return with(next);
    }
}
