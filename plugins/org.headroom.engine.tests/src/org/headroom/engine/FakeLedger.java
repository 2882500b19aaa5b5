package org.headroom.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.headroom.model.lease.Journal;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Hash32;
import org.headroom.model.rig.RigMemory;

/** A ledger in memory that outlives the rigs that use it, and whose disk a test can fill. */
final class FakeLedger implements Journal, RigMemory {
    final List<LeaseEvent> events = new CopyOnWriteArrayList<>();
    private final Map<Long, Hash32> numbers = new HashMap<>();
    private final Map<String, String> memory = new ConcurrentHashMap<>();
    private final Map<LeaseId, Integer> leaseNumbers = new ConcurrentHashMap<>();
    volatile boolean full;

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
