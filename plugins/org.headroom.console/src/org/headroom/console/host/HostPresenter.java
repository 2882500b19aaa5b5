package org.headroom.console.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.headroom.console.host.HostScene.Figure;
import org.headroom.console.host.HostScene.Line;
import org.headroom.console.host.HostScene.Section;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.gpu.SampleArchive;
import org.headroom.model.gpu.WatchCost;
import org.headroom.model.host.HostIdentity;
import org.headroom.model.host.HostSample;
import org.headroom.model.host.HostWatch;
import org.headroom.model.units.ByteCount;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.cell.Role;
import org.headroom.ui.text.Durations;

/** What the view of the machine shows. Pure. */
final class HostPresenter {
    private static final int POINTS = 120;
    private static final double GIB = 1L << 30;

    private HostPresenter() {}

    static HostScene scene(Optional<HostWatch> host, Optional<GpuWatch> watch) {
        Optional<HostSample> now = host.flatMap(HostWatch::latest);
        List<HostSample> recent = host.map(HostWatch::recent).orElse(List.of());
        List<Section> sections = new ArrayList<>();
        now.ifPresent(n -> {
            sections.add(disks(n));
            sections.add(networks(n));
        });
        watch.ifPresent(w -> sections.add(own(w)));
        now.filter(n -> !n.sensors().isEmpty()).ifPresent(n -> sections.add(sensors(n)));
        return new HostScene(
                host.map(h -> identity(h.identity(), now)).orElse(""),
                now.map(n -> figures(n, recent)).orElse(List.of()),
                sections);
    }

    static String identity(HostIdentity id, Optional<HostSample> now) {
        return id.operatingSystem() + "  ·  " + id.processor() + ", " + id.cores()
                + (id.cores() == 1 ? " core" : " cores")
                + (id.threads() == id.cores() ? "" : ", " + id.threads() + " threads")
                + now.map(n -> "  ·  up " + Durations.words(n.uptime())).orElse("");
    }

    private static List<Figure> figures(HostSample now, List<HostSample> recent) {
        List<Figure> figures = new ArrayList<>();
        String load = now.loadAverage().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "Load average of the last minute: %.2f.",
                        now.loadAverage().getAsDouble())
                : "";
        figures.add(new Figure(
                "CPU",
                now.cpuLoad().isPresent() ? percent(now.cpuLoad().getAsDouble()) : "–",
                "%",
                spark(recent, s -> s.cpuLoad().orElse(Double.NaN)),
                Role.ACCENT,
                ("Share of all cores together that was busy since the last sample, in percent. "
                                + "From the operating system. The curve: the last ten minutes, 0 to 100 %. " + load)
                        .strip()));
        figures.add(memory(
                "Memory",
                now.memoryUsed(),
                now.memoryTotal(),
                spark(recent, s -> share(s.memoryUsed(), s.memoryTotal())),
                "The machine's memory in use, in GiB. From the operating system. The curve: the last ten minutes, "
                        + "0 to all there is."));
        figures.add(
                now.swapTotal().bytes() == 0
                        ? new Figure(
                                "Swap", "none", "", new double[0], Role.SECONDARY, "This machine has no swap space.")
                        : memory(
                                "Swap",
                                now.swapUsed(),
                                now.swapTotal(),
                                spark(recent, s -> share(s.swapUsed(), s.swapTotal())),
                                "Memory that was moved out to disk, in GiB. While it grows, jobs on this machine are slow."));
        return figures;
    }

    private static Figure memory(String label, ByteCount used, ByteCount total, double[] spark, String tip) {
        return new Figure(
                label,
                String.format(Locale.ROOT, "%.1f", used.bytes() / GIB),
                String.format(Locale.ROOT, "/ %.0f GiB", total.bytes() / GIB),
                spark,
                label.equals("Swap") ? Role.ACCENT : Role.SIMULATED,
                tip);
    }

    private static double share(ByteCount used, ByteCount total) {
        return total.bytes() <= 0 ? 0 : used.bytes() / (double) total.bytes();
    }

    private static String percent(double share) {
        return Long.toString(Math.round(100 * share));
    }

    /** At most {@link #POINTS} values, the newest last. */
    static double[] spark(List<HostSample> recent, ToDoubleFunction<HostSample> value) {
        int step = Math.max(1, (recent.size() + POINTS - 1) / POINTS);
        // Counted from the end of a step, so that a point that has been drawn stays what it was.
        int first = recent.size() % step;
        double[] values = new double[(recent.size() - first) / step];
        for (int i = 0; i < values.length; i++) {
            double sum = 0;
            for (int k = 0; k < step; k++) sum += value.applyAsDouble(recent.get(first + i * step + k));
            values[i] = sum / step;
        }
        return values;
    }

    private static Section disks(HostSample now) {
        List<Line> lines = new ArrayList<>();
        for (HostSample.Disk d : now.disks()) {
            String rates = d.readRate().isEmpty() && d.writeRate().isEmpty()
                    ? ""
                    : "read " + rate(d.readRate()) + "  write " + rate(d.writeRate());
            lines.add(new Line(
                    d.mount(),
                    share(d.used(), d.total()),
                    size(d.used()) + " / " + size(d.total()),
                    rates,
                    Role.BAR,
                    d.mount() + " on " + d.device() + ": "
                            + size(new ByteCount(
                                    Math.max(0, d.total().bytes() - d.used().bytes())))
                            + " free. Rates are the device's."));
        }
        if (lines.isEmpty()) lines.add(Line.of("none", "", "The system lists no disk."));
        return new Section("Disks", "File systems of this machine and how fast they are read and written.", lines);
    }

    private static Section networks(HostSample now) {
        List<Line> lines = new ArrayList<>();
        for (HostSample.Network n : now.networks())
            lines.add(new Line(
                    n.name(),
                    -1,
                    "↓ " + rate(n.receiveRate()) + "   ↑ " + rate(n.sendRate()),
                    n.address().orElse(""),
                    Role.TEXT,
                    n.name() + n.address().map(a -> ", " + a).orElse("") + ": received and sent, in bytes a second."));
        if (lines.isEmpty()) lines.add(Line.of("none", "", "No network interface is up, the loopback aside."));
        return new Section("Networks", "Interfaces that are up, the loopback aside.", lines);
    }

    private static Section sensors(HostSample now) {
        return new Section(
                "Sensors",
                "What the board's own sensors say.",
                now.sensors().stream()
                        .map(s -> Line.of(s.name(), reading(s), s.name() + ", from the board's sensors."))
                        .toList());
    }

    private static String reading(HostSample.Sensor s) {
        return switch (s.kind()) {
            case CELSIUS -> String.format(Locale.ROOT, "%.0f °C", s.value());
            case RPM -> String.format(Locale.ROOT, "%.0f rpm", s.value());
            case VOLT -> String.format(Locale.ROOT, "%.2f V", s.value());
        };
    }

    private static Section own(GpuWatch watch) {
        WatchCost cost = watch.cost();
        int gpus = watch.gpus().size();
        List<Line> lines = new ArrayList<>();
        boolean known = !cost.equals(WatchCost.UNKNOWN);
        lines.add(Line.of(
                "Watching " + gpus + (gpus == 1 ? " GPU" : " GPUs"),
                known ? String.format(Locale.ROOT, "%.1f %% of one core", cost.cpuPercent()) : "being measured",
                "Processor time of the threads that read the GPUs, over the last minute."));
        if (known) {
            lines.add(Line.of(
                    "Headroom in all",
                    String.format(Locale.ROOT, "%.1f %% of one core", cost.processCpuPercent()),
                    "Processor time of the whole program, this window included, over the last minute."));
            lines.add(Line.of(
                    "One sweep",
                    String.format(Locale.ROOT, "%.1f ms", cost.sweep().toNanos() / 1e6),
                    "How long one round over all GPUs takes, mean of the last minute."));
            lines.add(Line.of(
                    "Calls to NVML",
                    String.format(Locale.ROOT, "%,d a minute", cost.callsPerMinute())
                            .replace(',', '\u2009'),
                    "How often the driver is asked."));
        }
        Optional<SampleArchive.Status> archive = watch.archive();
        if (archive.isEmpty())
            lines.add(new Line(
                    "History", -1, "not kept on disk", "", Role.SECONDARY, "Only the last hours are in memory."));
        archive.ifPresent(a -> {
            lines.add(new Line(
                    "History",
                    -1,
                    (a.keeping() ? "" : "not keeping, ") + size(new ByteCount(a.bytes())) + " on disk",
                    "",
                    a.keeping() ? Role.TEXT : Role.WARNING,
                    a.message()
                            + (a.dropped() > 0 ? " " + a.dropped() + " samples were let go since the start." : "")));
            if (!a.keeping()) lines.add(new Line("", -1, a.message(), "", Role.WARNING, a.message()));
        });
        return new Section("This monitor", "What Headroom's own watching costs this machine.", lines);
    }

    /** {@code 412 GiB}, {@code 1.8 TiB}, {@code 12.4 MiB}. */
    static String size(ByteCount bytes) {
        double value = bytes.bytes();
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
        int unit = 0;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }

    /** Decimal, as networks and disks are sold: {@code 12.4 MB/s}. */
    static String rate(OptionalDouble perSecond) {
        if (perSecond.isEmpty()) return "–";
        double value = perSecond.getAsDouble();
        if (value < 1000) return String.format(Locale.ROOT, "%.0f B/s", value);
        String[] units = {"kB/s", "MB/s", "GB/s"};
        int unit = -1;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, value >= 100 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }

    static Empty empty() {
        return new Empty(
                "The host watch is not running",
                "CPU, memory, disks and networks will be here as soon as it has started.");
    }
}
