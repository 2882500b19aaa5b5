package org.headroom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private final List<Throwable> failures = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();

    private static void fail(RuntimeException e) {
        throw e;
    }

    @Test
    void listenersAfterOneThatThrowsAnErrorAreToldAndEachFailureIsReported() {
        Listeners<String> listeners = new Listeners<>(failures::add);
        Error error = new NoClassDefFoundError("a class that cannot be loaded");
        RuntimeException exception = new IllegalStateException("no");
        listeners.add(what -> {
            throw error;
        });
        listeners.add(heard::add);
        listeners.add(what -> fail(exception));
        listeners.add(heard::add);
        listeners.tell("news");
        assertThat(heard).containsExactly("news", "news");
        assertThat(failures).containsExactly(error, exception);
    }

    @Test
    void whatTheReportOfFailuresThrowsIsThrownAfterTheLastListenerWasTold() {
        RuntimeException first = new IllegalStateException("first");
        RuntimeException second = new IllegalStateException("second");
        Listeners<String> listeners = new Listeners<>(e -> {
            throw new IllegalArgumentException("cannot be reported", e);
        });
        listeners.add(what -> fail(first));
        listeners.add(heard::add);
        listeners.add(what -> fail(second));
        listeners.add(heard::add);
        assertThatThrownBy(() -> listeners.tell("news"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasCause(first)
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .satisfies(s -> assertThat(s).hasCause(second)));
        assertThat(heard).containsExactly("news", "news");
    }

    @Test
    void listenerThatWasRemovedIsNotTold() {
        Listeners<String> listeners = new Listeners<>(failures::add);
        Subscription subscription = listeners.add(heard::add);
        listeners.add(heard::add);
        subscription.close();
        listeners.tell("news");
        assertThat(heard).containsExactly("news");
    }
}
