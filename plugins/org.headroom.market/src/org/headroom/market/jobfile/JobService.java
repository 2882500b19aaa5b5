package org.headroom.market.jobfile;

import java.util.List;
import java.util.Optional;

/**
 * One order's worth of a job file: an image, how many copies, and what each copy needs.
 *
 * @param cpuMillis thousandths of a processor core
 * @param environment as {@code NAME=value}, in the file's order
 * @param command replaces the image's entry point; empty to keep it
 * @param arguments replace the image's own arguments; empty to keep them
 * @param price the ceiling that the file names, in its own currency; empty when it names none
 */
public record JobService(
        String name,
        String image,
        int count,
        long cpuMillis,
        long memoryBytes,
        List<Volume> storage,
        GpuNeed gpu,
        List<Exposure> exposures,
        List<String> environment,
        List<String> command,
        List<String> arguments,
        Optional<Price> price) {
    public JobService {
        storage = List.copyOf(storage);
        exposures = List.copyOf(exposures);
        environment = List.copyOf(environment);
        command = List.copyOf(command);
        arguments = List.copyOf(arguments);
    }

    /**
     * Disk or memory that is mounted into the job.
     *
     * @param storageClass the kind of disk, such as {@code beta3}, or {@code ram}
     * @param mount absolute path in the container
     */
    public record Volume(
            String name, long sizeBytes, boolean persistent, Optional<String> storageClass, Optional<String> mount) {}

    /**
     * A port that others reach.
     *
     * @param port in the container
     * @param as as others see it
     * @param protocol TCP or UDP
     * @param global reachable from outside, not only by the file's other services
     * @param service the one service that may reach it; empty for any
     */
    public record Exposure(
            int port, int as, String protocol, boolean global, List<String> hosts, Optional<String> service) {
        public Exposure {
            hosts = List.copyOf(hosts);
        }
    }

    /** The GPUs of each copy. */
    public record GpuNeed(long units, Optional<String> vendor, List<GpuModel> models) {
        public static final GpuNeed NONE = new GpuNeed(0, Optional.empty(), List.of());

        public GpuNeed {
            models = List.copyOf(models);
        }

        public static GpuNeed anyNvidia(long units) {
            return new GpuNeed(units, Optional.of("nvidia"), List.of(GpuModel.ANY));
        }
    }

    /**
     * A model that will do.
     *
     * @param model in lower case and without spaces, such as {@code rtx4090}; {@code *} for any
     * @param ram its memory, such as {@code 80Gi}
     * @param interfaceName {@code pcie} or {@code sxm}
     */
    public record GpuModel(String model, Optional<String> ram, Optional<String> interfaceName) {
        public static final GpuModel ANY = new GpuModel("*", Optional.empty(), Optional.empty());
    }

    /**
     * The most that the file would pay, in the currency it names; for Akash, for each block.
     *
     * @param amount a plain decimal number
     */
    public record Price(String denomination, String amount) {}
}
