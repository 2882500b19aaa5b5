package org.headroom.model;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A set of typed listeners. Any thread may add, remove and call; a listener that throws is handed to {@code onFailure}
 * and the others are still called.
 *
 * @param <T> what the listeners are told
 */
public final class Listeners<T> {
    private final List<Consumer<? super T>> listeners = new CopyOnWriteArrayList<>();
    private final Consumer<RuntimeException> onFailure;

    public Listeners(Consumer<RuntimeException> onFailure) {
        this.onFailure = onFailure;
    }

    public Subscription add(Consumer<? super T> listener) {
        // Wrapped, so that the same listener added twice is two registrations with a handle each.
        Consumer<T> entry = listener::accept;
        listeners.add(entry);
        return () -> listeners.remove(entry);
    }

    public void tell(T what) {
        for (Consumer<? super T> listener : listeners) {
            try {
                listener.accept(what);
            } catch (RuntimeException e) {
                onFailure.accept(e);
            }
        }
    }
}
