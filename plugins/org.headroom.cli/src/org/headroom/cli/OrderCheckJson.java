package org.headroom.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.headroom.market.jobfile.JobFileError;
import org.headroom.market.jobfile.JobFileFormat;
import org.headroom.market.jobfile.JobFileReading;
import org.headroom.market.jobfile.JobFileWarning;
import org.headroom.market.jobfile.JobService;
import org.headroom.model.VisibleText;

/** What became of a file as one line of JSON; every key is always there, and what a file does not say is null. */
final class OrderCheckJson {
    private static final ObjectMapper JSON = new ObjectMapper()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

    private OrderCheckJson() {}

    /** A line in UTF-8. It is written piece by piece: orders may be a thousand times as long as their file. */
    static void write(String file, JobFileReading reading, OutputStream out) throws IOException {
        Writer writer = new Visible(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        JSON.writeValue(writer, tree(file, reading));
        writer.write('\n');
        writer.flush();
    }

    static ObjectNode tree(String file, JobFileReading reading) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("file", file);
        all.put("source", reading.format().map(JobFileFormat::word).orElse(null));
        all.put("accepted", reading.accepted());
        if (reading.error().isPresent()) {
            JobFileError error = reading.error().get();
            all.putObject("error")
                    .put("line", error.line())
                    .put("column", error.column())
                    .put("message", error.message());
        } else {
            all.putNull("error");
        }
        ArrayNode warnings = all.putArray("warnings");
        for (JobFileWarning warning : reading.warnings())
            warnings.addObject().put("line", warning.line()).put("message", warning.message());
        ArrayNode services = all.putArray("services");
        reading.services().forEach(s -> service(services.addObject(), s));
        return all;
    }

    private static void service(ObjectNode n, JobService s) {
        n.put("name", s.name());
        n.put("image", s.image());
        n.put("count", s.count());
        n.put("cpuMillis", s.cpuMillis());
        n.put("memoryBytes", s.memoryBytes());
        ArrayNode storage = n.putArray("storage");
        for (JobService.Volume volume : s.storage()) {
            storage.addObject()
                    .put("name", volume.name())
                    .put("sizeBytes", volume.sizeBytes())
                    .put("persistent", volume.persistent())
                    .put("class", volume.storageClass().orElse(null))
                    .put("mount", volume.mount().orElse(null));
        }
        ObjectNode gpu = n.putObject("gpu");
        gpu.put("units", s.gpu().units()).put("vendor", s.gpu().vendor().orElse(null));
        ArrayNode models = gpu.putArray("models");
        for (JobService.GpuModel model : s.gpu().models()) {
            models.addObject()
                    .put("model", model.model())
                    .put("ram", model.ram().orElse(null))
                    .put("interface", model.interfaceName().orElse(null));
        }
        ArrayNode exposures = n.putArray("expose");
        for (JobService.Exposure exposure : s.exposures()) {
            ObjectNode one = exposures
                    .addObject()
                    .put("port", exposure.port())
                    .put("as", exposure.as())
                    .put("protocol", exposure.protocol())
                    .put("global", exposure.global());
            texts(one.putArray("hosts"), exposure.hosts());
        }
        texts(n.putArray("env"), s.environment());
        texts(n.putArray("command"), s.command());
        texts(n.putArray("args"), s.arguments());
        if (s.price().isPresent()) {
            JobService.Price price = s.price().get();
            n.putObject("price").put("denom", price.denomination()).put("amount", price.amount());
        } else {
            n.putNull("price");
        }
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    /** Escapes in JSON's own way what a terminal would not show. */
    private static final class Visible extends FilterWriter {
        private Visible(Writer out) {
            super(out);
        }

        @Override
        public void write(int c) throws IOException {
            write(String.valueOf((char) c), 0, 1);
        }

        @Override
        public void write(char[] chars, int from, int length) throws IOException {
            write(new String(chars, from, length), 0, length);
        }

        @Override
        public void write(String text, int from, int length) throws IOException {
            out.write(VisibleText.json(text.substring(from, from + length)));
        }
    }
}
