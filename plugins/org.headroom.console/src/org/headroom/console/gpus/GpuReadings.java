package org.headroom.console.gpus;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.headroom.console.desk.GpuScene;
import org.headroom.console.desk.GpuStates;
import org.headroom.model.gpu.GpuCondition;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.PcieLink;
import org.headroom.model.gpu.ThrottleReason;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.Severity;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Bid;
import org.headroom.model.market.Offer;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.Celsius;
import org.headroom.model.units.Megahertz;
import org.headroom.model.units.Percent;
import org.headroom.model.units.Watts;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;
import org.headroom.ui.text.Amounts;
import org.headroom.ui.text.Durations;
import org.headroom.ui.text.UsdcFormat;

/** What a GPU reads, as cells; pointed at only where a health rule says so. Pure. */
final class GpuReadings {
    private GpuReadings() {}

    static Cell memory(GpuScene scene, GpuReading gpu, Optional<GpuSample> sample) {
        Optional<Alarm> leak = scene.alarm(gpu, "memory-leak");
        return sample.flatMap(GpuSample::memoryUsed)
                .flatMap(used -> gpu.identity()
                        .memoryTotal()
                        .map(all -> Cell.bar(
                                        used.bytes() / (double) Math.max(1, all.bytes()),
                                        Amounts.ofGib(used, all),
                                        leak.isPresent() ? Role.BAR_WARNING : Role.BAR)
                                .withTip(leak.map(GpuStates::told).orElse(""))))
                .orElse(Cell.secondary("no reading"));
    }

    static Cell temperature(GpuScene scene, GpuReading gpu, String part, Optional<Celsius> reading) {
        if (reading.isEmpty()) return Cell.NONE;
        int degrees = reading.get().degrees();
        String text = degrees + " °C";
        Optional<Alarm> alarm = heat(scene, gpu, part);
        OptionalDouble from = scene.hotFrom(gpu, part);
        boolean over = from.isPresent() && degrees >= from.getAsDouble();
        if (alarm.isEmpty() && !over) return Cell.number(text, degrees);
        String why = alarm.map(GpuStates::told)
                .orElse("Hot: the health rule for it begins at " + Math.round(from.orElse(degrees)) + " °C.");
        return Cell.state(Mark.WARNING, text, role(alarm)).withTip(why).sortedBy(degrees);
    }

    private static Optional<Alarm> heat(GpuScene scene, GpuReading gpu, String part) {
        return scene.alarm(gpu, part)
                .filter(a -> a.rule().contains("hot") || a.rule().contains("near"));
    }

    /** Whether any part of the GPU is hot by its rules. */
    static boolean hot(GpuScene scene, GpuReading gpu, Optional<GpuSample> sample) {
        return over(scene, gpu, "core", sample.flatMap(GpuSample::core))
                || over(scene, gpu, "memory", sample.flatMap(GpuSample::memory));
    }

    private static boolean over(GpuScene scene, GpuReading gpu, String part, Optional<Celsius> reading) {
        if (heat(scene, gpu, part).isPresent()) return true;
        OptionalDouble from = scene.hotFrom(gpu, part);
        return from.isPresent()
                && reading.filter(t -> t.degrees() >= from.getAsDouble()).isPresent();
    }

    private static Role role(Optional<Alarm> alarm) {
        return alarm.filter(a -> a.severity() == Severity.CRITICAL).isPresent() ? Role.SICK : Role.WARNING;
    }

    static Cell power(GpuScene scene, GpuReading gpu, Optional<Watts> watts) {
        Cell cell = watts(watts);
        return cell.equals(Cell.NONE) ? cell : marked(scene, gpu, "power", cell);
    }

    static Cell watts(Optional<Watts> watts) {
        return watts.map(w -> Cell.number(Amounts.watts(w), w.milliwatts())).orElse(Cell.NONE);
    }

    static Cell price(GpuScene scene, GpuReading gpu) {
        UsdcFormat prices = UsdcFormat.prices(scene.gpus().stream()
                .flatMap(g -> paid(scene, g).or(() -> bid(scene, g)).or(() -> asked(scene, g)).stream())
                .toList());
        Optional<Cell> leased = paid(scene, gpu)
                .map(p -> Cell.text(prices.format(p), Role.MONEY)
                        .sortedBy(p.baseUnits())
                        .withTip("What its lease pays: " + UsdcFormat.EXACT.withUnit(p) + " an hour."));
        Optional<Cell> bid = bid(scene, gpu)
                .map(p -> Cell.secondary(prices.format(p) + " bid")
                        .sortedBy(p.baseUnits())
                        .withTip("What the bid for it says: " + UsdcFormat.EXACT.withUnit(p) + " an hour."));
        return leased.or(() -> bid)
                .or(() -> asked(scene, gpu)
                        .map(p -> Cell.secondary(prices.format(p) + " ask")
                                .sortedBy(p.baseUnits())
                                .withTip("What this rig asks for it: " + UsdcFormat.EXACT.withUnit(p) + " an hour.")))
                .orElse(Cell.NONE);
    }

    private static Optional<Usdc> paid(GpuScene scene, GpuReading gpu) {
        return scene.lease(gpu)
                .filter(l -> !(l.state() instanceof LeaseState.Bidding))
                .map(l -> l.state().terms().bid())
                .map(Bid::perHour);
    }

    /** While nobody has taken it. */
    private static Optional<Usdc> bid(GpuScene scene, GpuReading gpu) {
        return scene.lease(gpu)
                .filter(l -> l.state() instanceof LeaseState.Bidding)
                .map(l -> l.state().terms().bid().perHour());
    }

    private static Optional<Usdc> asked(GpuScene scene, GpuReading gpu) {
        return scene.offer(gpu).map(Offer::askPerHour);
    }

    static Cell health(GpuScene scene, GpuReading gpu) {
        if (!scene.hasHealth()) return Cell.NONE.withTip("The health watch is not running.");
        List<Alarm> open = scene.alarms(gpu);
        if (open.isEmpty()) return Cell.state(Mark.DONE, "healthy", Role.TEXT).sortedBy(9);
        Alarm first = open.getFirst();
        String more = open.size() > 1 ? " +" + (open.size() - 1) : "";
        boolean critical = first.severity() == Severity.CRITICAL;
        return Cell.state(
                        critical ? Mark.SICK : Mark.WARNING,
                        scene.title(first) + more,
                        critical ? Role.SICK : Role.WARNING)
                .withTip(open.stream()
                        .map(a -> a.message() + " (" + Durations.ago(a.raisedAt(), scene.now()) + ")")
                        .collect(Collectors.joining("\n")))
                .sortedBy(8 - first.severity().ordinal());
    }

    /** The readings that are shown on demand. */
    static Cell more(GpuScene scene, GpuReading gpu, String column, Optional<GpuSample> sample) {
        Optional<GpuCondition> condition = gpu.state() == GpuReading.State.OK ? gpu.condition() : Optional.empty();
        return switch (column) {
            case "fan" -> fan(scene, gpu, sample, condition);
            case "sm_clock" -> marked(scene, gpu, "clocks", clock(sample.flatMap(GpuSample::smClock)));
            case "memory_clock" -> clock(sample.flatMap(GpuSample::memoryClock));
            case "encoder" -> percent(sample.flatMap(GpuSample::encoder));
            case "decoder" -> percent(sample.flatMap(GpuSample::decoder));
            case "pcie" -> sample.map(s -> pcie(scene, gpu, s.pcie())).orElse(Cell.NONE);
            case "ecc" ->
                condition
                        .flatMap(GpuCondition::ecc)
                        .map(e -> ecc(scene, gpu, e))
                        .orElse(Cell.NONE);
            case "throttle" ->
                sample.map(GpuReadings::throttle)
                        .map(c -> marked(scene, gpu, "throttle", c))
                        .orElse(Cell.NONE);
            case "pstate" -> {
                OptionalInt state =
                        condition.map(GpuCondition::performanceState).orElse(OptionalInt.empty());
                yield state.isPresent() ? Cell.number("P" + state.getAsInt(), state.getAsInt()) : Cell.NONE;
            }
            case "energy" ->
                sample.flatMap(GpuSample::energy)
                        .map(j -> Cell.number(Amounts.energy(j), j.millijoules()))
                        .orElse(Cell.NONE);
            default -> Cell.NONE;
        };
    }

    private static Cell percent(Optional<Percent> share) {
        return share.map(p -> Cell.number(p.value() + " %", p.value())).orElse(Cell.NONE);
    }

    private static Cell clock(Optional<Megahertz> clock) {
        return clock.map(c -> Cell.number(Long.toString(c.value()), c.value()).withTip(c.value() + " MHz"))
                .orElse(Cell.NONE);
    }

    private static Cell fan(
            GpuScene scene, GpuReading gpu, Optional<GpuSample> sample, Optional<GpuCondition> condition) {
        Cell cell = percent(sample.flatMap(GpuSample::fan));
        String each = condition.stream()
                .flatMap(c -> c.fans().stream())
                .sorted(Comparator.comparingInt(GpuCondition.Fan::index))
                .map(f -> "fan " + f.index() + ": "
                        + f.speed().map(p -> p.value() + " %").orElse("no reading")
                        + f.target().map(p -> ", target " + p.value() + " %").orElse("")
                        + (f.rpm().isPresent() ? ", " + f.rpm().getAsInt() + " rpm" : ""))
                .collect(Collectors.joining("\n"));
        return marked(scene, gpu, "fan", each.isEmpty() ? cell : cell.withTip(each));
    }

    private static Cell pcie(GpuScene scene, GpuReading gpu, PcieLink link) {
        if (link.generation().isEmpty() && link.width().isEmpty()) return Cell.NONE;
        String now = lanes(link.generation(), link.width());
        String most = lanes(link.generationMax(), link.widthMax());
        double order = link.generation().orElse(0) * 100.0 + link.width().orElse(0);
        return marked(
                scene,
                gpu,
                "pcie",
                Cell.text(now).sortedBy(order).withTip(most.isBlank() ? "" : "It can do " + most + "."));
    }

    private static String lanes(OptionalInt generation, OptionalInt width) {
        return (generation.isPresent() ? "gen " + generation.getAsInt() : "")
                + (width.isPresent() ? " ×" + width.getAsInt() : "");
    }

    private static Cell ecc(GpuScene scene, GpuReading gpu, GpuCondition.Ecc ecc) {
        if (!ecc.enabled()) return Cell.secondary("off").withTip("Error correction is switched off on this card.");
        long corrected = ecc.correctedVolatile().orElse(0);
        long uncorrected = ecc.uncorrectedVolatile().orElse(0);
        String text =
                uncorrected > 0 ? uncorrected + " uncorrected" : corrected > 0 ? corrected + " corrected" : "no errors";
        String life = "Over the card's life: " + count(ecc.correctedAggregate()) + " corrected, "
                + count(ecc.uncorrectedAggregate()) + " uncorrected.";
        return marked(
                scene,
                gpu,
                "ecc",
                Cell.text(text).sortedBy(uncorrected * 1e9 + corrected).withTip(life));
    }

    private static String count(java.util.OptionalLong of) {
        return of.isPresent() ? Long.toString(of.getAsLong()) : "unknown";
    }

    /** The same cell, pointed at where an alarm of such a rule is open. */
    private static Cell marked(GpuScene scene, GpuReading gpu, String rule, Cell cell) {
        Optional<Alarm> alarm = scene.alarm(gpu, rule);
        return alarm.map(a -> Cell.state(Mark.WARNING, cell.words(), role(alarm))
                        .sortedBy(cell.order())
                        .withTip(GpuStates.told(a) + (cell.tip().isEmpty() ? "" : "\n" + cell.tip())))
                .orElse(cell);
    }

    private static Cell throttle(GpuSample sample) {
        String words = sample.throttle().stream()
                .sorted()
                .filter(r -> r != ThrottleReason.GPU_IDLE)
                .map(GpuReadings::words)
                .collect(Collectors.joining(", "));
        if (!words.isEmpty()) return Cell.text(words);
        return Cell.secondary(sample.throttle().contains(ThrottleReason.GPU_IDLE) ? "idle" : "nothing");
    }

    private static String words(ThrottleReason reason) {
        return switch (reason) {
            case GPU_IDLE -> "idle";
            case APPLICATIONS_CLOCKS -> "clocks set";
            case SW_POWER_CAP -> "power limit";
            case HW_SLOWDOWN -> "hardware slowdown";
            case SYNC_BOOST -> "sync boost";
            case SW_THERMAL -> "heat";
            case HW_THERMAL -> "heat (hardware)";
            case HW_POWER_BRAKE -> "power brake";
            case DISPLAY_CLOCKS -> "display clocks";
        };
    }
}
