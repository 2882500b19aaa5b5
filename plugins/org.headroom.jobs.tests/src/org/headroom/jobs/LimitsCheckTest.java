package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.headroom.model.gpu.GpuId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsCheckTest {
    private static final Isolation WISHED = new Isolation(
            500,
            64L << 20,
            32,
            "65534:65534",
            Path.of("/var/lib/headroom/lease-0001"),
            List.of(),
            Map.of(Isolation.LEASE_LABEL, "lease-0001", Isolation.RIG_LABEL, "rig"));

    private static ObjectNode inspect(String engine) {
        try (InputStream in = LimitsCheckTest.class.getResourceAsStream("/" + engine + "-inspect.json")) {
            return (ObjectNode) EngineClient.JSON.readTree(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> check(String engine, Consumer<ObjectNode> change) {
        ObjectNode node = inspect(engine);
        change.accept(node);
        return engine.equals("podman") ? LimitsCheck.podman(node, WISHED) : LimitsCheck.docker(node, WISHED);
    }

    private static List<String> host(String engine, Consumer<ObjectNode> change) {
        return check(engine, n -> change.accept((ObjectNode) n.get("HostConfig")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"podman", "docker"})
    void allAsWishedHasNoDifference(String engine) {
        assertThat(check(engine, n -> {})).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"podman", "docker"})
    void eachDifferenceIsNamed(String engine) {
        assertThat(host(engine, h -> h.put("CpuQuota", 0)))
                .containsExactly("CPU is not limited, wished 500 thousandths of a core");
        assertThat(host(engine, h -> h.put("CpuQuota", 60_000)))
                .containsExactly("CPU is 600 thousandths of a core, wished 500");
        assertThat(host(engine, h -> h.put("Memory", 0))).containsExactly("memory is 0, wished 67108864");
        assertThat(host(engine, h -> h.put("MemorySwap", -1)))
                .containsExactly("memory and swap together is -1, wished 67108864");
        assertThat(host(engine, h -> h.putNull("PidsLimit"))).containsExactly("processes is not limited, wished 32");
        assertThat(host(engine, h -> h.put("NetworkMode", "host"))).containsExactly("network is 'host', wished 'none'");
        assertThat(host(engine, h -> h.put("ReadonlyRootfs", false))).containsExactly("read-only root is not set");
        assertThat(host(engine, h -> h.put("Privileged", true))).containsExactly("the container is privileged");
        assertThat(host(engine, h -> h.put("PidMode", "host"))).containsExactly("PidMode is shared with host");
        assertThat(host(engine, h -> h.putArray("SecurityOpt"))).containsExactly("new privileges are not forbidden");
        assertThat(host(engine, h -> h.withArray("SecurityOpt").add("seccomp=unconfined")))
                .containsExactly("a protection is switched off: seccomp=unconfined");
        assertThat(host(engine, h -> h.putArray("CapAdd").add("SYS_ADMIN")))
                .containsExactly("capabilities are added: [\"SYS_ADMIN\"]");
        assertThat(host(engine, h -> h.putArray("Ulimits")))
                .containsExactly("ulimit nofile is not set, wished 8192", "ulimit nproc is not set, wished 4096");
        assertThat(host(engine, h -> h.putObject("Tmpfs"))).first().isEqualTo("/tmp is not mounted rw");
        assertThat(host(engine, h -> h.putObject("LogConfig")))
                .anyMatch(d -> d.startsWith("log driver is ''"))
                .contains("the log's size is not limited");
        assertThat(host(engine, h -> h.putArray("Devices").addObject().put("PathOnHost", "/dev/sda")))
                .containsExactly("devices are handed in: [/dev/sda]");
        assertThat(check(engine, n -> ((ObjectNode) n.get("Config")).put("User", "")))
                .containsExactly("user is '', wished '65534:65534'");
        assertThat(check(engine, n -> ((ObjectNode) n.get("Config").get("Labels")).put(Isolation.RIG_LABEL, "x")))
                .containsExactly("label org.headroom.rig is 'x', wished 'rig'");
        assertThat(check(engine, n -> n.withArray("Mounts").addObject().put("Destination", "/host")))
                .containsExactly("there is another mount at /host");
        assertThat(check(engine, n -> n.putArray("Mounts"))).containsExactly("the artefacts are not mounted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"podman", "docker"})
    void answerThatSaysNothingPassesForNothing(String engine) {
        assertThat(check(engine, n -> n.removeAll())).hasSizeGreaterThan(15);
    }

    @Test
    void capabilitiesThatAreLeftAreNamed() {
        assertThat(check("podman", n -> n.putArray("EffectiveCaps").add("CAP_CHOWN")))
                .containsExactly("capabilities are left: [\"CAP_CHOWN\"]");
        assertThat(check("podman", n -> n.remove("BoundingCaps"))).containsExactly("BoundingCaps is not told");
        assertThat(host("docker", h -> h.putArray("CapDrop").add("CHOWN")))
                .containsExactly("not all capabilities are dropped");
        assertThat(check(
                        "podman",
                        n -> ((ObjectNode) n.get("Mounts").get(0))
                                .putArray("Options")
                                .add("nodev")))
                .containsExactly("the artefacts are not mounted nosuid");
    }

    @Test
    void gpuOfDockerIsTheOneThatWasAskedForAndNoOther() {
        assertThat(host(
                        "docker",
                        h -> h.putArray("DeviceRequests")
                                .addObject()
                                .putArray("DeviceIDs")
                                .add("all")))
                .containsExactly("a GPU is handed in that was not asked for");
        Isolation withGpu = new Isolation(
                500, 64L << 20, 32, WISHED.user(), WISHED.artefacts(), List.of(new GpuId("GPU-1")), WISHED.labels());
        assertThat(LimitsCheck.docker(inspect("docker"), withGpu))
                .containsExactly("the GPUs handed in are [], wished [GPU-1]");
        ObjectNode cdi = inspect("docker");
        ((ObjectNode) cdi.get("HostConfig"))
                .putArray("DeviceRequests")
                .addObject()
                .putArray("DeviceIDs")
                .add("nvidia.com/gpu=GPU-1");
        assertThat(LimitsCheck.docker(cdi, withGpu)).isEmpty();
    }

    @Test
    void kernelLogIsReadForTheContainerThatItNames() {
        String line =
                "[1.2] oom-kill:constraint=CONSTRAINT_MEMCG,cpuset=libpod-aa,oom_memcg=/libpod_parent/libpod-bb,task=x";
        assertThat(KernelLog.names(line, "bb")).isTrue();
        assertThat(KernelLog.names(line, "aa")).isFalse();
        assertThat(KernelLog.names("[1.2] bb says hello", "bb")).isFalse();
    }
}
