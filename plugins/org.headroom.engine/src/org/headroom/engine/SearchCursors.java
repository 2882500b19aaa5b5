package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.lease.Journal;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WithdrawalScan;
import org.headroom.model.payment.WithdrawalScan.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From which block on the withdrawals of each lease are searched for. The ledger keeps only what is final; what was searched
 * beyond that is kept in memory until the search is complete. Where the ledger has none, it is the block of the verification. A place above the chain's head was named by a node with a wrong
 * head, and is given up for the block in which the stream was verified. {@code lease-loop} only.
 */
final class SearchCursors {
    private static final Logger LOG = LoggerFactory.getLogger(SearchCursors.class);
    /** Of the fastest chain in use. */
    private static final long BLOCKS_A_SECOND = 4;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final Duration FIRST_PAUSE_OF_FAILED = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE_OF_FAILED = Duration.ofMinutes(1);

    /** @param reason why there is a pause, without its numbers: it is the same while only blocks and times change */
    private record Pause(Outcome outcome, String reason, Duration length, Instant until) {}

    private final RepeatedLog failures = new RepeatedLog(LOG::warn);
    private final Journal journal;
    /** The next block of searches that are under way. */
    private final Map<LeaseId, Long> progress = new HashMap<>();
    /** Searches that failed or found the logs pruned: the node may answer or have them again, or another one be set up. */
    private final Map<LeaseId, Pause> pauses = new HashMap<>();
    /** What the ledger has, so that it is not read at each look. */
    private final Map<LeaseId, Optional<Long>> kept = new HashMap<>();

    SearchCursors(Journal journal) {
        this.journal = journal;
    }

    /** The first block to search, for each of these leases. @param head the chain's newest block, where it answers */
    Map<LeaseId, Long> next(Collection<LeaseId> leases, LeaseBook book, Optional<Long> head, Instant now) {
        keepOnly(book);
        for (LeaseId lease : leases) kept.put(lease, journal.searchedTo(lease));
        head.ifPresent(h -> correct(leases, h, book, now));
        Map<LeaseId, Long> next = new HashMap<>();
        for (LeaseId lease : leases) {
            Pause pause = pauses.get(lease);
            if (pause != null && now.isBefore(pause.until())) continue;
            Optional.ofNullable(progress.get(lease))
                    .or(() -> kept.getOrDefault(lease, Optional.empty()))
                    .or(() -> verified(lease, book, head, now))
                    .ifPresent(from -> next.put(lease, from));
        }
        return next;
    }

    /** Gives up places that no block of the chain has. */
    void correct(Collection<LeaseId> leases, long head, LeaseBook book, Instant now) {
        for (LeaseId lease : leases) {
            if (progress.getOrDefault(lease, 0L) > head + 1) progress.remove(lease);
            Optional<Long> place = kept.computeIfAbsent(lease, journal::searchedTo);
            if (place.isEmpty() || place.get() <= head + 1) continue;
            long from = verified(lease, book, Optional.of(head), now).orElse(0L);
            LOG.info(
                    "The search for withdrawals of {} has come to block {}, but the chain's newest block is {}: one of the nodes"
                            + " was wrong. It is searched again from block {}",
                    lease,
                    place.get(),
                    head,
                    from);
            progress.remove(lease);
            keep(lease, from);
        }
    }

    /** A part was searched. @return whether it failed, or no node has its logs, unlike the one before for the same reason */
    boolean searched(LeaseId lease, WithdrawalScan scan, Instant now) {
        Pause before = pauses.remove(lease);
        Optional<Pause> pause = pause(scan, before, now);
        pause.ifPresent(p -> pauses.put(lease, p));
        if (scan.outcome() == Outcome.MORE) progress.put(lease, scan.next());
        else progress.remove(lease);
        if (!Optional.of(scan.sure()).equals(kept.get(lease))) keep(lease, scan.sure());
        return pause.filter(p -> before == null
                        || p.outcome() != before.outcome()
                        || p.outcome() == Outcome.FAILED && !p.reason().equals(before.reason()))
                .isPresent();
    }

    /** A pause doubles while a search ends in the same way. */
    private static Optional<Pause> pause(WithdrawalScan scan, @Nullable Pause before, Instant now) {
        boolean pruned = scan.outcome() == Outcome.PRUNED;
        if (!pruned && scan.outcome() != Outcome.FAILED) return Optional.empty();
        Duration length = pruned ? FIRST_PAUSE : FIRST_PAUSE_OF_FAILED;
        if (before != null && before.outcome() == scan.outcome())
            length =
                    Deadlines.lesser(before.length().multipliedBy(2), pruned ? LONGEST_PAUSE : LONGEST_PAUSE_OF_FAILED);
        String reason = scan.message().replaceAll("\\d+", "#");
        return Optional.of(new Pause(scan.outcome(), reason, length, now.plus(length)));
    }

    private void keep(LeaseId lease, long from) {
        try {
            journal.searchedTo(lease, from);
            kept.put(lease, Optional.of(from));
        } catch (JournalFailure e) {
            failures.failed("The progress of a search for withdrawals is not kept: " + e.getMessage());
        }
    }

    /** The block in which the stream was verified, unless that is above the chain's head. */
    private static Optional<Long> verified(LeaseId lease, LeaseBook book, Optional<Long> head, Instant now) {
        Optional<StreamState> stream = book.find(lease).flatMap(LeaseState::stream);
        return stream.flatMap(StreamState::block)
                .filter(block -> head.filter(h -> block > h + 1).isEmpty())
                .or(() -> stream.flatMap(s -> blockOf(s.readAt(), head, now)));
    }

    /** No later than the block of a moment; of leases from before blocks were kept. */
    private static Optional<Long> blockOf(Instant at, Optional<Long> head, Instant now) {
        long blocks = BLOCKS_A_SECOND * Math.max(0, Duration.between(at, now).toSeconds());
        return head.map(h -> Math.max(0, h - blocks));
    }

    private void keepOnly(LeaseBook book) {
        pauses.keySet().removeIf(lease -> !book.isOpen(lease));
        Set<LeaseId> known = Set.copyOf(kept.keySet());
        for (LeaseId lease : known)
            if (!book.isOpen(lease)) {
                kept.remove(lease);
                progress.remove(lease);
            }
    }
}
