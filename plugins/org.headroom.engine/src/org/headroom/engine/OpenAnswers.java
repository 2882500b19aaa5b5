package org.headroom.engine;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Futures that have no result yet. At the close each fails: what was to complete it may never run. Any thread. */
final class OpenAnswers implements AutoCloseable {
    private final Set<CompletableFuture<?>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** After the close it has failed when this returns. */
    <T> CompletableFuture<T> add(CompletableFuture<T> answer) {
        open.add(answer);
        answer.whenComplete((result, failure) -> open.remove(answer));
        if (closed) fail(answer);
        return answer;
    }

    private static void fail(CompletableFuture<?> answer) {
        answer.completeExceptionally(new IllegalStateException("The rig is closing."));
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(OpenAnswers::fail);
    }
}
