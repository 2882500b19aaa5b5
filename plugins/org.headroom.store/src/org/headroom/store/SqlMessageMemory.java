package org.headroom.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.headroom.model.market.Equivocation;
import org.headroom.model.market.Equivocation.Saying;
import org.headroom.model.market.MessageMemory;
import org.headroom.model.market.Sighting;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.store.HeardIndex.Digest;

/**
 * What was heard: a row a message, kept until it is over and only ever added at the end, with an index in memory that is
 * read at the first use. The words themselves are kept of the newest messages alone, for there are many. Any thread; the
 * state is guarded by the database's lock.
 */
final class SqlMessageMemory implements MessageMemory {
    private static final int MOST_MESSAGES = 200_000;
    /** Of the words of messages, which only a proof needs. */
    private static final long MOST_WORDING_BYTES = 32 << 20;
    /** Old ones cost only room, so they go in batches. */
    private static final int PRUNE_EVERY = 4_096;

    private static final int WORDS_AT_ONCE = 256;
    private static final int MOST_PROOFS = 256;
    private static final int MOST_PROOFS_OF_ONE = 4;
    private static final HexFormat HEX = HexFormat.of();

    private static final String HEARD = "INSERT INTO heard (id, author, nonce, subjects, hash, content, keep_until_ms)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String WORDING = "INSERT INTO wording (id, topic, body) VALUES (?, ?, ?)";

    private final Database database;
    private final Clock clock;
    private final int mostMessages;
    private final long mostWordingBytes;
    private final int pruneEvery;
    /** Empty before the first use, and after a failure: what it held may have been rolled back. */
    private Optional<HeardIndex> known = Optional.empty();

    private int sincePruned;
    private long nextId;
    private long wordingBytes;

    SqlMessageMemory(Database database, Clock clock) {
        this(database, clock, MOST_MESSAGES, MOST_WORDING_BYTES, PRUNE_EVERY);
    }

    SqlMessageMemory(Database database, Clock clock, int mostMessages, long mostWordingBytes, int pruneEvery) {
        this.database = database;
        this.clock = clock;
        this.mostMessages = mostMessages;
        this.mostWordingBytes = mostWordingBytes;
        this.pruneEvery = pruneEvery;
    }

    @Override
    public List<Finding> remember(List<Sighting> heard) {
        if (heard.isEmpty()) return List.of();
        return database.writeAhead("remember what was heard", c -> {
            boolean done = false;
            try {
                HeardIndex index = known.isPresent() ? known.get() : load(c);
                known = Optional.empty();
                var out = new ArrayList<Finding>(heard.size());
                for (Sighting each : heard) out.add(remember(c, index, each));
                trimWords(c);
                sincePruned += heard.size();
                known = Optional.of(sincePruned >= pruneEvery ? pruned(c, index) : index);
                done = true;
                return out;
            } finally {
                if (!done) known = Optional.empty();
            }
        });
    }

    private Finding remember(Connection c, HeardIndex index, Sighting s) throws SQLException {
        byte[] hash = bytes(s.hash());
        byte[] content = bytes(s.content());
        Digest hashDigest = digest(hash);
        Digest contentDigest = digest(content);
        long keepUntil = millis(s.keepUntil());
        var leading = new ArrayList<Digest>();
        for (String subject : s.subjects()) {
            Digest key = key(bytes(s.author()), 's', subject.getBytes(StandardCharsets.UTF_8));
            int row = index.find(key);
            if (row >= 0 && !index.hasContent(row, contentDigest)) return equivocal(c, s, subject, index.id(row));
            // A renewal leads from now on, if it is good for longer.
            if (row < 0 || (!index.hasHash(row, hashDigest) && index.keepUntil(row) < keepUntil)) leading.add(key);
        }
        Digest nonce = key(bytes(s.author()), 'n', bytes(s.nonce()));
        int used = index.find(nonce);
        if (used >= 0 && !index.hasHash(used, hashDigest)) return REPLAYED;
        if (used >= 0) return IN_ORDER;
        insert(s, hash, content, keepUntil);
        int row = index.add(nextId++, hashDigest, contentDigest, keepUntil);
        index.put(nonce, row);
        leading.forEach(key -> index.put(key, row));
        return IN_ORDER;
    }

    private void insert(Sighting s, byte[] hash, byte[] content, long keepUntil) throws SQLException {
        Rows.change(
                database.prepared(HEARD),
                nextId,
                bytes(s.author()),
                bytes(s.nonce()),
                String.join("\n", s.subjects()),
                hash,
                content,
                keepUntil);
        Rows.change(database.prepared(WORDING), nextId, s.topic(), s.bytes());
        wordingBytes += s.bytes().length;
    }

    private Finding equivocal(Connection c, Sighting s, String subject, long id) throws SQLException {
        Hash32 first = new Hash32("0x"
                + HEX.formatHex(Rows.first(c, "SELECT hash FROM heard WHERE id = ?", row -> row.getBytes(1), id)
                        .orElseThrow()));
        boolean room = Rows.first(
                        c, "SELECT count(*) FROM equivocation WHERE author = ?", row -> row.getInt(1), s.author())
                .filter(n -> n < MOST_PROOFS_OF_ONE)
                .isPresent();
        if (room) {
            Rows.change(
                    c,
                    "INSERT INTO equivocation (at, author, subject, first_hash, first_topic, first_body,"
                            + " second_hash, second_topic, second_body)"
                            + " SELECT ?, ?, ?, ?, coalesce(w.topic, ''), w.body, ?, ?, ?"
                            + " FROM (SELECT 1) LEFT JOIN wording w ON w.id = ? WHERE true ON CONFLICT DO NOTHING",
                    clock.instant().truncatedTo(ChronoUnit.SECONDS),
                    s.author(),
                    subject,
                    first,
                    s.hash(),
                    s.topic(),
                    s.bytes(),
                    id);
            Rows.change(c, "DELETE FROM equivocation WHERE id <= (SELECT max(id) FROM equivocation) - " + MOST_PROOFS);
        }
        return new Finding.Equivocal(subject, first);
    }

    private HeardIndex load(Connection c) throws SQLException {
        HeardIndex index = new HeardIndex(Rows.first(c, "SELECT count(*) FROM heard", row -> row.getInt(1))
                .orElse(0));
        Rows.each(c, "SELECT id, author, nonce, subjects, hash, content, keep_until_ms FROM heard ORDER BY id", r -> {
            byte[] author = r.getBytes(2);
            Digest content = r.getBytes(6).length == 0 ? new Digest(0, 0) : digest(r.getBytes(6));
            int row = index.add(r.getLong(1), digest(r.getBytes(5)), content, r.getLong(7));
            index.put(key(author, 'n', r.getBytes(3)), row);
            for (String subject : r.getString(4).lines().toList()) {
                Digest key = key(author, 's', subject.getBytes(StandardCharsets.UTF_8));
                int before = index.find(key);
                if (before < 0 || index.keepUntil(before) < index.keepUntil(row)) index.put(key, row);
            }
        });
        nextId = 1
                + Rows.first(
                                c,
                                "SELECT max((SELECT coalesce(max(id), 0) FROM heard),"
                                        + " (SELECT coalesce(max(id), 0) FROM wording))",
                                row -> row.getLong(1))
                        .orElse(0L);
        wordingBytes = Rows.first(c, "SELECT coalesce(sum(length(body)), 0) FROM wording", row -> row.getLong(1))
                .orElse(0L);
        return pruned(c, index);
    }

    private void trimWords(Connection c) throws SQLException {
        while (wordingBytes > mostWordingBytes)
            wordingBytes -= Rows.all(
                            c,
                            "DELETE FROM wording WHERE id IN (SELECT id FROM wording ORDER BY id LIMIT ?)"
                                    + " RETURNING length(body)",
                            row -> row.getLong(1),
                            WORDS_AT_ONCE)
                    .stream()
                    .mapToLong(Long::longValue)
                    .sum();
    }

    private HeardIndex pruned(Connection c, HeardIndex index) throws SQLException {
        sincePruned = 0;
        var gone = new ArrayList<Long>();
        HeardIndex out = index.without(clock.millis(), mostMessages, row -> gone.add(index.id(row)));
        if (gone.isEmpty()) return index;
        try (PreparedStatement delete = c.prepareStatement("DELETE FROM heard WHERE id = ?")) {
            for (long id : gone) {
                delete.setLong(1, id);
                delete.executeUpdate();
            }
        }
        return out;
    }

    @Override
    public List<Equivocation> equivocations() {
        return database.read(
                "read the proofs",
                c -> Rows.all(
                        c,
                        "SELECT at, author, subject, first_hash, first_topic, first_body, second_hash, second_topic,"
                                + " second_body FROM equivocation ORDER BY id DESC",
                        row -> new Equivocation(
                                Instant.parse(row.getString(1)),
                                new EthAddress(row.getString(2)),
                                row.getString(3),
                                new Saying(
                                        new Hash32(row.getString(4)),
                                        row.getString(5),
                                        Optional.ofNullable(row.getBytes(6))),
                                new Saying(
                                        new Hash32(row.getString(7)),
                                        row.getString(8),
                                        Optional.of(row.getBytes(9))))));
    }

    private static Digest key(byte[] author, char kind, byte[] what) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(author);
            sha256.update((byte) kind);
            return digest(sha256.digest(what));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Digest digest(byte[] bytes) {
        ByteBuffer last = ByteBuffer.wrap(bytes, bytes.length - 16, 16);
        return new Digest(last.getLong(), last.getLong());
    }

    private static byte[] bytes(Hash32 hash) {
        return HEX.parseHex(hash.hex(), 2, hash.hex().length());
    }

    private static byte[] bytes(EthAddress address) {
        return HEX.parseHex(address.hex(), 2, address.hex().length());
    }

    /** A time beyond what milliseconds can say is for ever: the sender chose it, and it must not break the check. */
    private static long millis(Instant keepUntil) {
        try {
            return keepUntil.toEpochMilli();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
