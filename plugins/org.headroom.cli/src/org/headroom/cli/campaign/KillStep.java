package org.headroom.cli.campaign;

/**
 * A moment within a step of a lease that is seen from outside the rig: in what passes between it and its other parts.
 */
enum KillStep {
    BID_UNSENT("bid recorded, not sent"),
    ACCEPTANCE_UNHEARD("acceptance on its way"),
    CREATE_ASKED("before create"),
    CREATE_UNDER_WAY("during create"),
    CREATED("between create and start"),
    START_ASKED("before start"),
    START_UNDER_WAY("during start"),
    STARTED("between start and record"),
    STOP_ASKED("before stop"),
    STOPPED("between stop and record"),
    REMOVE_ASKED("before removal"),
    REMOVED("removal not acknowledged"),
    RECEIPT_UNSENT("receipt signed, not sent"),
    DISK_SETTLING("disk is settled"),
    TRANSACTION_UNSENT("before withdrawal is sent"),
    TRANSACTION_SENT("between sent and recorded");

    private final String label;

    KillStep(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
