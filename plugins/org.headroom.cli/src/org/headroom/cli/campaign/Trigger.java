package org.headroom.cli.campaign;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** The one kill that is armed. Whoever sees its moment first carries it out; any thread. */
final class Trigger {
    private final AtomicReference<Optional<Armed>> armed = new AtomicReference<>(Optional.empty());

    /** @param done completed when the victim is dead */
    private record Armed(Aim cell, Runnable kill, CompletableFuture<Aim> done) {}

    /** @param kill returns when the victim is dead */
    CompletableFuture<Aim> arm(Aim cell, Runnable kill) {
        Armed next = new Armed(cell, kill, new CompletableFuture<>());
        armed.set(Optional.of(next));
        return next.done();
    }

    /** @return whether it was still armed, so that no kill comes any more */
    boolean disarm() {
        return armed.getAndSet(Optional.empty()).isPresent();
    }

    /** Kills where this step is armed. @return the victim, where this call killed it */
    Optional<Victim> reached(KillStep step) {
        return fire(cell -> cell instanceof Aim.AtStep s && s.step() == step);
    }

    Optional<Victim> reached(LeasePhase phase) {
        return fire(cell -> cell instanceof Aim.InPhase p && p.phase() == phase);
    }

    /** Kills whatever is awaited. */
    Optional<Victim> now() {
        return fire(cell -> true);
    }

    /** Whether the moment of this step is awaited. */
    boolean awaits(KillStep step) {
        return armed.get()
                .filter(a -> a.cell() instanceof Aim.AtStep s && s.step() == step)
                .isPresent();
    }

    private Optional<Victim> fire(java.util.function.Predicate<Aim> which) {
        Optional<Armed> now = armed.get();
        if (now.isEmpty() || !which.test(now.get().cell()) || !armed.compareAndSet(now, Optional.empty()))
            return Optional.empty();
        Armed fired = now.get();
        fired.kill().run();
        fired.done().complete(fired.cell());
        return Optional.of(fired.cell().victim());
    }
}
