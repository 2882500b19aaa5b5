package org.headroom.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.jobs.http.SocketHttp.Whole;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobSpec;
import org.headroom.model.job.OfferedImages;
import org.headroom.model.market.LeaseId;

/** Podman by its own API (libpod): the Docker-compatible one drops GPU requests without a word. */
public final class PodmanEngine extends SocketEngine {
    /** In {@link ContainerRef#engine}. */
    static final String NAME = "podman";

    private static final String API = "/v4.0.0/libpod";
    /** Podman ends the job itself this long after its deadline, should we not be there to do it. */
    private static final Duration BEYOND_DEADLINE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Path directory;
    private final PodmanSecrets secrets;
    private volatile @org.jspecify.annotations.Nullable Facts facts;

    private static final Pattern RUNTIME_VERSION = Pattern.compile("version:? +(\\S+)");

    /**
     * @param mapsImages whether a container in a user namespace needs no copy of its image
     * @param limitsIo whether it has the controller for that, as it tells itself
     */
    private record Facts(
            String version,
            boolean rootless,
            boolean mapsImages,
            boolean limitsIo,
            String storage,
            Map<String, String> parts) {}

    /**
     * @param rig this rig's lasting name: a container with another is never touched
     * @param images that jobs may run
     */
    public PodmanEngine(Path socket, String rig, OfferedImages images, Clock clock) {
        this(new EngineClient(socket, () -> {}), rig, images, clock, new DiskImage(DiskPolicy.STANDARD), () -> {});
    }

    PodmanEngine(
            EngineClient client, String rig, OfferedImages images, Clock clock, DiskImage disks, AutoCloseable owned) {
        this(client, rig, images, clock, disks, parent(client.socket()), owned);
    }

    /** @param directory where nobody but the rig writes; what Podman takes as a file lies there */
    PodmanEngine(
            EngineClient client,
            String rig,
            OfferedImages images,
            Clock clock,
            DiskImage disks,
            Path directory,
            AutoCloseable owned) {
        super(NAME, client, rig, images, disks, owned);
        this.clock = clock;
        this.secrets = new PodmanSecrets(client, API, this::storage);
        this.directory = directory;
    }

    private static Path parent(Path socket) {
        Path parent = socket.toAbsolutePath().getParent();
        if (parent == null) throw new IllegalArgumentException("a socket lies in a folder");
        return parent;
    }

    private Facts facts() throws JobFailure {
        Facts known = facts;
        if (known != null) return known;
        Whole answer = client.get(API + "/info");
        if (!answer.ok()) throw EngineClient.refused("Podman is not ready", EngineClient.message(answer));
        JsonNode info = EngineClient.json(answer);
        Facts read = new Facts(
                info.path("version").path("Version").asText(""),
                info.path("host").path("security").path("rootless").asBoolean(),
                ImageMapping.isFree(info),
                limitsIo(info.path("host").path("cgroupControllers")),
                info.path("store").path("graphRoot").asText(""),
                parts(info.path("host").path("ociRuntime")));
        facts = read;
        return read;
    }

    /** The controller's name in control groups of version 1 and of version 2. */
    private static boolean limitsIo(JsonNode controllers) {
        for (JsonNode controller : controllers)
            if (controller.asText().equals("blkio") || controller.asText().equals("io")) return true;
        return false;
    }

    @Override
    Optional<Path> storage() throws JobFailure {
        return absolute(facts().storage());
    }

    @Override
    Optional<String> ioUnlimited() throws JobFailure {
        return facts().limitsIo() ? Optional.empty() : Optional.of("this Podman has no controller for it");
    }

    /** Podman tells its runtime's version as the runtime itself does: {@code runc version 1.1.12} and more lines. */
    private static Map<String, String> parts(JsonNode runtime) {
        String name = runtime.path("name").asText("");
        Matcher version = RUNTIME_VERSION.matcher(runtime.path("version").asText(""));
        return name.isEmpty() || !version.find() ? Map.of() : Map.of(name, version.group(1));
    }

    @Override
    String api() {
        return API;
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
        return JobUser.of(facts().rootless(), true, JobUser.weAreRoot());
    }

    @Override
    boolean mapsUsers() throws JobFailure {
        return facts().mapsImages() && jobUser() == JobUser.OWN;
    }

    @Override
    ObjectNode request(JobSpec job, Isolation isolation, Map<String, String> environment) throws JobFailure {
        ObjectNode r = EngineClient.JSON.createObjectNode();
        r.put("name", containerName(job.lease()));
        r.put("image", job.manifest().image());
        List<String> command = job.manifest().command();
        if (!command.isEmpty()) {
            // Both replaced: what runs is what the manifest says, nothing that the image puts before it.
            r.putArray("entrypoint").add(command.get(0));
            command.stream().skip(1).forEach(r.putArray("command")::add);
        }
        PodmanSecrets.refer(job, environment, r);
        isolation.labels().forEach(r.putObject("labels")::put);
        r.put("user", isolation.user());
        if (jobUser() == JobUser.MAPPED)
            r.putObject("userns")
                    .put("nsmode", "keep-id")
                    .put("value", "uid=" + JobUser.NOBODY_ID + ",gid=" + JobUser.NOBODY_ID);
        OptionalLong uid = isolation.uid();
        if (mapsUsers() && uid.isPresent()) {
            r.putObject("userns").put("nsmode", "private");
            ObjectNode maps = r.putObject("idmappings");
            for (String map : List.of("UIDMap", "GIDMap"))
                maps.putArray(map)
                        .addObject()
                        .put("container_id", 0)
                        .put("host_id", JobUids.base(uid.getAsLong()))
                        .put("size", JobUids.SIZE);
        }
        r.putObject("netns").put("nsmode", "none");
        r.putObject("ipcns").put("nsmode", "private");
        r.putObject("cgroupns").put("nsmode", "private");
        r.put("read_only_filesystem", true).put("read_write_tmpfs", false).put("no_new_privileges", true);
        r.put("env_host", false).put("httpproxy", false).put("systemd", "false").put("image_volume_mode", "ignore");
        // The job's number needs no name, and the files that give it one show where Podman's storage lies.
        r.put("manage_password", false);
        r.putArray("cap_drop").add("ALL");
        r.put("seccomp_profile_path", profile().fileIn(directory).toString()).put("seccomp_policy", "default");
        // Added to Podman's own.
        KernelSurface.MASKED.forEach(r.putArray("mask")::add);
        r.put("shm_size", isolation.shmBytes());
        r.putObject("healthconfig").putArray("Test").add("NONE");
        resources(r, isolation);
        mounts(r, isolation);
        r.putObject("log_configuration").put("driver", "k8s-file").put("size", isolation.logBytes());
        r.put("stop_signal", 15).put("stop_timeout", Isolation.STOP_SECONDS);
        r.put("timeout", secondsLeft(job));
        if (!isolation.gpus().isEmpty()) {
            var devices = r.putArray("devices");
            isolation.cdiDevices().forEach(device -> devices.addObject().put("path", device));
        }
        return r;
    }

    /**
     * Podman makes a container's storage before it records the container: where its service is killed in between, the storage
     * stays, with the container's name, and shows in no list but that of external containers.
     */
    @Override
    public void removeUnfinished(LeaseId lease) throws JobFailure {
        Whole answer = client.get(API + "/containers/json?all=true&external=true&filters="
                + EngineClient.encoded("{\"name\":[\"" + containerName(lease) + "\"]}"));
        if (!answer.ok()) throw EngineClient.refused("Containers cannot be listed", EngineClient.message(answer));
        for (JsonNode one : EngineClient.json(answer)) {
            boolean named = false;
            for (JsonNode name : one.path("Names")) named |= name.asText().equals(containerName(lease));
            if (named && one.path("State").asText().equals("storage"))
                removal.delete(one.path("Id").asText());
        }
    }

    private static void resources(ObjectNode r, Isolation isolation) {
        ObjectNode limits = r.putObject("resource_limits");
        limits.putObject("memory").put("limit", isolation.memoryBytes()).put("swap", isolation.memoryBytes());
        limits.putObject("cpu").put("quota", isolation.cpuQuotaMicros()).put("period", Isolation.CPU_PERIOD_US);
        limits.putObject("pids").put("limit", isolation.processes());
        isolation.io().podman(limits);
        var ulimits = r.putArray("r_limits");
        ulimits.addObject()
                .put("type", "NOFILE")
                .put("soft", Isolation.OPEN_FILES)
                .put("hard", Isolation.OPEN_FILES);
        ulimits.addObject()
                .put("type", "NPROC")
                .put("soft", isolation.userProcesses())
                .put("hard", isolation.userProcesses());
    }

    private static void mounts(ObjectNode r, Isolation isolation) {
        var mounts = r.putArray("mounts");
        ObjectNode tmp = mounts.addObject();
        tmp.put("destination", "/tmp").put("type", "tmpfs").put("source", "tmpfs");
        // U is the job's user: Podman takes no uid here.
        isolation
                .tmpOptions()
                .forEach(tmp.putArray("options").add("notmpcopyup").add("U")::add);
        ObjectNode artefacts = mounts.addObject();
        artefacts
                .put("destination", Isolation.ARTEFACTS)
                .put("type", "bind")
                .put("source", isolation.artefacts().toString());
        artefacts
                .putArray("options")
                .add("bind")
                .add("rw")
                .add("nosuid")
                .add("nodev")
                .add("rprivate");
    }

    private long secondsLeft(JobSpec job) {
        long left = Duration.between(clock.instant(), job.deadline().plus(BEYOND_DEADLINE))
                .toSeconds();
        return Math.clamp(left, 1, Integer.MAX_VALUE);
    }

    @Override
    SecretKeeper secrets() {
        return secrets;
    }

    @Override
    String createTarget(String containerName) {
        return API + "/containers/create";
    }

    @Override
    String waitQuery() {
        return "?condition=exited&condition=stopped&interval=50ms";
    }

    @Override
    String stopQuery(long seconds) {
        return "?timeout=" + seconds;
    }

    /** No {@code until}: where that moment comes while Podman reads its log, it stops there and tells nothing. */
    @Override
    String pastEventsQuery() {
        return "?stream=false";
    }

    @Override
    String pullTarget(String reference) {
        return API + "/images/pull?reference=" + EngineClient.encoded(reference);
    }

    /** Asks nothing of the engine. */
    @Override
    public OptionalLong killProcess(ContainerRef container) throws JobFailure {
        return PodmanProcess.kill(container);
    }

    @Override
    List<String> differences(JsonNode inspect, Isolation wished) {
        List<String> differences = new ArrayList<>(LimitsCheck.podman(inspect, wished));
        differences.addAll(KernelSurface.podman(inspect, wished));
        if (inspect.path("HostConfig").path("IDMappings").isObject()) {
            String map = "0:" + JobUids.base(wished.uid().orElse(0)) + ":" + JobUids.SIZE;
            JsonNode maps = inspect.path("HostConfig").path("IDMappings");
            for (String kind : List.of("UidMap", "GidMap"))
                if (maps.path(kind).size() != 1
                        || !maps.path(kind).path(0).asText().equals(map))
                    differences.add(kind + " of the user namespace is " + maps.path(kind) + ", wished " + map);
        } else if (wished.uid().isPresent() && wished.user().startsWith(JobUser.NOBODY_ID + ":")) {
            differences.add("there is no user namespace");
        }
        return differences;
    }
}
