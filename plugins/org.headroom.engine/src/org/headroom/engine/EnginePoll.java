package org.headroom.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.job.OfferedImages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the container engine for its status and for the images that are offered, one look at a time. */
final class EnginePoll {
    private static final Logger LOG = LoggerFactory.getLogger(EnginePoll.class);

    private final ContainerEngine engine;
    private final LoopContext loop;
    private final RigState state;
    private final AtomicBoolean waiting = new AtomicBoolean();
    /** Used by one look at a time. */
    private final ListedImages images;

    EnginePoll(ContainerEngine engine, OfferedImages offered, LoopContext loop, RigState state) {
        this.engine = engine;
        this.images = new ListedImages(engine::hasImage, offered);
        this.loop = loop;
        this.state = state;
    }

    /** Does nothing while an earlier question has not been answered. */
    void ask() {
        if (!waiting.compareAndSet(false, true)) return;
        Thread.ofVirtual().name("engine-status").start(() -> {
            try {
                EngineStatus status = engine.status();
                MissingImages missing = status.up() ? images.look() : images.missing();
                loop.post(() -> {
                    if (state.engine(status, missing)) loop.review();
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
