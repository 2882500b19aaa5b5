package org.headroom.telemetry.health;

import static org.headroom.telemetry.health.Words.degrees;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.gpu.GpuCondition.Fan;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.ThrottleReason;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.Severity;
import org.headroom.telemetry.health.Check.Needs;
import org.headroom.telemetry.health.Check.WhenSeen;

/** Temperatures, what the card does about them, and its fans. */
final class HeatChecks {
    // A card this warm turns its fans; below it many stand still on purpose.
    private static final double WARM = 55;
    private static final double HOT = 80;
    private static final int TOLD_TO_TURN = 20;

    private HeatChecks() {}

    static List<Check> all() {
        return List.of(
                Check.of("core-hot", "Core too hot")
                        .means(
                                "The core's temperature nears the one at which the card slows itself down. Where the card tells"
                                        + " that limit, the thresholds are 3 and 8 °C below it.")
                        .from("nvmlDeviceGetTemperatureV, nvmlDeviceGetTemperatureThreshold")
                        .above(87, 82, "°C", 40, 120)
                        .forCard((rule, card) -> Check.under(rule, Look.celsius(card.slowdown()), 3, 8))
                        .lasting(10)
                        .repeat(Duration.ofMinutes(30))
                        .asks(Severity.WARNING, HealthAction.STOP_BIDDING)
                        .wellAsleep()
                        .when(
                                Needs.SAMPLE,
                                l -> l.above(l.core()),
                                l -> l.gpu() + "'s core is at " + degrees(l.core()) + ", and " + degrees(l.raiseAt())
                                        + " is the most it should be.",
                                "It is about to slow down, which a renter notices, and lasting heat ages it. No new work is"
                                        + " taken on. Clean its fans and filters, give it air, or lower its power limit."),
                Check.of("core-near-shutdown", "Core about to shut down")
                        .means(
                                "The core's temperature is within 2 °C of the one at which the card turns itself off. Then the"
                                        + " job on it is lost, and often the machine has to be restarted.")
                        .from("nvmlDeviceGetTemperatureV, nvmlDeviceGetTemperatureThreshold")
                        .above(98, 92, "°C", 50, 130)
                        .forCard((rule, card) -> Check.under(rule, Look.celsius(card.shutdown()), 2, 8))
                        .lasting(3)
                        .repeat(Duration.ofMinutes(5))
                        .asks(Severity.CRITICAL, HealthAction.STOP_JOB)
                        .wellAsleep()
                        .when(
                                Needs.SAMPLE,
                                l -> l.above(l.core()),
                                l -> l.gpu() + "'s core is at " + degrees(l.core()) + " and about to turn itself off.",
                                "The job on it is stopped, so that the card is not lost with it. Look at its fans before it"
                                        + " works again."),
                Check.of("memory-hot", "Memory too hot")
                        .means(
                                "The memory's temperature nears its highest for good work. Memory dies of heat long before the"
                                        + " core does. Where the card tells the limit, the thresholds are 5 and 10 °C below it.")
                        .from("nvmlDeviceGetFieldValues NVML_FI_DEV_MEMORY_TEMP")
                        .above(100, 94, "°C", 50, 125)
                        .forCard((rule, card) -> Check.under(rule, Look.celsius(card.memoryMost()), 5, 10))
                        .lasting(10)
                        .repeat(Duration.ofMinutes(30))
                        .asks(Severity.WARNING, HealthAction.STOP_BIDDING)
                        .wellAsleep()
                        .when(
                                Needs.SAMPLE,
                                l -> l.above(l.memoryTemperature()),
                                l -> l.gpu() + "'s memory is at " + degrees(l.memoryTemperature()) + ", and "
                                        + degrees(l.raiseAt()) + " is the most it should be.",
                                "Memory that stays this hot fails early. No new work is taken on. Give the card air, lower its"
                                        + " memory clock or power limit; on an old card renew the thermal pads."),
                Check.of("hotspot-hot", "Hotspot too hot")
                        .means(
                                "The hottest spot of the chip. Far above the core's temperature it tells of a cooler that sits"
                                        + " badly or of paste that has dried out.")
                        .from("nvmlDeviceGetThermalSettings")
                        .above(105, 98, "°C", 50, 130)
                        .lasting(15)
                        .repeat(Duration.ofMinutes(30))
                        .asks(Severity.WARNING, HealthAction.STOP_BIDDING)
                        .wellAsleep()
                        .when(
                                Needs.SAMPLE,
                                l -> l.above(l.hotspot()),
                                l -> l.gpu() + "'s hotspot is at " + degrees(l.hotspot()) + ", and "
                                        + degrees(l.raiseAt()) + " is the most it should be.",
                                "The cooler does not touch the chip well, or there is no air. No new work is taken on. If the"
                                        + " core is much cooler, renew the thermal paste."),
                throttle("throttle-thermal", "Slowed down by heat")
                        .means("The card lowers its clocks because it, or its memory, is too hot.")
                        .lasting(10)
                        .asks(Severity.WARNING, HealthAction.STOP_BIDDING)
                        .when(
                                Needs.SAMPLE,
                                l -> any(l, ThrottleReason.HW_THERMAL, ThrottleReason.SW_THERMAL),
                                l -> l.gpu() + " has lowered its clocks because of heat"
                                        + (Double.isNaN(l.core())
                                                ? "."
                                                : ": its core is at " + degrees(l.core()) + "."),
                                "Renters get less than they pay for. No new work is taken on. Give the card air or lower its"
                                        + " power limit."),
                throttle("throttle-power-brake", "Slowed down by the power supply")
                        .means("Something outside the card, usually the power supply, has told it to draw less.")
                        .lasting(5)
                        .asks(Severity.WARNING, HealthAction.STOP_BIDDING)
                        .when(
                                Needs.SAMPLE,
                                l -> any(l, ThrottleReason.HW_POWER_BRAKE, ThrottleReason.HW_POWER_BRAKE),
                                l -> l.gpu() + " has been told from outside to draw less power.",
                                "The power supply is at its limit, and the machine may go off under load. No new work is taken"
                                        + " on. Check the supply, its cables and what else hangs on it."),
                throttle("throttle-hw-slowdown", "Slowed down by its own protection")
                        .means(
                                "The card's protection has cut its clocks to half or less, and gives neither heat nor power"
                                        + " brake as the reason.")
                        .lasting(10)
                        .asks(Severity.WARNING, HealthAction.STOP_BIDDING)
                        .when(
                                Needs.SAMPLE,
                                HeatChecks::slowdownAlone,
                                l -> l.gpu() + "'s own protection has cut its clocks.",
                                "Renters get half the speed or less. No new work is taken on. Check that every power cable is"
                                        + " plugged in all the way, then the power supply."),
                Check.of("fan-stopped", "Fan stands still")
                        .means(
                                "A fan was told to turn and does not, while the card is warm. Where the driver does not tell what"
                                        + " the fan was told, it counts from 80 °C on. Many drivers tell the intended speed and not the"
                                        + " real one: a blocked fan then shows as heat only.")
                        .from("nvmlDeviceGetFanSpeed_v2, nvmlDeviceGetTargetFanSpeed, nvmlDeviceGetFanSpeedRPM")
                        .lasting(10)
                        .repeat(Duration.ofMinutes(30))
                        .asks(Severity.CRITICAL, HealthAction.DRAIN)
                        .whenSeen(WhenSeen.ENDS_WITHOUT_EVIDENCE)
                        .when(
                                Needs.SAMPLE,
                                HeatChecks::stopped,
                                l -> l.gpu() + " has a fan that stands still at " + degrees(l.core()) + ".",
                                "Without it the card overheats under load. No new work is taken on and the renter is told."
                                        + " Look for a cable in the blades; a worn-out fan has to be replaced."),
                Check.of("fan-not-following", "Fan does not follow")
                        .means("A fan turns much faster or slower than it was told to.")
                        .from("nvmlDeviceGetFanSpeed_v2, nvmlDeviceGetTargetFanSpeed")
                        .above(25, 15, "points of percent", 5, 100)
                        .lasting(60)
                        .repeat(Duration.ofHours(6))
                        .asks(Severity.WARNING, HealthAction.WARN)
                        .whenSeen(WhenSeen.ENDS_WITHOUT_EVIDENCE)
                        .when(
                                Needs.CONDITION,
                                l -> l.above(astray(l)),
                                l -> l.gpu() + " has a fan that is " + Math.round(astray(l))
                                        + " points away from the speed it was told to have.",
                                "A fan at its end often begins so. Work goes on; look at it before it stands still."));
    }

    private static Check.Draft throttle(String id, String title) {
        return Check.of(id, title)
                .from("nvmlDeviceGetCurrentClocksEventReasons")
                .repeat(Duration.ofMinutes(30))
                .wellAsleep();
    }

    private static Verdict any(Look l, ThrottleReason one, ThrottleReason other) {
        Set<ThrottleReason> reasons = reasons(l);
        return Look.ill(reasons.contains(one) || reasons.contains(other));
    }

    private static Verdict slowdownAlone(Look l) {
        Set<ThrottleReason> reasons = reasons(l);
        return Look.ill(reasons.contains(ThrottleReason.HW_SLOWDOWN)
                && !reasons.contains(ThrottleReason.HW_THERMAL)
                && !reasons.contains(ThrottleReason.HW_POWER_BRAKE)
                && !reasons.contains(ThrottleReason.SW_THERMAL));
    }

    private static Set<ThrottleReason> reasons(Look l) {
        Optional<GpuSample> sample = l.sample();
        return sample.isPresent() ? sample.get().throttle() : Set.of();
    }

    private static Verdict stopped(Look l) {
        List<Fan> fans = l.condition().isPresent() ? l.condition().get().fans() : List.of();
        if (fans.isEmpty()) {
            if (Double.isNaN(l.fan()) || Double.isNaN(l.core())) return Verdict.UNKNOWN;
            return l.fan() > 0 ? Verdict.WELL : l.core() >= HOT ? Verdict.ILL : keep(l);
        }
        boolean told = false;
        for (Fan fan : fans) {
            boolean rpmKnown = fan.rpm().isPresent();
            if (fan.speed().isEmpty() && !rpmKnown) continue;
            told = true;
            boolean still = rpmKnown && fan.rpm().getAsInt() == 0
                    || fan.speed().isPresent() && fan.speed().get().value() == 0;
            if (!still) continue;
            boolean wanted = fan.target().isPresent() && fan.target().get().value() >= TOLD_TO_TURN;
            if (wanted && l.core() >= WARM || fan.target().isEmpty() && l.core() >= HOT) return Verdict.ILL;
            // Cool, or not told to turn: that it stands still now says nothing of whether it would.
            if (l.open) return Verdict.UNKNOWN;
        }
        return told ? Verdict.WELL : Verdict.UNKNOWN;
    }

    private static Verdict keep(Look l) {
        return l.open ? Verdict.UNKNOWN : Verdict.WELL;
    }

    private static double astray(Look l) {
        if (l.condition().isEmpty()) return Double.NaN;
        double worst = Double.NaN;
        for (Fan fan : l.condition().get().fans()) {
            if (fan.speed().isEmpty() || fan.target().isEmpty()) continue;
            double off = Math.abs(fan.speed().get().value() - fan.target().get().value());
            if (Double.isNaN(worst) || off > worst) worst = off;
        }
        return worst;
    }
}
