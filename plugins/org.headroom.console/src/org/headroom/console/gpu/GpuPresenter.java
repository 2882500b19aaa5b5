package org.headroom.console.gpu;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.console.desk.GpuNames;
import org.headroom.console.desk.LeaseFigures;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.Metric;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Role;
import org.headroom.ui.chart.ChartRequest.Span;

/** What the detail of a GPU shows. Pure. */
public final class GpuPresenter {
    /** The spans of time a person can choose. */
    public enum Window {
        MINUTES("5 min", Duration.ofMinutes(5)),
        HOUR("1 h", Duration.ofHours(1)),
        HOURS("6 h", Duration.ofHours(6));

        final String label;
        final Duration time;

        Window(String label, Duration time) {
            this.label = label;
            this.time = time;
        }
    }

    /** One chart: what it shows and between which values. */
    public record Plot(Metric metric, Role role, double floor, double ceiling) {}

    static final List<Metric> METRICS = List.of(Metric.POWER, Metric.CORE_TEMPERATURE, Metric.LOAD, Metric.MEMORY_USED);
    private static final double GIB = 1L << 30;

    private GpuPresenter() {}

    static Role role(Metric metric) {
        return switch (metric) {
            case POWER, SM_CLOCK, MEMORY_CLOCK -> Role.ACCENT;
            case CORE_TEMPERATURE, MEMORY_TEMPERATURE, HOTSPOT_TEMPERATURE -> Role.WARNING;
            case LOAD, MEMORY_LOAD, ENCODER, DECODER, FAN -> Role.HEALTHY;
            case MEMORY_USED -> Role.SIMULATED;
        };
    }

    static String words(Metric metric, double value) {
        return metric == Metric.MEMORY_USED
                ? String.format(Locale.ROOT, "%.1f", value)
                : Long.toString(Math.round(value));
    }

    public static Plot plot(Metric metric, GpuReading gpu) {
        double ceiling = switch (metric) {
            case POWER ->
                nice(gpu.latest()
                        .flatMap(GpuSample::powerLimit)
                        .map(w -> w.milliwatts() / 1000.0)
                        .orElse(400.0));
            case CORE_TEMPERATURE, MEMORY_TEMPERATURE, HOTSPOT_TEMPERATURE -> 90;
            case LOAD, MEMORY_LOAD, ENCODER, DECODER, FAN -> 100;
            case SM_CLOCK, MEMORY_CLOCK -> 3000;
            case MEMORY_USED ->
                gpu.identity()
                        .memoryTotal()
                        .map(b -> Math.ceil(b.bytes() / GIB))
                        .orElse(24.0);
        };
        double floor = metric == Metric.CORE_TEMPERATURE || metric == Metric.MEMORY_TEMPERATURE ? 20 : 0;
        return new Plot(metric, role(metric), floor, ceiling);
    }

    /** Up to the next fifty, so that half of it is a figure to read. */
    private static double nice(double value) {
        return Math.max(50, Math.ceil(value / 50) * 50);
    }

    public static OptionalDouble newest(Metric metric, GpuReading gpu) {
        if (gpu.state() == GpuReading.State.LOST) return OptionalDouble.empty();
        double value = gpu.latest().map(metric::of).orElse(Double.NaN);
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The one that was asked for, or the first. */
    public static Optional<GpuReading> choose(List<GpuReading> gpus, Optional<GpuId> wanted) {
        return wanted.flatMap(id -> GpuNames.find(gpus, id))
                .or(() -> gpus.stream().findFirst());
    }

    public static String title(GpuIdentity gpu) {
        return "GPU " + gpu.index() + " · " + GpuNames.brief(gpu.name());
    }

    /** The leases of this GPU that fall into a time. */
    public static List<Span> spans(Optional<RigView> rig, GpuId gpu, Instant from, Instant to) {
        return rig.stream()
                .flatMap(r -> r.leases().stream())
                .filter(l -> l.state().terms().bid().gpu().equals(gpu))
                .map(l -> new LeaseFigures(l, to))
                .filter(f -> f.startedAt().isPresent())
                .map(f -> new Span(
                        f.lease().label(),
                        f.startedAt().orElseThrow(),
                        f.endedAt().orElse(to)))
                .filter(s -> s.to().isAfter(from) && s.from().isBefore(to))
                .toList();
    }
}
