package org.headroom.console.desk;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeasedGpu;
import org.headroom.ui.cell.Cell;

/** How GPUs are called in tables: by their number. Pure. */
public final class GpuNames {
    private GpuNames() {}

    public static Optional<GpuReading> find(List<GpuReading> gpus, GpuId id) {
        return gpus.stream().filter(g -> g.identity().id().equals(id)).findFirst();
    }

    /** The GPU's number here, or its name where it is not one of this rig's; tagged where it is simulated. */
    public static Cell cell(List<GpuReading> gpus, GpuId id, String name, boolean simulated) {
        return find(gpus, id)
                .map(g -> Cell.named("", Integer.toString(g.identity().index()), simulated)
                        .sortedBy(g.identity().index())
                        .withTip(g.identity().name()))
                .orElse(Cell.named("", brief(name), simulated));
    }

    /** The numbers of a bid's GPUs here; the name of a single one that is not this rig's, the count of several. */
    public static Cell cell(List<GpuReading> gpus, Bid bid) {
        if (bid.gpus().size() == 1) {
            LeasedGpu only = bid.gpus().getFirst();
            return cell(gpus, only.id(), only.name(), bid.simulated());
        }
        List<GpuIdentity> here = bid.gpuIds().stream()
                .flatMap(id -> find(gpus, id).stream())
                .map(GpuReading::identity)
                .toList();
        if (here.size() < bid.gpus().size()) return Cell.named("", brief(bid.gpuNames()), bid.simulated());
        String numbers = here.stream().map(g -> Integer.toString(g.index())).collect(Collectors.joining(", "));
        return Cell.named("", numbers, bid.simulated())
                .sortedBy(here.getFirst().index())
                .withTip(bid.gpuNames());
    }

    /** The numbers of GPUs here; the count of those that are not this rig's. */
    public static Cell cell(List<GpuReading> gpus, List<GpuId> ids, boolean simulated) {
        List<Integer> here = ids.stream()
                .flatMap(id -> find(gpus, id).stream())
                .map(g -> g.identity().index())
                .toList();
        if (here.isEmpty() || here.size() < ids.size())
            return Cell.named("", ids.size() == 1 ? "1 GPU" : ids.size() + " GPUs", simulated);
        return Cell.named("", here.stream().map(String::valueOf).collect(Collectors.joining(", ")), simulated)
                .sortedBy(here.getFirst());
    }

    /** Without the maker, which is the same on every row. */
    public static String brief(String name) {
        return name.replace("NVIDIA ", "").replace("GeForce ", "");
    }
}
