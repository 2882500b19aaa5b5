package org.headroom.engine;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.headroom.model.lease.Journal;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.market.LeaseId;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads leases that have left the working set from the ledger. Any thread but the UI's; waits for the disk. */
final class LeaseHistory {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseHistory.class);
    private static final int PAGE = 200;

    private final Journal journal;

    LeaseHistory(Journal journal) {
        this.journal = journal;
    }

    /** A lease as its events make it, open or closed. */
    Optional<LeaseState> find(LeaseId lease) {
        return LeaseBook.states(journal.events(lease)).stream().findFirst();
    }

    /** Reads the latest closed leases, oldest first. Returns at once. @param then on another thread; not called on failure */
    void latest(int limit, Consumer<List<LeaseState>> then) {
        fromDisk(() -> journal.closed(0, limit).reversed().stream()
                        .flatMap(s -> readable(s.lease()).stream())
                        .toList())
                .thenAccept(then)
                .exceptionally(e -> {
                    LOG.warn("Closed leases could not be read for the views: {}", e.getMessage());
                    return null;
                });
    }

    /** One that is damaged hides no other. */
    private Optional<LeaseState> readable(LeaseId lease) {
        try {
            return find(lease);
        } catch (JournalFailure e) {
            LOG.warn("{}", e.getMessage());
            return Optional.empty();
        }
    }

    /** All in memory, and the closed ones that ended after a moment. @param most how many are read from the ledger at most */
    List<LeaseState> since(LeaseBook book, Instant from, int most) {
        Map<LeaseId, LeaseState> found = new LinkedHashMap<>();
        for (LeaseState state : book.all()) found.put(state.id(), state);
        for (int skip = 0; skip < most; skip += PAGE) {
            List<LeaseSummary> page = journal.closed(skip, PAGE);
            for (LeaseSummary s : page)
                if (!s.endedAt().isBefore(from) && !found.containsKey(s.lease()))
                    readable(s.lease()).ifPresent(state -> found.put(state.id(), state));
            boolean older = page.stream().allMatch(s -> s.endedAt().isBefore(from));
            if (page.size() < PAGE || older) break;
        }
        return List.copyOf(found.values());
    }

    /** A page of the closed leases, the latest closed first. Returns at once. */
    CompletableFuture<List<LeaseSummary>> closed(long skip, int limit) {
        return fromDisk(() -> journal.closed(skip, limit));
    }

    /** All that the ledger holds of one lease. Returns at once. @param book tells which leases are open */
    CompletableFuture<Optional<LeaseView>> view(LeaseId lease, RigMemory memory, LeaseBook book) {
        return fromDisk(() -> find(lease)
                .map(s -> new LeaseView(number(lease, memory), s, s.stream(), Optional.empty(), !book.isOpen(lease))));
    }

    private static int number(LeaseId lease, RigMemory memory) {
        try {
            return memory.leaseNumber(lease);
        } catch (JournalFailure e) {
            // The disk is full: a lease that has no number yet gets it when that can be kept.
            return LeaseView.UNNUMBERED;
        }
    }

    private static <T> CompletableFuture<T> fromDisk(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("lease-history").start(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }
}
