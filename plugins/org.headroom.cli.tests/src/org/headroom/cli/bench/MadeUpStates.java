package org.headroom.cli.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.headroom.engine.LeaseBook;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;

/** The states of a lease that never was, for tests of what is printed of it. */
public final class MadeUpStates {
    private MadeUpStates() {}

    /** Each state from the bid to the payment, in order. @param began when the bid was made */
    public static List<LeaseState> of(int number, Instant began) {
        List<LeaseEvent> events = events(number, began);
        List<LeaseState> states = new ArrayList<>();
        for (int i = 1; i <= events.size(); i++)
            states.add(LeaseBook.replay(events.subList(0, i)).all().getFirst());
        return states;
    }

    /** The events from the bid to the last of the money, which is final. */
    public static List<LeaseEvent> events(int number, Instant began) {
        MadeUpLease lease = MadeUpLease.of(number, began);
        List<LeaseEvent> events = new ArrayList<>(lease.running(1));
        events.addAll(lease.settled(1));
        return List.copyOf(events);
    }
}
