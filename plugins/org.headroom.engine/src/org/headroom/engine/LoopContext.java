package org.headroom.engine;

import java.time.Instant;
import org.headroom.model.lease.LeaseEvent;

/** What the parts of the lease loop share. Only {@link #post} and {@link #book} may be called from other threads. */
interface LoopContext {
    /** Runs a task on {@code lease-loop}; one that throws is reported and stops nothing. */
    void post(Runnable task);

    LeaseBook book();

    /** Puts an event into the journal and applies it. {@code lease-loop} only. */
    void happened(LeaseEvent event);

    JobRunner jobs();

    /** By the rig's clock, which times leases. */
    Instant now();

    /** By the wall clock, which goes into signed messages. */
    Instant wall();

    /** There is something new to show. {@code lease-loop} only. */
    void touch();

    /** Orders and offers are judged anew. {@code lease-loop} only. */
    void review();
}
