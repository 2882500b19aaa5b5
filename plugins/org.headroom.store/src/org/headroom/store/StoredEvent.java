package org.headroom.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * One stored event. Its digest covers the row and the digest before it: SQLite does not notice when a disk turns bytes
 * within a text into others, and a row that is missing in the middle would pass unseen.
 */
record StoredEvent(long seq, String lease, String kind, String at, int format, String body, byte[] digest) {
    static final String COLUMNS = "seq, lease, kind, at, format, body, digest";
    static final StoredEvent START = new StoredEvent(0, "", "", "", 0, "", new byte[32]);

    static StoredEvent from(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                row.getString(6),
                row.getBytes(7));
    }

    /** Number and digest alone, which is what the next event builds on. */
    static StoredEvent link(long seq, byte[] digest) {
        return new StoredEvent(seq, "", "", "", 0, "", digest);
    }

    /** The event after this one. */
    StoredEvent next(String lease, String kind, String at, int format, String body) {
        return new StoredEvent(seq + 1, lease, kind, at, format, body, new byte[0]).after(digest);
    }

    /** Whether this program knows its kind and its format. */
    boolean known() {
        return format <= EventJson.FORMAT && EventJson.kinds().contains(kind);
    }

    boolean follows(StoredEvent before) {
        return seq == before.seq + 1 && MessageDigest.isEqual(digest, digestAfter(before.digest));
    }

    /** With the digest that its content has after another event, whatever digest is stored. */
    StoredEvent after(byte[] before) {
        return new StoredEvent(seq, lease, kind, at, format, body, digestAfter(before));
    }

    private byte[] digestAfter(byte[] before) {
        MessageDigest sha = sha256();
        sha.update(before);
        sha.update(ByteBuffer.allocate(12).putLong(seq).putInt(format).flip());
        for (String part : new String[] {lease, kind, at, body}) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            sha.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
            sha.update(bytes);
        }
        return sha.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
