package org.headroom.model.bidding;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.gpu.DottedVersion;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.ByteCount;

/**
 * What a rig had to bid with at one moment: all that its orders were judged by, beside the owner's rules.
 *
 * @param account the rig's own
 * @param trouble what kept the rig from keeping its word
 * @param machine of the machine around the GPUs
 * @param held by leases and by bids that are out
 * @param asks by others for the models of this rig, by the GPU's name
 */
public record RigStanding(
        EthAddress account,
        boolean takingWork,
        Optional<String> trouble,
        List<Gpu> gpus,
        EngineStatus engine,
        boolean chainUp,
        String chain,
        String chainMessage,
        Machine machine,
        List<Held> held,
        Map<String, AskLevels> asks) {
    public RigStanding {
        gpus = List.copyOf(gpus);
        held = List.copyOf(held);
        asks = Map.copyOf(asks);
    }

    /** @param unwell what its health says against it; @param closed when it is not for jobs */
    public record Gpu(GpuIdentity identity, boolean answers, Optional<String> unwell, List<Closing> closed) {
        public Gpu {
            closed = List.copyOf(closed);
        }
    }

    /**
     * What the machine has for jobs before any lease. What is zero or empty is not known, and refuses nothing by itself.
     *
     * @param memory of the machine, its own needs included
     * @param disk free where the jobs' files are
     * @param cuda the level that the driver supports
     */
    public record Machine(
            long cpuMillis,
            ByteCount memory,
            ByteCount disk,
            Optional<DottedVersion> driver,
            Optional<DottedVersion> cuda) {
        public static final Machine UNKNOWN =
                new Machine(0, new ByteCount(0), new ByteCount(0), Optional.empty(), Optional.empty());
    }

    /**
     * What one lease or bid has of the rig.
     *
     * @param disk that its order names; zero where it names none and gets
     *     {@link org.headroom.model.job.JobDisk#STANDARD}
     * @param exposure what it may run up unpaid
     */
    public record Held(
            LeaseId lease,
            EthAddress renter,
            List<GpuId> gpus,
            long cpuMillis,
            ByteCount memory,
            ByteCount disk,
            Usdc exposure) {
        public Held {
            gpus = List.copyOf(gpus);
        }
    }
}
