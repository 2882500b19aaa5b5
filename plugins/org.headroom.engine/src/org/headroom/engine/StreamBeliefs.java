package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.lease.Journal;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.Usdc;
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
    private static final String SILENT_SINCE = "chain-silent-since";
    /** Longer than polls are apart when the covered time is short: without an answer for longer, the chain is silent. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    /** No node errs for so long, and a reorganisation is over. */
    private static final Duration CONTRADICTED = Duration.ofMinutes(10);
    /** A transaction that a reorganisation took out is sent again by its sender, who may have to be started for it. */
    private static final Duration OPENED_ANEW = Duration.ofHours(1);
    /** What is paid is worked out from whole base units. */
    private static final Usdc ROUNDING = new Usdc(2);

    /** Blocks that may have been replaced since a reading, or that a reading's block may be named too high. */
    private static final long REORGANISED = 64;
    /** The fastest chain in use makes fewer blocks than that in this time. */
    private static final Duration CONSECUTIVE = Duration.ofSeconds(15);

    private final Journal journal;
    private final RigMemory memory;
    private final RigPolicy policy;
    private final LostStreams lost;
    /** As the chain had each in the block that was read; this is kept in the ledger. */
    private final Map<LeaseId, StreamState> read = new HashMap<>();
    /** The same, with the known withdrawals that are newer than the reading. */
    private final Map<LeaseId, StreamState> believed = new HashMap<>();

    private final Map<LeaseId, String> unreadable = new HashMap<>();
    /** When each was read last, since the last start or suspend. */
    private final Map<LeaseId, Instant> current = new HashMap<>();
    /** What each stream was said to have paid at most, withdrawn or not. */
    private final Map<LeaseId, Usdc> mostPaid = new HashMap<>();
    /** Those that are said to have paid less than that, and since when. */
    private final Map<LeaseId, Instant> contradicted = new HashMap<>();
    /** Running leases whose last reading, taken once, says that the stream pays less from now on than was believed. */
    private final Set<LeaseId> saidOnce = new HashSet<>();
    /** Those whose last reading may be of blocks that were replaced: a withdrawal vanished that it may hold already. */
    private final Set<LeaseId> replaced = new HashSet<>();
    /** Those of which somebody may have withdrawn without this rig knowing. */
    private final Set<LeaseId> unexplained = new HashSet<>();

    /**
     * The block up to which each is explained for sure: that of its last reading, but no higher than two readings in a row say
     * that the chain is. One reading alone may have a wrong number of its block.
     */
    private final Map<LeaseId, Long> explainedTo = new HashMap<>();
    /** The block of the last poll that read a stream. */
    private Optional<Long> lastHead = Optional.empty();

    private Instant silentSince;
    /** Not every stream has been read since the last start or suspend. */
    private boolean silent = true;
    /** What the ledger could not keep of it; it is tried again at each poll. */
    private Optional<String> unkept = Optional.empty();

    /** @param now when the program started; a grace that ran before a restart goes on and is not renewed */
    StreamBeliefs(Journal journal, RigMemory memory, RigPolicy policy, Instant now) {
        this.journal = journal;
        this.memory = memory;
        this.policy = policy;
        this.lost = new LostStreams(memory);
        this.silentSince = now;
    }

    /** @param open the leases that are open */
    void restore(Collection<LeaseState> open, Instant now) {
        read.putAll(journal.believed());
        believed.putAll(read);
        for (LeaseState lease : open) {
            Optional<StreamState> last =
                    Optional.ofNullable(read.get(lease.id())).map(s -> PaidAmounts.withWithdrawals(lease, s));
            last.ifPresent(s -> believed.put(lease.id(), s));
            Optional.ofNullable(read.get(lease.id()))
                    .ifPresent(s -> mostPaid.put(lease.id(), PaidAmounts.plausible(lease, s)));
            if (last.filter(s -> DebtCheck.fellUnexplained(lease.stream().orElse(s), s))
                    .isPresent()) unexplained.add(lease.id());
        }
        Optional<String> kept = memory.get(SILENT_SINCE).filter(s -> !s.isEmpty());
        silentSince = kept.map(StreamBeliefs::instant).orElse(now);
        if (kept.isEmpty()) keep(now.toString());
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (java.time.DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    /** The clock jumped or the machine slept: nothing is known of the time between until the chain answers. */
    void interrupted(Instant now) {
        boolean someAnswered = !current.isEmpty();
        current.clear();
        if (silent && !someAnswered) return;
        silent = true;
        silentSince = now;
        keep(now.toString());
    }

    /** The silence is over when every stream was read: for one that cannot be read a restart must not renew the grace. */
    private void answered() {
        Set<LeaseId> answered = current.keySet();
        if (!silent || answered.isEmpty()) return;
        if (!answered.containsAll(believed.keySet()) || !answered.containsAll(unreadable.keySet())) return;
        silent = false;
        keep("");
    }

    /** The start of the silence is kept so that restarts do not renew the grace. @param since empty: the chain answers */
    private void keep(String since) {
        unkept = Optional.of(since);
        keepSilence();
    }

    private void keepSilence() {
        unkept.ifPresent(since -> {
            try {
                memory.put(SILENT_SINCE, since);
                unkept = Optional.empty();
            } catch (JournalFailure e) {
                LOG.warn("Since when the chain is silent is not kept yet: {}", e.getMessage());
            }
        });
    }

    /** What is known of the stream of a lease; before the first poll the state in which it was verified. */
    Optional<StreamState> of(LeaseState lease) {
        return lease.stream().map(verified -> believed.getOrDefault(lease.id(), verified));
    }

    Optional<StreamState> of(LeaseId lease) {
        return Optional.ofNullable(believed.get(lease));
    }

    /** Why the stream could not be read at the last poll; empty where it could. */
    Optional<String> unreadable(LeaseId lease) {
        return Optional.ofNullable(unreadable.get(lease));
    }

    /**
     * Takes in the readings of one poll.
     *
     * @param leases open leases with the reading of the stream of each
     * @param at when they were taken in
     */
    void update(Map<LeaseState, StreamReading> leases, Instant at) {
        Map<LeaseId, StreamState> readings = new HashMap<>();
        Optional<Long> head = head(leases.values());
        leases.forEach((lease, reading) -> {
            switch (reading) {
                case StreamReading.Unreadable u -> {
                    if (u.kind() == PaymentFailure.Kind.NO_SUCH_STREAM) lost.missing(lease.id(), at);
                    if (!u.reason().equals(unreadable.put(lease.id(), u.reason())))
                        LOG.warn("The stream of {} cannot be read: {}", lease.id(), u.reason());
                }
                case StreamReading.Read r -> {
                    Optional<String> other = LostStreams.otherThan(lease.stream(), r.state());
                    if (other.isPresent()) {
                        // The number belongs to another stream now: nothing of it is believed, so that nothing of it is
                        // billed.
                        lost.missing(lease.id(), at);
                        if (!other.get().equals(unreadable.put(lease.id(), other.get())))
                            LOG.warn("The stream of {} is not believed: {}", lease.id(), other.get());
                        return;
                    }
                    lost.found(lease.id());
                    unreadable.remove(lease.id());
                    if (takeIn(lease, r.state(), false, head, at)) readings.put(lease.id(), r.state());
                }
            }
        });
        lastHead = head.or(() -> lastHead);
        keep(readings);
        answered();
        keepSilence();
    }

    /**
     * A second reading of a stream whose first said that it pays less: of two nodes where two are set up. It counts whatever
     * it says.
     */
    void readAgain(LeaseState lease, StreamState reading, Instant at) {
        lost.found(lease.id());
        if (takeIn(lease, reading, true, reading.block(), at)) keep(Map.of(lease.id(), reading));
        answered();
    }

    /** @return whether it is news that is believed */
    private boolean takeIn(LeaseState lease, StreamState reading, boolean again, Optional<Long> head, Instant at) {
        LeaseId id = lease.id();
        StreamState now = PaidAmounts.withWithdrawals(lease, reading);
        Optional<StreamState> before = of(lease);
        if (before.filter(b -> now.readAt().isBefore(b.readAt())).isPresent()) return false;
        before.filter(b -> DebtCheck.fellUnexplained(b, now)).ifPresent(b -> unexplained(id, b, now));
        compare(lease, reading, at);
        if (isDoubtful(id, at)) return false;
        if (!again
                && lease.holdsGpu()
                && before.filter(b -> DebtCheck.paysLess(b, now)).isPresent()) {
            if (saidOnce.add(id)) LOG.info("The stream of {} is said to pay less from now on: it is read again", id);
            return false;
        }
        saidOnce.remove(id);
        replaced.remove(id);
        current.put(id, at);
        explainedTo(id, now, head);
        if (before.equals(Optional.of(now))) return false;
        believed.put(id, now);
        return true;
    }

    private static Optional<Long> head(Collection<StreamReading> readings) {
        return readings.stream()
                .filter(StreamReading.Read.class::isInstance)
                .flatMap(r -> ((StreamReading.Read) r).state().block().stream())
                .max(Comparator.naturalOrder());
    }

    private void explainedTo(LeaseId lease, StreamState now, Optional<Long> head) {
        if (unexplained.contains(lease)) return;
        Optional<Long> seenTwice = head.flatMap(h -> lastHead.map(l -> Math.min(h, l)));
        now.block()
                .flatMap(block -> seenTwice.map(twice -> Math.min(twice, block)))
                .ifPresent(block -> explainedTo.put(lease, block));
    }

    private void unexplained(LeaseId lease, StreamState before, StreamState now) {
        if (!unexplained.add(lease)) return;
        LOG.info("Less is owed for {} than time and rate explain: its withdrawals are searched for", lease);
        boolean consecutive = Duration.between(before.readAt(), now.readAt()).compareTo(CONSECUTIVE) <= 0;
        Optional.ofNullable(explainedTo.get(lease))
                .or(() -> before.block().filter(b -> consecutive))
                // Explained up to a block that the chain does not have: then a node named a wrong one.
                .filter(block -> now.block().filter(b -> block <= b).isPresent())
                .ifPresent(block -> searchFrom(lease, block));
    }

    private void compare(LeaseState state, StreamState reading, Instant at) {
        LeaseId lease = state.id();
        Usdc paid = PaidAmounts.plausible(state, reading);
        Usdc most = mostPaid.getOrDefault(lease, Usdc.ZERO);
        if (paid.plus(ROUNDING).compareTo(most) < 0) {
            if (contradicted.putIfAbsent(lease, at) == null)
                LOG.warn(
                        "The stream of {} is said to have paid less than before, which it cannot: not believed for {} minutes."
                                + " The job goes on, and nothing is decided by it",
                        lease,
                        CONTRADICTED.toMinutes());
            return;
        }
        mostPaid.put(lease, paid);
        contradicted.remove(lease);
    }

    /**
     * Whether the stream is said to have paid less than it had paid already, and not for long. A node that answers wrongly for
     * a moment must neither stop a job nor lower a receipt nor close a lease. Where somebody else has withdrawn, it ends when
     * that withdrawal is found.
     */
    private boolean isDoubtful(LeaseId lease, Instant now) {
        Instant since = contradicted.get(lease);
        return since != null && !now.isAfter(since.plus(CONTRADICTED));
    }

    /** Nothing undoes a loss that was booked. */
    boolean mayBookLoss(LeaseId lease, Instant now) {
        return isExplained(lease) && !isDoubtful(lease, now) && (!lost.contains(lease) || lost.isGivenUp(lease));
    }

    /** All is explained up to a block, so the search begins there, a reorganisation earlier: a node may have no older logs. */
    private void searchFrom(LeaseId lease, long explained) {
        long from = Math.max(0, explained - REORGANISED);
        try {
            if (journal.searchedTo(lease).orElse(0L) < from) journal.searchedTo(lease, from);
        } catch (JournalFailure e) {
            LOG.warn("Where the search for withdrawals begins is not kept: {}", e.getMessage());
        }
    }

    /** Leases whose debt fell without a withdrawal that is known. */
    Set<LeaseId> unexplained() {
        return Set.copyOf(unexplained);
    }

    /** Whether all that left the stream is known. */
    boolean isExplained(LeaseId lease) {
        return !unexplained.contains(lease) && !replaced.contains(lease);
    }

    /** The chain's logs were searched to the end. */
    void explained(LeaseId lease) {
        unexplained.remove(lease);
    }

    /** The stream was verified: this is the first that is believed of it. */
    void verified(LeaseId lease, StreamState stream, Instant at) {
        current.put(lease, at);
        stream.block().ifPresent(block -> explainedTo.put(lease, block));
        keep(Map.of(lease, stream));
        believed.put(lease, stream);
        answered();
    }

    private void keep(Map<LeaseId, StreamState> changed) {
        if (changed.isEmpty()) return;
        read.putAll(changed);
        try {
            journal.believed(changed);
        } catch (JournalFailure e) {
            LOG.warn("What the chain says is not kept in the ledger: {}", e.getMessage());
        }
    }

    /**
     * Leases whose stream is to be read again before what is said of it counts: it is not there any more as it was verified, and
     * has not been for the grace, or it is said to pay less.
     */
    Set<LeaseId> toReadAgain(Instant now) {
        Set<LeaseId> all = new HashSet<>(lost.since(now.minus(policy.chainGrace())));
        all.addAll(lost.confirmedSince(now.minus(OPENED_ANEW)));
        all.addAll(saidOnce);
        return all;
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
        saidOnce.remove(id);
        if (!lost.contains(id)) {
            lost.missing(id, at);
        } else if (!lost.isConfirmed(id)) {
            LOG.warn(
                    "The payment stream of {} is lost: the chain does not have it any more as it was verified, as after a"
                            + " reorganisation. Its job is stopped. What it owes is booked as a loss if it is not back in {} min",
                    id,
                    OPENED_ANEW.toMinutes());
            lost.confirm(id);
            current.put(id, at);
            answered();
        } else if (!lost.isMissingSinceAfter(id, at.minus(OPENED_ANEW))) {
            LOG.warn("The payment stream of {} did not come back: nothing more is claimed from it", id);
            gone(lease, at);
        }
    }

    private void gone(LeaseState lease, Instant at) {
        lease.stream().ifPresent(verified -> {
            lost.giveUp(lease.id());
            StreamState gone = LostStreams.gone(verified, at);
            current.put(lease.id(), at);
            keep(Map.of(lease.id(), gone));
            believed.put(lease.id(), PaidAmounts.withWithdrawals(lease, gone));
            unexplained.remove(lease.id());
            contradicted.remove(lease.id());
            replaced.remove(lease.id());
            mostPaid.remove(lease.id());
            answered();
        });
    }

    /** Two nodes do not agree on what was said once, or do not answer. @param why a sentence for a person */
    void undecided(LeaseId lease, String why) {
        if (!saidOnce.contains(lease) && !lost.contains(lease)) return;
        if (!why.equals(unreadable.put(lease, why)))
            LOG.warn("What is said of the stream of {} is not believed yet: {}", lease, why);
    }

    /** A withdrawal vanished from the chain: nothing is decided before the stream is read anew and searched. */
    void reverted(LeaseState lease, long block) {
        LeaseId id = lease.id();
        replaced.add(id);
        unexplained.add(id);
        mostPaid.remove(id);
        contradicted.remove(id);
        try {
            long from = Math.max(0, block - REORGANISED);
            if (journal.searchedTo(id).filter(to -> to > from).isPresent()) journal.searchedTo(id, from);
        } catch (JournalFailure e) {
            LOG.warn("Where the search for withdrawals begins is not kept: {}", e.getMessage());
        }
        booked(lease);
    }

    /** A withdrawal was booked or taken back. */
    void booked(LeaseState lease) {
        believed.computeIfPresent(
                lease.id(), (id, before) -> PaidAmounts.withWithdrawals(lease, read.getOrDefault(id, before)));
    }

    void closed(LeaseId lease) {
        read.remove(lease);
        believed.remove(lease);
        unreadable.remove(lease);
        current.remove(lease);
        unexplained.remove(lease);
        explainedTo.remove(lease);
        lost.found(lease);
        contradicted.remove(lease);
        saidOnce.remove(lease);
        replaced.remove(lease);
        mostPaid.remove(lease);
        answered();
    }

    /**
     * Whether what is known may decide over money: it was read since the last interruption, or the grace has ended without
     * an answer.
     */
    boolean mayDecide(LeaseId lease, Instant now) {
        return current.containsKey(lease) || now.isAfter(silentSince.plus(policy.chainGrace()));
    }

    /**
     * Whether it may be said that a stream has run out: the renter may have topped it up while the chain is silent, so in an
     * outage the same grace is given, from the last answer on.
     */
    boolean mayJudgeFunds(LeaseId lease, Instant now) {
        Instant last = current.get(lease);
        return last == null || !now.isAfter(last.plus(FRESH)) || now.isAfter(last.plus(policy.chainGrace()));
    }
}
