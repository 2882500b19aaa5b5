package org.headroom.console.gpus;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.headroom.console.desk.GpuNames;
import org.headroom.console.desk.GpuScene;
import org.headroom.console.desk.GpuStates;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.units.Watts;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Column;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.cell.Role;
import org.headroom.ui.cell.Row;

/** Rows of the table of GPUs. Pure but for asking the services. */
public final class GpusPresenter {
    public static final List<Column> COLUMNS = GpuColumns.ALL;

    private GpusPresenter() {}

    /** Every column of every row, in sight or not. */
    public static List<Row> rows(GpuScene scene) {
        return rows(scene, new Sparks(), column -> true, gpu -> true);
    }

    /**
     * @param shown which columns are shown; the others' cells are left empty
     * @param seen which GPUs' rows are in sight
     */
    public static List<Row> rows(GpuScene scene, Sparks sparks, Predicate<String> shown, Predicate<GpuId> seen) {
        List<String> columns = COLUMNS.stream().map(Column::id).toList();
        return scene.gpus().stream()
                .map(gpu -> row(
                        scene,
                        gpu,
                        sparks,
                        columns,
                        shown,
                        seen.test(gpu.identity().id())))
                .toList();
    }

    private static Row row(
            GpuScene scene,
            GpuReading gpu,
            Sparks sparks,
            List<String> columns,
            Predicate<String> shown,
            boolean seen) {
        Cell state = GpuStates.of(scene, gpu);
        List<Cell> cells = columns.stream()
                .map(c -> c.equals("state") ? state : shown.test(c) ? cell(scene, gpu, c, sparks, seen) : Cell.NONE)
                .toList();
        GpuIdentity id = gpu.identity();
        String names = String.join(
                "\n",
                "gpu " + id.index(),
                id.name(),
                state.words(),
                id.id().uuid(),
                id.pciBusId().orElse(""),
                id.simulated() ? "simulated" : "",
                scene.alarms(gpu).isEmpty() ? "" : scene.title(scene.alarms(gpu).getFirst()));
        return new Row(id.id(), cells, gpu.state() == GpuReading.State.ASLEEP, names);
    }

    private static Cell cell(GpuScene scene, GpuReading gpu, String column, Sparks sparks, boolean seen) {
        boolean silent = gpu.state() != GpuReading.State.OK;
        Optional<GpuSample> sample = silent ? Optional.empty() : gpu.latest();
        return switch (column) {
            case "gpu" -> name(gpu.identity());
            case "load" ->
                sample.flatMap(GpuSample::load)
                        .map(l -> Cell.bar(l.value() / 100.0, l.value() + " %", Role.BAR))
                        .orElse(Cell.secondary("no reading"));
            case "memory" -> GpuReadings.memory(scene, gpu, sample);
            case "core" -> GpuReadings.temperature(scene, gpu, "core", sample.flatMap(GpuSample::core));
            case "memory_temperature" ->
                GpuReadings.temperature(scene, gpu, "memory", sample.flatMap(GpuSample::memory));
            case "hotspot" -> GpuReadings.temperature(scene, gpu, "hotspot", sample.flatMap(GpuSample::hotspot));
            case "power_curve" -> curve(scene, gpu, sample, sparks, seen);
            case "power" -> GpuReadings.power(scene, gpu, sample.flatMap(GpuSample::power));
            case "power_limit" -> GpuReadings.watts(sample.flatMap(GpuSample::powerLimit));
            case "price" -> GpuReadings.price(scene, gpu);
            case "uuid" -> Cell.secondary(gpu.identity().id().uuid());
            case "bus" -> gpu.identity().pciBusId().map(Cell::secondary).orElse(Cell.NONE);
            case "health" -> GpuReadings.health(scene, gpu);
            default -> GpuReadings.more(scene, gpu, column, sample);
        };
    }

    private static Cell name(GpuIdentity id) {
        return Cell.named(Integer.toString(id.index()), GpuNames.brief(id.name()), id.simulated())
                .sortedBy(id.index())
                .withTip(id.name() + "\n" + id.id() + (id.simulated() ? "\nSimulated: a stand-in, not a card." : ""));
    }

    private static Cell curve(GpuScene scene, GpuReading gpu, Optional<GpuSample> sample, Sparks sparks, boolean seen) {
        if (gpu.state() == GpuReading.State.LOST) return GpuStates.lastHeard(scene, gpu);
        if (gpu.state() == GpuReading.State.ERROR)
            return Cell.secondary(gpu.why()).withTip(gpu.why());
        if (gpu.state() == GpuReading.State.ASLEEP) return Cell.NONE;
        double[] values = sparks.power(scene.watch(), gpu.identity().id(), scene.now(), seen);
        double most = 1;
        for (double v : values) if (!Double.isNaN(v)) most = Math.max(most, v);
        double limit =
                sample.flatMap(GpuSample::powerLimit).map(GpusPresenter::watts).orElse(most);
        boolean warm = GpuReadings.hot(scene, gpu, sample);
        return Cell.spark(values, 0, Math.max(limit, 1), warm ? Role.WARNING : Role.ACCENT)
                .sortedBy(sample.flatMap(GpuSample::power)
                        .map(GpusPresenter::watts)
                        .orElse(Double.NaN));
    }

    private static double watts(Watts watts) {
        return watts.milliwatts() / 1000.0;
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
