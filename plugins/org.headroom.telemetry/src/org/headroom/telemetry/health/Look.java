package org.headroom.telemetry.health;

import java.util.Optional;
import org.headroom.model.gpu.GpuCondition;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.gpu.PcieLink;
import org.headroom.model.health.HealthRule;
import org.headroom.model.units.Celsius;
import org.headroom.model.units.Joules;
import org.headroom.model.units.Megahertz;
import org.headroom.model.units.Percent;
import org.headroom.model.units.Watts;

/**
 * What a check has before it. One object serves a whole step, so that looking costs no memory; it is never kept. Readings are
 * plain numbers here, NaN where there is none.
 */
final class Look {
    long now;
    NvmlStatus nvml;
    /** Whether NVML was ever seen to answer. */
    boolean answeredBefore;
    /** Whether a card is in the machine, driver or not. */
    Optional<Boolean> cards = Optional.empty();

    /** Empty where the check is about the machine. */
    Optional<GpuReading> reading = Optional.empty();

    GpuMemory memory = GpuMemory.NONE;
    HealthRule rule;
    boolean open;
    /** Whether the open alarm is from before the start, so that what it was raised on is not remembered. */
    boolean restored;

    Look(long now, NvmlStatus nvml, HealthRule rule) {
        this.now = now;
        this.nvml = nvml;
        this.rule = rule;
    }

    /** For thresholds from which on it is ill. */
    Verdict above(double value) {
        if (Double.isNaN(value)) return Verdict.UNKNOWN;
        if (value >= raiseAt()) return Verdict.ILL;
        return open && value > clearAt() ? Verdict.ILL : Verdict.WELL;
    }

    /** For thresholds below which it is ill. */
    Verdict below(double value) {
        if (Double.isNaN(value)) return Verdict.UNKNOWN;
        if (value <= raiseAt()) return Verdict.ILL;
        return open && value < clearAt() ? Verdict.ILL : Verdict.WELL;
    }

    static Verdict ill(boolean ill) {
        return ill ? Verdict.ILL : Verdict.WELL;
    }

    double raiseAt() {
        return rule.raiseAt().orElse(Double.NaN);
    }

    double clearAt() {
        return rule.clearAt().orElse(raiseAt());
    }

    Optional<GpuSample> sample() {
        return reading.isPresent() ? reading.get().latest() : Optional.empty();
    }

    Optional<GpuCondition> condition() {
        return reading.isPresent() ? reading.get().condition() : Optional.empty();
    }

    GpuCondition.Limits limits() {
        Optional<GpuCondition> c = condition();
        return c.isPresent() ? c.get().limits() : GpuCondition.Limits.UNKNOWN;
    }

    PcieLink pcie() {
        Optional<GpuSample> s = sample();
        return s.isPresent() ? s.get().pcie() : PcieLink.UNKNOWN;
    }

    double core() {
        Optional<GpuSample> s = sample();
        return s.isPresent() ? celsius(s.get().core()) : Double.NaN;
    }

    double memoryTemperature() {
        Optional<GpuSample> s = sample();
        return s.isPresent() ? celsius(s.get().memory()) : Double.NaN;
    }

    double hotspot() {
        Optional<GpuSample> s = sample();
        return s.isPresent() ? celsius(s.get().hotspot()) : Double.NaN;
    }

    double load() {
        Optional<GpuSample> s = sample();
        return s.isPresent() ? percent(s.get().load()) : Double.NaN;
    }

    double fan() {
        Optional<GpuSample> s = sample();
        return s.isPresent() ? percent(s.get().fan()) : Double.NaN;
    }

    double power() {
        Optional<GpuSample> s = sample();
        return s.isPresent() ? watts(s.get().power()) : Double.NaN;
    }

    double powerLimit() {
        Optional<GpuSample> s = sample();
        return s.isPresent() ? watts(s.get().powerLimit()) : Double.NaN;
    }

    double smClock() {
        Optional<GpuSample> s = sample();
        return s.isPresent() ? megahertz(s.get().smClock()) : Double.NaN;
    }

    double memoryUsedMib() {
        Optional<GpuSample> s = sample();
        if (s.isEmpty() || s.get().memoryUsed().isEmpty()) return Double.NaN;
        return s.get().memoryUsed().get().bytes() / (double) (1 << 20);
    }

    double energy() {
        Optional<GpuSample> s = sample();
        if (s.isEmpty()) return Double.NaN;
        Optional<Joules> e = s.get().energy();
        return e.isPresent() ? e.get().millijoules() : Double.NaN;
    }

    /** The GPU as a person counts it. */
    String gpu() {
        return reading.map(r -> "GPU " + r.identity().index()).orElse("this machine");
    }

    static double celsius(Optional<Celsius> c) {
        return c.isPresent() ? c.get().degrees() : Double.NaN;
    }

    static double percent(Optional<Percent> p) {
        return p.isPresent() ? p.get().value() : Double.NaN;
    }

    static double watts(Optional<Watts> w) {
        return w.isPresent() ? w.get().milliwatts() / 1000.0 : Double.NaN;
    }

    static double megahertz(Optional<Megahertz> m) {
        return m.isPresent() ? m.get().value() : Double.NaN;
    }
}
