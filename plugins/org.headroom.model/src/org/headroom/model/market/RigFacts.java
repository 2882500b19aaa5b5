package org.headroom.model.market;

import java.util.List;
import java.util.Optional;
import org.headroom.model.gpu.DottedVersion;
import org.headroom.model.units.ByteCount;

/**
 * What a provider says of the rig that an offered GPU is in.
 *
 * @param gpus how many GPUs the rig offers in all, this one among them
 * @param driver of the GPUs
 * @param cuda the level that the driver supports
 * @param cpuMillis thousandths of a core that jobs may have together
 * @param memory that jobs may have together
 * @param disk free for what jobs leave behind
 * @param region a code such as {@code DE}; empty where the provider does not say
 * @param networks network classes that jobs may ask for
 * @param verifications proofs that the provider can give
 * @param tee the trusted execution there is, or {@code none}
 */
public record RigFacts(
        int gpus,
        Optional<DottedVersion> driver,
        Optional<DottedVersion> cuda,
        long cpuMillis,
        ByteCount memory,
        ByteCount disk,
        Optional<String> region,
        List<String> networks,
        List<String> verifications,
        String tee) {
    /** A rig of which nothing is said but that it runs a job on one GPU, without a network. */
    public static final RigFacts UNTOLD = new RigFacts(
            1,
            Optional.empty(),
            Optional.empty(),
            0,
            new ByteCount(0),
            new ByteCount(0),
            Optional.empty(),
            List.of(Requirements.NONE),
            List.of(Requirements.RECEIPT),
            Requirements.NONE);

    public RigFacts {
        if (gpus < 1 || gpus > 64) throw new IllegalArgumentException("gpus: 1 to 64");
        if (cpuMillis < 0) throw new IllegalArgumentException("cpuMillis: not below zero");
        region.ifPresent(word -> Words.check("region", word));
        Words.checkAll("networks", networks);
        Words.checkAll("verifications", verifications);
        Words.check("tee", tee);
        networks = List.copyOf(networks);
        verifications = List.copyOf(verifications);
    }
}
