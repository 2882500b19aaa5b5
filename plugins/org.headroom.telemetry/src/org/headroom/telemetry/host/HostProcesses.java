package org.headroom.telemetry.host;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.headroom.model.host.HostProcess;
import org.headroom.model.units.ByteCount;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** The processes that were asked for in the last minutes. Any thread asks; one thread looks them up. */
final class HostProcesses {
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(2);
    private static final int MOST = 512;

    private static final class Wanted {
        volatile long askedAt;
        volatile Optional<HostProcess> found = Optional.empty();
        volatile boolean looked;
        // The thread that looks them up only.
        long cpuMillis;
        long cpuAt;
    }

    private final Map<Long, Wanted> wanted = new ConcurrentHashMap<>();

    /**
     * What is known of it; from now on it is looked up now and then.
     *
     * @param unknown run when it has not been looked up yet
     */
    Optional<HostProcess> process(long pid, long nanos, Runnable unknown) {
        if (pid <= 0 || pid > Integer.MAX_VALUE) return Optional.empty();
        Wanted entry = wanted.get(pid);
        if (entry == null) {
            if (wanted.size() >= MOST) return Optional.empty();
            entry = wanted.computeIfAbsent(pid, p -> new Wanted());
        }
        entry.askedAt = nanos;
        if (!entry.looked) unknown.run();
        return entry.found;
    }

    /**
     * Looks up those that are wanted.
     *
     * @param all or only those that have not been looked up yet
     */
    void look(OperatingSystem system, boolean all, long nanos) {
        wanted.values().removeIf(w -> nanos - w.askedAt > FORGOTTEN_AFTER.toNanos());
        wanted.forEach((pid, entry) -> {
            if (all || !entry.looked) look(system, pid, entry, nanos);
        });
    }

    private static void look(OperatingSystem system, long pid, Wanted entry, long nanos) {
        try {
            OSProcess now = system.getProcess((int) pid);
            entry.found = now == null || now.getState() == OSProcess.State.INVALID
                    ? Optional.empty()
                    : Optional.of(translated(now, entry, nanos));
        } catch (RuntimeException | LinkageError e) {
            entry.found = Optional.empty();
        }
        entry.looked = true;
    }

    private static HostProcess translated(OSProcess now, Wanted entry, long nanos) {
        long cpuMillis = now.getKernelTime() + now.getUserTime();
        Instant started = Instant.ofEpochMilli(now.getStartTime());
        // The number may have been given to another process meanwhile.
        boolean same = entry.found.filter(f -> near(f.started(), started)).isPresent();
        double elapsedMillis = (nanos - entry.cpuAt) / 1e6;
        OptionalDouble cpu = same && elapsedMillis > 0 && cpuMillis >= entry.cpuMillis
                ? OptionalDouble.of(100 * (cpuMillis - entry.cpuMillis) / elapsedMillis)
                : OptionalDouble.empty();
        entry.cpuMillis = cpuMillis;
        entry.cpuAt = nanos;
        return new HostProcess(
                now.getProcessID(),
                now.getName(),
                Optional.of(now.getUser()).filter(u -> !u.isBlank() && !"unknown".equals(u)),
                started,
                new ByteCount(Math.max(0, now.getResidentMemory())),
                cpu);
    }

    // Computed from the time since the start, and so not always the same to the millisecond.
    private static boolean near(Instant a, Instant b) {
        return Duration.between(a, b).abs().compareTo(Duration.ofSeconds(2)) < 0;
    }
}
