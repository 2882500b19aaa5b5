package org.headroom.cli;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.model.gpu.DottedVersion;
import org.headroom.model.market.Requirements;
import org.headroom.model.market.StartWindow;
import org.headroom.model.units.ByteCount;
import picocli.CommandLine.Option;

/** What a rig must have, and when the job may start: the options of an order that say so. */
final class RentNeeds {
    @Option(names = "--gpus", description = "How many GPUs, all of one rig (default: the file's, or 1).")
    private Optional<Integer> gpus = Optional.empty();

    @Option(names = "--whole-rig", description = "All GPUs of the rig, and no other job beside this one.")
    private boolean wholeRig;

    @Option(names = "--gpu-model", description = "A part of each GPU's name, such as \"RTX 4090\".")
    private Optional<String> model = Optional.empty();

    @Option(
            names = "--gpu-memory",
            converter = RentQuantities.ToMemory.class,
            description = "The least memory of each GPU, such as 16g.")
    private Optional<ByteCount> memory = Optional.empty();

    @Option(names = "--compute-capability", paramLabel = "X.Y", description = "The least, such as 8.9.")
    private Optional<String> computeCapability = Optional.empty();

    @Option(names = "--driver", paramLabel = "VERSION", description = "The least driver, such as 550.54.")
    private Optional<String> driver = Optional.empty();

    @Option(names = "--cuda", paramLabel = "X.Y", description = "The least CUDA level of the driver, such as 12.4.")
    private Optional<String> cuda = Optional.empty();

    @Option(
            names = "--disk",
            converter = RentQuantities.ToMemory.class,
            description = "Disk space for the job, such as 20g.")
    private Optional<ByteCount> disk = Optional.empty();

    @Option(
            names = "--network",
            defaultValue = Requirements.NONE,
            description = "none, outbound or inbound (default: ${DEFAULT-VALUE}).")
    private String network = Requirements.NONE;

    @Option(names = "--region", paramLabel = "CODE", description = "An accepted region, such as DE; repeat for each.")
    private List<String> regions = new ArrayList<>();

    @Option(
            names = "--verification",
            defaultValue = Requirements.RECEIPT,
            description = "How the result is to be provable (default: ${DEFAULT-VALUE}).")
    private String verification = Requirements.RECEIPT;

    @Option(
            names = "--tee",
            defaultValue = Requirements.NONE,
            description = "Trusted execution: none, any, sev-snp or tdx (default: ${DEFAULT-VALUE}).")
    private String tee = Requirements.NONE;

    @Option(names = "--start-after", paramLabel = "TIME", description = "Not before, such as 2026-12-01T22:00:00Z.")
    private Optional<String> startAfter = Optional.empty();

    @Option(names = "--start-before", paramLabel = "TIME", description = "Not after.")
    private Optional<String> startBefore = Optional.empty();

    /**
     * @param from a job file, which counts where nothing is said here
     * @throws IllegalArgumentException in one line
     */
    Requirements requirements(Optional<RentFile> from) {
        return new Requirements(
                gpus.or(() -> from.map(RentFile::gpus)).orElse(1),
                wholeRig,
                model.or(() -> from.flatMap(RentFile::gpuModel)),
                memory.or(() -> from.map(RentFile::gpuMemory)).orElse(new ByteCount(0)),
                version("--compute-capability", computeCapability),
                version("--driver", driver),
                version("--cuda", cuda),
                disk.orElse(new ByteCount(0)),
                network,
                regions,
                verification,
                tee);
    }

    /** @throws IllegalArgumentException in one line */
    StartWindow start() {
        return new StartWindow(time("--start-after", startAfter), time("--start-before", startBefore));
    }

    private static Optional<DottedVersion> version(String option, Optional<String> text) {
        try {
            return text.map(DottedVersion::new);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }

    private static Optional<Instant> time(String option, Optional<String> text) {
        try {
            return text.map(t -> Instant.parse(t).truncatedTo(ChronoUnit.SECONDS));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(option + ": write a time as 2026-12-01T22:00:00Z", e);
        }
    }
}
