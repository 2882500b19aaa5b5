package org.headroom.cli.campaign;

import java.util.Optional;

/** Where a lease stands by its newest events in the ledger; IDLE where no lease is open. */
enum LeasePhase {
    IDLE("idle"),
    BIDDING("bidding"),
    VERIFYING("verifying"),
    STARTING("starting"),
    RUNNING("running"),
    STOPPING("stopping"),
    ENDED("ended, hashing"),
    NUMBERED("numbered"),
    RECEIPTED("receipted"),
    SETTLING("paid, settling");

    private final String label;

    LeasePhase(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /**
     * The phase that an event leads to.
     *
     * @param before the phase so far
     * @param kind the event's name in the ledger
     */
    static LeasePhase after(Optional<LeasePhase> before, String kind) {
        return switch (kind) {
            case "BidMade" -> BIDDING;
            case "BidTaken" -> VERIFYING;
            case "StreamVerified" -> STARTING;
            case "JobStarted" -> RUNNING;
            case "StopAsked", "HealthStopAsked", "OwnerStopAsked" -> STOPPING;
            case "JobEnded" -> ENDED;
            case "ReceiptNumbered" -> NUMBERED;
            case "ReceiptSigned" -> RECEIPTED;
            // Only the money of a lease without a job is open.
            case "StreamRefused", "JobRefused" -> SETTLING;
            case "MoneyWithdrawn" ->
                before.filter(p -> p == RECEIPTED || p == SETTLING).isPresent() ? SETTLING : before.orElse(BIDDING);
            default -> before.orElse(BIDDING);
        };
    }
}
