package org.headroom.console.gpu;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.headroom.model.gpu.Metric;

/** What one chart of a GPU can show: a metric, or metrics that belong on one scale. Together they show all metrics. */
public enum Panel {
    POWER("Power", "what the whole card draws", Metric.POWER),
    TEMPERATURE(
            "Temperature",
            "of the chip's core, of the memory, and of the hottest spot of the chip, where the card reports them",
            Metric.CORE_TEMPERATURE,
            Metric.MEMORY_TEMPERATURE,
            Metric.HOTSPOT_TEMPERATURE),
    LOAD("Utilisation", "share of the time in which a kernel ran; it does not show how hard it worked", Metric.LOAD),
    MEMORY_USED("Memory", "memory in use, the driver's own share included", Metric.MEMORY_USED),
    MEMORY_LOAD("Memory utilisation", "share of the time in which memory was read or written", Metric.MEMORY_LOAD),
    SM_CLOCK("SM clock", "how fast the processors run", Metric.SM_CLOCK),
    MEMORY_CLOCK("Memory clock", "how fast the memory runs", Metric.MEMORY_CLOCK),
    FAN("Fan", "target speed of the fastest fan, in percent of its highest speed", Metric.FAN),
    ENCODER("Encoder", "share of the time in which video was encoded", Metric.ENCODER),
    DECODER("Decoder", "share of the time in which video was decoded", Metric.DECODER);

    public static final List<Panel> USUAL = List.of(POWER, TEMPERATURE, LOAD, MEMORY_USED);

    private final String title;
    private final String meaning;
    private final List<Metric> metrics;

    Panel(String title, String meaning, Metric... metrics) {
        this.title = title;
        this.meaning = meaning;
        this.metrics = List.of(metrics);
    }

    public String title() {
        return title;
    }

    /** What it is, for one who asks; begins small. */
    public String meaning() {
        return meaning;
    }

    /** The first is the one that stands for it where there is room for one. */
    public List<Metric> metrics() {
        return metrics;
    }

    public static Optional<Panel> named(String name) {
        return Arrays.stream(values())
                .filter(p -> p.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
