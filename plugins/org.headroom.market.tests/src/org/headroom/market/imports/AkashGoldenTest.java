package org.headroom.market.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.market.jobfile.JobFileReading;
import org.headroom.market.jobfile.JobService;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Akash's own inputs: each asks for what Akash's own manifest and groups say, or is refused as Akash refuses it. */
final class AkashGoldenTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> everyInputReadsAsAkashReadsIt() throws IOException {
        Path root = Corpus.folder("akash-sdl-golden");
        return Corpus.files("akash-sdl-golden/input").stream()
                .filter(f -> !f.toString().contains("invalid"))
                .map(f -> DynamicTest.dynamicTest(root.relativize(f).toString(), () -> compare(f, expected(root, f))));
    }

    @TestFactory
    Stream<DynamicTest> everyInvalidInputIsRefusedWithItsPlace() throws IOException {
        return Corpus.files("akash-sdl-golden/input").stream()
                .filter(f -> f.toString().contains("invalid"))
                .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> {
                    JobFileReading reading = JobFileReader.read(f);
                    assertThat(reading.error()).isPresent();
                    assertThat(reading.services()).isEmpty();
                    long lines = Files.readString(f).lines().count();
                    assertThat((long) reading.error().get().line()).isBetween(1L, lines);
                    assertThat(reading.error().get().message()).contains("expected");
                }));
    }

    private static Path expected(Path root, Path input) {
        Path relative = root.resolve("input").relativize(input.getParent());
        return root.resolve("output-fixtures").resolve(relative);
    }

    private static void compare(Path input, Path expected) throws IOException {
        JobFileReading reading = JobFileReader.read(input);
        assertThat(reading.error()).isEmpty();
        List<JsonNode> services = new ArrayList<>();
        for (JsonNode group : JSON.readTree(expected.resolve("manifest.json").toFile()))
            group.path("services").forEach(services::add);
        assertThat(reading.services()).hasSameSizeAs(services);
        for (int i = 0; i < services.size(); i++) compare(reading.services().get(i), services.get(i));
        List<JsonNode> units = new ArrayList<>();
        for (JsonNode group : JSON.readTree(expected.resolve("group-specs.json").toFile()))
            group.path("resources").forEach(units::add);
        for (int i = 0; i < units.size(); i++) {
            JobService.Price price = reading.services().get(i).price().orElseThrow();
            assertThat(price.denomination())
                    .isEqualTo(units.get(i).at("/price/denom").asText());
            assertThat(new BigDecimal(price.amount()))
                    .isEqualByComparingTo(units.get(i).at("/price/amount").asText());
        }
    }

    private static void compare(JobService s, JsonNode e) {
        JsonNode resources = e.path("resources");
        assertThat(s.name()).isEqualTo(e.path("name").asText());
        assertThat(s.image()).isEqualTo(e.path("image").asText());
        assertThat(s.count()).isEqualTo(e.path("count").asInt());
        assertThat(s.command()).isEqualTo(texts(e.path("command")));
        assertThat(s.arguments()).isEqualTo(texts(e.path("args")));
        assertThat(s.environment()).isEqualTo(texts(e.path("env")));
        assertThat(s.cpuMillis()).isEqualTo(resources.at("/cpu/units/val").asLong());
        assertThat(s.memoryBytes()).isEqualTo(resources.at("/memory/size/val").asLong());
        assertThat(s.gpu().units()).isEqualTo(resources.at("/gpu/units/val").asLong());
        assertThat(gpuAttributes(s.gpu())).isEqualTo(keys(resources.at("/gpu/attributes")));
        Map<String, String> mounts = new HashMap<>();
        e.at("/params/storage")
                .forEach(
                        p -> mounts.put(p.path("name").asText(), p.path("mount").asText()));
        assertThat(s.storage()).hasSize(resources.path("storage").size());
        for (int i = 0; i < s.storage().size(); i++) {
            JsonNode volume = resources.path("storage").get(i);
            Map<String, String> attributes = new HashMap<>();
            volume.path("attributes")
                    .forEach(a -> attributes.put(
                            a.path("key").asText(), a.path("value").asText()));
            JobService.Volume found = s.storage().get(i);
            assertThat(found.name()).isEqualTo(volume.path("name").asText());
            assertThat(found.sizeBytes()).isEqualTo(volume.at("/size/val").asLong());
            assertThat(found.persistent()).isEqualTo("true".equals(attributes.get("persistent")));
            assertThat(found.storageClass()).isEqualTo(Optional.ofNullable(attributes.get("class")));
            assertThat(found.mount()).isEqualTo(Optional.ofNullable(mounts.get(found.name())));
        }
        assertThat(s.exposures()).hasSize(e.path("expose").size());
        for (int i = 0; i < s.exposures().size(); i++) {
            JsonNode port = e.path("expose").get(i);
            JobService.Exposure found = s.exposures().get(i);
            int outside = port.path("externalPort").asInt();
            assertThat(found.port()).isEqualTo(port.path("port").asInt());
            assertThat(found.as()).isEqualTo(outside == 0 ? found.port() : outside);
            assertThat(found.protocol()).isEqualTo(port.path("proto").asText());
            assertThat(found.global()).isEqualTo(port.path("global").asBoolean());
            assertThat(found.hosts()).isEqualTo(texts(port.path("hosts")));
            assertThat(found.service().orElse(""))
                    .isEqualTo(port.path("service").asText());
        }
    }

    /** As Akash names them, such as {@code vendor/nvidia/model/a100/ram/80Gi}. */
    private static List<String> gpuAttributes(JobService.GpuNeed need) {
        return need.models().stream()
                .map(m -> "vendor/" + need.vendor().orElseThrow() + "/model/" + m.model()
                        + m.ram().map(r -> "/ram/" + r).orElse("")
                        + m.interfaceName().map(i -> "/interface/" + i).orElse(""))
                .toList();
    }

    private static List<String> keys(JsonNode attributes) {
        List<String> keys = new ArrayList<>();
        attributes.forEach(a -> keys.add(a.path("key").asText()));
        return keys;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(t -> texts.add(t.asText()));
        return texts;
    }
}
