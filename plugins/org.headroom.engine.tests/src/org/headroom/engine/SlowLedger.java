package org.headroom.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** A ledger on a slow disk that is full now and then: each fifth write fails, and the next one succeeds. */
final class SlowLedger implements Journal, RigMemory {
    private static final int FAILING = 5;

    private final Journal journal;
    private final RigMemory memory;
    private final Mishaps mishaps;

    SlowLedger(Journal journal, RigMemory memory, Mishaps mishaps) {
        this.journal = journal;
        this.memory = memory;
        this.mishaps = mishaps;
    }

    private void write() {
        if (mishaps.strike(FAILING))
            throw new JournalFailure("The disk is full. No new work is taken; what runs goes on. Free some space.");
    }

    @Override
    public void append(LeaseEvent event) {
        write();
        journal.append(event);
    }

    @Override
    public List<LeaseEvent> replay() {
        return journal.replay();
    }

    @Override
    public List<LeaseEvent> replayOpen() {
        return journal.replayOpen();
    }

    @Override
    public Map<LeaseId, String> damaged() {
        return journal.damaged();
    }

    @Override
    public List<LeaseEvent> events(LeaseId lease) {
        return journal.events(lease);
    }

    @Override
    public boolean hasBidFor(OrderId order) {
        return journal.hasBidFor(order);
    }

    @Override
    public Optional<LeaseId> paidBy(StreamRef stream) {
        return journal.paidBy(stream);
    }

    @Override
    public void close(LeaseSummary lease) {
        write();
        journal.close(lease);
    }

    @Override
    public List<LeaseSummary> closed(long skip, int limit) {
        return journal.closed(skip, limit);
    }

    @Override
    public LedgerTotals totals() {
        return journal.totals();
    }

    @Override
    public void believed(Map<LeaseId, StreamState> streams) {
        write();
        journal.believed(streams);
    }

    @Override
    public Map<LeaseId, StreamState> believed() {
        return journal.believed();
    }

    @Override
    public Optional<Long> searchedTo(LeaseId lease) {
        return journal.searchedTo(lease);
    }

    @Override
    public void searchedTo(LeaseId lease, long next) {
        write();
        journal.searchedTo(lease, next);
    }

    @Override
    public long nextReceiptNumber() {
        return journal.nextReceiptNumber();
    }

    @Override
    public void appendNumbered(LeaseEvent.ReceiptNumbered event) {
        write();
        journal.appendNumbered(event);
    }

    @Override
    public Optional<Hash32> hashOf(long receiptNumber) {
        return journal.hashOf(receiptNumber);
    }

    @Override
    public List<Receipt> receipts() {
        return journal.receipts();
    }

    @Override
    public Optional<String> get(String key) {
        return memory.get(key);
    }

    @Override
    public void put(String key, String value) {
        write();
        memory.put(key, value);
    }

    @Override
    public int leaseNumber(LeaseId lease) {
        write();
        return memory.leaseNumber(lease);
    }
}
