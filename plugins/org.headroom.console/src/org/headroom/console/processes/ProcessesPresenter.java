package org.headroom.console.processes;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.headroom.console.desk.GpuNames;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuProcess;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.host.HostProcess;
import org.headroom.model.host.HostWatch;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigView;
import org.headroom.model.units.ByteCount;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Column;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.cell.Row;
import org.headroom.ui.text.Amounts;
import org.headroom.ui.text.Durations;

/** Rows of the table of processes: NVML's lists, with what the system says of each process. Pure. */
public final class ProcessesPresenter {
    private static final String LISTS =
            " (nvmlDeviceGetComputeRunningProcesses_v3, nvmlDeviceGetGraphicsRunningProcesses_v3).";
    private static final String SYSTEM = " From the operating system.";

    public static final List<Column> COLUMNS = List.of(
            Column.right("PID", 76, 0).as("pid").about("the process's number" + LISTS),
            Column.left("Name", 128, 3)
                    .as("name")
                    .about("the program's name." + SYSTEM + " Its command line is not read: " + "it may hold secrets."),
            Column.left("User", 82, 1).as("user").about("who runs it." + SYSTEM),
            Column.left("GPU", 104, 1).as("gpu").about("the GPU that it uses."),
            Column.left("Kind", 84, 1)
                    .as("kind")
                    .about("compute (CUDA, OpenCL) or graphics: which of NVML's lists it stands in" + LISTS),
            Column.right("GPU memory", 92, 1)
                    .as("gpu_memory")
                    .about("memory of the GPU that it holds, in GiB" + LISTS + " Windows does not report it."),
            Column.right("CPU", 72, 1)
                    .as("cpu")
                    .about("processor time it uses, in percent of one core since the last look." + SYSTEM),
            Column.right("Memory", 80, 1).as("memory").about("the machine's memory that it holds, in GiB." + SYSTEM),
            Column.left("Started", 96, 1).as("started").about("when it was started." + SYSTEM),
            Column.left("Lease", 72, 1)
                    .as("lease")
                    .about(
                            "the lease that runs on this GPU. Whether the process belongs to its job cannot always be known."));

    /** A process on a GPU: one that uses two GPUs, or in two ways, has a row for each. */
    public record Key(long pid, GpuId gpu, GpuProcess.Kind kind) {}

    private ProcessesPresenter() {}

    public static List<Row> rows(
            List<GpuReading> gpus, Optional<HostWatch> host, Optional<RigView> rig, Instant now, ZoneId zone) {
        Map<GpuId, LeaseView> running = new HashMap<>();
        rig.ifPresent(r -> r.leases().stream()
                .filter(l -> l.state() instanceof LeaseState.Running || l.state() instanceof LeaseState.Stopping)
                .forEach(l -> l.state().terms().bid().gpuIds().forEach(gpu -> running.putIfAbsent(gpu, l))));
        List<Row> rows = new ArrayList<>();
        for (GpuReading gpu : gpus) {
            if (gpu.state() != GpuReading.State.OK || gpu.latest().isEmpty()) continue;
            Optional<LeaseView> lease =
                    Optional.ofNullable(running.get(gpu.identity().id()));
            for (GpuProcess p : gpu.latest().get().processes())
                rows.add(row(gpus, gpu, p, host.flatMap(h -> h.process(p.pid())), lease, now, zone));
        }
        return rows;
    }

    private static Row row(
            List<GpuReading> gpus,
            GpuReading gpu,
            GpuProcess process,
            Optional<HostProcess> host,
            Optional<LeaseView> lease,
            Instant now,
            ZoneId zone) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.number(Long.toString(process.pid()), process.pid()));
        cells.add(host.map(h -> Cell.text(h.name()))
                .orElse(Cell.secondary("unknown")
                        .withTip("The system has not reported its name yet, or hides it from this user.")));
        cells.add(host.flatMap(HostProcess::user).map(Cell::text).orElse(Cell.NONE));
        cells.add(GpuNames.cell(
                gpus, gpu.identity().id(), gpu.identity().name(), gpu.identity().simulated()));
        boolean compute = process.kind() == GpuProcess.Kind.COMPUTE;
        cells.add(Cell.text(compute ? "compute" : "graphics"));
        cells.add(process.used()
                .map(ProcessesPresenter::gib)
                .orElse(Cell.NONE.withTip("The driver does not report how much it uses.")));
        cells.add(host.map(HostProcess::cpu)
                .filter(c -> c.isPresent())
                .map(c -> Cell.number(String.format(Locale.ROOT, "%.0f %%", c.getAsDouble()), c.getAsDouble()))
                .orElse(Cell.NONE));
        cells.add(host.map(HostProcess::memory).map(ProcessesPresenter::gib).orElse(Cell.NONE));
        cells.add(host.map(h -> Cell.text(Durations.clock(h.started(), now, zone))
                        .sortedBy(h.started().getEpochSecond())
                        .withTip("started " + Durations.ago(h.started(), now)))
                .orElse(Cell.NONE));
        cells.add(lease(gpu, compute, lease));
        return new Row(
                new Key(process.pid(), gpu.identity().id(), process.kind()),
                cells,
                false,
                String.join("\n", cells.stream().map(Cell::words).toList())
                        + "\ngpu " + gpu.identity().index() + "\n"
                        + gpu.identity().name() + "\n"
                        + gpu.identity().id());
    }

    private static Cell lease(GpuReading gpu, boolean compute, Optional<LeaseView> lease) {
        if (lease.isEmpty() || !compute) return Cell.NONE;
        String label = lease.get().label();
        return Cell.text(label)
                .withTip("GPU " + gpu.identity().index() + " is leased as " + label
                        + ", and this process computes on it. "
                        + "That it belongs to the job is likely, but the container engine does not prove it here.");
    }

    private static Cell gib(ByteCount bytes) {
        double gib = bytes.bytes() / (double) (1L << 30);
        String text =
                gib >= 10 ? String.format(Locale.ROOT, "%.1f GiB", gib) : String.format(Locale.ROOT, "%.2f GiB", gib);
        return Cell.number(text, bytes.bytes()).withTip(Amounts.grouped(bytes.bytes()) + " bytes");
    }

    /** What the view says where no process uses a GPU, or none can be known. */
    public static Empty empty(Optional<NvmlStatus> nvml, List<GpuReading> gpus) {
        if (nvml.isEmpty())
            return new Empty("The GPU watch is not running", "Programs will be here as soon as it has started.");
        if (nvml.get().state() != NvmlStatus.State.OK)
            return new Empty("No GPU to watch", nvml.get().message());
        if (gpus.isEmpty()) return new Empty("No GPU in this machine", "Programs that use a GPU are listed here.");
        return new Empty(
                "No program uses a GPU",
                "Programs appear here some seconds after they begin to use one. The lists are read every ten seconds, "
                        + "and not while a program of yours fills the screen.");
    }
}
