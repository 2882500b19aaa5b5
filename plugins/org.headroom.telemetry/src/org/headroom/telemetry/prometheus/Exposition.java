package org.headroom.telemetry.prometheus;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.gpu.WatchCost;
import org.headroom.model.health.Alarm;

/**
 * A page in Prometheus' text format, version 0.0.4. Pure.
 *
 * <p>Three of DCGM's habits are faults to Prometheus' own checker: counters whose names do not end in {@code _total}, a name
 * that ends in {@code COUNTER}, and the label {@code modelName}. The page has them all the same, because dashboards ask for
 * them; the strict page has {@code model_name}, counters without a type, and that one name replaced by ours.
 */
final class Exposition {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** What is told. {@code xids} holds the last XID of each GPU that had one. */
    record Snapshot(
            NvmlStatus nvml,
            List<GpuReading> gpus,
            Map<GpuId, Long> xids,
            List<Alarm> alarms,
            WatchCost cost,
            String hostname) {}

    private final StringBuilder page = new StringBuilder(8192);
    private final Snapshot now;
    private final boolean strict;

    private Exposition(Snapshot now, boolean strict) {
        this.now = now;
        this.strict = strict;
    }

    /** @param strict true for a page that Prometheus' checker finds no fault with, false for DCGM's names to the letter */
    static String of(Snapshot now, boolean strict) {
        Exposition e = new Exposition(now, strict);
        for (DcgmField field : DcgmField.values()) e.field(field);
        e.xids();
        e.own();
        return e.page.toString();
    }

    private void field(DcgmField field) {
        boolean ours = strict && field == DcgmField.DCGM_FI_DEV_PCIE_REPLAY_COUNTER;
        String name = ours ? "headroom_gpu_pcie_replays_total" : field.name();
        String type = !field.counter() ? "gauge" : !strict || ours ? "counter" : "untyped";
        boolean begun = false;
        for (GpuReading gpu : now.gpus()) {
            // What a lost or sleeping GPU last said is not what it says now.
            if (gpu.state() != GpuReading.State.OK) continue;
            double value = field.of(gpu);
            if (Double.isNaN(value)) continue;
            if (!begun) head(name, type, field.help());
            begun = true;
            sample(name, labels(gpu.identity()), value);
        }
    }

    private void xids() {
        boolean begun = false;
        for (GpuReading gpu : now.gpus()) {
            Long code = now.xids().get(gpu.identity().id());
            if (code == null) continue;
            if (!begun) head("DCGM_FI_DEV_XID_ERRORS", "gauge", "Number of the last XID since the watch began.");
            begun = true;
            sample("DCGM_FI_DEV_XID_ERRORS", labels(gpu.identity()), code);
        }
    }

    private void own() {
        head("headroom_nvml_up", "gauge", "Whether NVML answers.");
        sample("headroom_nvml_up", "", now.nvml().state() == NvmlStatus.State.OK ? 1 : 0);
        if (!now.gpus().isEmpty()) {
            head("headroom_gpu_up", "gauge", "Whether the GPU answers; the state says why not.");
            for (GpuReading gpu : now.gpus()) {
                String state = gpu.state().name().toLowerCase(Locale.ROOT);
                sample(
                        "headroom_gpu_up",
                        brief(gpu.identity()) + ",state=\"" + state + '"',
                        gpu.state() == GpuReading.State.OK ? 1 : 0);
            }
        }
        if (!now.alarms().isEmpty()) {
            head("headroom_alarm", "gauge", "An open alarm.");
            now.alarms().forEach(this::alarm);
        }
        head("headroom_watch_cpu_ratio", "gauge", "CPU time of the watch's threads, as a share of one core.");
        sample("headroom_watch_cpu_ratio", "", now.cost().cpuPercent() / 100);
        head("headroom_watch_sweep_seconds", "gauge", "Time of one round over all GPUs.");
        sample("headroom_watch_sweep_seconds", "", now.cost().sweep().toNanos() / 1e9);
    }

    private void alarm(Alarm alarm) {
        Optional<GpuIdentity> gpu = alarm.gpu()
                .flatMap(id -> now.gpus().stream()
                        .map(GpuReading::identity)
                        .filter(g -> g.id().equals(id))
                        .findFirst());
        String whose = gpu.map(g -> brief(g) + ",").orElse("");
        sample(
                "headroom_alarm",
                whose + "rule=\"" + escaped(alarm.rule()) + "\",severity=\""
                        + alarm.severity().word() + "\",action=\""
                        + alarm.action().word() + "\",id=\"" + alarm.id() + '"',
                1);
    }

    private String labels(GpuIdentity gpu) {
        StringBuilder l = new StringBuilder(200);
        l.append(brief(gpu));
        gpu.pciBusId()
                .ifPresent(b -> l.append(",pci_bus_id=\"").append(escaped(b)).append('"'));
        l.append(",device=\"nvidia").append(gpu.index());
        l.append("\",").append(strict ? "model_name" : "modelName");
        l.append("=\"").append(escaped(gpu.name())).append('"');
        now.nvml()
                .driverVersion()
                .ifPresent(v -> l.append(",DCGM_FI_DRIVER_VERSION=\"")
                        .append(escaped(v))
                        .append('"'));
        return l.toString();
    }

    /** What every line about a GPU has. */
    private String brief(GpuIdentity gpu) {
        return "gpu=\"" + gpu.index() + "\",UUID=\"" + escaped(gpu.id().uuid()) + "\",Hostname=\""
                + escaped(now.hostname()) + (gpu.simulated() ? "\",simulated=\"true\"" : "\"");
    }

    private void head(String name, String type, String help) {
        page.append("# HELP ").append(name).append(' ').append(help).append('\n');
        page.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void sample(String name, String labels, double value) {
        page.append(name);
        if (!labels.isEmpty()) page.append('{').append(labels).append('}');
        page.append(' ').append(number(value)).append('\n');
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** A label's value: a GPU's name comes from a library that may say anything. */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
