package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code headroom order check}, as a person or a program starts it. */
final class OrderCheckTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SDL = """
            version: "2.1"
            services:
              web:
                image: nginx:1.27
                env: [TOKEN=geheim]
                depends_on: [db]
                expose:
                  - port: 8080
                    as: 80
                    accept: [example.org]
                    to: [{global: true}]
                params: {storage: {data: {mount: /data}}}
            profiles:
              compute:
                small:
                  resources:
                    cpu: {units: 1.5}
                    memory: {size: 2Gi}
                    gpu: {units: 1, attributes: {vendor: {nvidia: [{model: rtx4090, ram: 24Gi}]}}}
                    storage: [{name: data, size: 10Gi, attributes: {persistent: true, class: beta3}}]
              placement:
                here: {pricing: {small: {denom: uakt, amount: 1000}}}
            deployment: {web: {here: {profile: small, count: 2}}}
            """;
    private static final String BROKEN = SDL.replace("units: 1.5", "units: many");

    @TempDir
    Path scratch;

    private Path good;
    private Path broken;

    @BeforeEach
    void twoFiles() throws IOException {
        good = Files.writeString(scratch.resolve("good ä.yaml"), SDL);
        broken = Files.writeString(scratch.resolve("broken.yaml"), BROKEN);
    }

    private Program.Ended check(Object... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("order", "check"));
        for (Object argument : arguments) all.add(argument.toString());
        return Program.run(scratch, Map.of("LC_ALL", "C.UTF-8"), all.toArray(String[]::new));
    }

    private static List<String> keys(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void theJsonOfAFileHasThePublishedKeysAndValues() throws Exception {
        Program.Ended ended = check("--json", good);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).hasLineCount(1);
        JsonNode all = JSON.readTree(ended.out());
        assertThat(keys(all)).containsExactly("file", "source", "accepted", "error", "warnings", "services");
        assertThat(all.get("file").asText()).isEqualTo(good.toString());
        assertThat(all.get("source").asText()).isEqualTo("akash-sdl-2.1");
        assertThat(all.get("accepted").asBoolean()).isTrue();
        assertThat(all.get("error").isNull()).isTrue();
        assertThat(all.get("warnings")).hasSize(1);
        assertThat(keys(all.at("/warnings/0"))).containsExactly("line", "message");
        assertThat(all.at("/warnings/0/line").asInt()).isEqualTo(6);
        JsonNode service = all.at("/services/0");
        assertThat(service).isEqualTo(JSON.readTree("""
                {"name":"web","image":"nginx:1.27","count":2,"cpuMillis":1500,"memoryBytes":2147483648,
                 "storage":[{"name":"data","sizeBytes":10737418240,"persistent":true,"class":"beta3","mount":"/data"}],
                 "gpu":{"units":1,"vendor":"nvidia","models":[{"model":"rtx4090","ram":"24Gi","interface":null}]},
                 "expose":[{"port":8080,"as":80,"protocol":"TCP","global":true,"hosts":["example.org"]}],
                 "env":["TOKEN=geheim"],"command":[],"args":[],"price":{"denom":"uakt","amount":"1000"}}
                """));
        assertThat(keys(service))
                .containsExactly(
                        "name",
                        "image",
                        "count",
                        "cpuMillis",
                        "memoryBytes",
                        "storage",
                        "gpu",
                        "expose",
                        "env",
                        "command",
                        "args",
                        "price");
    }

    /** Each seed reads as the JSON beside it says; the SDL ones were compared with Akash's own reading. */
    @Test
    void theSeedsReadAsWrittenBesideThem() throws Exception {
        Path folder = Program.root().resolve("plugins/org.headroom.market.tests/resources/seeds");
        for (String kind : List.of("sdl", "compose")) {
            List<Path> files;
            try (Stream<Path> all = Files.list(folder.resolve(kind))) {
                files = all.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
            }
            List<Object> arguments = new ArrayList<>(List.of("--json"));
            arguments.addAll(files);
            List<String> lines = check(arguments.toArray()).out().lines().toList();
            assertThat(lines).hasSameSizeAs(files);
            for (int i = 0; i < files.size(); i++) {
                Path expected = Path.of(files.get(i).toString().replace(".yaml", ".json"));
                ObjectNode found = (ObjectNode) JSON.readTree(lines.get(i));
                found.remove("file");
                assertThat((JsonNode) found).as(expected.toString()).isEqualTo(JSON.readTree(expected.toFile()));
            }
        }
    }

    @Test
    void aRefusedFileKeepsNoOtherFromBeingRead() throws Exception {
        Path missing = scratch.resolve("missing.yaml");
        Program.Ended ended = check("--json", broken, missing, scratch, good);
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).isEmpty();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : ended.out().lines().toList()) lines.add(JSON.readTree(line));
        assertThat(lines).extracting(n -> n.get("accepted").asBoolean()).containsExactly(false, false, false, true);
        assertThat(keys(lines.getFirst().get("error"))).containsExactly("line", "column", "message");
        assertThat(lines.getFirst().at("/error/line").asInt()).isEqualTo(17);
        assertThat(lines.getFirst().at("/error/column").asInt()).isEqualTo(22);
        assertThat(lines.getFirst().at("/error/message").asText()).contains("such as 0.5 or 500m, found \"many\"");
        assertThat(lines.getFirst().get("services")).isEmpty();
        assertThat(lines.get(1).at("/error/message").asText()).isEqualTo("there is no such file");
        assertThat(lines.get(1).get("source").isNull()).isTrue();
    }

    @Test
    void aPersonGetsPlacesToJumpToAndSeesNoSecrets() throws Exception {
        Program.Ended ended = check(good, broken);
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out())
                .contains(good + ": accepted (akash-sdl-2.1), 1 order")
                .contains(good + ":6: warning: services.web.depends_on")
                .contains("order web, 2 copies")
                .contains("1 × nvidia rtx4090 24Gi")
                .contains("TOKEN=…")
                .doesNotContain("geheim")
                .contains(broken + ":17:22: error: ");
    }

    @Test
    void whatAFileHoldsCannotSteerTheTerminal() throws Exception {
        Path file = Files.writeString(scratch.resolve("evil.yaml"), SDL.replace("nginx:1.27", "\"nginx\\e[2J\\r\""));
        Program.Ended ended = check(file);
        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).doesNotContain("\u001b").doesNotContain("\r");
    }

    @Test
    void withoutAFileItIsUsedWrongly() throws Exception {
        assertThat(check().exit()).isEqualTo(2);
        assertThat(check("--jsn", good).exit()).isEqualTo(2);
        Program.Ended bare = Program.run(scratch, Map.of(), "order");
        assertThat(bare.exit()).isEqualTo(2);
        assertThat(bare.out()).isEmpty();
        assertThat(bare.err()).contains("check");
    }

    @Test
    void twoHundredFilesInOneCallTakeSeconds() throws Exception {
        List<Object> arguments = new ArrayList<>(List.of("--json"));
        for (int i = 0; i < 200; i++)
            arguments.add(Files.writeString(scratch.resolve("file" + i + ".yaml"), SDL + "# " + i));
        long began = System.nanoTime();
        Program.Ended ended = check(arguments.toArray());
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).hasLineCount(200);
        assertThat(took).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void hostileFilesAreAnsweredWithinAHeapOf64MiB() throws Exception {
        Map<String, String> files = new TreeMap<>(Map.of(
                "values", "a:\n" + "- b\n".repeat(45_000),
                "variables", "services: {a: {image: x, environment: [" + "A=b,".repeat(40_000) + "]}}",
                "nested", "[".repeat(200_000),
                "interpolated", "services: {a: {image: '" + "${A}".repeat(50_000) + "'}}",
                "plain", "a: " + "x ".repeat(120_000),
                "quoted", "a: \"" + "\\n".repeat(120_000) + "\"",
                "tabs", "a: b\t\n".repeat(40_000),
                "aliases", "a: &a [" + "x,".repeat(900) + "]\nb: [" + "*a,".repeat(60_000) + "]",
                "warnings",
                        "services: {a: {image: x" + ", k%d: 1".repeat(20_000).formatted(numbers(20_000)) + "}}"));
        files.put(
                "text",
                "services: {a: {image: x, environment: [&t \"A=" + "x".repeat(100_000) + "\"" + ", *t".repeat(24_000)
                        + "]}}");
        files.put(
                "hosts",
                SDL.replace("[example.org]", "[" + "a,".repeat(20_000) + "a]")
                        .replace("[{global: true}]", "[" + "{},".repeat(20_000) + "{}]"));
        files.put(
                "extended",
                "services:\n  s: {image: x, environment: ["
                        + "K%d=v, ".repeat(6000).formatted(numbers(6000)) + "]}\n"
                        + "  s%d: {extends: s}\n".repeat(5000).formatted(numbers(5000)));
        List<String> arguments = new ArrayList<>(List.of("order", "check", "--json"));
        for (Map.Entry<String, String> file : files.entrySet())
            arguments.add(Files.writeString(scratch.resolve(file.getKey()), file.getValue())
                    .toString());
        Program.Ended ended =
                Program.run(scratch, Map.of("JAVA_TOOL_OPTIONS", "-Xmx64m"), arguments.toArray(String[]::new));
        assertThat(ended.err()).doesNotContain("OutOfMemory").doesNotContain("Exception");
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out()).hasLineCount(files.size());
    }

    /** Five hundred broken files in one call: a line each, in the order given, whatever the others hold. */
    @Test
    void brokenFilesAreAnsweredEachInItsLine() throws Exception {
        Random random = new Random(500);
        List<Object> arguments = new ArrayList<>(List.of("--json"));
        for (int i = 0; i < 500; i++) {
            byte[] bytes = SDL.getBytes(StandardCharsets.UTF_8);
            for (int n = random.nextInt(6); n > 0; n--)
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(n > 3 ? 256 : 128);
            arguments.add(Files.write(scratch.resolve("file" + i), bytes));
        }
        Program.Ended ended = check(arguments.toArray());
        assertThat(ended.err()).isEmpty();
        assertThat(ended.exit()).isEqualTo(1);
        List<String> lines = ended.out().lines().toList();
        assertThat(lines).hasSize(500);
        for (int i = 0; i < 500; i++) {
            JsonNode line = JSON.readTree(lines.get(i));
            assertThat(line.get("file").asText()).endsWith("file" + i);
            assertThat(line.get("services").isEmpty())
                    .isEqualTo(!line.get("accepted").asBoolean());
        }
    }

    @Test
    void whatIsNoFileIsNotWaitedFor() throws Exception {
        Path pipe = scratch.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no named pipes here");
        Path large = scratch.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(100L << 20);
        }
        Program.Ended ended = check("--json", pipe, large, good);
        assertThat(ended.exit()).isEqualTo(1);
        List<String> lines = ended.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(JSON.readTree(lines.get(0)).at("/error/message").asText()).contains("found a pipe");
        assertThat(JSON.readTree(lines.get(1)).at("/error/message").asText()).contains("larger than 256 KiB");
        assertThat(JSON.readTree(lines.get(2)).get("accepted").asBoolean()).isTrue();
    }

    private static Object[] numbers(int count) {
        Object[] numbers = new Object[count];
        for (int i = 0; i < count; i++) numbers[i] = i;
        return numbers;
    }
}
