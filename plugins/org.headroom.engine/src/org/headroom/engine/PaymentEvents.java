package org.headroom.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.Hash32;
import org.headroom.model.payment.ChainLook;
import org.headroom.model.payment.Finality;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamPayout;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.payment.WithdrawalScan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what the chain says into events of leases. Called on the payment monitor's threads; works on {@code lease-loop}. */
final class PaymentEvents implements PaymentMonitor.Events {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentEvents.class);

    /** Leases at once whose streams are to be returned for no job. */
    static final int MOST_KEPT = 100;

    private final LoopContext loop;
    private final RigState state;
    private final StreamBeliefs beliefs;
    private final LookSchedule schedule;
    private final MarketDesk market;
    private final SearchCursors cursors;
    private final StreamReplacements replacements;
    private final MissedTime missed;
    /** Of orders whose streams' numbers are free when the ledger takes events again. */
    private final Map<LeaseId, CheckedStream> unrecorded = new HashMap<>();

    /** Streams of leases whose event may still wait for the ledger. */
    private final Map<StreamRef, LeaseId> claimed = new HashMap<>();

    PaymentEvents(
            LoopContext loop,
            RigParts parts,
            RigState state,
            StreamBeliefs beliefs,
            LookSchedule schedule,
            MarketDesk market,
            MissedTime missed) {
        this.loop = loop;
        this.missed = missed;
        this.state = state;
        this.beliefs = beliefs;
        this.schedule = schedule;
        this.market = market;
        this.cursors = new SearchCursors(parts.journal());
        this.replacements = new StreamReplacements(loop, parts.journal(), beliefs, schedule);
    }

    /** Has streams read again that seem to be lost, or to pay less or more. */
    void readAgain(PaymentMonitor payments) {
        beliefs.saveSilence(loop.now());
        Map<LeaseId, CheckedStream> again = Map.copyOf(unrecorded);
        unrecorded.clear();
        again.forEach(this::verified);
        toReadAgain().forEach(payments::confirm);
        replacements.follow(payments);
    }

    /** Has the chain asked about money that is not final, and unknown withdrawals. */
    void follow(PaymentMonitor payments) {
        payments.finality(unsettled());
        searches()
                .forEach((lease, from) -> loop.book()
                        .find(lease)
                        .filter(l -> !l.hasLostStream())
                        .flatMap(LeaseState::stream)
                        .ifPresent(s -> payments.search(lease, s.ref(), from)));
    }

    /** Withdrawals of open leases that can still vanish. {@code lease-loop} only. */
    private List<Withdrawal> unsettled() {
        List<Withdrawal> open = new ArrayList<>();
        for (LeaseState lease : loop.book().open())
            lease.paidBy()
                    .ifPresent(f ->
                            f.withdrawals().stream().filter(w -> !f.isFinal(w)).forEach(open::add));
        return open;
    }

    /**
     * Leases whose next blocks are to be searched, with the first block of each. {@code lease-loop} only. An old head corrects
     * no place: a search may have come further since, on the chain as it is now.
     */
    private Map<LeaseId, Long> searches() {
        Optional<Long> head = state.chainHead().filter(h -> schedule.isHeadFresh());
        return cursors.next(beliefs.unexplained(), loop.book(), head, loop.now());
    }

    @Override
    public void verified(LeaseId lease, CheckedStream checked) {
        StreamState stream = checked.verified().state();
        loop.post(() -> {
            if (!(loop.book().find(lease).orElse(null) instanceof LeaseState.Verifying v)) return;
            Instant now = loop.now();
            if (isClaimed(stream.ref())) {
                unrecorded.put(lease, checked);
                return;
            }
            Optional<String> no = market.refuse(checked, v, now);
            if (no.isEmpty()) no = replacements.take(stream, lease);
            if (no.filter(StreamReplacements.NOT_RECORDED::equals).isPresent()) {
                unrecorded.put(lease, checked);
                return;
            }
            StreamState known = beliefs.believable(stream, now);
            // What a refused stream holds for this rig goes back to the renter, and only this rig can return it.
            boolean kept = no.isEmpty() || pays(known, now) && market.isOwn(stream, v) && hasRoom();
            if (kept) checked.verified().searchFrom().ifPresent(from -> beliefs.unsearched(lease, from));
            loop.happened(
                    no.isPresent()
                            ? new LeaseEvent.StreamRefused(
                                    lease, no.get(), Optional.of(known).filter(s -> kept), now)
                            : new LeaseEvent.StreamVerified(lease, known, now));
            if (!kept) return;
            beliefs.verified(lease, known, now);
            claimed.put(stream.ref(), lease);
        });
    }

    /** Whether a lease is to have a stream, and the ledger has not recorded it yet: until then the books would give it to a second. */
    private boolean isClaimed(StreamRef stream) {
        claimed.values()
                .removeIf(l -> !loop.book().isOpen(l)
                        || loop.book().find(l).flatMap(LeaseState::paidBy).isPresent());
        return claimed.containsKey(stream);
    }

    /** Whether a stream owes this rig as much as is returned, or will in the time in which that is waited for. */
    private static boolean pays(StreamState stream, Instant now) {
        return stream.due(now.plus(Settlement.LITTLE)).compareTo(StreamPayout.LEAST_RETURNED) >= 0;
    }

    /** Whoever names streams that are refused decides how many there are. */
    private boolean hasRoom() {
        return loop.book().open().stream()
                        .filter(LeaseState.Unserved.class::isInstance)
                        .count()
                < MOST_KEPT;
    }

    @Override
    public void notVerified(LeaseId lease, String reason) {
        loop.post(() -> loop.happened(new LeaseEvent.StreamRefused(lease, reason, loop.now())));
    }

    @Override
    public void notVerifiedYet(LeaseId lease, Optional<String> disagreement) {
        loop.post(() -> {
            state.verificationDisagreement(lease, disagreement);
            loop.touch();
        });
    }

    @Override
    public void looked(Map<LeaseId, StreamRef> asked, ChainLook look) {
        loop.post(() -> {
            boolean wasSilent = state.isChainSilent();
            schedule.head(look.status());
            boolean changed = state.chain(look.status(), look.balance());
            Map<LeaseState, StreamReading> readings = new HashMap<>();
            asked.forEach((id, stream) -> {
                StreamReading reading = look.streams().get(stream);
                if (reading != null && isCurrent(id, stream))
                    readings.put(loop.book().find(id).orElseThrow(), reading);
            });
            state.chainHead().ifPresent(head -> cursors.correct(asked.keySet(), head, loop.book(), loop.now()));
            beliefs.update(readings, loop.now());
            missed.polled(look.headTime(), loop.now(), !loop.book().holders().isEmpty(), running());
            // What was asked while the chain was silent is still to be read.
            if (wasSilent && look.status().up()) schedule.all();
            if (changed) loop.review();
            loop.touch();
        });
    }

    private List<LeaseId> running() {
        return loop.book().holders().stream()
                .filter(l -> l instanceof LeaseState.Running || l instanceof LeaseState.Stopping)
                .map(LeaseState::id)
                .toList();
    }

    /** Whether what was asked of a stream still is of the lease: it may have another number by now. */
    private boolean isCurrent(LeaseId lease, StreamRef asked) {
        return loop.book().isOpen(lease)
                && loop.book()
                        .find(lease)
                        .flatMap(LeaseState::stream)
                        .filter(s -> s.ref().equals(asked))
                        .isPresent();
    }

    @Override
    public void withdrawn(List<Withdrawal> withdrawals) {
        loop.post(() -> withdrawals.forEach(this::book));
    }

    private void book(Withdrawal withdrawal) {
        Optional<LeaseState> lease = loop.book().paidBy(withdrawal.stream());
        if (lease.isEmpty()) return;
        LeaseId id = lease.get().id();
        Optional<Withdrawal> booked = lease.get().paidBy().stream()
                .flatMap(f -> f.withdrawals().stream())
                .filter(w -> w.stream().equals(withdrawal.stream())
                        && w.transaction().equals(withdrawal.transaction()))
                .findFirst();
        if (booked.isPresent()) {
            if (!isElsewhere(booked.get(), withdrawal)) return;
            LOG.warn(
                    "Withdrawal {} of {} is in block {} now, after a reorganisation: it is booked anew",
                    withdrawal.transaction(),
                    id,
                    withdrawal.block());
            loop.happened(new LeaseEvent.WithdrawalReverted(id, withdrawal.transaction(), loop.now()));
            // A reading of the blocks between had the same money as due, and may have counted it as withdrawn, too.
            loop.book().find(id).ifPresent(l -> beliefs.reverted(l, booked.get().block()));
        }
        loop.happened(new LeaseEvent.MoneyWithdrawn(id, withdrawal, loop.now()));
        corrected(id);
    }

    /** The same transaction takes out what is due in the block that has it, so that another block may mean more. */
    private static boolean isElsewhere(Withdrawal booked, Withdrawal now) {
        return booked.block() != now.block()
                || !booked.amount().equals(now.amount())
                || !booked.returned().equals(now.returned());
    }

    /** The total that was withdrawn changed: the stream is read again. */
    private void corrected(LeaseId lease) {
        if (!loop.book().isOpen(lease)) return;
        loop.book().find(lease).ifPresent(beliefs::booked);
        schedule.changed(lease);
    }

    @Override
    public void finality(Map<Hash32, Finality> known) {
        loop.post(() -> {
            for (LeaseState lease : loop.book().open()) {
                for (Withdrawal w : lease.paidBy().map(f -> f.withdrawals()).orElse(List.of())) {
                    if (lease.paidBy().orElseThrow().isFinal(w)) continue;
                    Finality now = known.getOrDefault(w.transaction(), Finality.UNKNOWN);
                    if (now == Finality.FINAL)
                        loop.happened(new LeaseEvent.WithdrawalFinal(lease.id(), w.transaction(), loop.now()));
                    if (now == Finality.GONE) {
                        LOG.warn(
                                "Withdrawal {} of {} has vanished from the chain: it is taken back in the books",
                                w.transaction(),
                                lease.id());
                        loop.happened(new LeaseEvent.WithdrawalReverted(lease.id(), w.transaction(), loop.now()));
                        loop.book().find(lease.id()).ifPresent(l -> beliefs.reverted(l, w.block()));
                        schedule.changed(lease.id());
                    }
                }
            }
        });
    }

    @Override
    public void searched(LeaseId lease, StreamRef asked, WithdrawalScan scan) {
        loop.post(() -> {
            scan.found().forEach(this::book);
            if (!isCurrent(lease, asked)) return;
            boolean isNews = cursors.searched(lease, scan, loop.now());
            switch (scan.outcome()) {
                case COMPLETE -> loop.book().find(lease).ifPresent(beliefs::explained);
                // What they took is unknown, and no loss: the node may have its logs again, or another one have them.
                case PRUNED -> {
                    if (isNews)
                        LOG.warn(
                                "Withdrawals of {} cannot be found: {}. What they took is unknown until then; the search is"
                                        + " done again every ten minutes. Set up a node that keeps older logs",
                                lease,
                                scan.message());
                }
                case MORE -> {}
                case FAILED -> {
                    if (isNews) LOG.warn("The search for withdrawals of {} goes on later: {}", lease, scan.message());
                    else LOG.debug("The search for withdrawals of {} failed again: {}", lease, scan.message());
                }
            }
            schedule.changed(lease);
        });
    }

    /** Leases whose stream seems to be lost, or to pay less or more, with its name. {@code lease-loop} only. */
    private Map<LeaseId, StreamRef> toReadAgain() {
        Map<LeaseId, StreamRef> doubtful = new HashMap<>();
        for (LeaseId lease : beliefs.toReadAgain(loop.now()))
            loop.book().find(lease).flatMap(LeaseState::stream).ifPresent(s -> doubtful.put(lease, s.ref()));
        return doubtful;
    }

    @Override
    public void confirmed(LeaseId lease, StreamRef asked, Optional<StreamState> now) {
        loop.post(() -> {
            if (!isCurrent(lease, asked)) return;
            LeaseState open = loop.book().find(lease).orElseThrow();
            // Asked before the number was another lease's: the stream is waited for from then on.
            if (open.hasLostStream() && !beliefs.toReadAgain(loop.now()).contains(lease)) return;
            boolean own =
                    now.filter(s -> ReplacedStream.otherThan(open, s).isEmpty()).isPresent();
            if (own) {
                beliefs.readAgain(open, now.get(), loop.now());
            } else {
                beliefs.lost(open, loop.now());
            }
            schedule.changed(lease);
            loop.touch();
        });
    }

    @Override
    public void sought(LeaseId lease, StreamSearch.Result result) {
        loop.post(() -> replacements.sought(lease, result));
    }

    @Override
    public void notConfirmed(LeaseId lease, PaymentFailure.Kind kind, String why) {
        loop.post(() -> {
            beliefs.undecided(lease, kind, why);
            // Nothing else is asked about it that could be counted.
            loop.book().find(lease).filter(LeaseState::hasLostStream).ifPresent(l -> beliefs.count(l, loop.now()));
            loop.touch();
        });
    }
}
