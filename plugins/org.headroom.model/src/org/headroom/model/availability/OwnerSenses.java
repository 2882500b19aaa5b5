package org.headroom.model.availability;

/** Looks at what the owner does. One thread; may take as long as a screen that does not answer: about two seconds. */
public interface OwnerSenses {
    /** @param rules what is worth looking for */
    OwnerActivity look(AvailabilityRules rules);
}
