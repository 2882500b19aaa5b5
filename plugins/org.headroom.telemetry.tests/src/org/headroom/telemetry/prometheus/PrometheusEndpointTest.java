package org.headroom.telemetry.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.headroom.model.gpu.GpuCondition;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.XidEvent;
import org.headroom.model.units.ByteCount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrometheusEndpointTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final GpuId FIRST = new GpuId("GPU-1");

    private final SettableWatch watch = new SettableWatch();
    private final HttpClient http = HttpClient.newHttpClient();
    private PrometheusEndpoint endpoint;

    @BeforeEach
    void open() throws IOException {
        endpoint = PrometheusEndpoint.open(watch, Optional.empty(), InetAddress.getLoopbackAddress(), 0, "rig-1");
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void givesReadingsUnderDcgmNamesWithDcgmLabels() throws Exception {
        watch.gpus = List.of(reading(FIRST, 0, "NVIDIA GeForce RTX 4090", GpuReading.State.OK));

        assertThat(get("/metrics"))
                .contains("DCGM_FI_DEV_GPU_TEMP{gpu=\"0\",UUID=\"GPU-1\",Hostname=\"rig-1\",simulated=\"true\","
                        + "pci_bus_id=\"00000000:01:00.0\",device=\"nvidia0\",modelName=\"NVIDIA GeForce RTX 4090\","
                        + "DCGM_FI_DRIVER_VERSION=\"570.1\"} 67\n")
                .contains("} 381.5\n")
                .containsPattern("DCGM_FI_DEV_FB_USED\\{[^}]*} 1024\n")
                .containsPattern("DCGM_FI_DEV_FB_FREE\\{[^}]*} 23552\n")
                .containsPattern("DCGM_FI_DEV_PCIE_REPLAY_COUNTER\\{[^}]*} 7\n")
                .doesNotContain("DCGM_FI_DEV_MEMORY_TEMP");
    }

    @Test
    void givesDcgmsTypes() throws Exception {
        watch.gpus = List.of(reading(FIRST, 0, "Card", GpuReading.State.OK));

        assertThat(get("/metrics"))
                .contains("# TYPE DCGM_FI_DEV_PCIE_REPLAY_COUNTER counter")
                .contains("# TYPE DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION counter")
                .contains("# TYPE DCGM_FI_DEV_GPU_TEMP gauge");
    }

    @Test
    void saysNothingOldOfALostGpuButThatItIsDown() throws Exception {
        watch.gpus = List.of(reading(FIRST, 0, "Card", GpuReading.State.LOST));

        assertThat(get("/metrics"))
                .doesNotContain("DCGM_FI_DEV_GPU_TEMP")
                .containsPattern("headroom_gpu_up\\{[^}]*state=\"lost\"} 0\n");
    }

    @Test
    void tellsTheLastXid() throws Exception {
        watch.gpus = List.of(reading(FIRST, 0, "Card", GpuReading.State.LOST));
        watch.xid(new XidEvent(Optional.of(FIRST), 79, NOW));

        assertThat(get("/metrics")).containsPattern("DCGM_FI_DEV_XID_ERRORS\\{[^}]*} 79\n");
    }

    @Test
    void keepsAHostileNameInsideItsLabel() throws Exception {
        watch.gpus = List.of(reading(FIRST, 0, "A \"card\"\\\nDCGM_FI_DEV_GPU_TEMP 9000", GpuReading.State.OK));

        assertThat(get("/metrics").lines()).noneMatch(l -> l.startsWith("DCGM_FI_DEV_GPU_TEMP 9000"));
        checked("/metrics/strict");
    }

    @Test
    void pleasesPrometheusOwnChecker() throws Exception {
        watch.gpus = List.of(
                reading(FIRST, 0, "Card", GpuReading.State.OK),
                reading(new GpuId("GPU-2"), 1, "Card", GpuReading.State.LOST));
        watch.xid(new XidEvent(Optional.of(FIRST), 13, NOW));

        checked("/metrics/strict");
        // What the checker says of the other page is DCGM's own: labels and names that its dashboards ask for.
        assertThat(complaints("/metrics").lines())
                .isNotEmpty()
                .allMatch(l -> l.startsWith("DCGM_")
                        && (l.contains("camelCase") || l.contains("_total") || l.contains("type 'counter'")));
    }

    @Test
    void answersAPageOfAnotherNameNothing() throws Exception {
        assertThat(raw("GET /metrics HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .contains(" 403 ");
        assertThat(raw("GET /metrics HTTP/1.1\r\nHost: localhost:9400\r\nConnection: close\r\n\r\n"))
                .contains(" 200 ");
    }

    @Test
    void takesNothingButReading() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(uri("/metrics"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();

        assertThat(http.send(post, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void saysWhichPortIsTakenAndWhatToDo() {
        assertThatThrownBy(() -> PrometheusEndpoint.open(
                        watch,
                        Optional.empty(),
                        InetAddress.getLoopbackAddress(),
                        endpoint.address().getPort(),
                        "rig-1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("prometheus.port");
    }

    private static GpuReading reading(GpuId id, int index, String name, GpuReading.State state) {
        GpuSample sample = GpuSample.of(id, NOW)
                .power(381_500)
                .core(67)
                .energy(123_456_789_012L)
                .load(97)
                .memoryUsed(1L << 30)
                .done();
        GpuCondition condition = new GpuCondition(
                id,
                NOW,
                GpuCondition.Limits.UNKNOWN,
                List.of(),
                Optional.of(new GpuCondition.Ecc(
                        true, OptionalLong.of(3), OptionalLong.of(30), OptionalLong.of(0), OptionalLong.empty())),
                Optional.of(new GpuCondition.RowRemap(1, 0, false, false)),
                Optional.empty(),
                OptionalLong.of(7),
                List.of(),
                OptionalInt.of(0),
                Optional.empty());
        GpuIdentity identity = new GpuIdentity(
                id,
                index,
                name,
                Optional.of("00000000:01:00.0"),
                Optional.of("8.9"),
                Optional.of(new ByteCount(24L << 30)),
                true);
        return new GpuReading(identity, state, "", Optional.of(sample), Optional.of(condition));
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + endpoint.address().getPort() + path);
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(endpoint.address().getAddress(), endpoint.address().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void checked(String path) throws IOException, InterruptedException {
        assertThat(complaints(path)).isEmpty();
    }

    private String complaints(String path) throws IOException, InterruptedException {
        Optional<Path> promtool = promtool();
        assumeTrue(promtool.isPresent(), "promtool is not installed (Debian's package prometheus)");
        Process check = new ProcessBuilder(promtool.get().toString(), "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (OutputStream in = check.getOutputStream()) {
            in.write(get(path).getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // 0: no fault; 3: it can be read, but has faults of style.
        assertThat(check.waitFor()).as(said).isIn(0, 3);
        return said;
    }

    private static Optional<Path> promtool() {
        String given = System.getenv("HEADROOM_PROMTOOL");
        if (given != null) return Optional.of(Path.of(given));
        return Pattern.compile(":")
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
