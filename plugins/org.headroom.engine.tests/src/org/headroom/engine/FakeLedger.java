package org.headroom.engine;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.headroom.model.lease.Journal;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.lease.LedgerTotals;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Hash32;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.rig.RigMemory;

/** A ledger in memory that outlives the rigs that use it, and whose disk a test can fill. */
final class FakeLedger implements Journal, RigMemory {
    final List<LeaseEvent> events = new CopyOnWriteArrayList<>();
    final List<LeaseSummary> closed = new CopyOnWriteArrayList<>();
    private final Map<LeaseId, StreamState> believed = new ConcurrentHashMap<>();
    private final Map<LeaseId, Long> searched = new ConcurrentHashMap<>();
    private final Map<Long, Hash32> numbers = new HashMap<>();
    private final Map<String, String> memory = new ConcurrentHashMap<>();
    private final Map<LeaseId, Integer> leaseNumbers = new ConcurrentHashMap<>();
    final Map<LeaseId, String> damaged = new ConcurrentHashMap<>();
    volatile boolean full;
    volatile boolean unreadable;

    private void check() {
        if (full)
            throw new JournalFailure("The disk is full. No new work is taken; what runs goes on. Free some space.");
    }

    @Override
    public synchronized void append(LeaseEvent event) {
        check();
        events.add(event);
    }

    @Override
    public List<LeaseEvent> replay() {
        return List.copyOf(events);
    }

    @Override
    public List<LeaseEvent> replayOpen() {
        if (unreadable) throw new JournalFailure("The ledger cannot be read. Nothing is lost.");
        return events.stream()
                .filter(e -> closed.stream().noneMatch(c -> c.lease().equals(e.lease())))
                .filter(e -> !damaged.containsKey(e.lease()))
                .toList();
    }

    @Override
    public Map<LeaseId, String> damaged() {
        return Map.copyOf(damaged);
    }

    @Override
    public List<LeaseEvent> events(LeaseId lease) {
        if (damaged.containsKey(lease)) throw new JournalFailure(damaged.get(lease));
        return events.stream().filter(e -> e.lease().equals(lease)).toList();
    }

    @Override
    public boolean hasBidFor(OrderId order) {
        return events.stream()
                .anyMatch(e -> e instanceof LeaseEvent.BidMade b
                        && b.terms().order().id().equals(order));
    }

    @Override
    public Optional<LeaseId> paidBy(StreamRef stream) {
        Map<LeaseId, Optional<StreamRef>> pays = new LinkedHashMap<>();
        for (LeaseEvent event : events) {
            if (event instanceof LeaseEvent.StreamVerified v)
                pays.put(v.lease(), Optional.of(v.stream().ref()));
            if (event instanceof LeaseEvent.StreamRefused r)
                r.stream().ifPresent(s -> pays.put(r.lease(), Optional.of(s.ref())));
            if (event instanceof LeaseEvent.StreamReplaced r)
                pays.put(r.lease(), r.stream().map(StreamState::ref));
        }
        return pays.entrySet().stream()
                .filter(e -> e.getValue().equals(Optional.of(stream)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public void close(LeaseSummary lease) {
        check();
        if (closed.stream().noneMatch(c -> c.lease().equals(lease.lease()))) closed.add(lease);
        believed.remove(lease.lease());
    }

    @Override
    public List<LeaseSummary> closed(long skip, int limit) {
        return closed.reversed().stream().skip(skip).limit(limit).toList();
    }

    @Override
    public LedgerTotals totals() {
        LedgerTotals sum = LedgerTotals.NONE;
        for (LeaseSummary c : closed) sum = sum.plus(c);
        return sum;
    }

    @Override
    public void believed(Map<LeaseId, StreamState> streams) {
        check();
        believed.putAll(streams);
    }

    @Override
    public Map<LeaseId, StreamState> believed() {
        return Map.copyOf(believed);
    }

    @Override
    public Optional<Long> searchedTo(LeaseId lease) {
        return Optional.ofNullable(searched.get(lease));
    }

    @Override
    public void searchedTo(LeaseId lease, long next) {
        check();
        searched.put(lease, next);
    }

    @Override
    public synchronized long nextReceiptNumber() {
        return numbers.size() + 1L;
    }

    @Override
    public synchronized void appendNumbered(LeaseEvent.ReceiptNumbered event) {
        check();
        Hash32 before = numbers.putIfAbsent(event.receipt().number(), event.hash());
        if (before != null && !before.equals(event.hash())) throw new JournalFailure("another hash has this number");
        events.add(event);
    }

    @Override
    public synchronized Optional<Hash32> hashOf(long receiptNumber) {
        return Optional.ofNullable(numbers.get(receiptNumber));
    }

    @Override
    public List<Receipt> receipts() {
        return events.stream()
                .filter(LeaseEvent.ReceiptNumbered.class::isInstance)
                .map(e -> ((LeaseEvent.ReceiptNumbered) e).receipt())
                .toList();
    }

    @Override
    public Optional<String> get(String key) {
        return Optional.ofNullable(memory.get(key));
    }

    @Override
    public void put(String key, String value) {
        check();
        memory.put(key, value);
    }

    @Override
    public int leaseNumber(LeaseId lease) {
        return leaseNumbers.computeIfAbsent(lease, l -> leaseNumbers.size() + 1);
    }
}
