package org.headroom.renter;

import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseUpdate;

/** Told of each step, on the {@code renter} thread, after it is on record: hand over and return at once. */
public interface RentalListener {
    RentalListener NONE = new RentalListener() {};

    default void ordered(Rental rental) {}

    default void bid(Rental rental, Bid bid) {}

    default void chosen(Rental rental, Bid bid) {}

    default void streamOpened(Rental rental, OpenedStream stream) {}

    default void accepted(Rental rental) {}

    default void told(Rental rental, LeaseUpdate update) {}

    /** More output that follows on what was told before. */
    default void output(Rental rental, String text) {}

    default void receipt(Rental rental) {}

    /** Something does not work just now and is tried again: one sentence for a person. */
    default void trouble(Rental rental, String words) {}

    default void closed(Rental rental, Closing closing) {}
}
