package org.headroom.model.lease;

import org.headroom.model.market.Receipt;

/** Why a running job is being stopped. */
public enum StopReason {
    RENTER_ASKED("the renter asked for it", Receipt.Outcome.STOPPED_BY_RENTER),
    PROVIDER_ASKED("the operator of the rig asked for it", Receipt.Outcome.STOPPED_BY_PROVIDER),
    FUNDS_RUN_OUT("the renter's money is running out", Receipt.Outcome.OUT_OF_FUNDS),
    STREAM_CHANGED("the renter stopped or changed the payment stream", Receipt.Outcome.OUT_OF_FUNDS),
    STREAM_LOST(
            "the payment stream is not on the chain any more, or its number belongs to another one",
            Receipt.Outcome.OUT_OF_FUNDS),
    CHAIN_UNSEEN(
            "the chain could not be read for so long that unpaid work would pass the provider's cap",
            Receipt.Outcome.OUT_OF_FUNDS),
    DISK_EXCEEDED("the job used more of the disk than its order named", Receipt.Outcome.JOB_FAILED),
    DISK_UNKNOWN("the rig could not measure how much of the disk the job used", Receipt.Outcome.STOPPED_BY_PROVIDER),
    TIME_IS_UP("the time that was agreed is over", Receipt.Outcome.OUT_OF_TIME),
    GPU_UNHEALTHY("the GPU is not well", Receipt.Outcome.STOPPED_BY_PROVIDER),
    OWNER_RETURNED("the owner takes the GPU back", Receipt.Outcome.STOPPED_BY_PROVIDER),
    START_UNRECORDED("the rig could not record the job's start", Receipt.Outcome.STOPPED_BY_PROVIDER);

    private final String words;
    private final Receipt.Outcome outcome;

    StopReason(String words, Receipt.Outcome outcome) {
        this.words = words;
        this.outcome = outcome;
    }

    public String words() {
        return words;
    }

    public Receipt.Outcome outcome() {
        return outcome;
    }
}
