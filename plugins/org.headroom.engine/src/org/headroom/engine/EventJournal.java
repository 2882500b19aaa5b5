package org.headroom.engine;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseSummary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events to the journal, and keeps those that it would not take until it does. While it takes none, the rig has no
 * new work. {@code lease-loop} only.
 */
final class EventJournal {
    private static final Logger LOG = LoggerFactory.getLogger(EventJournal.class);
    private static final int MOST_WAITING = 10_000;
    /** In one commit. */
    private static final int CLOSED_TOGETHER = 500;

    private final RepeatedLog unrecorded = new RepeatedLog(LOG::error);
    private final RepeatedLog unclosed = new RepeatedLog(LOG::warn);
    private final RigParts parts;
    private final RigState state;
    private final Deque<LeaseEvent> unwritten = new ArrayDeque<>();

    EventJournal(RigParts parts, RigState state) {
        this.parts = parts;
        this.state = state;
    }

    /** @return false where the journal would not take it: then nothing has happened yet, and it is tried again */
    boolean record(LeaseEvent event) {
        if (unwritten.stream().anyMatch(w -> w.lease().equals(event.lease()))) {
            // Events of one lease are recorded in the order in which they happened.
            keep(event);
            return false;
        }
        try {
            if (event instanceof LeaseEvent.ReceiptNumbered n) parts.journal().appendNumbered(n);
            else parts.journal().append(event);
        } catch (JournalFailure e) {
            unrecorded.failed("Not recorded, so not done: " + e.getMessage());
            state.trouble(Optional.of(String.valueOf(e.getMessage())));
            keep(event);
            return false;
        }
        if (unwritten.isEmpty()) state.trouble(Optional.empty());
        return true;
    }

    /** Whether a running job is to be stopped for this, recorded or not. */
    static boolean stopsJob(LeaseEvent event) {
        return event instanceof LeaseEvent.StopAsked
                || event instanceof LeaseEvent.HealthStopAsked
                || event instanceof LeaseEvent.OwnerStopAsked;
    }

    /** A bid that could not be put on record is not sent. All else has happened in the world and is kept. */
    private void keep(LeaseEvent event) {
        // A receipt is made anew: its number may belong to another one by then.
        if (event instanceof LeaseEvent.BidMade || event instanceof LeaseEvent.ReceiptNumbered || waits(event)) return;
        if (unwritten.size() < MOST_WAITING) unwritten.add(event);
        else
            unrecorded.failed("Too many events wait for the ledger: "
                    + event.getClass().getSimpleName() + " of " + event.lease() + " is lost");
    }

    /** The lease as it stands once its waiting events are recorded: a job may have been stopped already for one of them. */
    LeaseState withWaiting(LeaseState lease) {
        LeaseState next = lease;
        for (LeaseEvent event : unwritten)
            if (event.lease().equals(lease.id())
                    && LeaseMachine.apply(Optional.of(next), event) instanceof Transition.Moved moved)
                next = moved.next();
        return next;
    }

    /** What the clock finds again each second waits once; of withdrawals each one is another. */
    private boolean waits(LeaseEvent event) {
        return !(event instanceof LeaseEvent.MoneyWithdrawn)
                && unwritten.stream()
                        .anyMatch(w -> w.lease().equals(event.lease()) && w.getClass() == event.getClass());
    }

    /** Each second: what waits is tried again, and where nothing waits, whether the journal can be written again. */
    void retry(Consumer<LeaseEvent> happened) {
        List<LeaseEvent> waiting = List.copyOf(unwritten);
        unwritten.clear();
        waiting.forEach(happened);
    }

    void probe(Instant now) {
        if (!unwritten.isEmpty() || !state.troubled()) return;
        try {
            parts.memory().put("last-probe", now.toString());
            state.trouble(Optional.empty());
        } catch (JournalFailure e) {
            state.trouble(Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /**
     * Takes leases out of the open ones, many in one commit: an older ledger may have thousands that are over.
     *
     * @return those that the journal has taken
     */
    List<LeaseState> closeAll(List<LeaseState> leases, Instant now) {
        List<LeaseState> done = new ArrayList<>();
        try {
            for (int from = 0; from < leases.size(); from += CLOSED_TOGETHER) {
                List<LeaseState> some = leases.subList(from, Math.min(leases.size(), from + CLOSED_TOGETHER));
                List<LeaseSummary> summaries = some.stream()
                        .map(l -> Settlement.summary(l, state.number(l), now))
                        .toList();
                parts.journal().closeAll(summaries);
                summaries.forEach(state::closed);
                done.addAll(some);
            }
        } catch (JournalFailure e) {
            LOG.warn("{} leases that are over are closed later: {}", leases.size() - done.size(), e.getMessage());
        }
        if (!done.isEmpty()) LOG.info("{} leases that were over have been closed", done.size());
        return done;
    }

    /** Takes a lease out of the open ones. @return false where the journal would not take it: it is tried again */
    boolean close(LeaseState lease, Instant now) {
        try {
            LeaseSummary summary = Settlement.summary(lease, state.number(lease), now);
            parts.journal().close(summary);
            state.closed(summary);
            return true;
        } catch (JournalFailure e) {
            unclosed.failed("Lease " + lease.id() + " is closed later: " + e.getMessage());
            return false;
        }
    }
}
