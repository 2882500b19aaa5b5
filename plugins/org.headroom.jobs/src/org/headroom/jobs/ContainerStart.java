package org.headroom.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.headroom.jobs.http.SocketHttp.Content;
import org.headroom.jobs.http.SocketHttp.Whole;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobFailure.Kind;
import org.headroom.model.job.JobSpec;
import org.headroom.model.job.OfferedImages;
import org.headroom.model.market.LeaseId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the one container of a lease: makes it, where it is not there, as all that keeps the job inside demands, compares what
 * the engine made of it before the start and what the kernel has in force after it. Any thread; blocks.
 */
final class ContainerStart {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerStart.class);
    private static final long AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(250);

    private final SocketEngine engine;
    private final OfferedImages images;
    private final DiskImage disks;

    /** @param images that jobs may run @param disks how much of them jobs get, and where they are made */
    ContainerStart(SocketEngine engine, OfferedImages images, DiskImage disks) {
        this.engine = engine;
        this.images = images;
        this.disks = disks;
    }

    /** As {@link org.headroom.model.job.ContainerEngine#start}. */
    ContainerState start(JobSpec job) throws JobFailure {
        Path artefacts = job.artefacts().toAbsolutePath().normalize();
        Optional<Inspection> there = engine.inspectLease(job.lease());
        try {
            if (there.isPresent() && !(engine.state(there.get()) instanceof ContainerState.Created)) {
                boundDisk(there, job);
                return engine.state(there.get());
            }
            String image = new JobImage(engine, images).id(job.manifest().image());
            ContainerState state = makeAndStartAfterAll(job.ofImage(image), there, image);
            if (!job.secrets().isEmpty()) engine.secrets().forget(job.lease());
            return state;
        } catch (JobFailure e) {
            // Where the engine does not answer, a container may be there; the disk is settled when that is known.
            if (e.kind() != Kind.NO_ENGINE && engine.inspectLease(job.lease()).isEmpty()) {
                engine.secrets().forget(job.lease());
                engine.jobUser().takeBack(artefacts, disks);
            }
            throw e;
        }
    }

    /**
     * A container that an earlier request has made may not start any more, because that request was cut off in the runtime:
     * it is removed then, and nothing of its job has run. Another one is made once. One that is not as it should be is no
     * such case: somebody has made it so.
     */
    private ContainerState makeAndStartAfterAll(JobSpec job, Optional<Inspection> there, String image)
            throws JobFailure {
        try {
            return makeAndStart(job, there, image);
        } catch (JobFailure e) {
            boolean isRemoved = there.isPresent()
                    && e.kind() == Kind.REFUSED_BY_ENGINE
                    && engine.inspectLease(job.lease()).isEmpty();
            if (!isRemoved) throw e;
            LOG.info(
                    "Container {} of an earlier start is made anew: {}",
                    there.get().id(),
                    e.getMessage());
            return makeAndStart(job, Optional.empty(), image);
        }
    }

    /** Once more with disks as fast as they are where the engine refuses to limit that: no job waits for it. */
    private ContainerState makeAndStart(JobSpec job, Optional<Inspection> there, String image) throws JobFailure {
        Optional<String> ioUnlimited = engine.ioUnlimited();
        try {
            return makeAndStart(job, there, image, ioUnlimited);
        } catch (JobFailure e) {
            if (ioUnlimited.isPresent() || !IoLimits.isRefused(e)) throw e;
            return makeAndStart(
                    job, engine.inspectLease(job.lease()), image, Optional.of(IoLimits.refusal(e.getMessage())));
        }
    }

    private ContainerState makeAndStart(
            JobSpec job, Optional<Inspection> there, String image, Optional<String> ioUnlimited) throws JobFailure {
        Made made =
                engine.jobUser() == JobUser.OWN ? makeAsOwnUser(job, ioUnlimited) : make(job, there, 0, ioUnlimited);
        return engine.state(made.container()) instanceof ContainerState.Created
                ? start(made, image)
                : engine.state(made.container());
    }

    /** A container that is there, and what it should be. @param bounded whether its disk has a hard bound */
    private record Made(Inspection container, Isolation isolation, boolean bounded) {}

    private Made makeAsOwnUser(JobSpec job, Optional<String> ioUnlimited) throws JobFailure {
        try (JobUids.Turn turn = new JobUids().turn()) {
            // Another start of the same lease may have had the turn before.
            Optional<Inspection> there = engine.inspectLease(job.lease());
            OptionalLong kept = there.map(Inspection::uid).orElse(OptionalLong.empty());
            return make(
                    job,
                    there,
                    kept.isPresent()
                            ? kept.getAsLong()
                            : turn.choose(JobUids.of(engine.list(List.of(Isolation.USER_LABEL)))),
                    ioUnlimited);
        }
    }

    private Made make(JobSpec job, Optional<Inspection> there, long uid, Optional<String> ioUnlimited)
            throws JobFailure {
        JobUser user = engine.jobUser();
        Path artefacts = job.artefacts().toAbsolutePath().normalize();
        // Mounted before the directory is given to the job's user: the owner is written into the image.
        boolean bounded = boundDisk(there, job);
        String inside = user.prepare(artefacts, uid, engine.mapsUsers());
        Isolation plain =
                Isolation.of(job, engine.rig, inside, disks.policy()).limitedTo(ioLimits(artefacts, ioUnlimited));
        Isolation isolation = user == JobUser.OWN ? plain.ofUser(uid) : plain;
        if (there.isPresent()) return new Made(there.get(), isolation, bounded);
        Created created = create(job, isolation);
        // Another request made it, for the user that it chose: the folder has to be that one's.
        return created.byAnother()
                ? make(
                        job,
                        Optional.of(created.container()),
                        created.container().uid().orElse(uid),
                        ioUnlimited)
                : new Made(created.container(), isolation, bounded);
    }

    /** @param byAnother whether another request of the same lease has made it */
    private record Created(Inspection container, boolean byAnother) {}

    /** @param unlimited why none can be had */
    private IoLimits ioLimits(Path artefacts, Optional<String> unlimited) throws JobFailure {
        IoPolicy policy = disks.policy().io();
        if (!policy.limits()) return IoLimits.NONE;
        if (unlimited.isPresent()) return IoLimits.without(unlimited.get());
        Map<String, Path> paths = new LinkedHashMap<>();
        paths.put("the jobs", artefacts);
        engine.storage().ifPresent(storage -> paths.put("the engine", storage));
        return IoLimits.of(policy, paths, IoInForce.hasWeight(), engine.blockDevices());
    }

    private ContainerState start(Made made, String image) throws JobFailure {
        Inspection container = made.container();
        Isolation isolation = made.isolation();
        List<String> differences = new ArrayList<>(engine.differences(container.json(), isolation));
        if (!container.imageDigest().equals("sha256:" + image))
            differences.add("the image is " + container.imageDigest() + ", wished sha256:" + image);
        if (!differences.isEmpty()) {
            engine.removal.delete(container.id());
            throw notSet(String.join("; ", differences));
        }
        engine.firstLogs.expect(container);
        Whole answer = engine.client.post(engine.containers(container.id(), "/start"), Content.NONE);
        if (!answer.ok() && answer.status() != 304) {
            Optional<Inspection> now = engine.inspect(container.id());
            if (now.isPresent() && !(engine.state(now.get()) instanceof ContainerState.Created))
                return engine.state(now.get());
            engine.removal.delete(container.id());
            throw EngineClient.refused("The job could not be started", EngineClient.message(answer));
        }
        Inspection started = engine.inspect(container.id()).orElseThrow(() -> JobRemains.unknown(container.id()));
        if (made.bounded() && !started.sees(isolation.artefacts())) {
            // An engine in another mount namespace binds the directory below the image.
            engine.removal.kill(container.id());
            throw notSet("the job's disk is not the one with the bound");
        }
        switch (InForce.look(started, isolation)) {
            case InForce.Look.Differs d -> {
                engine.removal.kill(container.id());
                throw notSet(String.join("; ", d.differences()));
            }
            case InForce.Look.Verified v -> engine.processSeen();
            // It may have ended; where none ever shows, the watch over the job says so.
            case InForce.Look.Unseen u -> LOG.debug("What is in force in {} was not seen", container.id());
        }
        engine.io.check(started, isolation.io());
        return engine.state(started);
    }

    private JobFailure notSet(String what) {
        return new JobFailure(
                Kind.LIMITS_NOT_SET,
                "The job was not started, because " + engine.called() + " did not set every limit: " + what + ".");
    }

    /** A container that is there may have the directory without an image, and would write to what an image now covers. */
    private boolean boundDisk(Optional<Inspection> there, JobSpec job) throws JobFailure {
        Path artefacts = job.artefacts().toAbsolutePath().normalize();
        return (there.isEmpty() || DiskImage.isBeside(artefacts))
                && engine.jobUser() == JobUser.OWN
                && disks.attach(
                        artefacts, DiskPolicy.artefactBytes(disks.policy().bytes(job.disk())));
    }

    private Created create(JobSpec job, Isolation isolation) throws JobFailure {
        Map<String, String> environment = JobEnvironment.of(job.manifest());
        ObjectNode request = engine.request(job, isolation, environment);
        engine.secrets().keep(job, environment);
        // The name is the lease's: of two that create at the same moment, the engine lets one win.
        String containerName = SocketEngine.containerName(job.lease());
        Whole answer = engine.client.post(engine.createTarget(containerName), Content.json(request.toString()));
        if (isNameTaken(answer)) {
            Optional<Inspection> other = winner(job.lease());
            if (other.isPresent()) return new Created(other.get(), true);
            // It is kept by what a creation that was cut off has left.
            engine.removeUnfinished(job.lease());
            answer = engine.client.post(engine.createTarget(containerName), Content.json(request.toString()));
        }
        if (!answer.ok()) {
            String message = EngineClient.message(answer);
            throw EngineClient.refused("The job's container could not be created", message);
        }
        String id = EngineClient.json(answer).path("Id").asText();
        return new Created(engine.inspect(id).orElseThrow(() -> JobRemains.unknown(id)), false);
    }

    private static boolean isNameTaken(Whole answer) {
        return !answer.ok() && EngineClient.message(answer).contains("in use");
    }

    /** Docker reserves the name some time before the container that won shows in its list. */
    private Optional<Inspection> winner(LeaseId lease) throws JobFailure {
        Optional<Inspection> there = engine.inspectLease(lease);
        for (int n = 0; there.isEmpty() && n < 20; n++) {
            LockSupport.parkNanos(this, AGAIN_NS);
            there = engine.inspectLease(lease);
        }
        return there;
    }
}
