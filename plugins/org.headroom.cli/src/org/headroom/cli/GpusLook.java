package org.headroom.cli;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.nvml.NvmlDevice;
import org.headroom.nvml.NvmlException;
import org.headroom.nvml.NvmlReturn;
import org.headroom.nvml.NvmlSession;
import org.headroom.telemetry.GpuFault;
import org.headroom.telemetry.NvmlIdentification;
import org.headroom.telemetry.NvmlReading;
import org.headroom.telemetry.ReadingPlan;

/** One look at one GPU. {@link #run} is for a thread of its own; {@link #result} shows what there is, done or not. */
final class GpusLook {
    private record End(GpuReading.State state, Optional<String> message) {}

    private final NvmlSession session;
    private final int index;
    private final Clock clock;
    private final Duration limit;
    private final NvmlIdentification who;
    private volatile Optional<NvmlReading> reading = Optional.empty();
    private volatile Optional<End> end = Optional.empty();

    GpusLook(NvmlSession session, int index, Clock clock, Duration limit) {
        this.session = session;
        this.index = index;
        this.clock = clock;
        this.limit = limit;
        this.who = new NvmlIdentification(index, session.simulated());
    }

    int index() {
        return index;
    }

    void run() {
        long started = System.nanoTime();
        try {
            NvmlDevice device = session.device(index);
            who.run(device, limit);
            Duration left = limit.minusNanos(System.nanoTime() - started);
            NvmlReading read = new NvmlReading(
                    device,
                    who.identity().id(),
                    clock.instant(),
                    Optional.<GpuSample>empty(),
                    ReadingPlan.everything(left));
            reading = Optional.of(read);
            read.run();
            // Past the limit, calls were left out.
            if (System.nanoTime() - started <= limit.toNanos())
                end = Optional.of(new End(GpuReading.State.OK, Optional.empty()));
        } catch (NvmlException e) {
            boolean lost = e.reason() == NvmlReturn.GPU_IS_LOST || e.reason() == NvmlReturn.GPU_NOT_FOUND;
            end = Optional.of(
                    new End(lost ? GpuReading.State.LOST : GpuReading.State.ERROR, Optional.of(e.getMessage())));
        } catch (RuntimeException e) {
            // Whatever one GPU brings about, the others are still listed.
            end = Optional.of(new End(GpuReading.State.ERROR, Optional.of("it could not be read: " + e)));
        } catch (GpuFault e) {
            boolean lost = e.kind() == GpuFault.Kind.LOST;
            end = Optional.of(
                    new End(lost ? GpuReading.State.LOST : GpuReading.State.ERROR, Optional.of(e.getMessage())));
        }
    }

    GpusReport.Gpu result() {
        End e = end.orElseGet(() -> new End(
                GpuReading.State.ERROR,
                Optional.of("it did not answer everything within " + limit.toSeconds() + " s")));
        return new GpusReport.Gpu(
                who.identity(), who.uuid(), who.name(), reading.map(NvmlReading::sample), e.state(), e.message());
    }
}
