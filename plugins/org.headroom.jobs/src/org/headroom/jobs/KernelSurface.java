package org.headroom.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares what an engine says of a created container's surface to the kernel with what was asked for: system calls,
 * hidden parts of {@code /proc} and {@code /sys}, shared memory and the runtime. Pure. What an engine does not tell is
 * looked for in the started process ({@link InForce}).
 */
final class KernelSurface {
    /** What no job reads: the kernel's memory, keys, timers, hardware, and the energy, which tells of other work. */
    static final List<String> MASKED = List.of(
            "/proc/acpi",
            "/proc/asound",
            "/proc/kcore",
            "/proc/keys",
            "/proc/latency_stats",
            "/proc/sched_debug",
            "/proc/scsi",
            "/proc/timer_list",
            "/proc/timer_stats",
            "/sys/devices/virtual/powercap",
            "/sys/firmware");

    static final List<String> READ_ONLY =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    /** Those whose isolation is known here; NVIDIA's hands over to runc. */
    private static final Set<String> RUNTIMES = Set.of("runc", "crun", "io.containerd.runc.v2", "nvidia");

    private KernelSurface() {}

    /** One short sentence for each difference. */
    static List<String> docker(JsonNode inspect, Isolation wished, SeccompProfile profile) {
        List<String> differences = new ArrayList<>();
        JsonNode host = inspect.path("HostConfig");
        int profiles = 0;
        boolean ours = false;
        for (JsonNode option : host.path("SecurityOpt")) {
            if (!option.asText().startsWith("seccomp")) continue;
            profiles++;
            ours |= option.asText().equals(profile.dockerOption());
        }
        if (profiles != 1 || !ours) differences.add("the list of system calls is not the rig's");
        missing("hidden from the job", host.path("MaskedPaths"), MASKED, differences);
        missing("read-only for the job", host.path("ReadonlyPaths"), READ_ONLY, differences);
        shm(host, wished, differences);
        runtime(host.path("Runtime").asText(""), differences);
        return List.copyOf(differences);
    }

    /** Podman does not tell the profile and the paths. */
    static List<String> podman(JsonNode inspect, Isolation wished) {
        List<String> differences = new ArrayList<>();
        shm(inspect.path("HostConfig"), wished, differences);
        runtime(inspect.path("OCIRuntime").asText(""), differences);
        return List.copyOf(differences);
    }

    private static void missing(String what, JsonNode paths, List<String> wished, List<String> differences) {
        Set<String> there = new HashSet<>();
        paths.forEach(path -> there.add(path.asText()));
        for (String path : wished) if (!there.contains(path)) differences.add(path + " is not " + what);
    }

    private static void shm(JsonNode host, Isolation wished, List<String> differences) {
        long bytes = host.path("ShmSize").asLong();
        if (bytes != wished.shmBytes())
            differences.add("shared memory is " + bytes + " bytes, wished " + wished.shmBytes());
    }

    private static void runtime(String runtime, List<String> differences) {
        String name = runtime.substring(runtime.lastIndexOf('/') + 1);
        if (!RUNTIMES.contains(name))
            differences.add("the container's runtime is '" + name + "', and jobs run with runc or crun");
    }
}
