package org.headroom.store;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.lease.Journal;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseEvent.MoneyWithdrawn;
import org.headroom.model.lease.LeaseEvent.ReceiptNumbered;
import org.headroom.model.lease.LeaseEvent.WithdrawalReverted;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.lease.LedgerTotals;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Hash32;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;
import org.headroom.store.LeaseRecords.OpenLeases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal as rows. Events are only ever added; each append is one commit with one fsync, and the tables that answer for
 * leases change in that same commit. Any thread.
 */
final class SqlJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(SqlJournal.class);
    private static final String READ = "read the ledger";
    private static final String NOT_REVERSED =
            " AND NOT EXISTS (SELECT 1 FROM reversal WHERE reversal.withdrawal = withdrawal.seq)";

    private final Database database;
    private final EventChain chain;
    private final LeaseRecords records;
    private final LeaseTable leases;
    private final ClosedLeases closed;
    private final StreamTable streams;
    private final Optional<ReceiptNumbers> numbers;
    /** Read when the ledger was opened, until the first call that asks for it or changes it. */
    private volatile Optional<OpenLeases> atOpening = Optional.empty();

    private volatile Map<LeaseId, String> damaged = Map.of();

    /** @param numbers what is known outside the ledger; empty where it is no rig's */
    SqlJournal(Database database, Optional<ReceiptNumbers> numbers) {
        this.database = database;
        this.numbers = numbers;
        JsonMapper mapper = ModelJson.mapper();
        EventJson json = new EventJson(mapper);
        this.chain = new EventChain(database.file(), database, json);
        this.records = new LeaseRecords(database.file(), json);
        this.leases = new LeaseTable(database);
        this.closed = new ClosedLeases(mapper);
        this.streams = new StreamTable(mapper);
    }

    /**
     * Checks what was added last and reads the open leases.
     *
     * @throws JournalFailure if the ledger must not be used
     */
    void open() {
        Optional<Long> unsound = database.read("check the ledger", chain::checkNewest);
        unsound.ifPresent(seq -> LOG.error(
                "Event {} of the ledger is missing or not as it was written. The check of the whole ledger names the lease.",
                seq));
        database.write("bring the ledger up to date", c -> {
            leases.reopenPaidFor();
            for (LeaseId lease : leases.in(LeaseTable.REFUSED)) closeRefused(c, lease);
            return true;
        });
        OpenLeases open = readOpen();
        open.damaged().values().forEach(LOG::error);
        atOpening = Optional.of(open);
    }

    /** The program ended between a refusal and its summary, or the refusal is older than summaries. */
    private void closeRefused(Connection c, LeaseId lease) throws SQLException {
        LeaseRecords.Reading reading = records.read(c, leases, lease);
        List<LeaseEvent> events =
                reading.events().stream().map(LeaseRecords.Numbered::event).toList();
        int number = SqlRigMemory.leaseNumber(c, lease);
        Optional<LeaseSummary> summary = RefusedLease.summary(number, events);
        if (summary.isPresent()) close(summary.get(), database);
        else leases.close(lease);
    }

    /** Says in the file that all events have been checked, so that the next opening need not. */
    void checkpoint() {
        database.writeAhead("close the ledger", c -> {
            chain.checked();
            return true;
        });
    }

    /**
     * {@inheritDoc}
     *
     * @throws DuplicateWithdrawal if the event is a withdrawal that is in the journal already
     */
    @Override
    public void append(LeaseEvent event) {
        database.write(what(event), c -> record(c, event));
        atOpening = Optional.empty();
        given(event);
    }

    /** What was recorded stays recorded where this fails: the same event is taken again and adds nothing. */
    private void given(LeaseEvent event) {
        if (event instanceof ReceiptNumbered numbered)
            numbers.ifPresent(n -> n.given(numbered.receipt().number(), database));
    }

    /** Many at once, in one commit: all of them or none. */
    void appendAll(List<LeaseEvent> events) {
        database.write("record " + events.size() + " events", c -> {
            for (LeaseEvent event : events) record(c, event);
            return true;
        });
        atOpening = Optional.empty();
        events.forEach(this::given);
    }

    @Override
    public void appendNumbered(ReceiptNumbered event) {
        append(event);
    }

    private long record(Connection c, LeaseEvent event) throws SQLException {
        return switch (event) {
            case ReceiptNumbered numbered -> recordNumbered(c, numbered);
            case MoneyWithdrawn withdrawn -> recordWithdrawn(withdrawn);
            case WithdrawalReverted reverted -> recordReverted(reverted);
            default -> insert(event);
        };
    }

    private long insert(LeaseEvent event) throws SQLException {
        long seq = chain.append(event);
        if (leases.record(seq, event)) streams.forget(database, event.lease());
        return seq;
    }

    private long recordWithdrawn(MoneyWithdrawn event) throws SQLException {
        Withdrawal w = event.withdrawal();
        Optional<Long> known = booked(w);
        if (known.isPresent())
            throw new DuplicateWithdrawal(
                    "The withdrawal from stream " + w.stream().id() + " in transaction "
                            + w.transaction() + " is in the ledger already (event " + known.get()
                            + "): it was not counted again, and there is nothing to do.");
        long seq = insert(event);
        Rows.change(
                database.prepared("INSERT INTO withdrawal (seq, chain, contract, stream, txn, amount, returned, lease)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
                seq,
                w.stream().chainId(),
                w.stream().contract(),
                w.stream().id().toString(),
                w.transaction(),
                w.amount().baseUnits(),
                w.returned().baseUnits(),
                event.lease());
        return seq;
    }

    /** The event that booked a withdrawal, unless it was taken back since. */
    private Optional<Long> booked(Withdrawal w) throws SQLException {
        PreparedStatement sql = database.prepared("SELECT seq FROM withdrawal"
                + " WHERE stream = ? AND txn = ? AND chain = ? AND contract = ?"
                + NOT_REVERSED);
        sql.setString(1, w.stream().id().toString());
        sql.setString(2, w.transaction().hex());
        sql.setLong(3, w.stream().chainId());
        sql.setString(4, w.stream().contract().hex());
        try (ResultSet row = sql.executeQuery()) {
            return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
        }
    }

    /** Takes back what this lease booked for the transaction and nobody has taken back yet. */
    private long recordReverted(WithdrawalReverted event) throws SQLException {
        long seq = insert(event);
        Rows.change(
                database.prepared("INSERT INTO reversal (withdrawal, seq) SELECT seq, ? FROM withdrawal"
                        + " WHERE lease = ? AND txn = ?" + NOT_REVERSED),
                seq,
                event.lease(),
                event.transaction());
        return seq;
    }

    /** The same number for the same lease with the same hash is on record already and adds nothing. */
    private long recordNumbered(Connection c, ReceiptNumbered event) throws SQLException {
        long number = event.receipt().number();
        Optional<Bound> known = Rows.first(
                c,
                "SELECT number, lease, hash FROM receipt WHERE number = ? OR lease = ?",
                row -> new Bound(row.getLong(1), row.getString(2), row.getString(3)),
                number,
                event.lease());
        Bound wanted = new Bound(number, event.lease().value(), event.hash().hex());
        if (known.isPresent()) {
            if (known.get().equals(wanted)) return 0;
            throw new JournalFailure("Receipt " + number + " for lease " + event.lease()
                    + " cannot be recorded: the ledger has receipt "
                    + known.get().number() + " for lease " + known.get().lease() + " with hash "
                    + known.get().hash() + ". A number is never signed with two contents, so nothing was signed."
                    + " Restart Headroom: it goes on from what the ledger has.");
        }
        long before = givenBefore();
        if (number <= before)
            throw new JournalFailure("Receipt " + number + " for lease " + event.lease()
                    + " cannot be recorded: numbers up to " + before + " were given before this ledger was begun or"
                    + " restored. A number is never signed with two contents, so nothing was signed. Restart Headroom:"
                    + " it goes on above them.");
        long seq = insert(event);
        Rows.change(
                database.prepared("INSERT INTO receipt (number, lease, hash, seq) VALUES (?, ?, ?, ?)"),
                number,
                event.lease(),
                event.hash(),
                seq);
        return seq;
    }

    private record Bound(long number, String lease, String hash) {}

    private static String what(LeaseEvent event) {
        return "record " + EventJson.kind(event) + " of lease " + event.lease();
    }

    @Override
    public List<LeaseEvent> replay() {
        return database.read(READ, c -> {
            List<LeaseEvent> events = new ArrayList<>();
            StoredEvent[] before = {StoredEvent.START};
            Rows.each(c, "SELECT " + StoredEvent.COLUMNS + " FROM event ORDER BY seq", rows -> {
                StoredEvent row = StoredEvent.from(rows);
                if (!row.follows(before[0]))
                    throw Trouble.damaged(
                            database.file(), "event " + (before[0].seq() + 1) + " is missing or not as it was written");
                events.add(records.parse(row));
                before[0] = row;
            });
            return List.copyOf(events);
        });
    }

    @Override
    public List<LeaseEvent> replayOpen() {
        Optional<OpenLeases> known = atOpening;
        atOpening = Optional.empty();
        return known.isPresent() ? known.get().events() : readOpen().events();
    }

    private OpenLeases readOpen() {
        OpenLeases open = database.read(READ, c -> records.open(c, leases));
        damaged = open.damaged();
        return open;
    }

    @Override
    public Map<LeaseId, String> damaged() {
        return damaged;
    }

    @Override
    public List<LeaseEvent> events(LeaseId lease) {
        LeaseRecords.Reading reading = database.look(READ, (c, sql) -> records.read(c, new LeaseTable(sql), lease));
        if (reading.damage().isPresent())
            throw new JournalFailure(
                    Trouble.damagedRecord(lease, reading.damage().get()));
        return reading.events().stream().map(LeaseRecords.Numbered::event).toList();
    }

    @Override
    public boolean hasBidFor(OrderId order) {
        return database.lookUp(READ, (c, sql) -> new LeaseTable(sql).hasBidFor(order));
    }

    @Override
    public Optional<LeaseId> paidBy(StreamRef stream) {
        return database.lookUp(READ, (c, sql) -> new LeaseTable(sql).paidBy(stream));
    }

    @Override
    public void close(LeaseSummary lease) {
        closeAll(List.of(lease));
    }

    @Override
    public void closeAll(List<LeaseSummary> summaries) {
        if (summaries.isEmpty()) return;
        String what = summaries.size() == 1
                ? "close lease " + summaries.getFirst().lease()
                : "close " + summaries.size() + " leases";
        database.write(what, c -> {
            for (LeaseSummary each : summaries) close(each, database);
            return true;
        });
        atOpening = Optional.empty();
    }

    private void close(LeaseSummary lease, Statements sql) throws SQLException {
        closed.add(sql, lease);
        leases.close(lease.lease());
        streams.forget(sql, lease.lease());
    }

    @Override
    public List<LeaseSummary> closed(long skip, int limit) {
        return database.look(READ, (c, sql) -> closed.page(sql, skip, limit));
    }

    @Override
    public LedgerTotals totals() {
        return database.lookUp(READ, (c, sql) -> closed.totals(sql));
    }

    @Override
    public void believed(Map<LeaseId, StreamState> states) {
        if (states.isEmpty()) return;
        database.writeAhead("keep the state of " + states.size() + " streams", c -> {
            streams.believed(database, states);
            return true;
        });
    }

    @Override
    public Map<LeaseId, StreamState> believed() {
        return database.look(READ, (c, sql) -> streams.believed(sql));
    }

    @Override
    public Optional<Long> searchedTo(LeaseId lease) {
        return database.lookUp(READ, (c, sql) -> streams.searchedTo(sql, lease));
    }

    @Override
    public void searchedTo(LeaseId lease, long next) {
        database.writeAhead("keep the progress of a search for withdrawals", c -> {
            streams.searchedTo(database, lease, next);
            return true;
        });
    }

    @Override
    public long nextReceiptNumber() {
        long last = database.read(
                READ,
                c -> Rows.first(c, "SELECT coalesce(max(number), 0) FROM receipt", row -> row.getLong(1))
                        .orElse(0L));
        return Math.max(last, givenBefore()) + 1;
    }

    private long givenBefore() {
        return numbers.map(ReceiptNumbers::floor).orElse(0L);
    }

    @Override
    public Optional<Hash32> hashOf(long receiptNumber) {
        return database.lookUp(
                READ,
                (c, sql) -> Rows.first(
                        c,
                        "SELECT hash FROM receipt WHERE number = ?",
                        row -> new Hash32(row.getString(1)),
                        receiptNumber));
    }

    @Override
    public List<Receipt> receipts() {
        String columns = StoredEvent.COLUMNS.replace("seq, lease", "e.seq, e.lease");
        List<StoredEvent> rows = database.look(
                READ,
                (c, sql) -> Rows.all(
                        c,
                        "SELECT " + columns + " FROM receipt r JOIN event e ON e.seq = r.seq ORDER BY e.seq",
                        StoredEvent::from));
        return rows.stream()
                .map(records::parse)
                .map(event -> ((ReceiptNumbered) event).receipt())
                .toList();
    }
}
