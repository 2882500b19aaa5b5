package org.headroom.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobFailure.Kind;

/**
 * What a job's use of the disks is limited to, as it is asked of the engine. What cannot be limited does not keep a job
 * from running: it is named.
 *
 * @param devices that the job's disk and the engine's storage lie on; none: no bandwidth is limited
 * @param yields whether the job is to have the least weight, so that others come first
 * @param missing why some of it is not asked for, a part of a sentence each
 */
record IoLimits(List<BlockDevices.Device> devices, IoPolicy policy, boolean yields, List<String> missing) {
    static final IoLimits NONE = new IoLimits(List.of(), new IoPolicy(0, 0), false, List.of());
    /** The least that both engines take; usual is 100 or 500. */
    static final int WEIGHT = 10;

    IoLimits {
        devices = List.copyOf(devices);
        missing = List.copyOf(missing);
    }

    /** One bound for one device, under the names of the control group's two versions and of the engines. */
    record Bound(String podman, String docker, String versionOne, String versionTwo, long value) {}

    /** Those that are to be set for each device. */
    List<Bound> bounds() {
        List<Bound> all = new ArrayList<>();
        if (policy.bytesPerSecond() > 0) {
            long bytes = policy.bytesPerSecond();
            all.add(bound("throttleReadBpsDevice", "BlkioDeviceReadBps", "read_bps", "rbps", bytes));
            all.add(bound("throttleWriteBpsDevice", "BlkioDeviceWriteBps", "write_bps", "wbps", bytes));
        }
        if (policy.operationsPerSecond() > 0) {
            long times = policy.operationsPerSecond();
            all.add(bound("throttleReadIOPSDevice", "BlkioDeviceReadIOps", "read_iops", "riops", times));
            all.add(bound("throttleWriteIOPSDevice", "BlkioDeviceWriteIOps", "write_iops", "wiops", times));
        }
        return all;
    }

    private static Bound bound(String podman, String docker, String one, String two, long value) {
        return new Bound(podman, docker, "blkio.throttle." + one + "_device", two, value);
    }

    /**
     * Of a job.
     *
     * @param paths that the job's reading and writing goes to, with what they are called
     */
    static IoLimits of(IoPolicy policy, Map<String, Path> paths, boolean yields, BlockDevices disks) {
        if (!policy.limits()) return new IoLimits(List.of(), policy, yields, List.of());
        Set<BlockDevices.Device> devices = new LinkedHashSet<>();
        List<String> missing = new ArrayList<>();
        paths.forEach((name, path) -> {
            try {
                devices.addAll(disks.of(path));
            } catch (IOException e) {
                missing.add("the disk of " + name + " cannot be found (" + EngineClient.reason(e) + ")");
            }
        });
        return new IoLimits(List.copyOf(devices), policy, yields, missing);
    }

    /** Nothing is asked for. @param why a part of a sentence; empty where nothing is to be said */
    static IoLimits without(String why) {
        return new IoLimits(List.of(), NONE.policy, false, why.isEmpty() ? List.of() : List.of(why));
    }

    boolean isAsked() {
        return yields || !devices.isEmpty();
    }

    /** Whether an engine failed because of what is asked here, by its words; then it is asked without. */
    static boolean isRefused(JobFailure failure) {
        String words = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return failure.kind() == Kind.REFUSED_BY_ENGINE
                && (words.contains("blkio")
                        || words.contains("/dev/")
                        || words.contains("throttle")
                        || words.contains("io.max")
                        || words.contains("io.weight")
                        || words.contains("io.bfq"));
    }

    /** A part of a sentence, the same for every container. */
    static String refusal(String words) {
        return "the engine refuses it (" + words.replaceAll("[0-9a-f]{12,}", "…") + ")";
    }

    /** Into Podman's {@code resource_limits}. */
    void podman(ObjectNode limits) {
        if (!isAsked()) return;
        ObjectNode io = limits.putObject("blockIO");
        if (yields) io.put("weight", WEIGHT);
        for (Bound bound : bounds()) {
            if (devices.isEmpty()) continue;
            var list = io.putArray(bound.podman());
            for (BlockDevices.Device device : devices) {
                String[] number = device.number().split(":", 2);
                list.addObject()
                        .put("major", Long.parseLong(number[0]))
                        .put("minor", Long.parseLong(number[1]))
                        .put("rate", bound.value());
            }
        }
    }

    /** Into Docker's {@code HostConfig}. */
    void docker(ObjectNode host) {
        if (yields) host.put("BlkioWeight", WEIGHT);
        for (Bound bound : bounds()) {
            if (devices.isEmpty()) continue;
            var list = host.putArray(bound.docker());
            for (BlockDevices.Device device : devices)
                list.addObject().put("Path", "/dev/" + device.name()).put("Rate", bound.value());
        }
    }
}
