package org.headroom.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.bidding.AskLevels;
import org.headroom.model.bidding.Closing;
import org.headroom.model.bidding.RigStanding;
import org.headroom.model.bidding.RigStanding.Held;
import org.headroom.model.bidding.RigStanding.Machine;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.health.HealthAction;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.ChainStatus;

/**
 * What there is to bid with at one moment.
 *
 * @param account the rig's own; the zero address takes orders for whomever
 * @param takingWork the big switch
 * @param free GPUs that answer, that are well and that no lease holds
 * @param unwell GPUs that an alarm keeps from work
 * @param closed when GPUs are not for jobs, each reason by itself
 * @param trouble what keeps the rig from keeping its word, such as a ledger that cannot be written
 * @param held what each lease, and each bid that is out, has of the rig
 * @param asks by others, by the GPU's name
 * @param missing images that are offered and not in the engine's store; not kept with a decision
 */
public record Capacity(
        EthAddress account,
        boolean takingWork,
        List<GpuReading> all,
        List<GpuReading> free,
        Map<GpuId, Unwell> unwell,
        Map<GpuId, List<Closing>> closed,
        EngineStatus engine,
        ChainStatus chain,
        Optional<String> trouble,
        Machine machine,
        List<Held> held,
        Map<String, AskLevels> asks,
        MissingImages missing) {
    public Capacity {
        all = List.copyOf(all);
        free = List.copyOf(free);
        unwell = Map.copyOf(unwell);
        closed = Map.copyOf(closed);
        held = List.copyOf(held);
        asks = Map.copyOf(asks);
    }

    /** GPUs alone: always open, of a machine of which nothing is known. */
    public Capacity(
            boolean takingWork,
            List<GpuReading> all,
            List<GpuReading> free,
            Map<GpuId, Unwell> unwell,
            EngineStatus engine,
            ChainStatus chain,
            Optional<String> trouble) {
        this(
                EthAddress.ZERO,
                takingWork,
                all,
                free,
                unwell,
                Map.of(),
                engine,
                chain,
                trouble,
                Machine.UNKNOWN,
                List.of(),
                Map.of(),
                MissingImages.NONE);
    }

    /** The same capacity as it was kept, to be judged by again. */
    public static Capacity of(RigStanding then) {
        Set<GpuId> taken = new HashSet<>();
        then.held().forEach(h -> taken.addAll(h.gpus()));
        List<GpuReading> all = then.gpus().stream()
                .map(g -> new GpuReading(
                        g.identity(), g.answers() ? GpuReading.State.OK : GpuReading.State.LOST, Optional.empty()))
                .toList();
        Map<GpuId, Unwell> unwell = new java.util.HashMap<>();
        Map<GpuId, List<Closing>> closed = new java.util.HashMap<>();
        for (RigStanding.Gpu gpu : then.gpus()) {
            GpuId id = gpu.identity().id();
            gpu.unwell().ifPresent(what -> unwell.put(id, new Unwell(HealthAction.STOP_BIDDING, what, "")));
            if (!gpu.closed().isEmpty()) closed.put(id, gpu.closed());
        }
        List<GpuReading> free = all.stream()
                .filter(g -> g.state() == GpuReading.State.OK)
                .filter(g -> !unwell.containsKey(g.identity().id()))
                .filter(g -> !taken.contains(g.identity().id()))
                .toList();
        return new Capacity(
                then.account(),
                then.takingWork(),
                all,
                free,
                unwell,
                closed,
                then.engine(),
                new ChainStatus(then.chainUp(), 0, then.chain(), 0, then.chainMessage()),
                then.trouble(),
                then.machine(),
                then.held(),
                then.asks(),
                MissingImages.NONE);
    }

    /** To be kept. Of the chain no block is told, or each block would be another standing. */
    public RigStanding standing() {
        return new RigStanding(
                account,
                takingWork,
                trouble,
                all.stream()
                        .map(g -> new RigStanding.Gpu(
                                g.identity(),
                                g.state() == GpuReading.State.OK,
                                Optional.ofNullable(unwell.get(g.identity().id()))
                                        .map(Unwell::what),
                                closings(g)))
                        .toList(),
                engine,
                chain.up(),
                chain.name(),
                chain.up() ? "" : chain.message(),
                machine,
                held,
                asks);
    }

    List<Closing> closings(GpuReading gpu) {
        return closed.getOrDefault(gpu.identity().id(), List.of());
    }

    /** Why a GPU is kept from work, as a sentence without its full stop; empty where nothing keeps it. */
    Optional<String> leftOut(GpuReading gpu) {
        return Optional.ofNullable(unwell.get(gpu.identity().id()))
                .map(u -> "GPU " + gpu.identity().index() + " is left out: " + u.what());
    }
}
