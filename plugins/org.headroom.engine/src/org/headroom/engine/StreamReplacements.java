package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.Journal;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the streams of leases whose numbers a reorganisation gave to other streams, or ends the wait for them. {@code lease-loop}
 * only.
 */
final class StreamReplacements {
    /** The renter reads it, too. */
    static final String PAYS_ANOTHER = "the stream already pays for another lease; nothing is asked for this one, and"
            + " the renter can order again";
    /** What frees the number waits for the ledger. */
    static final String NOT_RECORDED = "the ledger has not recorded yet that the stream pays for no other lease";

    private static final Logger LOG = LoggerFactory.getLogger(StreamReplacements.class);
    /** Between the first two searches; each time twice as long. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    /** As long as the job is not stopped for it. */
    private static final Duration PAUSE_OF_A_JOB = Duration.ofSeconds(8);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    /**
     * @param next when it is searched for again
     * @param otherSince the first block in which another stream was seen to have the number; empty where none has it
     */
    private record Search(Duration pause, Instant next, Optional<Long> otherSince) {}

    private final LoopContext loop;
    private final Journal journal;
    private final StreamBeliefs beliefs;
    private final LookSchedule schedule;
    private final Map<LeaseId, Search> searches = new HashMap<>();

    StreamReplacements(LoopContext loop, Journal journal, StreamBeliefs beliefs, LookSchedule schedule) {
        this.loop = loop;
        this.journal = journal;
        this.beliefs = beliefs;
        this.schedule = schedule;
    }

    /** Has the streams looked for that are missing under their numbers, more and more seldom. */
    void follow(PaymentMonitor payments) {
        Set<LeaseId> missing = beliefs.lostStreams().waitedFor();
        searches.keySet().retainAll(missing);
        Instant now = loop.now();
        for (LeaseId id : missing) {
            Optional<LeaseState> lease =
                    loop.book().find(id).filter(l -> loop.book().isOpen(id));
            Search last = searches.getOrDefault(id, new Search(FIRST_PAUSE, now, Optional.empty()));
            if (lease.isEmpty() || now.isBefore(last.next()) && !isLongAway(last, now)) continue;
            Duration most = beliefs.isLost(id) ? LONGEST_PAUSE : PAUSE_OF_A_JOB;
            Duration longer = Deadlines.lesser(last.pause().multipliedBy(2), most);
            searches.put(id, new Search(longer, now.plus(last.pause()), last.otherSince()));
            seek(payments, lease.get());
        }
    }

    /** The clock was set back. */
    private static boolean isLongAway(Search search, Instant now) {
        return search.next().isAfter(now.plus(LONGEST_PAUSE));
    }

    private void seek(PaymentMonitor payments, LeaseState lease) {
        Optional<Funding> funding = lease.paidBy();
        if (funding.isEmpty()) return;
        StreamState verified = funding.get().stream();
        Map<StreamRef, LeaseState> holders = holders(verified.ref());
        payments.seek(
                lease.id(),
                new StreamSearch(
                        verified,
                        taken(holders),
                        verified(holders),
                        ReplacedStream.latest(lease),
                        funding.get().isLost()));
    }

    /** Leases that have a number near one, or this one itself, and whose streams are not missing. */
    private Map<StreamRef, LeaseState> holders(StreamRef near) {
        Map<StreamRef, LeaseState> holders = new HashMap<>();
        List<StreamRef> refs = new ArrayList<>(ReplacedStream.near(near));
        refs.add(near);
        for (StreamRef ref : refs)
            loop.book().paidBy(ref).filter(l -> !beliefs.isDoubtful(l.id())).ifPresent(l -> holders.put(ref, l));
        return holders;
    }

    /** Numbers that an order names, or whose streams still seem to be the holders'. */
    private Predicate<StreamState> taken(Map<StreamRef, LeaseState> holders) {
        Set<StreamRef> named = named();
        return state -> named.contains(state.ref())
                || Optional.ofNullable(holders.get(state.ref()))
                        .filter(holder -> !ReplacedStream.isReplaced(holder, state))
                        .isPresent();
    }

    private static Map<StreamRef, StreamState> verified(Map<StreamRef, LeaseState> holders) {
        Map<StreamRef, StreamState> verified = new HashMap<>();
        holders.forEach((ref, holder) -> holder.paidBy().ifPresent(f -> verified.put(ref, f.stream())));
        return verified;
    }

    /** The streams of orders that are being verified: they go to these or to nobody. */
    private Set<StreamRef> named() {
        Set<StreamRef> named = new HashSet<>();
        for (LeaseState lease : loop.book().open())
            if (lease instanceof LeaseState.Verifying v) named.add(v.acceptance().stream());
        return named;
    }

    void sought(LeaseId id, StreamSearch.Result result) {
        if (!loop.book().isOpen(id) || !beliefs.isDoubtful(id)) return;
        LeaseState lease = loop.book().find(id).orElseThrow();
        Optional<StreamState> own = result.own();
        // It is there again: the next poll says so.
        if (own.filter(s -> ReplacedStream.otherThan(lease, s).isEmpty()).isPresent()) return;
        if (result.successor().isPresent()) found(lease, result.successor().get());
        else if (result.none()) notFound(lease, own, result.finalBlock());
        loop.touch();
    }

    private void found(LeaseState lease, StreamState stream) {
        if (named().contains(stream.ref()) || take(stream, lease.id()).isPresent()) return;
        Optional<LeaseId> closed = journal.paidBy(stream.ref()).filter(l -> !l.equals(lease.id()));
        if (closed.isPresent()) return;
        String reason = "After a reorganisation of the chain stream "
                + lease.stream().orElseThrow().ref().id() + " of this lease has the number "
                + stream.ref().id() + ".";
        takeBack(lease);
        loop.happened(new LeaseEvent.StreamReplaced(lease.id(), Optional.of(stream), reason, loop.now()));
        if (!paysFor(stream.ref(), lease.id())) return;
        LOG.warn("{}: {} The lease goes on with it", lease.id(), reason);
        beliefs.replaced(lease.id(), stream, loop.now());
        searches.remove(lease.id());
        schedule.changed(lease.id());
    }

    private boolean paysFor(StreamRef stream, LeaseId lease) {
        return loop.book().paidBy(stream).filter(l -> l.id().equals(lease)).isPresent();
    }

    /**
     * Makes a number free for a lease whose stream has it by now. The caller knows that the block in which the
     * holder's stream was verified was replaced: everything else a renter can bring about.
     *
     * @param stream as two nodes have it where two are set up
     * @return why the number stays another lease's; empty where it is free
     */
    Optional<String> take(StreamState stream, LeaseId by) {
        Optional<LeaseState> holder =
                loop.book().paidBy(stream.ref()).filter(l -> loop.book().isOpen(l.id()) && !l.id().equals(by));
        if (holder.isEmpty()) return Optional.empty();
        LeaseState other = holder.get();
        if (!ReplacedStream.isReplaced(other, stream)) return Optional.of(PAYS_ANOTHER);
        lose(
                other,
                "After a reorganisation of the chain number " + stream.ref().id()
                        + " is the stream's that pays for lease " + by + ".");
        if (paysFor(stream.ref(), other.id())) return Optional.of(NOT_RECORDED);
        if (!beliefs.isDoubtful(other.id())) beliefs.lost(other, loop.now());
        schedule.changed(other.id());
        return Optional.empty();
    }

    private void lose(LeaseState lease, String reason) {
        takeBack(lease);
        LOG.warn("{} has lost its stream: {} It is looked for under other numbers", lease.id(), reason);
        loop.happened(new LeaseEvent.StreamReplaced(lease.id(), Optional.empty(), reason, loop.now()));
    }

    /** What was withdrawn from a stream vanished with the block that opened it. */
    private void takeBack(LeaseState lease) {
        List<Withdrawal> made = lease.paidBy().map(Funding::withdrawals).orElse(List.of());
        for (Withdrawal w : made)
            if (!lease.paidBy().orElseThrow().isFinal(w))
                loop.happened(new LeaseEvent.WithdrawalReverted(lease.id(), w.transaction(), loop.now()));
    }

    /** Nothing is waited for once the block that gave the number to another stream cannot be replaced any more. */
    private void notFound(LeaseState lease, Optional<StreamState> other, Optional<Long> finalBlock) {
        Search search = searches.get(lease.id());
        if (search == null) return;
        Optional<Long> since = other.flatMap(StreamState::block)
                .map(b -> Math.min(b, search.otherSince().orElse(b)));
        searches.put(lease.id(), new Search(search.pause(), search.next(), since));
        boolean isFinal =
                since.filter(s -> finalBlock.filter(f -> f >= s).isPresent()).isPresent();
        if (!isFinal || !lease.isSettling() || !beliefs.isLost(lease.id())) return;
        if (!lease.hasLostStream())
            lose(
                    lease,
                    "After a reorganisation of the chain number "
                            + lease.stream().orElseThrow().ref().id()
                            + " is another stream's, and the lease's own is not found.");
        LOG.warn("The payment stream of {} is gone for good: nothing more is claimed from it", lease.id());
        beliefs.gone(loop.book().find(lease.id()).orElse(lease), loop.now());
        schedule.changed(lease.id());
    }
}
