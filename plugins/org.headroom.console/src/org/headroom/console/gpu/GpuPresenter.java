package org.headroom.console.gpu;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.console.desk.GpuNames;
import org.headroom.model.gpu.GpuCondition;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.SampleArchive;
import org.headroom.model.units.Celsius;
import org.headroom.ui.cell.Role;
import org.headroom.ui.chart.ChartCell;
import org.headroom.ui.chart.Scale;
import org.headroom.ui.chart.TimeView;
import org.headroom.ui.chart.TimeWords;

/** What the charts of GPUs say. Pure. */
public final class GpuPresenter {
    private static final double GIB = 1L << 30;

    private GpuPresenter() {}

    /** The one that was asked for, or the first. */
    public static Optional<GpuReading> choose(List<GpuReading> gpus, Optional<GpuId> wanted) {
        return wanted.flatMap(id -> GpuNames.find(gpus, id))
                .or(() -> gpus.stream().findFirst());
    }

    public static String title(GpuIdentity gpu) {
        return "GPU " + gpu.index() + " · " + GpuNames.brief(gpu.name());
    }

    /** What one chart is about. */
    public record About(GpuId gpu, Panel panel, List<Metric> metrics) {}

    /**
     * The chart of a panel of a GPU.
     *
     * @param memory which metrics each card has ever told
     * @param brief whether it stands among those of other GPUs, and has the GPU's name
     */
    public static ChartCell cell(GpuReading gpu, Panel panel, ToldMetrics memory, boolean brief) {
        List<Metric> told = brief ? panel.metrics().subList(0, 1) : told(gpu, panel, memory);
        List<ChartCell.Line> lines = told.stream()
                .map(m -> new ChartCell.Line(
                        told.size() > 1 ? shortLabel(m) : "",
                        role(m),
                        m == Metric.HOTSPOT_TEMPERATURE,
                        newest(m, gpu),
                        v -> words(m, v)))
                .toList();
        GpuIdentity id = gpu.identity();
        String name = brief ? id.index() + "  " + GpuNames.brief(id.name()) : panel.title();
        String unit = brief ? unit(panel) : panel == Panel.TEMPERATURE && told.size() == 1 ? "°C core" : unit(panel);
        String tip = brief ? title(id) + "\n" + tip(panel) + "\nClick to see all its charts." : tip(panel);
        return new ChartCell(
                new About(id.id(), panel, told),
                name,
                unit,
                tip,
                lines,
                scale(panel, gpu),
                note(gpu, told, memory),
                gpu.state() != GpuReading.State.OK,
                brief && id.simulated());
    }

    private static List<Metric> told(GpuReading gpu, Panel panel, ToldMetrics memory) {
        List<Metric> told = panel.metrics().stream()
                .filter(m -> memory.told(gpu.identity().id(), m))
                .toList();
        return told.isEmpty() ? panel.metrics().subList(0, 1) : told;
    }

    /** Why there is no curve, where there cannot be one. */
    private static Optional<String> note(GpuReading gpu, List<Metric> metrics, ToldMetrics memory) {
        if (gpu.latest().isEmpty()
                || metrics.stream().anyMatch(m -> memory.told(gpu.identity().id(), m))) return Optional.empty();
        return Optional.of("This card does not report its " + longLabel(metrics.get(0)) + ".");
    }

    private static String longLabel(Metric metric) {
        return switch (metric) {
            case CORE_TEMPERATURE -> "temperature";
            case HOTSPOT_TEMPERATURE -> "hotspot's temperature";
            case LOAD -> "utilisation";
            case MEMORY_USED -> "memory in use";
            case SM_CLOCK -> "SM clock";
            case FAN -> "fan's speed";
            case ENCODER, DECODER -> metric.label().toLowerCase(Locale.ROOT) + "'s utilisation";
            default -> metric.label().toLowerCase(Locale.ROOT);
        };
    }

    private static String shortLabel(Metric metric) {
        return switch (metric) {
            case CORE_TEMPERATURE -> "core";
            case MEMORY_TEMPERATURE -> "memory";
            case HOTSPOT_TEMPERATURE -> "hotspot";
            default -> metric.label();
        };
    }

    public static String unit(Panel panel) {
        return panel == Panel.TEMPERATURE ? "°C" : panel.metrics().get(0).unit();
    }

    /** What it is, in which unit, from which call. */
    static String tip(Panel panel) {
        StringBuilder tip = new StringBuilder(panel.title() + " in " + unitWords(panel) + ": " + panel.meaning() + ".");
        for (Metric m : panel.metrics()) {
            tip.append("\nNVML: ").append(m.source());
            if (panel.metrics().size() > 1)
                tip.append(" (").append(shortLabel(m)).append(')');
        }
        return tip.toString();
    }

    private static String unitWords(Panel panel) {
        return switch (unit(panel)) {
            case "W" -> "watts";
            case "°C" -> "degrees Celsius";
            case "%" -> "percent";
            case "MHz" -> "megahertz";
            default -> unit(panel);
        };
    }

    static Role role(Metric metric) {
        return switch (metric) {
            case POWER, SM_CLOCK, MEMORY_CLOCK -> Role.ACCENT;
            case CORE_TEMPERATURE, HOTSPOT_TEMPERATURE -> Role.WARNING;
            case LOAD, MEMORY_LOAD, ENCODER, DECODER, FAN -> Role.HEALTHY;
            case MEMORY_USED, MEMORY_TEMPERATURE -> Role.SIMULATED;
        };
    }

    static String words(Metric metric, double value) {
        return metric == Metric.MEMORY_USED
                ? String.format(Locale.ROOT, "%.1f", value)
                : Long.toString(Math.round(value));
    }

    /** The values that a chart shows at least: the card's own limits where it tells them. */
    public static Scale scale(Panel panel, GpuReading gpu) {
        Optional<GpuCondition.Limits> limits = gpu.condition().map(GpuCondition::limits);
        return switch (panel) {
            case POWER ->
                new Scale(
                        0,
                        nice(gpu.latest()
                                .flatMap(GpuSample::powerLimit)
                                .or(() -> limits.flatMap(GpuCondition.Limits::powerDefault))
                                .map(w -> w.milliwatts() / 1000.0)
                                .orElse(400.0)));
            case TEMPERATURE ->
                new Scale(
                        20,
                        Math.max(
                                90,
                                Math.ceil(limits.flatMap(GpuCondition.Limits::slowdown)
                                                        .map(Celsius::degrees)
                                                        .orElse(90)
                                                / 10.0)
                                        * 10));
            case LOAD, MEMORY_LOAD, ENCODER, DECODER, FAN -> new Scale(0, 100);
            case SM_CLOCK ->
                clock(limits.flatMap(GpuCondition.Limits::smClockMost)
                        .map(c -> (double) c.value())
                        .orElse(1000.0));
            case MEMORY_CLOCK ->
                clock(limits.flatMap(GpuCondition.Limits::memoryClockMost)
                        .map(c -> (double) c.value())
                        .orElse(1000.0));
            case MEMORY_USED ->
                new Scale(
                        0,
                        gpu.identity()
                                .memoryTotal()
                                .map(b -> Math.max(1, Math.ceil(b.bytes() / GIB)))
                                .orElse(24.0));
        };
    }

    private static Scale clock(double most) {
        return new Scale(0, Scale.round(Math.max(1000, most)));
    }

    /** Up to the next fifty, so that half of it is a figure to read. */
    private static double nice(double value) {
        return Math.max(50, Math.ceil(value / 50) * 50);
    }

    /** What the newest sample says; for a GPU that is not read now, its last word. */
    static OptionalDouble newest(Metric metric, GpuReading gpu) {
        double value = gpu.latest().map(metric::of).orElse(Double.NaN);
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** A line above the charts: what is shown, and what is wrong. */
    public record Top(String words, Role role) {}

    /**
     * What the line above the charts says.
     *
     * @param gpu the one that is shown; empty where all are
     * @param said what came of the last thing a person asked for; empty when that is long ago
     */
    public static Top top(
            Optional<GpuReading> gpu,
            TimeView view,
            Optional<SampleArchive.Status> archive,
            Optional<Top> said,
            ZoneId zone,
            Instant now) {
        String span = view.live()
                ? "Live, last " + TimeWords.length(view.span())
                : TimeWords.span(view.from(now), view.to(now), zone, now);
        List<String> words = new ArrayList<>(List.of(span));
        Role role = Role.SECONDARY;
        if (said.isPresent()) return said.get();
        Optional<Top> ill = gpu.flatMap(GpuPresenter::ill);
        Optional<Top> loss = archive.filter(a -> !a.keeping())
                .map(a -> new Top("History is not being kept: " + a.message(), Role.WARNING));
        for (Optional<Top> more : List.of(ill, loss)) {
            more.ifPresent(t -> words.add(t.words()));
            if (more.isPresent() && role == Role.SECONDARY) role = more.get().role();
        }
        return new Top(String.join(" · ", words), role);
    }

    private static Optional<Top> ill(GpuReading gpu) {
        String why = gpu.why().isBlank() ? "" : " (" + gpu.why().strip() + ")";
        return switch (gpu.state()) {
            case OK -> Optional.empty();
            case ASLEEP -> Optional.of(new Top("Asleep to save power, and not woken to be read" + why, Role.SECONDARY));
            case LOST -> Optional.of(new Top("Lost: it does not answer; these are its last readings" + why, Role.SICK));
            case ERROR -> Optional.of(new Top("It answers with errors; these are its last readings" + why, Role.SICK));
        };
    }
}
