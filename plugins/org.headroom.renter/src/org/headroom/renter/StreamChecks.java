package org.headroom.renter;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Which rental may ask next what became of its stream or of its refund: one at a time and one a second, however many are leased; the one that waited longest
 * comes first. {@code renter} thread only.
 */
final class StreamChecks {
    private static final Duration APART = Duration.ofSeconds(1);

    private final SequencedSet<Rental> due = new LinkedHashSet<>();
    private @Nullable Rental reading;
    private Instant notBefore = Instant.MIN;

    /** @return whether it is this rental's turn; it ends with {@link #done}. If not, the rental keeps its place */
    boolean take(Rental rental, Instant now) {
        due.add(rental);
        if (reading != null || now.isBefore(notBefore)) return false;
        due.removeIf(r -> !r.record().needsStream() && !r.watchesRefund());
        if (due.isEmpty() || due.getFirst() != rental) return false;
        due.remove(rental);
        reading = rental;
        notBefore = now.plus(APART);
        return true;
    }

    void done(Rental rental) {
        if (reading == rental) reading = null;
    }
}
