package org.headroom.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.headroom.jobs.http.SocketHttp.Content;
import org.headroom.jobs.http.SocketHttp.Whole;
import org.headroom.model.Subscription;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.job.ImageName;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobFailure.Kind;
import org.headroom.model.job.JobSpec;
import org.headroom.model.job.OfferedImages;
import org.headroom.model.market.LeaseId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Docker and Podman have in common, which is nearly all: JSON over HTTP over a Unix socket. */
abstract class SocketEngine implements ContainerEngine, ImageStore {
    private static final Logger LOG = LoggerFactory.getLogger(SocketEngine.class);
    private static final Duration LOAD_PATIENCE = Duration.ofMinutes(5);
    private static final Duration FACTS_HOLD = Duration.ofMinutes(1);
    final EngineClient client;
    private static final int INSPECTED_AGAIN = 3;
    private static final Duration INSPECT_PAUSE = Duration.ofMillis(100);
    final String rig;
    private final String name;
    private final OfferedImages images;
    private final AutoCloseable owned;
    private final DiskImage disks;
    /** Those that read a container's output just now. */
    private final Set<LogFollower> followers = ConcurrentHashMap.newKeySet();

    /** Of containers that were started and are not followed yet. */
    final FirstLogs firstLogs = new FirstLogs();

    final ContainerRemoval removal = new ContainerRemoval(this);

    final IoInForce io = new IoInForce();

    private volatile long factsAt = System.nanoTime();
    /** Whether {@code /proc} is known to show this engine's processes: not those of an engine in another namespace. */
    private volatile boolean seesProcesses;

    /** Of containers that the engine calls ended. */
    volatile JobRemains remains = new JobRemains(this);

    private volatile ExitWait.Times waitTimes = ExitWait.Times.USUAL;
    private volatile SeccompProfile profile = SeccompProfile.JOB;
    private volatile BlockDevices blockDevices = new BlockDevices();

    /**
     * @param images that jobs may run
     * @param disks how much of them jobs get, and where they are made
     * @param owned closed together with this engine
     */
    SocketEngine(
            String name, EngineClient client, String rig, OfferedImages images, DiskImage disks, AutoCloseable owned) {
        if (rig.isBlank()) throw new IllegalArgumentException("rig: a name that is kept over restarts");
        this.name = name;
        this.client = client;
        this.rig = rig;
        this.images = images;
        this.owned = owned;
        this.seesProcesses = owned instanceof PodmanService;
        this.disks = disks;
    }

    /** For tests: waits by other times than the usual. */
    void waitTimes(ExitWait.Times times) {
        waitTimes = times;
    }

    ExitWait.Times waitTimes() {
        return waitTimes;
    }

    /** For tests: another profile than a job's. */
    void profile(SeccompProfile other) {
        profile = other;
    }

    /** For tests: another machine's devices. */
    void blockDevices(BlockDevices others) {
        blockDevices = others;
    }

    BlockDevices blockDevices() {
        return blockDevices;
    }

    /** Which system calls jobs may make. */
    SeccompProfile profile() {
        return profile;
    }

    /** What every request's target begins with: the API's version. */
    abstract String api() throws JobFailure;

    abstract String version() throws JobFailure;

    /** What was read of the engine is read anew when it is next asked for. */
    abstract void forgetFacts();

    /** Versions of what containers are started with, as far as the engine tells. */
    abstract Map<String, String> parts() throws JobFailure;

    abstract JobUser jobUser() throws JobFailure;

    /** Where the engine keeps images and containers; empty where it does not tell. */
    abstract Optional<Path> storage() throws JobFailure;

    /** Why the engine cannot limit how fast jobs use the disks; empty where it can. */
    abstract Optional<String> ioUnlimited() throws JobFailure;

    static Optional<Path> absolute(String path) {
        return path.startsWith("/") ? Optional.of(Path.of(path)) : Optional.empty();
    }

    /** Whether each container gets a user namespace of its own. */
    abstract boolean mapsUsers() throws JobFailure;

    /** The request that creates the container. */
    abstract ObjectNode request(JobSpec job, Isolation isolation, Map<String, String> environment) throws JobFailure;

    SecretKeeper secrets() {
        return SecretKeeper.NONE;
    }

    abstract String createTarget(String containerName) throws JobFailure;

    abstract String waitQuery();

    abstract String stopQuery(long seconds);

    /** What makes the engine tell the events of the past and then end its answer. */
    abstract String pastEventsQuery();

    abstract String pullTarget(String reference) throws JobFailure;

    abstract List<String> differences(JsonNode inspect, Isolation wished);

    @Override
    public final EngineStatus status() {
        try {
            Whole alive = client.get("/_ping");
            if (!alive.ok()) throw EngineClient.refused(called() + " is not ready", EngineClient.message(alive));
            // Whoever replaces an unsafe part need not start the rig again for it.
            long now = System.nanoTime();
            if (now - factsAt > FACTS_HOLD.toNanos()) {
                factsAt = now;
                forgetFacts();
                secrets().sweep();
            }
            String version = version();
            return remains.addTo(
                    new EngineStatus(true, name, version, called() + " " + version + " is ready for jobs.", parts()));
        } catch (JobFailure e) {
            return new EngineStatus(false, name, "", e.getMessage());
        }
    }

    String called() {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    @Override
    public final ContainerState start(JobSpec job) throws JobFailure {
        return new ContainerStart(this, images, disks).start(job);
    }

    /** Of a lease's one container. */
    static String containerName(LeaseId lease) {
        return "headroom-" + lease;
    }

    @Override
    public final Optional<ContainerState> find(LeaseId lease) throws JobFailure {
        return inspectLease(lease).map(this::state);
    }

    @Override
    public final List<LeaseId> leases() throws JobFailure {
        List<LeaseId> leases = new ArrayList<>();
        for (JsonNode one : list(List.of(Isolation.RIG_LABEL + "=" + rig)))
            Inspection.leaseId(one.path("Labels").path(Isolation.LEASE_LABEL).asText())
                    .ifPresent(leases::add);
        return List.copyOf(leases);
    }

    @Override
    public final ContainerState.Exited await(ContainerRef container) throws JobFailure, InterruptedException {
        Inspection first;
        try {
            first = own(container);
        } catch (JobFailure e) {
            ExitWait.stopIfInterrupted(e, container);
            throw e;
        }
        ContainerState.Exited exited = new ExitWait(this, container, first, waitTimes).await();
        followers.forEach(follower -> follower.containerEnded(container.id()));
        restoreDisk(first);
        return exited;
    }

    /** After the machine was restarted what the job left is in an image that nobody has mounted. */
    private void restoreDisk(Inspection container) {
        try {
            Optional<Path> artefacts = container.artefacts();
            if (artefacts.isPresent() && JobUser.weAreRoot()) disks.restore(artefacts.get());
        } catch (IOException e) {
            LOG.warn("What the job of {} left cannot be read: {}", container.id(), EngineClient.reason(e));
        }
    }

    @Override
    public final Subscription watchDisk(ContainerRef container, Consumer<String> exceeded, Consumer<String> unknown)
            throws JobFailure {
        Inspection there = own(container);
        Optional<Path> artefacts = there.artefacts();
        if (artefacts.isEmpty() || DiskImage.bounds(artefacts.get())) return () -> {};
        long disk = there.diskBytes().orElse(disks.policy().standard().bytes());
        DiskWatch watch = new DiskWatch(
                artefacts.get(),
                limit -> OpenFiles.unlinkedBytes(container.id(), artefacts.get(), limit),
                DiskPolicy.artefactBytes(disk),
                disks.policy().files(),
                disk,
                DiskWatch.LONGEST_UNKNOWN,
                exceeded,
                unknown);
        watch.begin();
        return watch;
    }

    @Override
    public final Subscription follow(ContainerRef container, Consumer<String> text, Runnable end) throws JobFailure {
        Inspection first = own(container);
        LogFollower follower = new LogFollower(
                this, first, firstLogs.take(first.id()), containers(container.id(), "/logs"), text, end);
        followers.add(follower);
        follower.begin(() -> followers.remove(follower));
        return follower;
    }

    @Override
    public final boolean wasStopped(ContainerRef container) throws JobFailure {
        return StopEvents.tell(this, own(container));
    }

    @Override
    public final void stop(ContainerRef container, Duration grace) throws JobFailure {
        if (owned(container).isEmpty()) remains.endOrFail(container.id());
        else stop(container.id(), grace);
    }

    private void stop(String id, Duration grace) throws JobFailure {
        long seconds = Math.max(0, (grace.toMillis() + 999) / 1000);
        String target = containers(id, "/stop") + stopQuery(seconds);
        Whole answer =
                client.send("POST", target, Content.NONE, client.patience().plusSeconds(seconds));
        if (!answer.ok() && answer.status() != 304 && answer.status() != 404) {
            // It may have ended by itself in this very moment.
            Optional<Inspection> now = inspect(id);
            if (now.isPresent() && told(now.get()) instanceof ContainerState.Running)
                throw EngineClient.refused("The job could not be stopped", EngineClient.message(answer));
        }
        remains.endOrFail(id);
    }

    @Override
    public final void remove(ContainerRef container) throws JobFailure {
        Optional<Inspection> there = owned(container);
        if (there.isEmpty()) {
            remains.endOrFail(container.id());
            return;
        }
        boolean running = told(there.get()) instanceof ContainerState.Running;
        if (running && !processIsGone(there.get()))
            throw new JobFailure(Kind.REFUSED_BY_ENGINE, "The job still runs; stop it before removing its container.");
        if (running) removal.kill(container.id());
        else removal.delete(container.id());
        there.get().lease().ifPresent(secrets()::forget);
        Optional<Path> artefacts = there.get().artefacts();
        if (artefacts.isPresent()) jobUser().takeBack(artefacts.get(), disks);
    }

    /** The process of a container of this engine, where it can be seen from here. */
    Optional<JobProcess> process(Inspection container) {
        Optional<JobProcess> process = JobProcess.of(container);
        if (process.isPresent()) seesProcesses = true;
        return process;
    }

    /** A process of it was seen. */
    void processSeen() {
        seesProcesses = true;
    }

    boolean seesProcesses() {
        return seesProcesses;
    }

    /** Whether a container that the engine believes to run has no process any more: its monitor was killed. */
    boolean processIsGone(Inspection container) {
        return process(container).isEmpty() && seesProcesses;
    }

    @Override
    public final boolean hasImage(ImageName name) throws JobFailure {
        return new JobImage(this, images).stored(name).isPresent();
    }

    @Override
    public final Optional<String> imageDigest(String reference) throws JobFailure {
        return new JobImage(this, images).look(reference).map(image -> "sha256:" + JobImage.id(image));
    }

    @Override
    public final void load(InputStream archive, long bytes) throws JobFailure {
        Content content = new Content("application/x-tar", bytes, archive);
        Whole answer = client.send("POST", api() + "/images/load", content, LOAD_PATIENCE);
        if (!answer.ok() || answer.body().contains("\"errorDetail\""))
            throw EngineClient.refused("The image could not be loaded", EngineClient.message(answer));
    }

    @Override
    public final void close() {
        client.close();
        firstLogs.close();
        try {
            owned.close();
        } catch (Exception e) {
            LOG.warn("The engine's service did not end well: {}", e.getMessage());
        }
    }

    /** What is so: a container has ended where no process of it is left. */
    ContainerState state(Inspection container) {
        return remains.check(told(container));
    }

    private ContainerState told(Inspection container) {
        try {
            return container.state(name, version());
        } catch (JobFailure e) {
            // It answered a moment ago; its version is not worth losing the state.
            return container.state(name, "");
        }
    }

    Optional<Inspection> inspectLease(LeaseId lease) throws JobFailure {
        JsonNode found = list(List.of(Isolation.RIG_LABEL + "=" + rig, Isolation.LEASE_LABEL + "=" + lease));
        if (found.size() > 1) LOG.warn("Lease {} has {} containers; going on with the first", lease, found.size());
        return found.isEmpty()
                ? Optional.empty()
                : inspect(found.get(0).path("Id").asText());
    }

    JsonNode list(List<String> labels) throws JobFailure {
        return list(Map.of("label", labels), client.patience());
    }

    /** One container, if it is this rig's. */
    JsonNode listOwn(String id, Duration patience) throws JobFailure {
        return list(Map.of("id", List.of(id), "label", List.of(Isolation.RIG_LABEL + "=" + rig)), patience);
    }

    private JsonNode list(Map<String, List<String>> filters, Duration patience) throws JobFailure {
        String target = api() + "/containers/json?all=true&filters="
                + EngineClient.encoded(EngineClient.JSON.valueToTree(filters).toString());
        Whole answer = client.send("GET", target, Content.NONE, patience);
        if (!answer.ok()) throw EngineClient.refused("Containers cannot be listed", EngineClient.message(answer));
        JsonNode list = EngineClient.json(answer);
        return list.isArray() ? list : EngineClient.JSON.createArrayNode();
    }

    Optional<Inspection> inspect(String id) throws JobFailure {
        return inspect(id, client.patience());
    }

    Optional<Inspection> inspect(String id, Duration patience) throws JobFailure {
        Whole answer = client.send("GET", containers(id, "/json"), Content.NONE, patience);
        // Podman fails where a container's process ends while it looks: the next answer is that it has exited.
        for (int left = INSPECTED_AGAIN; answer.status() >= 500 && left > 0; left--) {
            LockSupport.parkNanos(INSPECT_PAUSE.toNanos());
            answer = client.send("GET", containers(id, "/json"), Content.NONE, patience);
        }
        if (answer.status() == 404) return Optional.empty();
        if (!answer.ok() && removal.finishCutOff(id, patience)) return Optional.empty();
        if (!answer.ok()) throw EngineClient.refused("The container cannot be inspected", EngineClient.message(answer));
        return Optional.of(new Inspection(EngineClient.json(answer)));
    }

    private Inspection own(ContainerRef container) throws JobFailure {
        Optional<Inspection> there = owned(container);
        if (there.isEmpty()) throw remains.gone(container.id());
        return there.get();
    }

    /** Empty where it is gone; refuses what does not bear this rig's label. */
    private Optional<Inspection> owned(ContainerRef container) throws JobFailure {
        Optional<Inspection> there = inspect(container.id());
        if (there.isPresent() && !there.get().label(Isolation.RIG_LABEL).equals(Optional.of(rig)))
            throw new JobFailure(
                    Kind.REFUSED_BY_ENGINE,
                    "Container " + container.id() + " was not made by this rig and is left alone.");
        return there;
    }

    String containers(String id, String rest) throws JobFailure {
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}"))
            throw new JobFailure(Kind.REFUSED_BY_ENGINE, "Malformed name of a container; nothing was done.");
        return api() + "/containers/" + id + rest;
    }
}
