package org.headroom.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
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
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.lease.LedgerTotals;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Hash32;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;

/** The journal as rows that are only ever added. Any thread; each append is one commit with one fsync. */
final class SqlJournal implements Journal {
    private static final String INSERT = "INSERT INTO event (" + StoredEvent.COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)";

    private final Database database;
    private final EventJson json = new EventJson();

    SqlJournal(Database database) {
        this.database = database;
    }

    /** Told of each row in turn. */
    private interface Visitor {
        void visit(StoredEvent row);
    }

    /** @throws JournalFailure if what is stored is not what was written, or was written by a newer program */
    void verify() {
        database.read("check the ledger", c -> {
            String health = Rows.first(c, "PRAGMA quick_check(1)", row -> row.getString(1))
                    .orElse("no answer");
            if (!health.equals("ok")) throw Trouble.damaged(database.file(), health);
            walk(c, this::parse);
            long numbered = count(c, "event WHERE kind = 'ReceiptNumbered'");
            long withdrawn = count(c, "event WHERE kind = 'MoneyWithdrawn'");
            if (numbered != count(c, "receipt") || withdrawn != count(c, "withdrawal"))
                throw Trouble.damaged(database.file(), "its receipts or withdrawals do not agree with its events");
            return numbered;
        });
    }

    private static long count(Connection c, String from) throws SQLException {
        return Rows.first(c, "SELECT count(*) FROM " + from, row -> row.getLong(1))
                .orElse(0L);
    }

    private void walk(Connection c, Visitor visitor) throws SQLException {
        String query = "SELECT " + StoredEvent.COLUMNS + " FROM event ORDER BY seq";
        try (PreparedStatement sql = c.prepareStatement(query);
                ResultSet rows = sql.executeQuery()) {
            StoredEvent before = StoredEvent.START;
            while (rows.next()) {
                StoredEvent row = StoredEvent.from(rows);
                if (!row.follows(before))
                    throw Trouble.damaged(
                            database.file(), "event " + (before.seq() + 1) + " is missing or not as it was written");
                if (row.format() > EventJson.FORMAT || !EventJson.kinds().contains(row.kind()))
                    throw Trouble.newer(
                            database.file(), "event " + row.seq() + ": " + row.kind() + ", format " + row.format());
                visitor.visit(row);
                before = row;
            }
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws DuplicateWithdrawal if the event is a withdrawal that is in the journal already
     */
    @Override
    public void append(LeaseEvent event) {
        switch (event) {
            case ReceiptNumbered numbered -> appendNumbered(numbered);
            case MoneyWithdrawn withdrawn -> appendWithdrawn(withdrawn);
            default -> database.write(what(event), c -> insert(event));
        }
    }

    private void appendWithdrawn(MoneyWithdrawn event) {
        Withdrawal w = event.withdrawal();
        database.write(what(event), c -> {
            Object[] name = {
                w.stream().chainId(), w.stream().contract(), w.stream().id(), w.transaction()
            };
            Optional<Long> known = Rows.first(
                    c,
                    "SELECT seq FROM withdrawal WHERE chain = ? AND contract = ? AND stream = ? AND txn = ?",
                    row -> row.getLong(1),
                    name);
            if (known.isPresent())
                throw new DuplicateWithdrawal(
                        "The withdrawal from stream " + w.stream().id() + " in transaction "
                                + w.transaction() + " is in the ledger already (event " + known.get()
                                + "): it was not counted again, and there is nothing to do.");
            long seq = insert(event);
            return Rows.change(
                    c,
                    "INSERT INTO withdrawal (chain, contract, stream, txn, amount, lease, seq)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    w.stream().chainId(),
                    w.stream().contract(),
                    w.stream().id(),
                    w.transaction(),
                    w.amount().baseUnits(),
                    event.lease(),
                    seq);
        });
    }

    /** {@inheritDoc} The same number for the same lease with the same hash is on record already and adds nothing. */
    @Override
    public void appendNumbered(ReceiptNumbered event) {
        long number = event.receipt().number();
        database.write(what(event), c -> {
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
            long seq = insert(event);
            return Rows.change(
                    c,
                    "INSERT INTO receipt (number, lease, hash, seq) VALUES (?, ?, ?, ?)",
                    number,
                    event.lease(),
                    event.hash(),
                    seq);
        });
    }

    private record Bound(long number, String lease, String hash) {}

    private long insert(LeaseEvent event) throws SQLException {
        StoredEvent row = newest().next(
                        event.lease().value(),
                        EventJson.kind(event),
                        event.at().toString(),
                        EventJson.FORMAT,
                        json.write(event));
        Rows.change(
                database.prepared(INSERT),
                row.seq(),
                row.lease(),
                row.kind(),
                row.at(),
                row.format(),
                row.body(),
                row.digest());
        return row.seq();
    }

    /** What the next event follows: its number and its digest alone. */
    private StoredEvent newest() throws SQLException {
        try (ResultSet row = database.prepared("SELECT seq, digest FROM event ORDER BY seq DESC LIMIT 1")
                .executeQuery()) {
            return row.next() ? StoredEvent.link(row.getLong(1), row.getBytes(2)) : StoredEvent.START;
        }
    }

    private static String what(LeaseEvent event) {
        return "record " + EventJson.kind(event) + " of lease " + event.lease();
    }

    @Override
    public List<LeaseEvent> replay() {
        return database.read("read the ledger", c -> {
            List<LeaseEvent> events = new ArrayList<>();
            walk(c, row -> events.add(parse(row)));
            return List.copyOf(events);
        });
    }

    @Override
    public List<LeaseEvent> replayOpen() {
        return replay();
    }

    @Override
    public List<LeaseEvent> events(LeaseId lease) {
        return replay().stream().filter(e -> e.lease().equals(lease)).toList();
    }

    @Override
    public boolean hasBidFor(OrderId order) {
        return replay().stream()
                .anyMatch(e -> e instanceof LeaseEvent.BidMade b && b.terms().order().id().equals(order));
    }

    @Override
    public Optional<LeaseId> paidBy(StreamRef stream) {
        return replay().stream()
                .filter(e -> e instanceof LeaseEvent.StreamVerified v && v.stream().ref().equals(stream))
                .map(LeaseEvent::lease)
                .findFirst();
    }

    @Override
    public void close(LeaseSummary lease) {}

    @Override
    public List<LeaseSummary> closed(long skip, int limit) {
        return List.of();
    }

    @Override
    public LedgerTotals totals() {
        return LedgerTotals.NONE;
    }

    @Override
    public void believed(Map<LeaseId, StreamState> streams) {}

    @Override
    public Map<LeaseId, StreamState> believed() {
        return Map.of();
    }

    @Override
    public Optional<Long> searchedTo(LeaseId lease) {
        return Optional.empty();
    }

    @Override
    public void searchedTo(LeaseId lease, long next) {}

    private LeaseEvent parse(StoredEvent row) {
        try {
            return json.read(row.body(), row.format());
        } catch (JsonProcessingException e) {
            // The digest was right, so these bytes are what some program meant to write: it knew more than this one.
            String part = e instanceof PropertyBindingException unknown
                    ? "an unknown part " + unknown.getPropertyName()
                    : e.getOriginalMessage();
            throw Trouble.newer(database.file(), "event " + row.seq() + ", " + row.kind() + ": " + part);
        }
    }

    @Override
    public long nextReceiptNumber() {
        return database.read(
                "read the ledger",
                c -> Rows.first(c, "SELECT coalesce(max(number), 0) + 1 FROM receipt", row -> row.getLong(1))
                        .orElse(1L));
    }

    @Override
    public Optional<Hash32> hashOf(long receiptNumber) {
        return database.read(
                "read the ledger",
                c -> Rows.first(
                        c,
                        "SELECT hash FROM receipt WHERE number = ?",
                        row -> new Hash32(row.getString(1)),
                        receiptNumber));
    }

    @Override
    public List<Receipt> receipts() {
        String columns = StoredEvent.COLUMNS.replace("seq, lease", "e.seq, e.lease");
        List<StoredEvent> rows = database.read(
                "read the ledger",
                c -> Rows.all(
                        c,
                        "SELECT " + columns + " FROM receipt r JOIN event e ON e.seq = r.seq ORDER BY e.seq",
                        StoredEvent::from));
        return rows.stream()
                .map(this::parse)
                .map(event -> ((ReceiptNumbered) event).receipt())
                .toList();
    }
}
