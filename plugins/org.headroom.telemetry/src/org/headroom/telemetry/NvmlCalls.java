package org.headroom.telemetry;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.headroom.nvml.NvmlException;
import org.headroom.nvml.NvmlReturn;

/**
 * A row of calls to one GPU. A call that fails costs only its answer, unless it says that the GPU or the session is gone; after
 * the limit the rest is left out. Answers are kept under the owner's lock, so that another thread can look at what has come in
 * while the next call hangs.
 */
final class NvmlCalls {
    /** One trip to the driver. */
    interface Call<T> {
        T get() throws NvmlException;
    }

    private final Object lock;
    private final long limitNanos;
    private final long startedNanos = System.nanoTime();
    private int answered;
    private Optional<NvmlException> failure = Optional.empty();

    NvmlCalls(Object lock, Duration limit) {
        this.lock = lock;
        this.limitNanos = limit.toNanos();
    }

    <T> void ask(Call<T> call, Consumer<T> keep) throws GpuFault {
        if (System.nanoTime() - startedNanos > limitNanos) return;
        try {
            T answer = call.get();
            answered++;
            synchronized (lock) {
                keep.accept(answer);
            }
        } catch (NvmlException e) {
            if (wholeGpu(e.reason())) throw fault(e);
            failure = Optional.of(e);
        }
    }

    /** Throws when every call failed: then it is not a reading that is missing but the GPU. */
    void checkAnswered() throws GpuFault {
        if (answered == 0 && failure.isPresent()) throw fault(failure.get());
    }

    private static boolean wholeGpu(NvmlReturn reason) {
        return switch (reason) {
            case GPU_IS_LOST, GPU_NOT_FOUND, UNINITIALIZED, DRIVER_NOT_LOADED -> true;
            default -> false;
        };
    }

    static GpuFault fault(NvmlException e) {
        GpuFault.Kind kind = switch (e.reason()) {
            case GPU_IS_LOST, GPU_NOT_FOUND -> GpuFault.Kind.LOST;
            case UNINITIALIZED, DRIVER_NOT_LOADED -> GpuFault.Kind.SESSION;
            default -> GpuFault.Kind.ERROR;
        };
        return new GpuFault(kind, e.getMessage());
    }
}
