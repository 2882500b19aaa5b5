package org.headroom.jobs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.job.JobSpec;
import org.headroom.model.market.Limits;

/**
 * Everything that keeps a job inside its container, as it is asked of the engine and afterwards looked for in what the
 * engine says it did. What is not listed here is not granted: no network, no capability, no other mount.
 *
 * @param user {@code uid:gid} that the job runs as, in numbers
 * @param artefacts on the host; the one mount, at {@link #ARTEFACTS}
 * @param gpus handed in by CDI; without any no device at all
 * @param logBytes the most that the engine keeps of the output
 * @param io how fast the disks may be used; the only part that a job runs without where it cannot be had
 */
record Isolation(
        int cpuMillis,
        long memoryBytes,
        int processes,
        String user,
        Path artefacts,
        List<GpuId> gpus,
        Map<String, String> labels,
        long logBytes,
        IoLimits io) {
    static final String LEASE_LABEL = "org.headroom.lease";
    static final String RIG_LABEL = "org.headroom.rig";
    /** The bytes that the job may take of the disk. */
    static final String DISK_LABEL = "org.headroom.disk";

    /** Who the job is on the machine; only where that was chosen for the lease. */
    static final String USER_LABEL = "org.headroom.user";

    static final String ARTEFACTS = "/artefacts";
    /** The kernel's time slice over which the share of the processor is counted, in microseconds. */
    static final long CPU_PERIOD_US = 100_000;

    private static final long MOST_TMP_BYTES = 64L << 20;
    static final long OPEN_FILES = 8192;
    /** The largest log; the engine drops the oldest output beyond it. */
    static final long LOG_BYTES = 16_000_000;

    static final int STOP_SECONDS = 10;
    /** The device name by which CDI knows NVIDIA's GPUs. */
    private static final String CDI_KIND = "nvidia.com/gpu=";

    /** With the largest log, and disks as fast as they are. */
    Isolation(
            int cpuMillis,
            long memoryBytes,
            int processes,
            String user,
            Path artefacts,
            List<GpuId> gpus,
            Map<String, String> labels) {
        this(cpuMillis, memoryBytes, processes, user, artefacts, gpus, labels, LOG_BYTES, IoLimits.NONE);
    }

    /** Of a job with the standard disk. */
    static Isolation of(JobSpec job, String rig, String user) {
        return of(job, rig, user, DiskPolicy.STANDARD);
    }

    static Isolation of(JobSpec job, String rig, String user, DiskPolicy policy) {
        long disk = policy.bytes(job.disk());
        Limits limits = job.manifest().limits();
        return new Isolation(
                limits.cpuMillis(),
                limits.memory().bytes(),
                limits.processes(),
                user,
                job.artefacts().toAbsolutePath().normalize(),
                job.gpus(),
                Map.of(LEASE_LABEL, job.lease().value(), RIG_LABEL, rig, DISK_LABEL, Long.toString(disk)),
                DiskPolicy.logBytes(disk),
                IoLimits.NONE);
    }

    /** Of a job that is this user on the machine. */
    Isolation ofUser(long uid) {
        Map<String, String> more = new java.util.HashMap<>(labels);
        more.put(USER_LABEL, Long.toString(uid));
        return new Isolation(cpuMillis, memoryBytes, processes, user, artefacts, gpus, Map.copyOf(more), logBytes, io);
    }

    /** Of a job that uses the disks no faster than this. */
    Isolation limitedTo(IoLimits limits) {
        return new Isolation(cpuMillis, memoryBytes, processes, user, artefacts, gpus, labels, logBytes, limits);
    }

    /** Empty where no user was chosen for the lease. */
    OptionalLong uid() {
        return JobUids.read(labels.getOrDefault(USER_LABEL, ""));
    }

    long cpuQuotaMicros() {
        return cpuMillis * (CPU_PERIOD_US / 1000);
    }

    /**
     * The kernel counts RLIMIT_NPROC over everything that the same user runs on the machine, what the engine starts the
     * job with included, so it is only the outer fence; the pids limit of the container is the real one.
     */
    long userProcesses() {
        return Math.max(4096, processes);
    }

    List<String> cdiDevices() {
        return gpus.stream().map(g -> CDI_KIND + g.uuid()).toList();
    }

    /** What lies in {@code /tmp} counts as memory: a full disk is kinder to a job than a sudden end. */
    long tmpBytes() {
        return Math.min(MOST_TMP_BYTES, memoryBytes / 2);
    }

    /** Of {@code /dev/shm}, which counts as memory too; data loaders hand over their batches in it. */
    long shmBytes() {
        return memoryBytes / 2;
    }

    /**
     * Of {@code /tmp}, which each engine gives to the job's user beside: runc 1.1 sets the permissions of the image's
     * own directory, whatever the mode here, and some images let nobody but the owner write there.
     */
    List<String> tmpOptions() {
        return List.of("rw", "nosuid", "nodev", "size=" + tmpBytes(), "mode=1777");
    }
}
