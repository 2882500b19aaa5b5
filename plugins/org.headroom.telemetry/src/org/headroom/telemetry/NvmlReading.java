package org.headroom.telemetry;

import java.time.Instant;
import java.util.Optional;
import org.headroom.model.gpu.GpuCondition;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuSample;
import org.headroom.nvml.NvmlDevice;

/** One look at one GPU, filled in call by call; {@link #sample()} shows from any thread what has come in so far. */
public final class NvmlReading {
    private final NvmlReader reader;
    private final Instant at;
    private final ReadingPlan plan;

    /** @param before unused: one look reads everything itself */
    public NvmlReading(NvmlDevice device, GpuId gpu, Instant at, Optional<GpuSample> before, ReadingPlan plan) {
        this.reader = new NvmlReader(device, gpu);
        this.at = at;
        this.plan = plan;
    }

    /** What is known so far; any thread. */
    public GpuSample sample() {
        return reader.sample(at);
    }

    /** What is known so far of its condition; any thread. */
    public GpuCondition condition() {
        return reader.condition(at);
    }

    /**
     * Makes the calls; no other thread may use the device meanwhile.
     *
     * @throws GpuFault when the GPU is lost or answers nothing at all
     */
    public GpuSample run() throws GpuFault {
        long started = System.nanoTime();
        int answered = 0;
        Optional<GpuFault> failure = Optional.empty();
        for (Question q : Question.all()) {
            if (!plan.has(q)) continue;
            if (System.nanoTime() - started > plan.limit().toNanos()) break;
            try {
                reader.ask(q);
                answered++;
            } catch (GpuFault fault) {
                if (fault.kind() != GpuFault.Kind.ERROR) throw fault;
                failure = Optional.of(fault);
            }
        }
        if (answered == 0 && failure.isPresent()) throw failure.get();
        return sample();
    }
}
