package org.headroom.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.headroom.jobs.http.SocketHttp.Content;
import org.headroom.jobs.http.SocketHttp.Whole;
import org.headroom.model.Subscription;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.EngineStatus;
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
    private static final Duration EVENTS_PATIENCE = Duration.ofSeconds(5);
    private static final Duration FACTS_HOLD = Duration.ofMinutes(1);
    private static final long AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(250);
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
    private final FirstLogs firstLogs = new FirstLogs();

    private volatile long factsAt = System.nanoTime();
    /** Whether {@code /proc} is known to show this engine's processes: not those of an engine in another namespace. */
    private volatile boolean seesProcesses;

    private volatile ExitWait.Times waitTimes = ExitWait.Times.USUAL;

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

    /** What every request's target begins with: the API's version. */
    abstract String api() throws JobFailure;

    abstract String version() throws JobFailure;

    /** What was read of the engine is read anew when it is next asked for. */
    abstract void forgetFacts();

    /** Versions of what containers are started with, as far as the engine tells. */
    abstract Map<String, String> parts() throws JobFailure;

    abstract JobUser jobUser() throws JobFailure;

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
            return new EngineStatus(true, name, version, called() + " " + version + " is ready for jobs.", parts());
        } catch (JobFailure e) {
            return new EngineStatus(false, name, "", e.getMessage());
        }
    }

    private String called() {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    @Override
    public final ContainerState start(JobSpec job) throws JobFailure {
        Path artefacts = job.artefacts().toAbsolutePath().normalize();
        Optional<Inspection> there = inspectLease(job.lease());
        try {
            if (there.isPresent() && !(state(there.get()) instanceof ContainerState.Created)) {
                boundDisk(there, job);
                return state(there.get());
            }
            String image = new JobImage(this, images).id(job.manifest().image());
            Made made =
                    jobUser() == JobUser.OWN ? makeAsOwnUser(job.ofImage(image)) : make(job.ofImage(image), there, 0);
            if (!(state(made.container()) instanceof ContainerState.Created)) return state(made.container());
            ContainerState state = start(made, image);
            if (!job.secrets().isEmpty()) secrets().forget(job.lease());
            return state;
        } catch (JobFailure e) {
            // Where the engine does not answer, a container may be there; the disk is settled when that is known.
            if (e.kind() != Kind.NO_ENGINE && inspectLease(job.lease()).isEmpty()) {
                secrets().forget(job.lease());
                jobUser().takeBack(artefacts, disks);
            }
            throw e;
        }
    }

    /** A container that is there, and what it should be. @param bounded whether its disk has a hard bound */
    private record Made(Inspection container, Isolation isolation, boolean bounded) {}

    private Made makeAsOwnUser(JobSpec job) throws JobFailure {
        try (JobUids.Turn turn = new JobUids().turn()) {
            // Another start of the same lease may have had the turn before.
            Optional<Inspection> there = inspectLease(job.lease());
            OptionalLong kept = there.map(Inspection::uid).orElse(OptionalLong.empty());
            return make(
                    job,
                    there,
                    kept.isPresent() ? kept.getAsLong() : turn.choose(JobUids.of(list(List.of(Isolation.USER_LABEL)))));
        }
    }

    private Made make(JobSpec job, Optional<Inspection> there, long uid) throws JobFailure {
        JobUser user = jobUser();
        Path artefacts = job.artefacts().toAbsolutePath().normalize();
        // Mounted before the directory is given to the job's user: the owner is written into the image.
        boolean bounded = boundDisk(there, job);
        Isolation plain = Isolation.of(job, rig, user.prepare(artefacts, uid, mapsUsers()), disks.policy());
        Isolation isolation = user == JobUser.OWN ? plain.ofUser(uid) : plain;
        return new Made(there.isPresent() ? there.get() : create(job, isolation), isolation, bounded);
    }

    private ContainerState start(Made made, String image) throws JobFailure {
        Inspection container = made.container();
        Isolation isolation = made.isolation();
        List<String> differences = new ArrayList<>(differences(container.json(), isolation));
        if (!container.imageDigest().equals("sha256:" + image))
            differences.add("the image is " + container.imageDigest() + ", wished sha256:" + image);
        if (!differences.isEmpty()) {
            delete(container.id());
            throw notSet(String.join("; ", differences));
        }
        firstLogs.expect(container);
        Whole answer = client.post(containers(container.id(), "/start"), Content.NONE);
        if (!answer.ok() && answer.status() != 304) {
            Optional<Inspection> now = inspect(container.id());
            if (now.isPresent() && !(state(now.get()) instanceof ContainerState.Created)) return state(now.get());
            delete(container.id());
            throw EngineClient.refused("The job could not be started", EngineClient.message(answer));
        }
        Inspection started = inspect(container.id()).orElseThrow(() -> gone(container.id()));
        if (made.bounded() && !started.sees(isolation.artefacts())) {
            // An engine in another mount namespace binds the directory below the image.
            kill(container.id());
            throw notSet("the job's disk is not the one with the bound");
        }
        return state(started);
    }

    private JobFailure notSet(String what) {
        return new JobFailure(
                Kind.LIMITS_NOT_SET,
                "The job was not started, because " + called() + " did not set every limit: " + what + ".");
    }

    /** A container that is there may have the directory without an image, and would write to what an image now covers. */
    private boolean boundDisk(Optional<Inspection> there, JobSpec job) throws JobFailure {
        Path artefacts = job.artefacts().toAbsolutePath().normalize();
        return (there.isEmpty() || DiskImage.isBeside(artefacts))
                && jobUser() == JobUser.OWN
                && disks.attach(
                        artefacts, DiskPolicy.artefactBytes(disks.policy().bytes(job.disk())));
    }

    private Inspection create(JobSpec job, Isolation isolation) throws JobFailure {
        Map<String, String> environment = JobEnvironment.of(job.manifest());
        ObjectNode request = request(job, isolation, environment);
        secrets().keep(job, environment);
        // The name is the lease's: of two that create at the same moment, the engine lets one win.
        String containerName = "headroom-" + job.lease();
        Whole answer = client.post(createTarget(containerName), Content.json(request.toString()));
        if (!answer.ok()) {
            String message = EngineClient.message(answer);
            Optional<Inspection> other = message.contains("in use") ? winner(job.lease()) : Optional.empty();
            if (other.isPresent()) return other.get();
            throw EngineClient.refused("The job's container could not be created", message);
        }
        String id = EngineClient.json(answer).path("Id").asText();
        return inspect(id).orElseThrow(() -> gone(id));
    }

    /** Docker reserves the name some time before the container that won shows in its list. */
    private Optional<Inspection> winner(LeaseId lease) throws JobFailure {
        Optional<Inspection> there = inspectLease(lease);
        for (int n = 0; there.isEmpty() && n < 20; n++) {
            LockSupport.parkNanos(this, AGAIN_NS);
            there = inspectLease(lease);
        }
        return there;
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
        Inspection there = own(container);
        if (there.stoppedByUser()) return true;
        ObjectNode filters = EngineClient.JSON.createObjectNode();
        filters.putArray("container").add(container.id());
        filters.putArray("event").add("kill").add("stop");
        long since = there.startedAt().map(Instant::getEpochSecond).orElse(0L);
        String target = api() + "/events" + pastEventsQuery() + "&since=" + since + "&filters="
                + EngineClient.encoded(filters.toString());
        Whole answer = client.send("GET", target, Content.NONE, EVENTS_PATIENCE);
        // One line an event; none other than these were asked for.
        return answer.ok() && answer.body().contains("\"Action\"");
    }

    @Override
    public final void stop(ContainerRef container, Duration grace) throws JobFailure {
        if (owned(container).isEmpty()) return;
        long seconds = Math.max(0, (grace.toMillis() + 999) / 1000);
        String target = containers(container.id(), "/stop") + stopQuery(seconds);
        Whole answer = client.send("POST", target, Content.NONE, EngineClient.PATIENCE.plusSeconds(seconds));
        if (answer.ok() || answer.status() == 304 || answer.status() == 404) return;
        // It may have ended by itself in this very moment.
        Optional<Inspection> now = inspect(container.id());
        if (now.isEmpty() || !(state(now.get()) instanceof ContainerState.Running)) return;
        throw EngineClient.refused("The job could not be stopped", EngineClient.message(answer));
    }

    @Override
    public final void remove(ContainerRef container) throws JobFailure {
        Optional<Inspection> there = owned(container);
        if (there.isEmpty()) return;
        boolean running = state(there.get()) instanceof ContainerState.Running;
        if (running && !processIsGone(there.get()))
            throw new JobFailure(Kind.REFUSED_BY_ENGINE, "The job still runs; stop it before removing its container.");
        if (running) kill(container.id());
        else delete(container.id());
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

    /** Whether a container that the engine believes to run has no process any more: its monitor was killed. */
    boolean processIsGone(Inspection container) {
        return process(container).isEmpty() && seesProcesses;
    }

    private void delete(String id) throws JobFailure {
        delete(id, "?v=true");
    }

    /** Also where the engine believes that it runs. */
    private void kill(String id) throws JobFailure {
        delete(id, "?v=true&force=true");
    }

    /** One request; what is gone by then, whoever removed it, is no failure. */
    private void delete(String id, String query) throws JobFailure {
        firstLogs.forget(id);
        Whole answer = client.send("DELETE", containers(id, query), Content.NONE, EngineClient.PATIENCE);
        if (!answer.ok() && answer.status() != 404 && inspect(id).isPresent())
            throw EngineClient.refused("The container could not be removed", EngineClient.message(answer));
        // Podman takes apart in the background what its own clean-up still holds.
        if (inspect(id).isPresent())
            throw new JobFailure(Kind.REFUSED_BY_ENGINE, "The container is not gone yet; its removal is tried again.");
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

    ContainerState state(Inspection container) {
        try {
            return container.state(name, version());
        } catch (JobFailure e) {
            // It answered a moment ago; its version is not worth losing the state.
            return container.state(name, "");
        }
    }

    private Optional<Inspection> inspectLease(LeaseId lease) throws JobFailure {
        JsonNode found = list(List.of(Isolation.RIG_LABEL + "=" + rig, Isolation.LEASE_LABEL + "=" + lease));
        if (found.size() > 1) LOG.warn("Lease {} has {} containers; going on with the first", lease, found.size());
        return found.isEmpty()
                ? Optional.empty()
                : inspect(found.get(0).path("Id").asText());
    }

    private JsonNode list(List<String> labels) throws JobFailure {
        ObjectNode filters = EngineClient.JSON.createObjectNode();
        ArrayNode label = filters.putArray("label");
        labels.forEach(label::add);
        Whole answer =
                client.get(api() + "/containers/json?all=true&filters=" + EngineClient.encoded(filters.toString()));
        if (!answer.ok()) throw EngineClient.refused("Containers cannot be listed", EngineClient.message(answer));
        JsonNode list = EngineClient.json(answer);
        return list.isArray() ? list : EngineClient.JSON.createArrayNode();
    }

    Optional<Inspection> inspect(String id) throws JobFailure {
        return inspect(id, EngineClient.PATIENCE);
    }

    Optional<Inspection> inspect(String id, Duration patience) throws JobFailure {
        Whole answer = client.send("GET", containers(id, "/json"), Content.NONE, patience);
        // Podman fails where a container's process ends while it looks: the next answer is that it has exited.
        for (int left = INSPECTED_AGAIN; answer.status() >= 500 && left > 0; left--) {
            LockSupport.parkNanos(INSPECT_PAUSE.toNanos());
            answer = client.send("GET", containers(id, "/json"), Content.NONE, patience);
        }
        if (answer.status() == 404) return Optional.empty();
        if (!answer.ok()) throw EngineClient.refused("The container cannot be inspected", EngineClient.message(answer));
        return Optional.of(new Inspection(EngineClient.json(answer)));
    }

    private Inspection own(ContainerRef container) throws JobFailure {
        return owned(container).orElseThrow(() -> gone(container.id()));
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

    static JobFailure gone(String id) {
        return new JobFailure(
                Kind.REFUSED_BY_ENGINE, "Container " + id + " is gone: somebody else removed it, its job is lost.");
    }
}
