package org.headroom.market.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.headroom.market.jobfile.JobFileError;
import org.headroom.market.jobfile.JobFileFormat;
import org.headroom.market.jobfile.JobFileReading;
import org.headroom.market.jobfile.JobService;
import org.headroom.market.jobfile.JobService.Exposure;
import org.headroom.market.jobfile.JobService.GpuNeed;
import org.headroom.market.jobfile.JobService.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Docker Compose files as orders. */
final class ComposeReadingTest {
    private static final String LIMITS = "deploy: {resources: {limits: {cpus: '1', memory: 1g}}}";

    private static JobFileReading read(String text) {
        return JobFileReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One service with these lines of its own. */
    private static JobFileReading service(String... lines) {
        return read("services:\n  job:\n    " + String.join("\n", lines).replace("\n", "\n    ") + "\n");
    }

    private static JobService only(JobFileReading reading) {
        assertThat(reading.error()).isEmpty();
        assertThat(reading.services()).hasSize(1);
        return reading.services().getFirst();
    }

    private static List<String> warnings(JobFileReading reading) {
        assertThat(reading.error()).isEmpty();
        return reading.warnings().stream()
                .map(w -> w.line() + " " + w.message())
                .toList();
    }

    private static JobFileError error(JobFileReading reading) {
        assertThat(reading.error()).isPresent();
        return reading.error().get();
    }

    @Test
    void aServiceBecomesAnOrder() {
        JobFileReading reading = read("""
                name: demo
                services:
                  llm:
                    image: ghcr.io/org/vllm:1
                    entrypoint: python3 -m vllm
                    command: ["--port", "8000"]
                    environment:
                      A: 1
                      B: "x y"
                    ports:
                      - "80:8000"
                    deploy:
                      replicas: 2
                      resources:
                        limits: {cpus: "2.5", memory: 16G}
                        reservations:
                          memory: 4g
                          devices:
                            - {driver: nvidia, count: 4, capabilities: [gpu]}
                """);
        JobService s = only(reading);
        assertThat(reading.format()).contains(JobFileFormat.COMPOSE);
        assertThat(reading.warnings()).isEmpty();
        assertThat(s.image()).isEqualTo("ghcr.io/org/vllm:1");
        assertThat(s.count()).isEqualTo(2);
        assertThat(s.cpuMillis()).isEqualTo(2500);
        assertThat(s.memoryBytes()).isEqualTo(16L << 30);
        assertThat(s.gpu()).isEqualTo(GpuNeed.anyNvidia(4));
        assertThat(s.command()).containsExactly("python3", "-m", "vllm");
        assertThat(s.arguments()).containsExactly("--port", "8000");
        assertThat(s.environment()).containsExactly("A=1", "B=x y");
        assertThat(s.exposures()).containsExactly(new Exposure(8000, 80, "TCP", true, List.of(), Optional.empty()));
        assertThat(s.price()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'deploy: {resources: {reservations: {devices: [{driver: nvidia, count: 3, capabilities: [gpu]}]}}}', 3",
        "'deploy: {resources: {reservations: {devices: [{capabilities: [[gpu, utility]], count: 2}]}}}', 2",
        "'deploy: {resources: {reservations: {devices: [{device_ids: [\"0\", \"3\"], capabilities: [gpu]}]}}}', 2",
        "'deploy: {resources: {reservations: {devices: [{driver: nvidia, count: all, capabilities: [gpu]}]}}}', 1",
        "'deploy: {resources: {reservations: {devices: [{driver: nvidia, capabilities: [gpu]}]}}}', 1",
        "'deploy: {resources: {reservations: {devices: [{driver: x, capabilities: [tpu]}]}}}', 0",
        "'gpus: all', 1",
        "'gpus: [{driver: nvidia, count: 2}]', 2",
        "'runtime: nvidia', 1",
        "'cpus: 1', 0"
    })
    void gpusAreCounted(String lines, long units) {
        assertThat(only(service("image: x", lines)).gpu().units()).isEqualTo(units);
    }

    @ParameterizedTest
    @CsvSource({
        "80, 80 80 TCP true", "8080:80, 80 8080 TCP true", "'127.0.0.1:8001:8001', 8001 8001 TCP false",
        "6060:6060/udp, 6060 6060 UDP true", "'[::1]:80:90', 90 80 TCP false", "0.0.0.0:1:2, 2 1 TCP true",
        "'127.0.0.1::53', 53 53 TCP false"
    })
    void portsAreReadInTheirShortForm(String written, String expected) {
        assertThat(only(service("image: x", LIMITS, "ports: ['" + written + "']"))
                        .exposures())
                .extracting(e -> e.port() + " " + e.as() + " " + e.protocol() + " " + e.global())
                .containsExactly(expected);
    }

    @Test
    void portsAreReadInTheirLongFormAndAsRanges() {
        JobService s = only(service(
                "image: x",
                "ports:",
                "  - '3000-3001:4000-4001'",
                "  - {target: 53, published: '5353', protocol: udp}",
                "expose: [7000]"));
        assertThat(s.exposures())
                .extracting(e -> e.port() + " " + e.as() + " " + e.protocol() + " " + e.global())
                .containsExactly("4000 3000 TCP true", "4001 3001 TCP true", "53 5353 UDP true", "7000 7000 TCP false");
    }

    @Test
    void namedVolumesAndMemoryBecomeStorageAndFoldersOfTheRenterDoNot() {
        JobFileReading reading = service(
                "image: x",
                LIMITS,
                "volumes: ['data:/data', './src:/src:ro', '/opt/y:/y']",
                "shm_size: 1gb",
                "tmpfs: /run:size=64m");
        assertThat(only(reading).storage())
                .containsExactly(
                        new Volume("data", 10L << 30, false, Optional.empty(), Optional.of("/data")),
                        new Volume("tmpfs", 64L << 20, false, Optional.of("ram"), Optional.of("/run")),
                        new Volume("shm", 1L << 30, false, Optional.of("ram"), Optional.of("/dev/shm")));
        assertThat(warnings(reading))
                .hasSize(3)
                .allMatch(w -> w.startsWith("5 services.job.volumes"))
                .anyMatch(w -> w.contains("\"./src\" is a folder of your own machine"));
    }

    @ParameterizedTest
    @CsvSource({
        "${A:-b}, b",
        "${A-b}, b",
        "'${A:-}c', c",
        "a$$b, a$b",
        "${A:-${B:-deep}}, deep",
        "x${A:+y}z, xz",
        "$$A, $A",
        "r/${I:-img}:${T-1.2}, r/img:1.2",
        "a$, a$"
    })
    void variablesHaveTheirDefaults(String written, String image) {
        assertThat(only(service("image: '" + written + "'", LIMITS)).image()).isEqualTo(image);
    }

    @Test
    void aVariableWithoutDefaultIsEmptyAndTheEnvironmentIsNotLookedAt() {
        JobFileReading reading = service("image: x", LIMITS, "environment: {P: '${PATH}', Q: $HOME, R: }");
        assertThat(only(reading).environment()).containsExactly("P=", "Q=");
        assertThat(warnings(reading))
                .anyMatch(w -> w.startsWith("5 ") && w.contains("the variable PATH has no default"))
                .anyMatch(w -> w.contains("R would come from your own machine"));
    }

    @Test
    void servicesExtendOthersAndShareAnchors() {
        JobFileReading reading = read("""
                x-base: &base
                  image: base
                  cpus: 2
                  mem_limit: 1g
                  environment: [A=1, B=2]
                services:
                  first:
                    <<: *base
                  second:
                    extends: {service: first}
                    image: other
                    environment: [B=3]
                  debug:
                    image: z
                    profiles: [debug]
                  none:
                    image: z
                    scale: 0
                """);
        assertThat(reading.services()).extracting(JobService::name).containsExactly("first", "second");
        assertThat(reading.services().get(1).image()).isEqualTo("other");
        assertThat(reading.services().get(1).environment()).containsExactly("A=1", "B=3");
        assertThat(reading.services().get(1).memoryBytes()).isEqualTo(1L << 30);
        assertThat(reading.warnings()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"512m, 536870912", "1.5g, 1610612736", "2GB, 2147483648", "1024, 1024", "64k, 65536", "1Gi, 1073741824"
    })
    void memoryCountsInUnitsOf1024(String written, long bytes) {
        assertThat(only(service("image: x", "mem_limit: " + written)).memoryBytes())
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "network_mode: host",
                "ipc: host",
                "depends_on: [db]",
                "env_file: .env",
                "cap_add: [SYS_ADMIN]",
                "devices: ['/dev/kvm']",
                "healthcheck: {test: x}",
                "user: root",
                "made_up: 1"
            })
    void whatIsLeftOutIsWarnedOf(String field) {
        assertThat(warnings(service("image: x", LIMITS, field)))
                .singleElement()
                .asString()
                .startsWith("5 services.job.")
                .endsWith("ignored");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "build: . | 3:12 found only build",
                "command: x | 3:5 image: expected the name of an image",
                "image: ${X} | 3:12 found \"\"",
                "image: ${X:?set it} | 3:12 variable X",
                "image: ${X | 3:12 expected } after ${",
                "image: ${} | 3:12 name of a variable",
                "{image: x, privileged: true} | 3:28 privileged: expected false",
                "{image: x, volumes: ['/var/run/docker.sock:/s']} | 3:26 engine's socket",
                "{image: x, ports: ['99999']} | 3:24 1 to 65535",
                "{image: x, ports: ['1-3:1-2']} | 3:24 as many published",
                "{image: x, ports: ['80/sctp']} | 3:24 tcp or udp",
                "{image: x, mem_limit: huge} | 3:27 such as 512m",
                "{image: x, cpus: many} | 3:22 number of cores",
                "{image: x, gpus: [{driver: amd}]} | 3:32 expected nvidia",
                "{image: x, gpus: [{count: 1, device_ids: [a]}]} | 3:46 not both",
                "{image: x, extends: {file: other.yml, service: a}} | 3:32 others are not read",
                "{image: x, extends: job} | 3:25 does not extend this one",
                "{image: x, environment: ['=a']} | 3:30 NAME=value",
                "[image] | 3:5 expected a mapping, found a list"
            })
    void isRefusedAtItsPlace(String lines, String expected) {
        JobFileError error = error(service(lines));
        String[] parts = expected.split(" ", 2);
        assertThat(error.message()).contains(parts[1]);
        assertThat(error.line() + ":" + error.column()).isEqualTo(parts[0]);
    }

    @Test
    void aFileWithoutServicesIsRefused() {
        assertThat(error(read("volumes: {a: }\n")).message()).contains("services: expected");
        assertThat(error(read("services: {}\nname: x\n")).message()).contains("a service that starts by default");
    }

    @Test
    void anOldVersionNumberDoesNotMakeItSdl() {
        assertThat(read("version: '2.1'\nservices: {a: {image: x, ports: ['80']}}\n")
                        .format())
                .contains(JobFileFormat.COMPOSE);
        assertThat(read("version: '3.8'\nservices: {a: {image: x}}\n").format()).contains(JobFileFormat.COMPOSE);
        assertThat(read("version: '2.0'\nservices: {a: {image: x}}\n").format()).contains(JobFileFormat.AKASH_SDL_2_0);
    }
}
