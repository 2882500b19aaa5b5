package org.headroom.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.headroom.market.jobfile.JobFileError;
import org.headroom.market.jobfile.JobFileReading;
import org.headroom.market.jobfile.JobFileWarning;
import org.headroom.market.jobfile.JobService;
import org.headroom.model.VisibleText;

/** What became of a file, for a person: places as {@code file:line:column}, so that editors and terminals jump there. */
final class OrderCheckReport {
    private static final long[] UNITS = {1L << 40, 1L << 30, 1L << 20, 1L << 10};
    private static final String[] NAMES = {"TiB", "GiB", "MiB", "KiB"};
    private static final int WIDTH = 12;

    private final StringBuilder out = new StringBuilder();

    private OrderCheckReport() {}

    static String write(String file, JobFileReading reading) {
        OrderCheckReport report = new OrderCheckReport();
        String format = reading.format().map(f -> " (" + f.word() + ")").orElse("");
        if (reading.error().isPresent()) {
            JobFileError error = reading.error().get();
            report.line(clean(file) + ": refused" + format);
            report.line(clean(file) + ":" + error.line() + ":" + error.column() + ": error: " + clean(error.message()));
        } else {
            int orders = reading.services().size();
            report.line(clean(file) + ": accepted" + format + ", " + orders + (orders == 1 ? " order" : " orders"));
        }
        for (JobFileWarning warning : reading.warnings())
            report.line(clean(file) + ":" + warning.line() + ": warning: " + clean(warning.message()));
        reading.services().forEach(report::service);
        return report.out.toString();
    }

    private void service(JobService s) {
        line("  order " + clean(s.name()) + (s.count() > 1 ? ", " + s.count() + " copies" : ""));
        field("image", s.image());
        field(
                "cpu",
                String.format(Locale.ROOT, "%d.%03d", s.cpuMillis() / 1000, s.cpuMillis() % 1000)
                                .replaceAll("\\.?0+$", "")
                        + (s.cpuMillis() == 1000 ? " core" : " cores"));
        field("memory", size(s.memoryBytes()));
        if (s.gpu().units() > 0) field("gpu", s.gpu().units() + " × " + models(s.gpu()));
        for (JobService.Volume v : s.storage()) {
            field(
                    "storage",
                    v.name() + " " + size(v.sizeBytes()) + (v.persistent() ? ", persistent" : "")
                            + v.storageClass().map(c -> ", class " + c).orElse("")
                            + v.mount().map(m -> " at " + m).orElse(""));
        }
        for (JobService.Exposure e : s.exposures()) {
            field(
                    "port",
                    e.port() + (e.as() == e.port() ? "" : " as " + e.as()) + " " + e.protocol()
                            + (e.global()
                                    ? ", global"
                                    : e.service().map(t -> ", to " + t).orElse(", inside only"))
                            + (e.hosts().isEmpty() ? "" : ", hosts " + String.join(" ", e.hosts())));
        }
        words("command", s.command());
        words("args", s.arguments());
        // Values may be secrets; whoever checks a file on a shared screen needs only the names.
        words(
                "env",
                s.environment().stream()
                        .map(v -> v.replaceFirst("(?s)=.*", "=…"))
                        .toList());
        Optional<JobService.Price> price = s.price();
        price.ifPresent(p -> field("price", "at most " + p.amount() + " " + p.denomination()));
    }

    private static String models(JobService.GpuNeed gpu) {
        return gpu.vendor().orElse("any") + " "
                + gpu.models().stream()
                        .map(m -> (m.model().equals("*") ? "any model" : m.model())
                                + m.ram().map(r -> " " + r).orElse("")
                                + m.interfaceName().map(i -> " " + i).orElse(""))
                        .collect(Collectors.joining(" or "));
    }

    private void words(String name, List<String> words) {
        if (!words.isEmpty()) field(name, String.join(" ", words));
    }

    private void field(String name, String value) {
        line("    " + name + " ".repeat(Math.max(1, WIDTH - name.length())) + clean(value));
    }

    private void line(String text) {
        out.append(text).append(System.lineSeparator());
    }

    /** A file must not be able to move the cursor of the terminal that it is shown on. */
    private static String clean(String text) {
        return VisibleText.line(text);
    }

    static String size(long bytes) {
        for (int i = 0; i < UNITS.length; i++) {
            if (bytes < UNITS[i]) continue;
            if (bytes % UNITS[i] == 0) return bytes / UNITS[i] + " " + NAMES[i];
            return String.format(Locale.ROOT, "%.1f %s", (double) bytes / UNITS[i], NAMES[i]);
        }
        return bytes + " B";
    }
}
