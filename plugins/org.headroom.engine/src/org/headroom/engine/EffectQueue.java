package org.headroom.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what follows from the events of leases; an effect that fails is tried again. {@code lease-loop} only. */
final class EffectQueue {
    private static final Logger LOG = LoggerFactory.getLogger(EffectQueue.class);
    private static final int MOST = 10_000;

    private final Consumer<LeaseEffect> work;
    private final Deque<LeaseEffect> undone = new ArrayDeque<>();
    /** Why those that wait failed, as the log has it. */
    private final Map<LeaseEffect, String> told = new HashMap<>();

    /** @param work throws where the effect is to be tried again */
    EffectQueue(Consumer<LeaseEffect> work) {
        this.work = work;
    }

    void perform(LeaseEffect effect) {
        try {
            work.accept(effect);
            told.remove(effect);
        } catch (RuntimeException | Error e) {
            String reason = e instanceof RuntimeException && e.getMessage() != null ? e.getMessage() : e.toString();
            if (!reason.equals(told.put(effect, reason)))
                LOG.warn("{} is tried again: {}", effect.getClass().getSimpleName(), reason);
            later(effect);
        }
    }

    /** With the next {@link #retry}. */
    void later(LeaseEffect effect) {
        if (undone.size() < MOST) undone.add(effect);
        else {
            told.remove(effect);
            LOG.error("Too much waits to be done again; until the next start {} is left undone", effect);
        }
    }

    /** Tries all that wait, once each. */
    void retry() {
        for (int i = undone.size(); i > 0; i--) perform(undone.remove());
    }
}
