package org.headroom.console.gpu;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.Metric;

/**
 * Which metrics each card has told since the window opened: one reading that fails must not look like a card that cannot. One
 * thread.
 */
public final class ToldMetrics {
    private final Map<GpuId, Set<Metric>> told = new HashMap<>();

    public void hear(List<GpuReading> gpus) {
        for (GpuReading gpu : gpus) {
            if (gpu.latest().isEmpty()) continue;
            Set<Metric> of = told.computeIfAbsent(gpu.identity().id(), k -> EnumSet.noneOf(Metric.class));
            for (Metric m : Metric.values())
                if (!of.contains(m) && !Double.isNaN(m.of(gpu.latest().get()))) of.add(m);
        }
    }

    public boolean told(GpuId gpu, Metric metric) {
        return told.getOrDefault(gpu, Set.of()).contains(metric);
    }
}
