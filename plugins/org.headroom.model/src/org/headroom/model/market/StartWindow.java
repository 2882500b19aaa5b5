package org.headroom.model.market;

import java.time.Instant;
import java.util.Optional;

/**
 * When a job may start. Providers do not bid before the window opens, and refuse an acceptance that comes after it has
 * closed. Times are whole seconds.
 */
public record StartWindow(Optional<Instant> notBefore, Optional<Instant> notAfter) {
    public static final StartWindow ANY_TIME = new StartWindow(Optional.empty(), Optional.empty());

    public StartWindow {
        if (notBefore.isPresent() && notAfter.isPresent() && !notAfter.get().isAfter(notBefore.get()))
            throw new IllegalArgumentException("the start window closes before it opens");
    }
}
