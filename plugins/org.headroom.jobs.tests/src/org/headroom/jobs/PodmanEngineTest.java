package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.headroom.jobs.http.SocketHttp.Content;
import org.headroom.jobs.http.SocketHttp.Whole;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodmanEngineTest extends EngineContract {
    @TempDir
    static Path own;

    private static PodmanService service;

    @BeforeAll
    static void begin() {
        service = TestEngines.podmanOrSkip(own);
    }

    @AfterAll
    static void end() {
        if (service != null) service.close();
    }

    @Override
    SocketEngine connect(String rigName, DiskPolicy policy) {
        return TestEngines.engine(service, rigName, policy);
    }

    @Override
    Path storage() {
        try {
            String info = engine.client.get(engine.api() + "/info").body();
            return Path.of(EngineClient.JSON
                    .readTree(info)
                    .path("store")
                    .path("graphRoot")
                    .asText());
        } catch (JobFailure | java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    boolean keepsSecretsApart() {
        return true;
    }

    @Override
    Set<String> filesOfTheEngine() {
        return Set.of("/etc/hosts", "/etc/hostname", "/run/.containerenv");
    }

    @Test
    void secretsOfALeaseWithoutAContainerAreSweptOnceTheyAreOld() throws Exception {
        PodmanSecrets secrets = new PodmanSecrets(engine.client, engine.api(), engine::storage);
        JobSpec plain = shell("true");
        JobSpec job = new JobSpec(
                lease,
                plain.manifest(),
                List.of(),
                artefacts(),
                plain.deadline(),
                java.util.Optional.empty(),
                Set.of("GREETING"));
        secrets.keep(job, java.util.Map.of("GREETING", "sealed"));
        String list = engine.api() + "/secrets/json";
        assertThat(engine.client.get(list).body()).contains("headroom-" + lease + "-0");
        secrets.sweep(Set.of(), java.time.Instant.now().minusSeconds(600));
        assertThat(engine.client.get(list).body()).contains("headroom-" + lease + "-0");
        secrets.sweep(Set.of(lease.value()), java.time.Instant.now().plusSeconds(1));
        assertThat(engine.client.get(list).body()).contains("headroom-" + lease + "-0");
        secrets.sweep(Set.of(), java.time.Instant.now().plusSeconds(1));
        assertThat(engine.client.get(list).body()).doesNotContain("headroom-" + lease + "-0");
    }

    @Test
    void tellsThatItIsReady() {
        assertThat(engine.status().up()).isTrue();
        assertThat(engine.status().engine()).isEqualTo("podman");
        assertThat(engine.status().version()).matches("[4-9]\\..*");
    }

    @Test
    void jobThatPodmanStartsWithoutHiddenPathsIsKilledAndSaidSo() throws Exception {
        JobSpec job = shell("sleep 60");
        Isolation isolation = isolation(job);
        ObjectNode weaker = engine.request(job, isolation, Map.of());
        weaker.remove("mask");
        // Podman's inspect does not show it.
        weaker.putArray("unmask").add("ALL");
        Whole made = engine.client.post(engine.createTarget("headroom-" + lease), Content.json(weaker.toString()));
        assertThat(made.status()).isEqualTo(201);
        assertThatThrownBy(() -> engine.start(job))
                .isInstanceOfSatisfying(
                        JobFailure.class, f -> assertThat(f.kind()).isEqualTo(JobFailure.Kind.LIMITS_NOT_SET))
                .hasMessageContaining("/proc/keys is not hidden from the job")
                .hasMessageContaining("/proc/sys is not read-only for the job");
        assertThat(engine.find(lease)).isEmpty();
    }

    @Test
    void profileThatSomebodyChangedIsWrittenAgainBeforeAJobStarts() throws Exception {
        Path file = SeccompProfile.JOB.fileIn(own);
        Files.writeString(file, "{\"defaultAction\": \"SCMP_ACT_ALLOW\"}");
        ContainerState.Exited exited = run(shell("true"));
        assertThat(exited.exitCode()).isZero();
        assertThat(file).hasContent(SeccompProfile.JOB.text());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        SeccompProfile.JOB.fileIn(own);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void gpuIsHandedInByCdi() throws Exception {
        Path cdi = Path.of("/etc/cdi");
        assumeThat(JobUser.weAreRoot())
                .as("only root can describe a GPU in /etc/cdi")
                .isTrue();
        boolean made = !Files.exists(cdi);
        Files.createDirectories(cdi);
        String uuid = "GPU-" + UUID.randomUUID();
        Path file = cdi.resolve("headroom-test-" + uuid + ".json");
        try {
            Files.writeString(file, """
                    {"cdiVersion":"0.5.0","kind":"nvidia.com/gpu","devices":[{"name":"%s","containerEdits":{
                    "env":["FAKE_GPU=%s"],
                    "deviceNodes":[{"path":"/dev/kmsg","type":"c","major":1,"minor":11}]}}]}
                    """.formatted(uuid, uuid));
            JobSpec plain = shell("echo $FAKE_GPU; ls /dev/kmsg");
            ContainerState.Exited exited =
                    run(new JobSpec(lease, plain.manifest(), List.of(new GpuId(uuid)), artefacts(), plain.deadline()));
            assertThat(output(exited.container())).isEqualTo(uuid + "\n/dev/kmsg\n");
        } finally {
            Files.deleteIfExists(file);
            if (made) Files.deleteIfExists(cdi);
        }
    }
}
