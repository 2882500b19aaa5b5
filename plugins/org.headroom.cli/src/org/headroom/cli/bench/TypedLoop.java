package org.headroom.cli.bench;

import java.util.ArrayList;
import java.util.List;
import org.headroom.nvml.NvmlDevice;
import org.headroom.nvml.NvmlException;
import org.headroom.nvml.NvmlSession;

/** The loop through the typed session: readings with absence as a type. */
final class TypedLoop implements NvmlLoop {
    private final List<NvmlDevice> devices = new ArrayList<>();
    private long sum;

    TypedLoop(NvmlSession session) throws NvmlException {
        for (int i = 0; i < session.deviceCount(); i++) devices.add(session.device(i));
    }

    @Override
    public long run(int sweeps) throws NvmlException {
        long began = System.nanoTime();
        for (int i = 0; i < sweeps; i++) sweep();
        long took = System.nanoTime() - began;
        if (sum == 0) throw new IllegalStateException("the GPUs read nothing");
        return took;
    }

    private void sweep() throws NvmlException {
        for (NvmlDevice gpu : devices) {
            sum += gpu.powerMilliwatts().orElse(0);
            sum += gpu.energyMillijoules().orElse(0);
            sum += gpu.utilization().gpu().orElse(0);
            sum += gpu.memory().orElseThrow().total();
            sum += gpu.temperature().orElse(0);
            sum += gpu.smClockMegahertz().orElse(0);
            sum += gpu.memoryClockMegahertz().orElse(0);
            sum += gpu.fanPercent().orElse(0);
            sum += gpu.clockLimits().size();
            sum += gpu.pcieGeneration().orElse(0);
            sum += gpu.pcieWidth().orElse(0);
            sum += gpu.memoryTemperature().orElse(0);
        }
    }
}
