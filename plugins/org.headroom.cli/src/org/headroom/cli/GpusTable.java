package org.headroom.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.health.Alarm;
import org.headroom.model.units.ByteCount;

/** The report as lines for people. A reading that the card does not give is a dash. */
final class GpusTable {
    private static final List<String> HEADS =
            List.of("GPU", "Name", "Load", "Memory", "Temp", "Power", "SM clock", "Fan", "Processes", "State");
    private static final String NONE = "–";
    private static final double GIB = 1L << 30;

    private GpusTable() {}

    static String write(GpusReport report) {
        StringBuilder out = new StringBuilder();
        NvmlStatus nvml = report.nvml();
        if (nvml.state() != NvmlStatus.State.OK) return nvml.message() + System.lineSeparator();
        boolean simulated = report.gpus().stream().anyMatch(g -> g.identity().simulated());
        nvml.driverVersion().ifPresent(v -> out.append("NVIDIA driver ").append(v));
        nvml.cudaVersion().ifPresent(v -> out.append(", CUDA ").append(v));
        if (simulated) out.append(" – simulated: no card was asked");
        if (!out.isEmpty()) out.append(System.lineSeparator());
        if (report.gpus().isEmpty())
            return out.append("The driver lists no GPU.")
                    .append(System.lineSeparator())
                    .toString();
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADS);
        report.gpus().forEach(g -> rows.add(row(g)));
        int[] widths = new int[HEADS.size()];
        for (List<String> row : rows)
            for (int c = 0; c < widths.length; c++)
                widths[c] = Math.max(widths[c], row.get(c).length());
        for (List<String> row : rows) out.append(line(row, widths)).append(System.lineSeparator());
        for (GpusReport.Gpu g : report.gpus())
            g.message()
                    .ifPresent(m -> out.append("GPU ")
                            .append(g.identity().index())
                            .append(": ")
                            .append(m)
                            .append(System.lineSeparator()));
        return out.toString();
    }

    /** An alarm in a line, without the advice. */
    static String alarm(Alarm alarm, Optional<Integer> index) {
        return alarm.severity().word().toUpperCase(Locale.ROOT) + " "
                + index.map(i -> "GPU " + i + " ").orElse("") + alarm.rule() + ": " + alarm.message();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String gap = " ".repeat(widths[c] - row.get(c).length());
            // Names and states from the left, numbers from the right.
            boolean left = c == 1 || c == widths.length - 1;
            line.append(c == 0 ? "" : "  ").append(left ? row.get(c) + gap : gap + row.get(c));
        }
        return line.toString().stripTrailing();
    }

    private static List<String> row(GpusReport.Gpu g) {
        Optional<GpuSample> s = g.sample();
        String state = GpusJson.word(g.state().name());
        boolean answers = g.state() == GpuReading.State.OK;
        return List.of(
                Integer.toString(g.identity().index()),
                g.name().orElse("unknown GPU"),
                s.flatMap(GpuSample::load).map(p -> p.value() + " %").orElse(NONE),
                memory(g),
                s.flatMap(GpuSample::core).map(c -> c.degrees() + " °C").orElse(NONE),
                s.flatMap(GpuSample::power)
                        .map(w -> String.format(Locale.ROOT, "%.1f W", w.milliwatts() / 1000.0))
                        .orElse(NONE),
                s.flatMap(GpuSample::smClock).map(m -> m.value() + " MHz").orElse(NONE),
                s.flatMap(GpuSample::fan).map(p -> p.value() + " %").orElse(NONE),
                answers ? processes(s) : NONE,
                g.identity().simulated() ? state + " (simulated)" : state);
    }

    private static String memory(GpusReport.Gpu g) {
        Optional<ByteCount> used = g.sample().flatMap(GpuSample::memoryUsed);
        Optional<ByteCount> total = g.identity().memoryTotal();
        if (total.isEmpty()) return used.map(GpusTable::gib).orElse(NONE) + (used.isPresent() ? " GiB" : "");
        return used.map(GpusTable::gib).orElse(NONE) + " / " + gib(total.get()) + " GiB";
    }

    private static String gib(ByteCount bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes.bytes() / GIB);
    }

    private static String processes(Optional<GpuSample> sample) {
        String pids = sample.stream()
                .flatMap(s -> s.processes().stream())
                .map(p -> Long.toString(p.pid()))
                .collect(Collectors.joining(" "));
        return pids.isEmpty() ? "none" : pids;
    }
}
