package org.headroom.model.lease;

import java.time.Instant;
import java.util.Optional;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Hash32;
import org.headroom.model.units.Joules;

/** How a job ended and what it used. */
public record JobResult(
        Instant startedAt,
        Instant endedAt,
        int exitCode,
        Receipt.Outcome outcome,
        Hash32 artefactsDigest,
        Optional<Joules> energy) {}
