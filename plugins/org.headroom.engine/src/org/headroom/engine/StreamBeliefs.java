package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.Journal;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamState;
import org.headroom.model.rig.RigMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the chain was last believed to say of the streams of open leases, kept in the ledger over restarts. An answer older
 * than the last believed one is not believed. {@code lease-loop} only, after construction.
 */
final class StreamBeliefs {
    private static final Logger LOG = LoggerFactory.getLogger(StreamBeliefs.class);
    /** Longer than polls are apart when the covered time is short: without an answer for longer, the chain is silent. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    /** A transaction that a reorganisation took out is sent again by its sender, who may have to be started for it. */
    private static final Duration OPENED_ANEW = Duration.ofHours(1);
    /** Less than that is no step of the clock. */
    private static final Duration MOVED = Duration.ofSeconds(1);

    private final RepeatedLog failures = new RepeatedLog(LOG::warn);
    private final Journal journal;
    private final SearchStart searchStart;
    private final RigPolicy policy;
    private final LostStreams lost;
    private final UnansweredStreams unanswered;
    private final StreamPayments payments;
    private final ChainSilence silence;
    private final StreamWarnings warnings;
    private final BlockTimes times = new BlockTimes();
    private final LeaseGuard guard = new LeaseGuard();
    /** Of open leases. */
    private final Map<LeaseId, KnownStream> streams = new HashMap<>();

    /** The block of the last poll that read a stream. */
    private Optional<Long> lastHead = Optional.empty();

    /** @param now when the program started; a grace that ran before a restart goes on and is not renewed */
    StreamBeliefs(Journal journal, RigMemory memory, RigPolicy policy, Instant now) {
        this.journal = journal;
        this.searchStart = new SearchStart(journal);
        this.policy = policy;
        this.lost = new LostStreams(memory, now);
        this.unanswered = new UnansweredStreams(memory);
        this.payments = new StreamPayments(memory, now);
        this.silence = new ChainSilence(memory, now);
        this.warnings = new StreamWarnings(memory);
    }

    /** @param open the leases that are open */
    void restore(Collection<LeaseState> open, Instant now) {
        journal.believed().forEach((lease, read) -> {
            KnownStream stream = known(lease);
            stream.read = Optional.of(times.believable(read, now));
            stream.believed = stream.read;
        });
        for (LeaseState lease : open)
            guard.run(lease.id(), () -> {
                KnownStream stream = known(lease.id());
                stream.believed = stream.read.map(s -> PaidAmounts.withWithdrawals(lease, s));
                payments.restore(lease, stream.read);
                if (lease.hasLostStream()) lost.missing(lease.id(), now);
            });
        List<LeaseId> ids = open.stream().map(LeaseState::id).toList();
        unanswered.keepOnly(ids);
        payments.keepOnly(ids);
        silence.restore(open, now);
    }

    /** For all that is done lease by lease. */
    LeaseGuard guard() {
        return guard;
    }

    private KnownStream known(LeaseId lease) {
        return streams.computeIfAbsent(lease, l -> new KnownStream());
    }

    private Optional<KnownStream> find(LeaseId lease) {
        return Optional.ofNullable(streams.get(lease));
    }

    /** The clock was set, or the machine slept. What is waited for is waited for as long as it would be without. */
    void clockMoved(Duration by) {
        if (by.abs().compareTo(MOVED) < 0) return;
        lost.clockMoved(by);
        payments.clockMoved(by);
        silence.clockMoved(by);
        times.clockMoved(by);
        streams.values().forEach(s -> s.takenAt = s.takenAt.map(at -> at.plus(by)));
    }

    /** The clock jumped or the machine slept: nothing is known of the time between until the chain answers. */
    void interrupted(Instant now) {
        silence.begin(streams, now);
        streams.values().forEach(s -> s.current = Optional.empty());
        unanswered.interrupted();
    }

    /** Keeps for how long streams have not been read. */
    void saveSilence(Instant now) {
        silence.end(streams);
        silence.save(now);
    }

    /** What is known of the stream of a lease; before the first poll the state in which it was verified. */
    Optional<StreamState> of(LeaseState lease) {
        return PaidAmounts.verified(lease).map(verified -> of(lease.id()).orElse(verified));
    }

    Optional<StreamState> of(LeaseId lease) {
        return find(lease).flatMap(s -> s.believed);
    }

    /** Why the stream could not be read at the last poll; empty where it could. */
    Optional<String> unreadable(LeaseId lease) {
        return find(lease).flatMap(s -> s.unreadable);
    }

    /**
     * Takes in the readings of one poll.
     *
     * @param leases open leases with the reading of the stream of each
     * @param at when they were taken in
     */
    void update(Map<LeaseState, StreamReading> leases, Instant at) {
        Map<LeaseId, StreamState> believed = new HashMap<>();
        Optional<Long> head = KnownStream.head(leases.values());
        times.polled(leases.values(), at);
        streams.values().forEach(s -> s.correct(times));
        leases.forEach((lease, reading) -> guard.run(lease.id(), () -> {
            switch (reading) {
                case StreamReading.Unreadable u -> {
                    if (u.kind() == PaymentFailure.Kind.NO_SUCH_STREAM) lost.missing(lease.id(), at);
                    if (known(lease.id()).isNewReason(u.reason())) LOG.warn(warnings.unreadable(lease, u));
                }
                case StreamReading.Read r -> {
                    Optional<String> other = ReplacedStream.otherThan(lease, r.state());
                    if (other.isPresent()) {
                        // The number belongs to another stream now: nothing of it is believed or billed.
                        lost.missing(lease.id(), at);
                        if (known(lease.id()).isNewReason(other.get()))
                            LOG.warn(warnings.notBelieved(lease, other.get()));
                        return;
                    }
                    lost.found(lease.id());
                    known(lease.id()).unreadable = Optional.empty();
                    takeIn(lease, r.state(), false, head, at).ifPresent(state -> believed.put(lease.id(), state));
                }
            }
        }));
        lastHead = head.or(() -> lastHead);
        keep(believed);
        leases.keySet().forEach(lease -> guard.run(lease.id(), () -> count(lease, at)));
        unanswered.save();
        payments.save();
        lost.save();
    }

    /** Leases that are being settled: all others have deadlines of their own. */
    void count(LeaseState lease, Instant at) {
        if (!lease.isSettling()) return;
        LeaseId id = lease.id();
        boolean read = find(id).flatMap(s -> s.current).filter(at::equals).isPresent() && isExplained(id);
        boolean sure = lease.paidBy().filter(Funding::allFinal).isPresent();
        if (read && sure || lost.isGivenUp(id)) unanswered.answered(id);
        else unanswered.failed(id, at);
    }

    /** Whether the chain was asked about the payment in vain for as long as that is waited for. */
    boolean isUnanswered(LeaseId lease) {
        return unanswered.isOverdue(lease);
    }

    /** Whether the stream was read since the start, the last time too, and nothing about it is open. */
    boolean answers(LeaseId lease) {
        return wasRead(lease) && !unanswered.contains(lease);
    }

    /** A second reading of a stream whose first was not believed by itself: of two nodes where two are set up. */
    void readAgain(LeaseState lease, StreamState reading, Instant at) {
        lost.found(lease.id());
        takeIn(lease, reading, true, reading.block(), at).ifPresent(state -> keep(Map.of(lease.id(), state)));
        payments.save();
    }

    /** @return the reading that is believed now, where it is news */
    private Optional<StreamState> takeIn(
            LeaseState lease, StreamState said, boolean again, Optional<Long> head, Instant at) {
        LeaseId id = lease.id();
        StreamState reading = times.believable(said, at);
        KnownStream stream = known(id);
        StreamState now = PaidAmounts.withWithdrawals(lease, reading);
        Optional<StreamState> before = of(lease);
        if (before.filter(b -> now.readAt().isBefore(b.readAt())).isPresent()) return Optional.empty();
        stream.takenAt = Optional.of(at);
        before.filter(b -> DebtCheck.fellUnexplained(b, now)).ifPresent(b -> unexplained(id, b, now));
        if (payments.contradicts(lease, last(lease).orElse(reading), reading, at)) {
            before.ifPresent(b -> {
                stream.pending.affirm(b, now);
                if (lease.holdsGpu()) stream.doubtful.take(b, now, again);
            });
            return Optional.empty();
        }
        stream.doubtful.forget();
        // Such a reading stops a job, lets it run on, or goes into its receipt.
        boolean decides = lease.holdsGpu() || lease instanceof LeaseState.Ended;
        if (!decides || before.isEmpty()) stream.pending.forget();
        else {
            boolean wasWaiting = stream.pending.isWaiting();
            Optional<StreamState> agreed = stream.pending.judge(lease, before.get(), reading, again);
            if (agreed.isEmpty() && !wasWaiting)
                LOG.info("The stream of {} is said to pay otherwise from now on: it is read again", id);
            return agreed.flatMap(state -> believe(lease, state, head, at));
        }
        return believe(lease, reading, head, at);
    }

    private Optional<StreamState> believe(LeaseState lease, StreamState reading, Optional<Long> head, Instant at) {
        LeaseId id = lease.id();
        KnownStream stream = known(id);
        StreamState now = PaidAmounts.withWithdrawals(lease, reading);
        boolean isNews = !of(lease).equals(Optional.of(now));
        payments.believed(lease, last(lease).orElse(reading), reading);
        stream.replaced = false;
        stream.current = Optional.of(at);
        if (!payments.isUnexplained(id)) stream.explainedTo(now, head, lastHead);
        if (!isNews) return Optional.empty();
        stream.read = Optional.of(reading);
        stream.believed = Optional.of(now);
        return Optional.of(reading);
    }

    /** The last believed reading, as the chain had it. */
    private Optional<StreamState> last(LeaseState lease) {
        return find(lease.id()).flatMap(s -> s.read).or(lease::stream);
    }

    /**
     * What is known of the stream of a lease, with what was withdrawn for sure though that withdrawal is not found. A receipt
     * asks for that, too: only a withdrawal to this rig takes from a stream what it owes.
     */
    Optional<StreamState> paid(LeaseState lease) {
        return of(lease.id())
                .map(s -> s.withWithdrawn(s.withdrawn()
                        .plusCapped(payments.unknown(lease, last(lease).orElse(s)))));
    }

    /**
     * The same with the part that nothing but a withdrawal explains. Empty after a withdrawal has vanished: another one may have
     * taken its place, and no two readings show it.
     */
    Optional<StreamState> paidForSure(LeaseState lease) {
        return find(lease.id())
                .filter(s -> !s.replaced && !s.vanished)
                .flatMap(s -> s.believed)
                .map(s -> s.withWithdrawn(s.withdrawn()
                        .plusCapped(payments.unknownForSure(lease, last(lease).orElse(s)))));
    }

    /** What the stream pays from now on at most, by two readings whose amounts are not believed; empty where none say less. */
    Optional<StreamState> doubtful(LeaseId lease) {
        return find(lease).flatMap(s -> s.doubtful.confirmed());
    }

    /** The time of the block by which the stream pays at least what is believed: the believed one or a later one. */
    Instant seenAt(LeaseId lease, StreamState believed) {
        return find(lease).map(s -> s.seenAt(believed)).orElse(believed.readAt());
    }

    private void unexplained(LeaseId lease, StreamState before, StreamState now) {
        if (!payments.beginUnexplained(lease)) return;
        LOG.info("Less is owed for {} than time and rate explain: its withdrawals are searched for", lease);
        known(lease).explainedBetween(before, now).ifPresent(block -> searchStart.explained(lease, block));
    }

    /** Nothing undoes a loss that was booked. */
    boolean mayBookLoss(LeaseId lease, Instant now) {
        return isExplained(lease)
                && !payments.isContradicted(lease, now)
                && (!lost.contains(lease) || lost.isGivenUp(lease));
    }

    /** Leases whose debt fell without a withdrawal that is known. */
    Set<LeaseId> unexplained() {
        return payments.unexplained();
    }

    /** Whether all that left the stream is known. */
    boolean isExplained(LeaseId lease) {
        return !payments.isUnexplained(lease)
                && find(lease).filter(s -> s.replaced).isEmpty();
    }

    /** The chain's logs were searched to the end: what they do not show was not withdrawn. */
    void explained(LeaseState lease) {
        payments.explained(lease, last(lease));
        find(lease.id()).ifPresent(s -> s.vanished = false);
    }

    /**
     * Before the ledger has that the stream is verified: its withdrawals are to be searched for from this block on. A power cut
     * between the two leaves a search too many, and not one too few.
     */
    void unsearched(LeaseId lease, long from) {
        payments.beginUnexplained(lease);
        payments.save();
        searchStart.unsearched(lease, from);
    }

    /** A state whose block may name a wrong time. @param at when it was read */
    StreamState believable(StreamState read, Instant at) {
        return times.believable(read, at);
    }

    /** The stream was verified: this is the first that is believed of it. */
    void verified(LeaseId lease, StreamState verified, Instant at) {
        KnownStream stream = known(lease);
        stream.current = Optional.of(at);
        stream.takenAt = Optional.of(at);
        stream.explainedTo = verified.block().or(() -> stream.explainedTo);
        keep(Map.of(lease, verified));
        stream.believed = Optional.of(verified);
    }

    private void keep(Map<LeaseId, StreamState> changed) {
        if (changed.isEmpty()) return;
        changed.forEach((lease, state) -> known(lease).read = Optional.of(state));
        // A reading whose note is missing would forget after a restart what was withdrawn before it.
        if (!payments.save()) return;
        try {
            journal.believed(changed);
            payments.inLedger(changed.keySet());
        } catch (JournalFailure e) {
            failures.failed("What the chain says is not kept in the ledger: " + e.getMessage());
        }
    }

    /**
     * Leases whose stream is to be read again before what is said of it counts: it is not there any more as it was verified, and
     * has not been for the grace, or it is said to pay less or more.
     */
    Set<LeaseId> toReadAgain(Instant now) {
        Set<LeaseId> all = new HashSet<>(lost.since(now.minus(policy.chainGrace())));
        all.addAll(lost.confirmedSince(now.minus(OPENED_ANEW)));
        streams.forEach((id, s) -> {
            if (s.isWaiting()) all.add(id);
        });
        return all;
    }

    LostStreams lostStreams() {
        return lost;
    }

    /** The stream pays for the lease under another number: what was known under the old one counts no more. */
    void replaced(LeaseId lease, StreamState verified, Instant at) {
        closed(lease);
        verified(lease, verified, at);
    }

    /** Whether the stream is said not to be there as it was verified: then nothing is withdrawn from it. */
    boolean isDoubtful(LeaseId lease) {
        return lost.contains(lease);
    }

    /** Whether it is decided that the stream is lost. */
    boolean isLost(LeaseId lease) {
        return lost.isConfirmed(lease);
    }

    /**
     * A second reading says, too, that the stream vanished in a reorganisation or that its number belongs to another one. The
     * job is stopped, and its receipt asks for what was last believed. When that is said again after the time in which its
     * renter's wallet may open it anew, it holds nothing for this lease and will pay nothing any more.
     */
    void lost(LeaseState lease, Instant at) {
        LeaseId id = lease.id();
        KnownStream stream = known(id);
        stream.pending.forget();
        stream.doubtful.forget();
        if (!lost.contains(id)) {
            lost.missing(id, at);
        } else if (!lost.isConfirmed(id)) {
            // A second reading that was asked for before, for another reason, ends no wait.
            if (lost.isMissingSinceAfter(id, at.minus(policy.chainGrace()))) return;
            LOG.warn(warnings.lost(lease, OPENED_ANEW));
            lost.confirm(id);
            stream.current = Optional.of(at);
        } else if (!lost.isMissingSinceAfter(id, at.minus(OPENED_ANEW))) {
            LOG.warn("The payment stream of {} did not come back: nothing more is claimed from it", id);
            gone(lease, at);
        }
    }

    /** Its stream holds nothing for this lease and will pay nothing any more. */
    void gone(LeaseState lease, Instant at) {
        lease.stream().ifPresent(verified -> {
            lost.giveUp(lease.id());
            StreamState gone = LostStreams.gone(verified, at);
            KnownStream stream = known(lease.id());
            stream.current = Optional.of(at);
            keep(Map.of(lease.id(), gone));
            stream.believed = Optional.of(PaidAmounts.withWithdrawals(lease, gone));
            stream.replaced = false;
            payments.gone(lease.id());
        });
    }

    /** Two nodes do not agree on what was said once, or do not answer. @param why a sentence for a person */
    void undecided(LeaseId lease, PaymentFailure.Kind kind, String why) {
        Optional<PendingReading> pending = find(lease).map(s -> s.pending).filter(PendingReading::isWaiting);
        if (kind == PaymentFailure.Kind.DISAGREEMENT) pending.ifPresent(PendingReading::disputed);
        pending.ifPresent(PendingReading::undecided);
        if (pending.isEmpty() && !lost.contains(lease)) return;
        if (known(lease).isNewReason(why))
            LOG.warn("What is said of the stream of {} is not believed yet: {}", lease, why);
    }

    /** A withdrawal vanished from the chain: nothing is decided before the stream is read anew and searched. */
    void reverted(LeaseState lease, long block) {
        LeaseId id = lease.id();
        KnownStream stream = known(id);
        stream.replaced = true;
        stream.vanished = true;
        boolean sinceVerified = lease.stream()
                .flatMap(StreamState::block)
                .filter(b -> b >= block)
                .isEmpty();
        boolean held = sinceVerified
                && stream.read
                        .flatMap(StreamState::block)
                        .filter(b -> b < block)
                        .isEmpty();
        payments.vanished(lease, stream.believed, held);
        searchStart.vanished(id, block);
        booked(lease);
    }

    /** A withdrawal was booked or taken back. */
    void booked(LeaseState lease) {
        find(lease.id())
                .ifPresent(s -> s.believed =
                        s.believed.map(before -> PaidAmounts.withWithdrawals(lease, s.read.orElse(before))));
    }

    void closed(LeaseId lease) {
        streams.remove(lease);
        lost.found(lease);
        unanswered.answered(lease);
        payments.closed(lease);
        guard.forget(lease);
        silence.end(lease);
    }

    /** Whether what is known may decide over money: read since the last interruption, or the grace ended without an answer. */
    boolean mayDecide(LeaseId lease, Instant now) {
        return wasRead(lease) || silence.isLonger(lease, policy.chainGrace(), now);
    }

    /**
     * Whether it may be said that a stream has run out: the renter may have topped it up while the chain is silent, so in an
     * outage the same grace is given, from the last answer on. While a top-up is said once and a second reading neither confirms
     * nor denies it, the grace is given from the end of the believed funds on, but no longer than the exposure cap lasts.
     */
    boolean mayJudgeFunds(LeaseId lease, StreamState believed, Instant now) {
        if (find(lease).filter(s -> s.pending.isMoreUndecided()).isPresent()) {
            Instant read = believed.readAt();
            Duration capped = believed.rate().lasts(policy.exposureCap());
            Instant last = read.plus(believed.runway(read)).plus(Deadlines.lesser(policy.chainGrace(), capped));
            if (!now.isAfter(last)) return false;
        }
        return find(lease)
                .flatMap(s -> s.current)
                .filter(at -> now.isAfter(at.plus(FRESH)) && !now.isAfter(at.plus(policy.chainGrace())))
                .isEmpty();
    }

    /** Since the last start or suspend. */
    private boolean wasRead(LeaseId lease) {
        return find(lease).filter(s -> s.current.isPresent()).isPresent();
    }
}
