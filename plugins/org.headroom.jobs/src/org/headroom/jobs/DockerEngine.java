package org.headroom.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.headroom.jobs.http.SocketHttp.Whole;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobFailure.Kind;
import org.headroom.model.job.JobSpec;
import org.headroom.model.job.OfferedImages;

/** Docker by its Engine API. */
public final class DockerEngine extends SocketEngine {
    /** In {@link ContainerRef#engine}. */
    static final String NAME = "docker";

    /** The newest API whose answers are known here; 1.41 is the oldest with private cgroup namespaces. */
    private static final int NEWEST = 47;

    private static final int OLDEST = 41;
    private static final Pattern API_VERSION = Pattern.compile("1\\.([0-9]{1,3})");
    private volatile @org.jspecify.annotations.Nullable Facts facts;
    private volatile @org.jspecify.annotations.Nullable String api;

    /** @param cdi whether the daemon reads CDI files; older ones know NVIDIA's own driver only */
    private record Facts(
            String version, String api, boolean rootless, boolean cdi, String storage, Map<String, String> parts) {}

    /** As {@link PodmanEngine#PodmanEngine(Path, String, OfferedImages, java.time.Clock)}. */
    public DockerEngine(Path socket, String rig, OfferedImages images) {
        this(socket, rig, images, new DiskImage(DiskPolicy.STANDARD));
    }

    DockerEngine(Path socket, String rig, OfferedImages images, DiskImage disks) {
        this(new EngineClient(socket, () -> {}), rig, images, disks);
    }

    DockerEngine(EngineClient client, String rig, OfferedImages images, DiskImage disks) {
        super(NAME, client, rig, images, disks, () -> {});
    }

    private Facts facts() throws JobFailure {
        Facts known = facts;
        if (known != null) return known;
        Whole answer = client.get("/version");
        if (!answer.ok()) throw EngineClient.refused("Docker is not ready", EngineClient.message(answer));
        JsonNode version = EngineClient.json(answer);
        int offered = minor(version.path("ApiVersion").asText());
        int least = minor(version.path("MinAPIVersion").asText("1.12"));
        if (offered < OLDEST)
            throw new JobFailure(
                    Kind.NO_ENGINE, "This Docker is too old to run jobs safely; version 20.10 is the least.");
        String api = "/v1." + Math.max(least, Math.min(offered, NEWEST));
        JsonNode info = EngineClient.json(client.get(api + "/info"));
        boolean rootless = false;
        for (JsonNode option : info.path("SecurityOptions"))
            rootless |= option.asText().contains("name=rootless");
        Facts read = new Facts(
                version.path("Version").asText(""),
                api,
                rootless,
                !info.path("CDISpecDirs").isEmpty(),
                info.path("DockerRootDir").asText(""),
                parts(version));
        facts = read;
        this.api = api;
        return read;
    }

    private static Map<String, String> parts(JsonNode version) {
        Map<String, String> parts = new HashMap<>();
        for (JsonNode part : version.path("Components"))
            if (part.path("Name").isTextual() && part.path("Version").isTextual())
                parts.put(part.path("Name").textValue(), part.path("Version").textValue());
        return parts;
    }

    private static int minor(String version) {
        Matcher m = API_VERSION.matcher(version);
        return m.matches() ? Integer.parseInt(m.group(1)) : 0;
    }

    /** The last one that is known: whoever waits for a job's end must not wait for an answer about the engine itself. */
    @Override
    String api() throws JobFailure {
        String known = api;
        return known == null ? facts().api() : known;
    }

    @Override
    String version() throws JobFailure {
        return facts().version();
    }

    @Override
    void forgetFacts() {
        facts = null;
    }

    @Override
    Map<String, String> parts() throws JobFailure {
        return facts().parts();
    }

    @Override
    JobUser jobUser() throws JobFailure {
        return JobUser.of(facts().rootless(), false, JobUser.weAreRoot());
    }

    @Override
    Optional<Path> storage() throws JobFailure {
        return absolute(facts().storage());
    }

    @Override
    Optional<String> ioUnlimited() throws JobFailure {
        return facts().rootless() ? Optional.of("a Docker without root does not limit it") : Optional.empty();
    }

    /** That is for a whole daemon. */
    @Override
    boolean mapsUsers() {
        return false;
    }

    @Override
    ObjectNode request(JobSpec job, Isolation isolation, Map<String, String> environment) throws JobFailure {
        ObjectNode r = EngineClient.JSON.createObjectNode();
        r.put("Image", job.manifest().image());
        List<String> command = job.manifest().command();
        if (!command.isEmpty()) {
            // Both replaced: what runs is what the manifest says, nothing that the image puts before it.
            r.putArray("Entrypoint").add(command.get(0));
            command.stream().skip(1).forEach(r.putArray("Cmd")::add);
        }
        ArrayNode env = r.putArray("Env");
        environment.forEach((k, v) -> env.add(k + "=" + v));
        isolation.labels().forEach(r.putObject("Labels")::put);
        r.put("User", isolation.user());
        r.put("StopSignal", "SIGTERM").put("StopTimeout", Isolation.STOP_SECONDS);
        r.putObject("Healthcheck").putArray("Test").add("NONE");
        ObjectNode host = r.putObject("HostConfig");
        host.put("NetworkMode", "none").put("IpcMode", "private").put("CgroupnsMode", "private");
        // Without these Docker copies what the machine has, which names the owner's network.
        host.putArray("Dns").add("127.0.0.1");
        host.putArray("DnsSearch").add(".");
        host.put("ReadonlyRootfs", true)
                .put("Privileged", false)
                .put("AutoRemove", false)
                .put("Init", false);
        host.putArray("SecurityOpt").add("no-new-privileges").add(profile().dockerOption());
        KernelSurface.MASKED.forEach(host.putArray("MaskedPaths")::add);
        KernelSurface.READ_ONLY.forEach(host.putArray("ReadonlyPaths")::add);
        host.put("ShmSize", isolation.shmBytes());
        host.putArray("CapDrop").add("ALL");
        host.put("Memory", isolation.memoryBytes()).put("MemorySwap", isolation.memoryBytes());
        host.put("CpuPeriod", Isolation.CPU_PERIOD_US).put("CpuQuota", isolation.cpuQuotaMicros());
        host.put("PidsLimit", isolation.processes());
        isolation.io().docker(host);
        ArrayNode ulimits = host.putArray("Ulimits");
        ulimit(ulimits, "nofile", Isolation.OPEN_FILES);
        ulimit(ulimits, "nproc", isolation.userProcesses());
        String[] ids = isolation.user().split(":");
        String tmp = String.join(",", isolation.tmpOptions()) + ",uid=" + ids[0] + ",gid=" + ids[1];
        host.putObject("Tmpfs").put("/tmp", tmp);
        // A mount, not a bind: a path with a colon in it stays one path.
        ObjectNode artefacts = host.putArray("Mounts").addObject();
        artefacts
                .put("Type", "bind")
                .put("Source", isolation.artefacts().toString())
                .put("Target", Isolation.ARTEFACTS);
        artefacts.putObject("BindOptions").put("Propagation", "rprivate");
        host.putObject("LogConfig")
                .put("Type", "json-file")
                .putObject("Config")
                .put("max-size", Long.toString(isolation.logBytes()))
                .put("max-file", "1");
        if (!isolation.gpus().isEmpty()) gpus(host.putArray("DeviceRequests").addObject(), isolation);
        return r;
    }

    private static void ulimit(ArrayNode ulimits, String name, long value) {
        ulimits.addObject().put("Name", name).put("Soft", value).put("Hard", value);
    }

    private void gpus(ObjectNode request, Isolation isolation) throws JobFailure {
        if (facts().cdi()) {
            request.put("Driver", "cdi");
            var ids = request.putArray("DeviceIDs");
            isolation.cdiDevices().forEach(ids::add);
        } else {
            request.put("Driver", "nvidia");
            var ids = request.putArray("DeviceIDs");
            isolation.gpus().forEach(gpu -> ids.add(gpu.uuid()));
            request.putArray("Capabilities").addArray().add("gpu");
        }
    }

    @Override
    String createTarget(String containerName) throws JobFailure {
        return api() + "/containers/create?name=" + containerName;
    }

    @Override
    String waitQuery() {
        return "?condition=not-running";
    }

    @Override
    String stopQuery(long seconds) {
        return "?t=" + seconds;
    }

    /** The next whole second, because an event of this one is not told before; Docker answers until then. */
    @Override
    String pastEventsQuery() {
        return "?until=" + (Instant.now().getEpochSecond() + 1);
    }

    @Override
    String pullTarget(String reference) throws JobFailure {
        return api() + "/images/create?fromImage=" + EngineClient.encoded(reference);
    }

    /** Asks nothing of the engine. */
    @Override
    public OptionalLong killProcess(ContainerRef container) throws JobFailure {
        return ProcessKill.kill(container);
    }

    @Override
    List<String> differences(JsonNode inspect, Isolation wished) {
        return Stream.of(LimitsCheck.docker(inspect, wished), KernelSurface.docker(inspect, wished, profile()))
                .flatMap(List::stream)
                .toList();
    }
}
