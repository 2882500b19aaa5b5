package org.headroom.console.desk;

import java.util.List;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
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

    /** Without the maker, which is the same on every row. */
    public static String brief(String name) {
        return name.replace("NVIDIA ", "").replace("GeForce ", "");
    }
}
