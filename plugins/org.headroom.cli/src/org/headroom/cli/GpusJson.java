package org.headroom.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.headroom.model.VisibleText;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuProcess;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.gpu.PcieLink;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.AlarmEvent;
import org.headroom.model.health.HealthAction;
import org.headroom.model.units.ByteCount;
import org.headroom.model.units.Celsius;
import org.headroom.model.units.Joules;
import org.headroom.model.units.Megahertz;
import org.headroom.model.units.Percent;
import org.headroom.model.units.Watts;

/** The report as one JSON object; what is not known is null, and every key is always there. */
final class GpusJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectWriter LINES =
            new ObjectMapper().writer().with(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);

    private GpusJson() {}

    static String write(GpusReport report) throws JsonProcessingException {
        return VisibleText.json(new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .with(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .writeValueAsString(tree(report)));
    }

    /** The report of one moment, on one line. */
    static String line(GpusReport report, Instant at) throws JsonProcessingException {
        ObjectNode all = NODES.objectNode();
        all.put("at", at.toString());
        return compact(fill(all, report));
    }

    /** Something became of an alarm, on one line. */
    static String alarm(AlarmEvent event, Optional<Integer> index, Instant now) throws JsonProcessingException {
        Alarm alarm = event.alarm();
        boolean cleared = event.kind() == AlarmEvent.Kind.CLEARED;
        Instant at = switch (event.kind()) {
            case RAISED -> alarm.raisedAt();
            case CLEARED -> alarm.clearedAt().orElse(now);
            case ACKNOWLEDGED -> alarm.acknowledgedAt().orElse(now);
            case REPEATED -> now;
        };
        ObjectNode all = NODES.objectNode();
        ObjectNode n = all.putObject("alarm");
        n.put("gpu", text(alarm.gpu().map(GpuId::uuid)));
        n.put("index", index.orElse(null));
        n.put("rule", alarm.rule());
        n.put("severity", alarm.severity().word());
        n.put("message", alarm.message());
        n.put("action", cleared ? HealthAction.RESTORE : alarm.action().word());
        n.put("at", at.toString());
        n.put("state", state(event.kind()));
        n.put("advice", alarm.advice());
        return compact(all);
    }

    static String state(AlarmEvent.Kind kind) {
        return word(kind.name());
    }

    private static String compact(ObjectNode node) throws JsonProcessingException {
        return VisibleText.json(LINES.writeValueAsString(node));
    }

    static ObjectNode tree(GpusReport report) {
        return fill(NODES.objectNode(), report);
    }

    private static ObjectNode fill(ObjectNode all, GpusReport report) {
        NvmlStatus nvml = report.nvml();
        ObjectNode n = all.putObject("nvml");
        n.put("state", nvml.state().word());
        n.put("library", text(nvml.library()));
        n.put("driverVersion", text(nvml.driverVersion()));
        n.put("nvmlVersion", text(nvml.nvmlVersion()));
        n.put("cudaVersion", text(nvml.cudaVersion()));
        n.put("message", nvml.message());
        ArrayNode gpus = all.putArray("gpus");
        report.gpus().forEach(g -> gpu(gpus.addObject(), g));
        return all;
    }

    private static void gpu(ObjectNode n, GpusReport.Gpu g) {
        Optional<GpuSample> s = g.sample();
        PcieLink pcie = s.map(GpuSample::pcie).orElse(PcieLink.UNKNOWN);
        n.put("index", g.identity().index());
        n.put("uuid", text(g.uuid()));
        n.put("name", text(g.name()));
        n.put("pciBusId", text(g.identity().pciBusId()));
        n.put("computeCapability", text(g.identity().computeCapability()));
        n.put(
                "memoryTotalBytes",
                g.identity().memoryTotal().map(ByteCount::bytes).orElse(null));
        n.put(
                "memoryUsedBytes",
                s.flatMap(GpuSample::memoryUsed).map(ByteCount::bytes).orElse(null));
        n.put(
                "utilizationGpuPercent",
                s.flatMap(GpuSample::load).map(Percent::value).orElse(null));
        n.put(
                "utilizationMemoryPercent",
                s.flatMap(GpuSample::memoryLoad).map(Percent::value).orElse(null));
        n.put(
                "temperatureCelsius",
                s.flatMap(GpuSample::core).map(Celsius::degrees).orElse(null));
        n.put(
                "memoryTemperatureCelsius",
                s.flatMap(GpuSample::memory).map(Celsius::degrees).orElse(null));
        n.put(
                "powerWatts",
                s.flatMap(GpuSample::power)
                        .map(Watts::milliwatts)
                        .map(GpusJson::thousandths)
                        .orElse(null));
        n.put(
                "powerLimitWatts",
                s.flatMap(GpuSample::powerLimit)
                        .map(Watts::milliwatts)
                        .map(GpusJson::thousandths)
                        .orElse(null));
        n.put(
                "energyJoules",
                s.flatMap(GpuSample::energy)
                        .map(Joules::millijoules)
                        .map(GpusJson::thousandths)
                        .orElse(null));
        n.put("smClockMHz", s.flatMap(GpuSample::smClock).map(Megahertz::value).orElse(null));
        n.put(
                "memoryClockMHz",
                s.flatMap(GpuSample::memoryClock).map(Megahertz::value).orElse(null));
        n.put("fanPercent", s.flatMap(GpuSample::fan).map(Percent::value).orElse(null));
        n.put("pcieLinkGen", number(pcie.generation()));
        n.put("pcieLinkGenMax", number(pcie.generationMax()));
        n.put("pcieLinkWidth", number(pcie.width()));
        n.put("pcieLinkWidthMax", number(pcie.widthMax()));
        ArrayNode throttle = n.putArray("throttleReasons");
        s.stream()
                .flatMap(x -> x.throttle().stream())
                .sorted()
                .map(r -> word(r.name()))
                .forEach(throttle::add);
        ArrayNode processes = n.putArray("processes");
        s.stream().flatMap(x -> x.processes().stream()).forEach(p -> process(processes.addObject(), p));
        n.put("state", word(g.state().name()));
    }

    private static void process(ObjectNode n, GpuProcess p) {
        n.put("pid", p.pid());
        n.put("usedBytes", p.used().map(ByteCount::bytes).orElse(null));
        n.put("type", word(p.kind().name()));
    }

    private static BigDecimal thousandths(long value) {
        BigDecimal shortest = BigDecimal.valueOf(value, 3).stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    private static Integer number(OptionalInt value) {
        return value.isPresent() ? Integer.valueOf(value.getAsInt()) : null;
    }

    private static String text(Optional<String> value) {
        return value.orElse(null);
    }

    static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
