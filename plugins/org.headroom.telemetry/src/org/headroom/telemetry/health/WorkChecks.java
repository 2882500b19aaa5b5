package org.headroom.telemetry.health;

import static org.headroom.telemetry.health.Words.watts;

import java.time.Duration;
import java.util.List;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.ThrottleReason;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.Severity;
import org.headroom.telemetry.health.Check.Needs;
import org.headroom.telemetry.health.Check.WhenSeen;

/** Power, clocks, memory and energy that do not fit each other. */
final class WorkChecks {
    private static final double BUSY = 80;
    private static final double DRAWS = 15;
    private static final long STANDS_MS = 5_000;
    private static final int MIB = 1 << 20;

    private WorkChecks() {}

    static List<Check> all() {
        return List.of(
                Check.of("power-over-limit", "Draws more than its limit")
                        .means("Power over the limit in force, in percent of that limit. Short peaks are normal.")
                        .from("nvmlDeviceGetPowerUsage, nvmlDeviceGetEnforcedPowerLimit")
                        .above(110, 104, "% of the limit", 100, 200)
                        .lasting(30)
                        .repeat(Duration.ofHours(1))
                        .asks(Severity.WARNING, HealthAction.STOP_BIDDING)
                        .wellAsleep()
                        .when(
                                Needs.SAMPLE,
                                l -> l.above(100 * l.power() / (l.powerLimit() > 0 ? l.powerLimit() : Double.NaN)),
                                l -> l.gpu() + " draws " + watts(l.power()) + ", and its limit is "
                                        + watts(l.powerLimit()) + ".",
                                "The card does not keep its limit, and supply and cables are sized by it. No new work is taken"
                                        + " on. Restart the machine; if it stays so, lower the limit and watch the cables."),
                Check.of("clocks-stuck", "Clocks stuck low")
                        .means(
                                "The card is busy, its SM clock stays at so few percent of its highest, and it gives no reason.")
                        .from("nvmlDeviceGetClockInfo, nvmlDeviceGetMaxClockInfo, nvmlDeviceGetUtilizationRates")
                        .below(30, 40, "% of the highest clock", 1, 95)
                        .lasting(60)
                        .repeat(Duration.ofHours(2))
                        .asks(Severity.WARNING, HealthAction.STOP_BIDDING)
                        .whenSeen(WhenSeen.ENDS_WITHOUT_EVIDENCE)
                        .when(
                                Needs.SAMPLE,
                                WorkChecks::clocks,
                                l -> l.gpu() + " is busy, but its clock stays at " + Math.round(l.smClock()) + " MHz.",
                                "Renters get a fraction of the speed. What runs goes on; no new work is taken on. Reset the GPU"
                                        + " or restart the machine; a setting that locks the clocks shows in nvidia-smi -q."),
                Check.of("memory-leak", "Memory held by nobody")
                        .means(
                                "Memory stays in use above what the idle card used before, with no process on it and no load. Only"
                                        + " on cards whose processes the driver shows.")
                        .from("nvmlDeviceGetMemoryInfo_v2, nvmlDeviceGetComputeRunningProcesses_v3")
                        .above(512, 256, "MiB", 64, 1_000_000)
                        .lasting(300)
                        .repeat(Duration.ofHours(12))
                        .asks(Severity.WARNING, HealthAction.WARN)
                        .wellAsleep()
                        .when(
                                Needs.SAMPLE,
                                WorkChecks::leak,
                                l -> l.gpu() + " has " + Math.round(l.memoryUsedMib())
                                        + " MiB of memory in use, and no process holds it.",
                                "The next renter gets less memory than was offered, and a job may not fit. Look for a process"
                                        + " that hangs (fuser -v /dev/nvidia*); a reset of the GPU frees the memory."),
                Check.of("energy-stuck", "Energy counter stands still")
                        .means("The card draws power, but its energy counter does not move.")
                        .from("nvmlDeviceGetTotalEnergyConsumption")
                        .lasting(60)
                        .repeat(Duration.ofHours(24))
                        .asks(Severity.NOTE, HealthAction.WARN)
                        .whenSeen(WhenSeen.ENDS_WITHOUT_EVIDENCE)
                        .when(
                                Needs.SAMPLE,
                                WorkChecks::energy,
                                l -> l.gpu() + " draws " + watts(l.power()) + ", but its energy counter stands still.",
                                "What electricity a lease cost cannot be read from the card while it is so, and profit is shown"
                                        + " too high. Restart the machine; a new driver may mend it."));
    }

    private static Verdict clocks(Look l) {
        double most = Look.megahertz(l.limits().smClockMost());
        double load = l.load();
        if (Double.isNaN(load) || Double.isNaN(l.smClock()) || Double.isNaN(most) || most <= 0) return Verdict.UNKNOWN;
        Verdict v = l.below(100 * l.smClock() / most);
        // Low clocks are right without load, and another rule's business with a reason.
        if (v == Verdict.ILL && (load < BUSY || hasReason(l))) return l.open ? Verdict.UNKNOWN : Verdict.WELL;
        return v;
    }

    private static boolean hasReason(Look l) {
        if (l.sample().isEmpty()) return false;
        GpuSample s = l.sample().get();
        return s.throttle().size() > (s.throttle().contains(ThrottleReason.GPU_IDLE) ? 1 : 0);
    }

    private static Verdict leak(Look l) {
        if (l.sample().isEmpty()) return Verdict.UNKNOWN;
        GpuSample s = l.sample().get();
        double used = l.memoryUsedMib();
        if (Double.isNaN(used)) return Verdict.UNKNOWN;
        if (l.restored && !l.memory.showsProcesses()) return used <= l.raiseAt() ? Verdict.WELL : Verdict.UNKNOWN;
        // A process holds it, or one that is not shown may be at work.
        if (!s.processes().isEmpty()) return Verdict.WELL;
        if (!(l.load() == 0)) return l.open ? Verdict.UNKNOWN : Verdict.WELL;
        if (!l.memory.showsProcesses() || l.memory.idleMemory() < 0) return Verdict.UNKNOWN;
        double idle = (double) l.memory.idleMemory() / MIB;
        if (l.restored) return used <= l.raiseAt() ? Verdict.WELL : Verdict.UNKNOWN;
        return l.above(used - idle);
    }

    private static Verdict energy(Look l) {
        if (Double.isNaN(l.energy()) || l.sample().isEmpty()) return Verdict.UNKNOWN;
        long stands = l.sample().get().at().toEpochMilli() - l.memory.energySince();
        if (stands < STANDS_MS) return l.memory.energyMoved() ? Verdict.WELL : Verdict.UNKNOWN;
        return l.power() >= DRAWS ? Verdict.ILL : Verdict.UNKNOWN;
    }
}
