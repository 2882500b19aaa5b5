package org.headroom.model;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A set of typed listeners. Any thread may add, remove and call. Whatever a listener throws, an {@code Error} too, is handed
 * to {@code onFailure}, and the others are still called.
 *
 * @param <T> what the listeners are told
 */
public final class Listeners<T> {
    private final List<Consumer<? super T>> listeners = new CopyOnWriteArrayList<>();
    private final Consumer<? super Throwable> onFailure;

    /** @param onFailure called once for each listener that throws */
    public Listeners(Consumer<? super Throwable> onFailure) {
        this.onFailure = onFailure;
    }

    public Subscription add(Consumer<? super T> listener) {
        // Wrapped, so that the same listener added twice is two registrations with a handle each.
        Consumer<T> entry = listener::accept;
        listeners.add(entry);
        return () -> listeners.remove(entry);
    }

    /** Calls each listener. What {@code onFailure} throws is thrown after the last listener was called. */
    public void tell(T what) {
        Unreported unreported = new Unreported();
        for (Consumer<? super T> listener : listeners) {
            try {
                listener.accept(what);
            } catch (RuntimeException | Error e) {
                unreported.report(e, onFailure);
            }
        }
        unreported.rethrow();
    }

    /** Failures that could not be reported. One thread. */
    private static final class Unreported {
        private @Nullable Throwable first;

        void report(Throwable failure, Consumer<? super Throwable> to) {
            try {
                to.accept(failure);
            } catch (RuntimeException | Error e) {
                if (e != failure && e.getCause() != failure) e.addSuppressed(failure);
                Throwable before = first;
                if (before == null) first = e;
                else if (before != e) before.addSuppressed(e);
            }
        }

        void rethrow() {
            if (first instanceof RuntimeException e) throw e;
            if (first instanceof Error e) throw e;
        }
    }
}
