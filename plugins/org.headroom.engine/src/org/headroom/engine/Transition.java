package org.headroom.engine;

import java.util.List;
import org.headroom.model.lease.LeaseState;

/** What an event does to a lease. */
public sealed interface Transition {
    /** The lease is now in {@code next}; the event belongs in the journal, then the effects are carried out. */
    record Moved(LeaseState next, List<LeaseEffect> effects) implements Transition {
        public Moved {
            effects = List.copyOf(effects);
        }
    }

    /** The event does not fit the state: a duplicate, a latecomer, or a lie. Nothing changes. */
    record Ignored(String reason) implements Transition {}

    static Transition to(LeaseState next, LeaseEffect... effects) {
        return new Moved(next, List.of(effects));
    }

    static Transition ignored(String reason) {
        return new Ignored(reason);
    }
}
