package org.headroom.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.headroom.jobs.guard.EndRecord;
import org.headroom.jobs.guard.GuardFolder;
import org.headroom.jobs.guard.GuardedJob;
import org.headroom.jobs.guard.MachineTime;
import org.headroom.jobs.guard.MachineTime.Moment;
import org.headroom.jobs.guard.ProcessId;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobSpec;
import org.headroom.model.lease.JobGuard;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.LeaseId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rig's side of its guard: writes for each lease by when its job has to end, before its container is created and whenever
 * that changes, and keeps the guard running. Files are written on the one thread {@code job-guard}, but the first of each
 * lease, which a start waits for.
 */
public final class RigGuard implements JobGuard, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RigGuard.class);
    /** What a computed time may move by without being written anew. */
    private static final long NOISE_MS = 250;

    private static final long STARTING_NOISE_MS = 5_000;
    /** Boot time is read in steps of 10 ms: an end is not before the beginning of what brought it about. */
    private static final Duration ROUNDING = Duration.ofMillis(50);

    private final GuardFolder folder;
    private final String rig;
    private final Clock clock;
    private final MachineTime time;
    private final GuardKeeper keeper;
    private final ProcessId process = ProcessId.own();
    private final Map<String, GuardedJob> wanted = new ConcurrentHashMap<>();
    private final Set<String> released = ConcurrentHashMap.newKeySet();
    private final Map<String, GuardedJob> written = new HashMap<>(); // guarded by this
    /** Of {@link #written}, what was deleted since; guarded by this. */
    private final Set<String> lost = new HashSet<>();

    private Optional<Object> lock = Optional.empty(); // guarded by this
    private final AtomicBoolean due = new AtomicBoolean();
    private final ExecutorService disk = Executors.newSingleThreadExecutor(
            r -> Thread.ofPlatform().daemon().name("job-guard").unstarted(r));
    private volatile Supplier<Optional<Address>> engine = Optional::empty;
    private volatile Optional<Set<String>> kept = Optional.empty();
    private boolean failing;

    /** Where an engine is to be reached. */
    record Address(String engine, Path socket) {}

    /**
     * @param rig the label that all containers of the rig bear
     * @param clock the rig's, by which leases are timed
     * @param environment usually {@code System.getenv()}
     */
    public RigGuard(Path home, String rig, Clock clock, Map<String, String> environment) {
        this(home, rig, clock, MachineTime.ofThisMachine(), new GuardStart(environment));
    }

    RigGuard(Path home, String rig, Clock clock, MachineTime time, GuardStart start) {
        this.folder = GuardFolder.of(home);
        this.rig = rig;
        this.clock = clock;
        this.time = time;
        this.keeper = new GuardKeeper(folder, home, time, start);
    }

    /** @param address where the engine of this rig is, as far as that is known; may take seconds */
    void engine(Supplier<Optional<Address>> address) {
        engine = address;
    }

    @Override
    public void cover(Cover cover) {
        Moment now = time.now();
        wanted.put(
                cover.lease().value(),
                new GuardedJob(
                        rig,
                        cover.lease().value(),
                        "",
                        "",
                        cover.container().map(ContainerRef::id).orElse(""),
                        now,
                        now.boot() + cover.untilStop().toMillis(),
                        now.boot() + cover.untilKill().toMillis(),
                        cover.stopping(),
                        cover.why().name(),
                        process));
        flushSoon();
    }

    @Override
    public void release(LeaseId lease) {
        wanted.remove(lease.value());
        released.add(lease.value());
        flushSoon();
    }

    @Override
    public void keepOnly(Set<LeaseId> leases) {
        Set<String> names = new HashSet<>();
        leases.forEach(l -> names.add(l.value()));
        kept = Optional.of(names);
        flushSoon();
    }

    private void flushSoon() {
        if (!due.compareAndSet(false, true)) return;
        try {
            disk.execute(this::flush);
        } catch (RejectedExecutionException e) {
            LOG.debug("The rig is closing; what its guard knows is from before");
        }
    }

    private void flush() {
        due.set(false);
        try {
            Optional<Address> address = wanted.isEmpty() ? Optional.empty() : engine.get();
            synchronized (this) {
                forget();
                findLost();
                for (Entry<String, GuardedJob> e : wanted.entrySet()) write(e.getKey(), e.getValue(), address, false);
            }
            if (!wanted.isEmpty()) keeper.check();
            failing = false;
        } catch (IOException | RuntimeException | Error e) {
            if (!failing)
                LOG.error(
                        "By when jobs have to end cannot be written to {} ({}): if the rig dies now, a job may run past"
                                + " what is paid for. Free some space there, and see who may write.",
                        folder.path(),
                        String.valueOf(e.getMessage()));
            failing = true;
        }
    }

    /** A lock that is gone or another was deleted with all that is in the folder; the guard removes single files. */
    private void findLost() throws IOException {
        Optional<Object> before = lock;
        lock = folder.lockKey();
        if (before.isEmpty() || lock.equals(before)) return;
        LOG.warn(
                "The guard's folder {} was deleted: by when {} jobs have to end is written anew. Leave that folder"
                        + " alone while jobs run.",
                folder.path(),
                wanted.size());
        lost.addAll(written.keySet());
    }

    private void forget() throws IOException {
        Optional<Set<String>> keep = kept;
        if (keep.isPresent()) {
            kept = Optional.empty();
            Set<String> there = new HashSet<>();
            try {
                there.addAll(folder.jobs());
                there.addAll(folder.ended());
            } catch (java.nio.file.NoSuchFileException e) {
                // There was no guard yet.
            }
            there.removeAll(keep.get());
            there.removeAll(wanted.keySet());
            released.addAll(there);
        }
        for (String lease : Set.copyOf(released)) {
            folder.removeJob(lease);
            folder.removeEnded(lease);
            written.remove(lease);
            lost.remove(lease);
            released.remove(lease);
        }
    }

    /** Writes where that is news. */
    private void write(String lease, GuardedJob job, Optional<Address> address, boolean always) throws IOException {
        GuardedJob before = written.get(lease);
        boolean first = before == null;
        if (before == null) before = folderHas(lease).orElse(job);
        GuardedJob next = merged(job, before, address);
        boolean gone = lost.contains(lease);
        if (!first && !gone && !always && !isNews(before, next)) return;
        folder.make();
        folder.put(next, first || gone);
        written.put(lease, next);
        lost.remove(lease);
    }

    private Optional<GuardedJob> folderHas(String lease) {
        try {
            return folder.job(lease);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static GuardedJob merged(GuardedJob job, GuardedJob before, Optional<Address> address) {
        return new GuardedJob(
                job.rig(),
                job.lease(),
                address.map(Address::engine).orElse(before.engine()),
                address.map(a -> a.socket().toAbsolutePath().toString()).orElse(before.socket()),
                job.container().isEmpty() ? before.container() : job.container(),
                job.written(),
                job.stopAt(),
                job.killAt(),
                job.stopping(),
                job.why(),
                job.rigProcess());
    }

    private static boolean isNews(GuardedJob before, GuardedJob next) {
        long noise = next.container().isEmpty() ? STARTING_NOISE_MS : NOISE_MS;
        return Math.abs(before.stopAt() - next.stopAt()) > noise
                || Math.abs(before.killAt() - next.killAt()) > noise
                || before.stopping() != next.stopping()
                || !before.why().equals(next.why())
                || !before.container().equals(next.container())
                || !before.engine().equals(next.engine())
                || !before.socket().equals(next.socket())
                || !before.rigProcess().equals(next.rigProcess());
    }

    /**
     * Called before a container may come into being: when this returns, a guard knows of it, or the log says that there is none.
     *
     * @throws JobFailure where it cannot be written by when the job has to end
     */
    void beforeStart(JobSpec job, Optional<Address> address) throws JobFailure {
        String lease = job.lease().value();
        if (!wanted.containsKey(lease)) {
            Duration left = Duration.between(clock.instant(), job.deadline());
            cover(new Cover(job.lease(), Optional.empty(), left, left, false, StopReason.TIME_IS_UP));
        }
        GuardedJob known = wanted.get(lease);
        try {
            synchronized (this) {
                if (known != null) write(lease, known, address, false);
            }
        } catch (IOException e) {
            throw new JobFailure(
                    JobFailure.Kind.DISK_FULL,
                    "The job was not started, because it could not be written to " + folder.path()
                            + " by when it has to end (" + EngineClient.reason(e) + "); free some space there.",
                    e);
        }
        keeper.awaitGuard();
    }

    /** The container is known now. */
    void started(LeaseId lease, ContainerRef container) {
        wanted.computeIfPresent(lease.value(), (l, job) -> job.withContainer(container.id()));
        flushSoon();
    }

    @Override
    public Optional<GuardedEnd> ended(LeaseId lease) {
        try {
            Optional<EndRecord> record = folder.ended(lease.value());
            // The guard's folder may have vanished, and its record been made beside the lease's other files.
            if (record.isEmpty()) record = folder.note(lease.value());
            return record.map(this::ended);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("What the guard did to the job of {} cannot be read: {}", lease, e.getMessage());
            return Optional.empty();
        }
    }

    private GuardedEnd ended(EndRecord record) {
        Moment now = time.now();
        Instant begun = instant(record.begun(), now).minus(ROUNDING);
        return new GuardedEnd(
                record.container(),
                StopReason.valueOf(record.why()),
                begun,
                record.over().map(over -> instant(over, now)));
    }

    /** By the rig's clock. After a restart of the machine that is the wall clock. */
    private Instant instant(Moment at, Moment now) {
        boolean comparable = at.bootId().equals(now.bootId()) && now.boot() >= at.boot();
        Duration ago = comparable ? Duration.ofMillis(now.boot() - at.boot()) : Duration.between(at.wall(), now.wall());
        return clock.instant().minus(ago);
    }

    /** Where there are leases, the guard goes on: it is for the time in which the rig does not run. */
    @Override
    public void close() {
        disk.shutdown();
        try {
            if (!disk.awaitTermination(2, java.util.concurrent.TimeUnit.SECONDS)) disk.shutdownNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            if (folder.jobs().isEmpty()) keeper.endIdle();
        } catch (IOException e) {
            LOG.debug("The guard ends by itself when there is nothing to do", e);
        }
    }
}
