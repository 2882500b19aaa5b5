package org.headroom.model.bidding;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a GPU is not for jobs, and why.
 *
 * @param gate the gate that refuses an order for it, such as {@code schedule} or {@code owner}
 * @param from a job that is over by then may still have it; empty: closed already
 * @param why a sentence without its full stop that names the GPU
 */
public record Closing(String gate, Optional<Instant> from, String why) {
    /** Whether a job that begins now and takes so long is kept out. */
    public boolean keepsOut(Instant now, Duration job) {
        return from.map(f -> now.plus(job).isAfter(f)).orElse(true);
    }
}
