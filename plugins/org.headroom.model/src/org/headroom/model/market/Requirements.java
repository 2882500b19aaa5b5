package org.headroom.model.market;

import java.util.List;
import java.util.Optional;
import org.headroom.model.gpu.DottedVersion;
import org.headroom.model.units.ByteCount;

/**
 * What a rig must have to be bid with. CPU and memory are not here: they are the manifest's limits.
 *
 * @param gpus how many GPUs, all of one rig
 * @param wholeRig all GPUs of the rig, at least {@code gpus} of them, and no other lease beside this one
 * @param model a part of each GPU's name, upper and lower case alike, such as {@code RTX 4090}; empty for any
 * @param memory of each GPU, at least
 * @param computeCapability of each GPU, at least
 * @param driver at least
 * @param cuda the driver's level, at least
 * @param disk free for what the job leaves in {@code /artefacts}
 * @param network {@code none}, {@code outbound} or {@code inbound}; another word is known to those who use it
 * @param regions codes such as {@code DE} or {@code US-CA}, any of them will do; none for anywhere
 * @param verification how the result is to be provable: {@code receipt}, or another word for more than that
 * @param tee {@code none}, or the trusted execution wanted: {@code any}, {@code sev-snp}, {@code tdx}
 */
public record Requirements(
        int gpus,
        boolean wholeRig,
        Optional<String> model,
        ByteCount memory,
        Optional<DottedVersion> computeCapability,
        Optional<DottedVersion> driver,
        Optional<DottedVersion> cuda,
        ByteCount disk,
        String network,
        List<String> regions,
        String verification,
        String tee) {
    public static final String NONE = "none";
    public static final String RECEIPT = "receipt";

    public Requirements {
        if (gpus < 1 || gpus > 64) throw new IllegalArgumentException("gpus: 1 to 64");
        if (memory.bytes() < 0) throw new IllegalArgumentException("memory: not below zero");
        if (disk.bytes() < 0) throw new IllegalArgumentException("disk: not below zero");
        Words.check("network", network);
        Words.check("verification", verification);
        Words.check("tee", tee);
        Words.checkAll("regions", regions);
        regions = List.copyOf(regions);
    }

    /** GPUs alone: any driver, no network, anywhere, a receipt as proof. */
    public Requirements(int gpus, Optional<String> model, ByteCount memory) {
        this(
                gpus,
                false,
                model,
                memory,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new ByteCount(0),
                NONE,
                List.of(),
                RECEIPT,
                NONE);
    }
}
