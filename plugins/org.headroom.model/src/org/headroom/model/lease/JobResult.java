package org.headroom.model.lease;

import java.time.Instant;
import java.util.Optional;
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Hash32;
import org.headroom.model.units.Joules;

/**
 * How a job ended and what it used.
 *
 * @param energy empty where it is unknown
 * @param energySource what the energy comes from; empty where there is none, or it was recorded before sources were
 */
public record JobResult(
        Instant startedAt,
        Instant endedAt,
        int exitCode,
        Receipt.Outcome outcome,
        Hash32 artefactsDigest,
        Optional<Joules> energy,
        Optional<EnergyEstimate.Source> energySource) {
    /** Of an energy whose source is not known. */
    public JobResult(
            Instant startedAt,
            Instant endedAt,
            int exitCode,
            Receipt.Outcome outcome,
            Hash32 artefactsDigest,
            Optional<Joules> energy) {
        this(startedAt, endedAt, exitCode, outcome, artefactsDigest, energy, Optional.empty());
    }
}
