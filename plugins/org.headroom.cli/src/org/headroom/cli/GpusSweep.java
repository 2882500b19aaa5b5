package org.headroom.cli;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.nvml.NvmlException;
import org.headroom.nvml.NvmlOpening;
import org.headroom.nvml.NvmlSession;
import org.headroom.telemetry.NvmlStates;

/**
 * One look at every GPU, all at the same time and each on a thread of its own: one that hangs costs its time limit and not the
 * list. The threads are daemons, so that the process can end while a call still hangs in the driver.
 */
final class GpusSweep {
    // Initialising wakes every GPU of the machine, which can take a driver many seconds.
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(30);
    private static final Duration GPU_LIMIT = Duration.ofSeconds(5);
    // Beyond the limit a call that is under way may still come back.
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Optional<String> library;
    private final Clock clock;

    GpusSweep(Optional<String> library, Clock clock) {
        this.library = library;
        this.clock = clock;
    }

    private record Opened(NvmlStatus status, Optional<NvmlSession> session, int count) {}

    GpusReport run() {
        Optional<Opened> opened = within(OPEN_LIMIT, "nvml-open", this::open);
        if (opened.isEmpty())
            return new GpusReport(
                    error(
                            library,
                            "NVML has not answered within " + OPEN_LIMIT.toSeconds()
                                    + " s: the driver hangs. Restart the machine if it stays so."),
                    List.of());
        Opened o = opened.get();
        if (o.session().isEmpty()) return new GpusReport(o.status(), List.of());
        NvmlSession session = o.session().get();
        List<GpusLook> looks = new ArrayList<>();
        for (int i = 0; i < o.count(); i++) looks.add(new GpusLook(session, i, clock, GPU_LIMIT));
        long end = System.nanoTime() + GPU_LIMIT.plus(GRACE).toNanos();
        List<CompletableFuture<Void>> running = looks.stream()
                .map(look -> start("nvml-gpu-" + look.index(), () -> {
                    look.run();
                    return null;
                }))
                .map(f -> f.thenAccept(done -> {}))
                .toList();
        boolean allDone = true;
        for (CompletableFuture<Void> one : running)
            allDone &= await(one, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        List<GpusReport.Gpu> gpus = looks.stream().map(GpusLook::result).toList();
        // Never under a call that still hangs.
        if (allDone)
            within(GPU_LIMIT, "nvml-close", () -> {
                session.close();
                return true;
            });
        return new GpusReport(o.status(), gpus);
    }

    private Opened open() {
        NvmlOpening opening = NvmlSession.open(library);
        NvmlStatus status = NvmlStates.of(opening);
        if (!(opening instanceof NvmlOpening.Opened ok)) return new Opened(status, Optional.empty(), 0);
        try {
            return new Opened(status, Optional.of(ok.session()), ok.session().deviceCount());
        } catch (NvmlException e) {
            ok.session().close();
            return new Opened(
                    error(Optional.of(opening.library()), "NVML does not list the GPUs: " + e.getMessage()),
                    Optional.empty(),
                    0);
        }
    }

    private static NvmlStatus error(Optional<String> library, String message) {
        return new NvmlStatus(
                NvmlStatus.State.ERROR, library, Optional.empty(), Optional.empty(), Optional.empty(), message);
    }

    private static <T> CompletableFuture<T> start(String name, Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException | LinkageError e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private static <T> Optional<T> within(Duration limit, String name, Supplier<T> work) {
        CompletableFuture<T> result = start(name, work);
        return await(result, limit) ? Optional.of(result.join()) : Optional.empty();
    }

    /** False when the limit passed; a failure of the work is thrown on. */
    private static boolean await(CompletableFuture<?> work, Duration limit) {
        try {
            work.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the look at the GPUs failed: " + e.getCause().getMessage(), e.getCause());
        }
    }
}
