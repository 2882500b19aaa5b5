package org.headroom.console.gpu;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.console.desk.Services;
import org.headroom.console.gpu.GpuPresenter.About;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.gpu.Metric;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.HealthWatch;
import org.headroom.ui.chart.Board;
import org.headroom.ui.chart.ChartBand;
import org.headroom.ui.chart.ChartCell;
import org.headroom.ui.chart.ChartScene;
import org.headroom.ui.chart.Slots;
import org.headroom.ui.chart.TimeView;

/** Makes boards of what the services say. UI thread, but for what {@link Board.Source} says. */
final class GpuCharts {
    private final Services services;
    private final ToldMetrics told = new ToldMetrics();
    private final AlarmHistory history = new AlarmHistory();

    GpuCharts(Services services) {
        this.services = services;
    }

    /** What changes pictures beside time: leases, open alarms. */
    private record Stamp(Map<GpuId, List<ChartBand>> leases, List<Alarm> alarms) {}

    /** @param one the GPU that is shown, where it is not all of them */
    Board board(
            GpuWatch watch,
            List<GpuReading> gpus,
            GpuReading one,
            GpuSetup setup,
            TimeView view,
            Optional<GpuPresenter.Top> said) {
        Instant now = Instant.now();
        ZoneId zone = ZoneId.systemDefault();
        told.hear(gpus);
        List<ChartCell> cells = new ArrayList<>();
        if (setup.many()) for (GpuReading gpu : gpus) cells.add(GpuPresenter.cell(gpu, setup.by(), told, true));
        else for (Panel panel : setup.panels()) cells.add(GpuPresenter.cell(one, panel, told, false));
        Optional<HealthWatch> health = services.health();
        List<Alarm> open = health.map(HealthWatch::open).orElse(List.of());
        Map<GpuId, List<ChartBand>> leases = Bands.leases(services.rig(), view.from(now), view.to(now));
        Optional<GpuReading> shown = setup.many() ? Optional.empty() : Optional.of(one);
        GpuPresenter.Top top = GpuPresenter.top(shown, view, watch.archive(), said, zone, now);
        Board.Source source = (cell, slots) -> content(watch, health, open, leases, (About) cell.key(), slots, zone);
        return new Board(
                cells,
                setup.many(),
                view,
                now,
                zone,
                new Stamp(leases, open),
                source,
                top.words(),
                top.role(),
                !view.live(),
                !setup.many() && one.identity().simulated());
    }

    /** On the painting thread: reads the archive and the file of alarms. */
    private Board.Content content(
            GpuWatch watch,
            Optional<HealthWatch> health,
            List<Alarm> open,
            Map<GpuId, List<ChartBand>> leases,
            About about,
            Slots slots,
            ZoneId zone) {
        List<ChartScene.Curve> curves = new ArrayList<>();
        for (Metric m : about.metrics())
            curves.add(new ChartScene.Curve(
                    watch.series(about.gpu(), m, slots.first(), slots.last(), slots.count() + 1),
                    GpuPresenter.role(m),
                    m == Metric.HOTSPOT_TEMPERATURE));
        List<ChartBand> bands = new ArrayList<>(leases.getOrDefault(about.gpu(), List.of()));
        health.ifPresent(h -> {
            List<Alarm> past = history.between(h, open, slots.from(), slots.to());
            bands.addAll(Bands.alarms(open, past, h.rules(), about.gpu(), zone, Instant.now()));
        });
        return new Board.Content(
                curves,
                bands.stream().filter(b -> b.meets(slots.from(), slots.to())).toList());
    }
}
