package org.headroom.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.EngineStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the container engine for its status, one question at a time. */
final class EnginePoll {
    private static final Logger LOG = LoggerFactory.getLogger(EnginePoll.class);

    private final ContainerEngine engine;
    private final LoopContext loop;
    private final RigState state;
    private final AtomicBoolean waiting = new AtomicBoolean();

    EnginePoll(ContainerEngine engine, LoopContext loop, RigState state) {
        this.engine = engine;
        this.loop = loop;
        this.state = state;
    }

    /** Does nothing while an earlier question has not been answered. */
    void ask() {
        if (!waiting.compareAndSet(false, true)) return;
        Thread.ofVirtual().name("engine-status").start(() -> {
            try {
                EngineStatus status = engine.status();
                loop.post(() -> {
                    if (state.engine(status)) loop.review();
                    loop.touch();
                });
            } catch (RuntimeException | Error e) {
                LOG.warn("The container engine could not be asked; it is asked again", e);
            } finally {
                waiting.set(false);
            }
        });
    }
}
