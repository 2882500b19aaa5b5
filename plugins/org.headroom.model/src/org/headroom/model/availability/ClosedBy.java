package org.headroom.model.availability;

/** Why a GPU is closed. Of several reasons the first in this order is told. */
public enum ClosedBy {
    NEVER("the owner keeps this GPU"),
    MAINTENANCE("maintenance of the machine"),
    SCHEDULE("the owner's hours for the machine"),
    BATTERY("the machine runs on its battery"),
    EXCLUSIVE_PROGRAM("the owner needs the machine"),
    FULL_SCREEN("the owner needs the machine"),
    FOREIGN_PROCESS("the owner needs the GPU"),
    OWNER_ACTIVE("the owner needs the machine");

    private final String forRenter;

    ClosedBy(String forRenter) {
        this.forRenter = forRenter;
    }

    /** What a renter is told: what the owner does is nobody else's affair. */
    public String forRenter() {
        return forRenter;
    }
}
