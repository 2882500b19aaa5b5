package org.headroom.model.lease;

import java.time.Instant;

/**
 * The owner wants the GPU back, and the renter has been told.
 *
 * @param reason why, as the renter is told it
 * @param stopAt when the job is stopped
 * @param lifted whether the owner has left again meanwhile, so that the job goes on
 */
public record Notice(String reason, Instant stopAt, boolean lifted) {}
