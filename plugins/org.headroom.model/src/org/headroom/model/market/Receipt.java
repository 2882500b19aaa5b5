package org.headroom.model.market;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.units.Joules;

/**
 * The account of a finished lease.
 *
 * @param number the provider's own running number; one number is never signed with two contents
 * @param imageDigest of what ran, as the engine names it: {@code sha256:…}
 * @param artefactsDigest SHA-256 over what the job left behind; zero where it left nothing
 * @param exitCode the job's own, or 128 + the signal that ended it
 * @param gpus all that the job had
 * @param energy what the GPUs used together while the job ran; empty if it is unknown for one of them
 * @param amountDue rate × whole seconds from the stream's start to the job's end, cut to base units
 */
public record Receipt(
        long number,
        LeaseId lease,
        OrderId order,
        BidId bid,
        EthAddress provider,
        EthAddress renter,
        List<GpuId> gpus,
        boolean simulated,
        String imageDigest,
        Hash32 artefactsDigest,
        Instant startedAt,
        Instant endedAt,
        int exitCode,
        Outcome outcome,
        Optional<Joules> energy,
        StreamRef stream,
        RatePerSecond rate,
        Usdc amountDue) {
    public Receipt {
        gpus = List.copyOf(gpus);
    }

    /** How the job came to its end. */
    public enum Outcome {
        COMPLETED,
        JOB_FAILED,
        STOPPED_BY_RENTER,
        STOPPED_BY_PROVIDER,
        OUT_OF_FUNDS,
        OUT_OF_TIME
    }

    public Duration ran() {
        return Duration.between(startedAt, endedAt);
    }
}
