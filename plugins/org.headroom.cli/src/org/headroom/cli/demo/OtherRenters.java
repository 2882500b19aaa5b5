package org.headroom.cli.demo;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.agent.Rig;
import org.headroom.engine.LeaseBook;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.money.EthAddress;

/** The leases of those who rent from the demo's rig beside the demo itself. */
final class OtherRenters {
    private final EthAddress own;
    private final Supplier<LeaseBook> book;
    private final Supplier<Set<GpuId>> gpus;

    /**
     * @param own the demo's own renter
     * @param book the rig's leases as they are now
     * @param gpus all of the rig's GPUs
     */
    OtherRenters(EthAddress own, Supplier<LeaseBook> book, Supplier<Set<GpuId>> gpus) {
        this.own = own;
        this.book = book;
        this.gpus = gpus;
    }

    static OtherRenters of(Rig rig, EthAddress own) {
        var leases = rig.leases().orElseThrow();
        return new OtherRenters(
                own,
                leases::book,
                () -> rig.gpus().gpus().stream()
                        .map(GpuReading::identity)
                        .map(g -> g.id())
                        .collect(Collectors.toSet()));
    }

    /** Whether no GPU is left for the demo's own order. */
    boolean haveEveryGpu() {
        Set<GpuId> free = new HashSet<>(gpus.get());
        if (free.isEmpty()) return false;
        leases().filter(LeaseState::holdsGpu)
                .forEach(lease -> lease.terms().bid().gpuIds().forEach(free::remove));
        return free.isEmpty();
    }

    /** Whether one of their jobs runs, is about to, or has no receipt yet. */
    boolean haveJobs() {
        return leases().anyMatch(lease ->
                lease.holdsGpu() || lease instanceof LeaseState.Ended || lease instanceof LeaseState.Numbered);
    }

    private Stream<LeaseState> leases() {
        return book.get().open().stream()
                .filter(lease -> !lease.terms().order().renter().equals(own));
    }

    /**
     * Runs the demo's own part. A failure is only told while other renters have jobs: it would end the demo, and the end of
     * the demo removes every job.
     *
     * @param ended whether a person ends the demo; then nothing is told
     * @return what the part returns, 1 if it failed
     */
    int outlive(Callable<Integer> part, BooleanSupplier ended, Consumer<String> told) throws Exception {
        try {
            return part.call();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (ended.getAsBoolean() || !haveJobs()) throw e;
            told.accept("failed   " + words(e));
            return 1;
        }
    }

    private static String words(Exception e) {
        if (e instanceof ExecutionException && e.getCause() instanceof Exception cause) return words(cause);
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
