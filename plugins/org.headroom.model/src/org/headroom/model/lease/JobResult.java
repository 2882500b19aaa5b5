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
 * @param artefacts what is known of what the job left
 * @param energy empty where it is unknown
 * @param energySource what the energy comes from; empty where there is none, or it was recorded before sources were
 * @param cause empty where outcome and exit code say all that is known, or it was recorded before causes were
 */
public record JobResult(
        Instant startedAt,
        Instant endedAt,
        int exitCode,
        Receipt.Outcome outcome,
        JobArtefacts artefacts,
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
                new JobArtefacts.Hashed(artefactsDigest),
                energy,
                energySource,
                Optional.empty());
    }

    /** The same end, with what has become known of what the job left. */
    public JobResult with(JobArtefacts known) {
        return new JobResult(startedAt, endedAt, exitCode, outcome, known, energy, energySource, cause);
    }

    /** What there is to tell a person of the end beyond outcome and exit code; empty where there is nothing. */
    public String detail() {
        StringJoiner words = new StringJoiner("; ");
        cause.map(EndCause::words).ifPresent(words::add);
        if (artefacts instanceof JobArtefacts.NotHashed not)
            words.add("what the job left was not hashed" + (not.reason().isEmpty() ? "" : ": " + not.reason()));
        return words.toString();
    }
}
