package org.headroom.renter;

/**
 * How a rental came to its end.
 *
 * @param words one sentence for a person: what happened and what it means for the money
 */
public record Closing(Ending ending, String words) {
    /** The kinds of end. */
    public enum Ending {
        /** The job is over and the receipt is in order; the job itself may have failed. */
        RECEIPTED,
        /** Nobody made a bid that could be taken. */
        NO_BID,
        /** The renter called it off before there was a lease. */
        CANCELLED,
        /** The stream could not be opened. */
        NOT_FUNDED,
        /** The bid ended while the stream was being opened. */
        TOO_LATE,
        /** The provider would not or could not start the job. */
        REFUSED,
        /** The provider says nothing any more. */
        SILENT,
        /** The provider's receipt is not true. */
        FALSE_RECEIPT
    }

    public boolean good() {
        return ending == Ending.RECEIPTED;
    }
}
