package org.headroom.console.gpus;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.console.desk.GpuNames;
import org.headroom.model.gpu.GpuProcess;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.gpu.Series;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Bid;
import org.headroom.model.market.Offer;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigStatus;
import org.headroom.model.rig.RigView;
import org.headroom.model.units.Celsius;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Column;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;
import org.headroom.ui.cell.Row;
import org.headroom.ui.text.Amounts;

/** Rows of the table of GPUs. Pure but for asking the watch. */
public final class GpusPresenter {
    /** From here on a temperature is pointed at: GDDR6X slows itself down at 110, cores at 83 to 90. */
    static final int HOT_MEMORY = 100;

    static final int HOT_CORE = 85;
    private static final Duration SPARK = Duration.ofMinutes(5);
    private static final int SPARK_POINTS = 60;

    static final List<Column> COLUMNS = List.of(
            Column.left("GPU", 196, 3),
            Column.left("State", 100, 1),
            Column.left("Load", 98, 1),
            Column.left("Memory", 108, 1),
            Column.right("Core", 58, 1),
            Column.right("Memory", 76, 1),
            Column.left("Power, last 5 min", 126, 2),
            Column.right("W", 46, 1),
            Column.right("USDC /h", 80, 1));

    private GpusPresenter() {}

    public static List<Row> rows(GpuWatch watch, Optional<RigView> rig, Instant now) {
        return watch.gpus().stream().map(g -> row(watch, g, rig, now)).toList();
    }

    private static Row row(GpuWatch watch, GpuReading gpu, Optional<RigView> rig, Instant now) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.named(
                        Integer.toString(gpu.identity().index()),
                        GpuNames.brief(gpu.identity().name()),
                        gpu.identity().simulated())
                .sortedBy(gpu.identity().index())
                .withTip(gpu.identity().name() + ", " + gpu.identity().id()));
        cells.add(state(gpu, rig));
        boolean lost = gpu.state() == GpuReading.State.LOST;
        Optional<GpuSample> sample = lost ? Optional.empty() : gpu.latest();
        cells.add(sample.flatMap(GpuSample::load)
                .map(l -> Cell.bar(l.value() / 100.0, l.value() + " %", Role.BAR))
                .orElse(Cell.secondary("no reading")));
        cells.add(memory(gpu, sample));
        cells.add(sample.flatMap(GpuSample::core)
                .map(t -> temperature(t, HOT_CORE))
                .orElse(Cell.NONE));
        cells.add(sample.flatMap(GpuSample::memory)
                .map(t -> temperature(t, HOT_MEMORY))
                .orElse(Cell.NONE));
        cells.add(lost ? Cell.secondary("off the bus") : spark(watch, gpu, sample, now));
        cells.add(sample.flatMap(GpuSample::power)
                .map(w -> Cell.number(Amounts.watts(w), w.milliwatts()))
                .orElse(Cell.NONE));
        cells.add(price(gpu, rig));
        return new Row(gpu.identity().id(), cells, false);
    }

    static Cell state(GpuReading gpu, Optional<RigView> rig) {
        if (gpu.state() == GpuReading.State.LOST)
            return Cell.state(Mark.SICK, "Lost", Role.SICK)
                    .withTip("The GPU does not answer any more. It takes no work until it is back.");
        if (gpu.state() == GpuReading.State.ERROR)
            return Cell.state(Mark.WARNING, "Error", Role.WARNING)
                    .withTip("The GPU answers with an error. See the log for what it said.");
        Optional<LeaseView> lease = lease(gpu, rig);
        if (lease.isPresent()) return held(lease.get());
        if (offer(gpu, rig).isPresent()) return Cell.state(Mark.OFFERED, "Offered", Role.TEXT);
        if (yours(gpu))
            return Cell.state(Mark.PAUSED, "Yours", Role.SECONDARY)
                    .withTip("A program of yours is using this GPU, so it is not offered.");
        boolean paused =
                rig.filter(r -> r.status().mode() == RigStatus.Mode.PAUSED).isPresent();
        return Cell.state(Mark.PAUSED, paused ? "Paused" : "Not offered", Role.SECONDARY);
    }

    private static Cell held(LeaseView lease) {
        return switch (lease.state()) {
            case LeaseState.Bidding b -> Cell.state(Mark.OFFERED, "Bid sent", Role.TEXT);
            case LeaseState.Verifying v -> Cell.state(Mark.WAITING, "Checking", Role.HEALTHY);
            case LeaseState.Starting s -> Cell.state(Mark.WAITING, "Starting", Role.HEALTHY);
            case LeaseState.Stopping s -> Cell.state(Mark.WAITING, "Stopping", Role.WARNING);
            default -> Cell.state(Mark.RUNNING, "Leased", Role.HEALTHY).withTip(lease.label());
        };
    }

    private static boolean yours(GpuReading gpu) {
        return gpu.latest().stream()
                .flatMap(s -> s.processes().stream())
                .anyMatch(p -> p.kind() == GpuProcess.Kind.GRAPHICS);
    }

    private static Optional<LeaseView> lease(GpuReading gpu, Optional<RigView> rig) {
        return rig.stream()
                .flatMap(r -> r.leases().stream())
                .filter(l -> l.state().holdsGpu())
                .filter(l -> l.state().terms().bid().gpu().equals(gpu.identity().id()))
                .findFirst();
    }

    private static Optional<Offer> offer(GpuReading gpu, Optional<RigView> rig) {
        return rig.flatMap(r -> r.market().offers().stream()
                .filter(o -> o.provider().equals(r.account()))
                .filter(o -> o.gpu().equals(gpu.identity().id()))
                .findFirst());
    }

    private static Cell memory(GpuReading gpu, Optional<GpuSample> sample) {
        return sample.flatMap(GpuSample::memoryUsed)
                .flatMap(used -> gpu.identity()
                        .memoryTotal()
                        .map(all -> Cell.bar(
                                used.bytes() / (double) Math.max(1, all.bytes()), Amounts.ofGib(used, all), Role.BAR)))
                .orElse(Cell.secondary("no reading"));
    }

    private static Cell temperature(Celsius t, int hot) {
        String text = t.degrees() + " °C";
        return (t.degrees() >= hot
                        ? Cell.state(Mark.WARNING, text, Role.WARNING)
                                .withTip("Hot: from " + hot + " °C on the card slows itself down or wears out.")
                        : Cell.text(text))
                .sortedBy(t.degrees());
    }

    private static Cell spark(GpuWatch watch, GpuReading gpu, Optional<GpuSample> sample, Instant now) {
        Series series = watch.series(gpu.identity().id(), Metric.POWER, now.minus(SPARK), now, SPARK_POINTS);
        double[] values = new double[series.size()];
        double most = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = series.mean(i);
            if (!Double.isNaN(values[i])) most = Math.max(most, values[i]);
        }
        double limit = sample.flatMap(GpuSample::powerLimit)
                .map(w -> w.milliwatts() / 1000.0)
                .orElse(most);
        boolean hot = sample.flatMap(GpuSample::memory)
                .filter(t -> t.degrees() >= HOT_MEMORY)
                .isPresent();
        return Cell.spark(values, 0, Math.max(limit, 1), hot ? Role.WARNING : Role.ACCENT);
    }

    private static Cell price(GpuReading gpu, Optional<RigView> rig) {
        Optional<Cell> leased = lease(gpu, rig)
                .filter(l -> !(l.state() instanceof LeaseState.Bidding))
                .map(l -> l.state().terms().bid())
                .map(Bid::perHour)
                .map(p -> Cell.text(p.format(2), Role.MONEY).sortedBy(p.baseUnits()));
        return leased.or(() -> offer(gpu, rig)
                        .map(Offer::askPerHour)
                        .map(p -> Cell.secondary(p.format(2) + " ask").sortedBy(p.baseUnits())))
                .orElse(Cell.NONE);
    }

    /** What the view says where there is no GPU: whatever NVML says of it. */
    public static Empty empty(Optional<NvmlStatus> nvml) {
        return nvml.map(s -> s.state() == NvmlStatus.State.OK
                        ? new Empty(
                                "No GPU in this machine",
                                "NVML answers and lists none. GPUs appear here by themselves.")
                        : new Empty("No GPU to watch", s.message()))
                .orElse(new Empty("The GPU watch is not running", "GPUs will be here as soon as it has started."));
    }
}
