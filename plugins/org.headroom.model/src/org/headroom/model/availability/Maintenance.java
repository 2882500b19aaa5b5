package org.headroom.model.availability;

import java.time.Instant;

/** A time in which nothing may run, such as for a repair: [from, to). What runs is given notice before it. */
public record Maintenance(Instant from, Instant to, String note) {
    private static final int LONGEST_NOTE = 200;

    public Maintenance {
        if (!from.isBefore(to)) throw new IllegalArgumentException("Maintenance must end after it begins.");
        if (note.length() > LONGEST_NOTE)
            throw new IllegalArgumentException("The note is longer than " + LONGEST_NOTE + " characters.");
    }

    public boolean at(Instant now) {
        return !now.isBefore(from) && now.isBefore(to);
    }
}
