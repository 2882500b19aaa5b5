package org.headroom.model.lease;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.units.Joules;

/**
 * What lists and sums need of a lease that is over: small, so that a long history costs little.
 *
 * @param number the rig's running number of the lease
 * @param outcome empty where the lease was refused or its job could not be started
 * @param reason why it was refused, or what there is to tell of the job's end beyond the outcome; empty where there is
 *     nothing
 * @param startedAt when the job started; empty where none did
 * @param due what the receipt asks for; zero where there is none
 * @param withdrawn all that came out of the stream to the provider; all of it is final
 * @param returned what was streamed beyond the receipt and went back to the renter; all of it is final
 * @param shortfall what is left of the loss that was booked, so that {@code withdrawn} and {@code shortfall} are {@code due} plus
 *     what is beyond the receipt
 * @param fees what its withdrawals cost, in the chain's coin
 * @param energy empty where it is unknown
 * @param energySource what the energy comes from; empty where that is unknown
 */
public record LeaseSummary(
        LeaseId lease,
        int number,
        EthAddress renter,
        List<GpuId> gpus,
        boolean simulated,
        Optional<Receipt.Outcome> outcome,
        String reason,
        Optional<Instant> startedAt,
        Instant endedAt,
        Usdc due,
        Usdc withdrawn,
        Usdc returned,
        Usdc shortfall,
        Wei fees,
        Optional<Joules> energy,
        Optional<EnergyEstimate.Source> energySource) {
    /** Of an energy whose source is not known. */
    public LeaseSummary(
            LeaseId lease,
            int number,
            EthAddress renter,
            List<GpuId> gpus,
            boolean simulated,
            Optional<Receipt.Outcome> outcome,
            String reason,
            Optional<Instant> startedAt,
            Instant endedAt,
            Usdc due,
            Usdc withdrawn,
            Usdc returned,
            Usdc shortfall,
            Wei fees,
            Optional<Joules> energy) {
        this(
                lease,
                number,
                renter,
                gpus,
                simulated,
                outcome,
                reason,
                startedAt,
                endedAt,
                due,
                withdrawn,
                returned,
                shortfall,
                fees,
                energy,
                Optional.empty());
    }

    public LeaseSummary {
        gpus = List.copyOf(gpus);
    }

    /** Whether there is a receipt, or money came out of the stream without one. */
    public boolean hasMoney() {
        return outcome.isPresent() || withdrawn.plusCapped(returned).baseUnits() > 0;
    }
}
