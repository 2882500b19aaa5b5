package org.headroom.model.lease;

import java.time.Instant;
import java.util.Optional;
import java.util.StringJoiner;
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Hash32;
import org.headroom.model.units.Joules;

/**
 * How a job ended and what it used.
 *
 * @param artefactsDigest zero where the job left nothing; empty where it is unknown, as of more files than are listed
 * @param energy empty where it is unknown
 * @param energySource what the energy comes from; empty where there is none, or it was recorded before sources were
 * @param cause empty where outcome and exit code say all that is known, or it was recorded before causes were
 */
public record JobResult(
        Instant startedAt,
        Instant endedAt,
        int exitCode,
        Receipt.Outcome outcome,
        Optional<Hash32> artefactsDigest,
        Optional<Joules> energy,
        Optional<EnergyEstimate.Source> energySource,
        Optional<EndCause> cause) {
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

    /** Of a job whose end needs no further words. */
    public JobResult(
            Instant startedAt,
            Instant endedAt,
            int exitCode,
            Receipt.Outcome outcome,
            Hash32 artefactsDigest,
            Optional<Joules> energy,
            Optional<EnergyEstimate.Source> energySource) {
        this(
                startedAt,
                endedAt,
                exitCode,
                outcome,
                Optional.of(artefactsDigest),
                energy,
                energySource,
                Optional.empty());
    }

    /** What there is to tell a person of the end beyond outcome and exit code; empty where there is nothing. */
    public String detail() {
        StringJoiner words = new StringJoiner("; ");
        cause.map(EndCause::words).ifPresent(words::add);
        if (artefactsDigest.isEmpty()) words.add("the digest of what the job left is unknown");
        return words.toString();
    }
}
