package org.headroom.telemetry.health;

import java.time.Duration;
import java.util.List;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.Severity;
import org.headroom.telemetry.health.Check.Needs;

/** Whether driver and GPUs answer at all. */
final class PresenceChecks {
    private PresenceChecks() {}

    static List<Check> all() {
        return List.of(
                Check.of("driver-gone", "Driver does not answer")
                        .means(
                                "The driver answered before and does not any more, or it is not loaded although there is a card of"
                                        + " NVIDIA's in the machine.")
                        .from("nvmlInit_v2")
                        .lasting(3)
                        .repeat(Duration.ofHours(1))
                        .asks(Severity.CRITICAL, HealthAction.STOP_BIDDING)
                        .when(
                                Needs.MACHINE,
                                PresenceChecks::driver,
                                l -> l.nvml.state() == NvmlStatus.State.NO_DRIVER
                                        ? "NVIDIA's driver is not loaded."
                                        : "NVIDIA's driver does not answer any more.",
                                "No GPU of this machine is watched or offered; what ran on them may have ended. Load the driver"
                                        + " (sudo modprobe nvidia) or install it again after a change of the kernel; then"
                                        + " restart the machine if need be."),
                Check.of("driver-absent", "No driver")
                        .means(
                                "NVIDIA's library is installed, but no driver is loaded, and no card of NVIDIA's is to be seen.")
                        .from("nvmlInit_v2")
                        .lasting(3)
                        .repeat(Duration.ofDays(7))
                        .asks(Severity.NOTE, HealthAction.WARN)
                        .when(
                                Needs.MACHINE,
                                PresenceChecks::absent,
                                l ->
                                        "NVIDIA's library is installed, but no driver is loaded and no card is to be seen.",
                                "Nothing is watched or offered from this machine. Without a card that is as it should be; with"
                                        + " one, look whether it sits right in its slot and has power, then load the driver."),
                Check.of("driver-mismatch", "Driver and library differ")
                        .means(
                                "The loaded driver and the NVIDIA libraries have different versions, as after an update without a"
                                        + " restart.")
                        .from("nvmlInit_v2")
                        .lasting(1)
                        .repeat(Duration.ofHours(6))
                        .asks(Severity.CRITICAL, HealthAction.STOP_BIDDING)
                        .when(
                                Needs.MACHINE,
                                PresenceChecks::mismatch,
                                l -> "The loaded NVIDIA driver and its libraries have different versions.",
                                "No GPU is watched, and new jobs cannot start; what runs goes on. Restart the machine, or unload"
                                        + " the driver and load it again."),
                Check.of("gpu-lost", "GPU lost")
                        .means("The GPU has fallen off the bus, or the driver does not list it any more.")
                        .from("nvmlDeviceGetHandleByIndex_v2, NVML_ERROR_GPU_IS_LOST")
                        .lasting(0)
                        .repeat(Duration.ofHours(1))
                        .asks(Severity.CRITICAL, HealthAction.STOP_JOB)
                        .when(
                                Needs.GPU,
                                PresenceChecks::lost,
                                l -> l.gpu() + " is lost" + why(l) + ".",
                                "The job on it has failed and is stopped, so that nobody pays for it. Restart the machine, with"
                                        + " the power off for a moment; then check power cables, riser and slot."),
                Check.of("gpu-error", "GPU does not answer")
                        .means("The GPU answers with errors, or takes so long that it cannot be watched.")
                        .from("any call")
                        .lasting(5)
                        .repeat(Duration.ofHours(1))
                        .asks(Severity.CRITICAL, HealthAction.STOP_BIDDING)
                        .when(
                                Needs.GPU,
                                PresenceChecks::error,
                                l -> l.gpu() + " does not answer as it should" + why(l) + ".",
                                "Its heat and errors cannot be seen. What runs goes on; no new work is taken on. If it stays so,"
                                        + " restart the machine."),
                Check.of("sample-stale", "No fresh readings")
                        .means("The GPU is said to be well, but no reading has come for so long.")
                        .from("the sampler")
                        .above(15, 5, "s", 2, 86_400)
                        .lasting(5)
                        .repeat(Duration.ofHours(1))
                        .asks(Severity.WARNING, HealthAction.WARN)
                        .when(
                                Needs.GPU,
                                PresenceChecks::stale,
                                l -> l.gpu() + " has given no reading for " + Math.round(age(l)) + " s.",
                                "It is not watched meanwhile: heat and errors would not be seen. A driver that answers slowly is"
                                        + " the usual reason; restart the machine if it stays so."));
    }

    private static Verdict driver(Look l) {
        return switch (l.nvml.state()) {
            case OK, VERSION_MISMATCH -> Verdict.WELL;
            case NO_DRIVER -> Look.ill(l.answeredBefore || l.open || l.cards.orElse(true));
            case NO_LIBRARY ->
                // Without a library's name it has not been looked for yet.
                l.nvml.library().isEmpty() ? Verdict.UNKNOWN : Look.ill(l.answeredBefore || l.open);
            case ERROR -> Verdict.ILL;
        };
    }

    private static Verdict absent(Look l) {
        return switch (l.nvml.state()) {
            case OK, VERSION_MISMATCH -> Verdict.WELL;
            case NO_DRIVER -> Look.ill(!l.answeredBefore && !l.cards.orElse(true));
            case NO_LIBRARY, ERROR -> Verdict.UNKNOWN;
        };
    }

    private static Verdict mismatch(Look l) {
        return switch (l.nvml.state()) {
            case OK -> Verdict.WELL;
            case VERSION_MISMATCH -> Verdict.ILL;
            case NO_LIBRARY, NO_DRIVER, ERROR -> Verdict.UNKNOWN;
        };
    }

    private static GpuReading.State state(Look l) {
        return l.reading.map(GpuReading::state).orElse(GpuReading.State.ERROR);
    }

    private static Verdict lost(Look l) {
        return switch (state(l)) {
            case LOST -> Verdict.ILL;
            case OK -> Verdict.WELL;
            // After a restart a card that the driver has put to sleep is there; nobody wakes it to ask.
            case ASLEEP -> l.restored ? Verdict.WELL : Verdict.UNKNOWN;
            // An error says nothing of whether it is there again.
            case ERROR -> Verdict.UNKNOWN;
        };
    }

    private static Verdict error(Look l) {
        // Without a driver no GPU answers, and one alarm says that.
        if (l.nvml.state() != NvmlStatus.State.OK && state(l) != GpuReading.State.OK) return Verdict.UNKNOWN;
        return switch (state(l)) {
            case ERROR -> Verdict.ILL;
            // A lost one has an alarm of its own, and one that sleeps need not answer.
            case OK, LOST, ASLEEP -> Verdict.WELL;
        };
    }

    private static Verdict stale(Look l) {
        if (state(l) == GpuReading.State.ASLEEP) return Verdict.WELL;
        if (state(l) != GpuReading.State.OK || l.nvml.state() != NvmlStatus.State.OK) return Verdict.UNKNOWN;
        return l.above(age(l));
    }

    /** Seconds since the last reading, or since the GPU was first seen. */
    private static double age(Look l) {
        long last = l.sample().isPresent() ? l.sample().get().at().toEpochMilli() : l.memory.firstSeen();
        return last == Gate.NEVER ? Double.NaN : Math.max(0, l.now - last) / 1000.0;
    }

    private static String why(Look l) {
        String said = l.reading.map(GpuReading::why).orElse("").strip();
        while (said.endsWith(".")) said = said.substring(0, said.length() - 1);
        return said.isEmpty() ? "" : ": " + said;
    }
}
