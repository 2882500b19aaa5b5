package org.headroom.store;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Which row knows a nonce or a subject: open addressing over plain arrays, about 100 bytes a message. Keys, hashes and
 * contents are two longs of a digest each: their authors cannot make two alike, and nobody can make one like another's.
 * One thread at a time.
 */
final class HeardIndex {
    /** Sixteen bytes of a digest. */
    record Digest(long a, long b) {}

    private static final int NOTHING = -1;

    private long[] keys;
    private int[] rowOfKey;
    private int usedKeys;

    private long[] hashes;
    private long[] contents;
    private long[] keepUntil;
    private long[] ids;
    private int rows;

    HeardIndex(int expected) {
        int slots = Integer.highestOneBit(Math.max(64, expected * 3)) * 2;
        keys = new long[2 * slots];
        rowOfKey = new int[slots];
        Arrays.fill(rowOfKey, NOTHING);
        int room = Math.max(32, expected);
        hashes = new long[2 * room];
        contents = new long[2 * room];
        keepUntil = new long[room];
        ids = new long[room];
    }

    int rows() {
        return rows;
    }

    /** @return the row, for {@link #put} */
    int add(long id, Digest hash, Digest content, long keepUntilMs) {
        if (rows == ids.length) grow();
        hashes[2 * rows] = hash.a();
        hashes[2 * rows + 1] = hash.b();
        contents[2 * rows] = content.a();
        contents[2 * rows + 1] = content.b();
        keepUntil[rows] = keepUntilMs;
        ids[rows] = id;
        return rows++;
    }

    private void grow() {
        int room = ids.length + ids.length / 2;
        hashes = Arrays.copyOf(hashes, 2 * room);
        contents = Arrays.copyOf(contents, 2 * room);
        keepUntil = Arrays.copyOf(keepUntil, room);
        ids = Arrays.copyOf(ids, room);
    }

    /** From now on the key leads to this row. */
    void put(Digest key, int row) {
        if (3 * usedKeys > 2 * rowOfKey.length) rehash();
        int slot = slot(key.a(), key.b());
        if (rowOfKey[slot] == NOTHING) usedKeys++;
        keys[2 * slot] = key.a();
        keys[2 * slot + 1] = key.b();
        rowOfKey[slot] = row;
    }

    private void rehash() {
        long[] oldKeys = keys;
        int[] oldRows = rowOfKey;
        keys = new long[2 * oldKeys.length];
        rowOfKey = new int[2 * oldRows.length];
        Arrays.fill(rowOfKey, NOTHING);
        for (int i = 0; i < oldRows.length; i++) {
            if (oldRows[i] == NOTHING) continue;
            int slot = slot(oldKeys[2 * i], oldKeys[2 * i + 1]);
            keys[2 * slot] = oldKeys[2 * i];
            keys[2 * slot + 1] = oldKeys[2 * i + 1];
            rowOfKey[slot] = oldRows[i];
        }
    }

    private int slot(long a, long b) {
        int mask = rowOfKey.length - 1;
        int slot = (int) (a ^ (a >>> 32)) & mask;
        while (rowOfKey[slot] != NOTHING && !(keys[2 * slot] == a && keys[2 * slot + 1] == b)) slot = (slot + 1) & mask;
        return slot;
    }

    /** @return the row, or -1 */
    int find(Digest key) {
        return rowOfKey[slot(key.a(), key.b())];
    }

    boolean hasHash(int row, Digest hash) {
        return hashes[2 * row] == hash.a() && hashes[2 * row + 1] == hash.b();
    }

    boolean hasContent(int row, Digest content) {
        return contents[2 * row] == content.a() && contents[2 * row + 1] == content.b();
    }

    long keepUntil(int row) {
        return keepUntil[row];
    }

    long id(int row) {
        return ids[row];
    }

    /**
     * Leaves out what is over, and of the rest, where it is too much, what would be kept for longest: or a stranger with
     * messages good for a year would push out everybody else's.
     *
     * @param gone gets each row that is left out
     */
    HeardIndex without(long overBefore, int most, IntConsumer gone) {
        long[] ends = new long[rows];
        int left = 0;
        for (int row = 0; row < rows; row++) if (keepUntil[row] >= overBefore) ends[left++] = keepUntil[row];
        long latest = Long.MAX_VALUE;
        int atLatest = 0;
        if (left > most) {
            Arrays.sort(ends, 0, left);
            latest = ends[most - 1];
            for (int i = 0; i < most; i++) if (ends[i] == latest) atLatest++;
        }
        HeardIndex out = new HeardIndex(Math.min(left, most));
        int[] moved = new int[rows];
        for (int row = 0; row < rows; row++) {
            boolean stays = keepUntil[row] >= overBefore
                    && (left <= most || keepUntil[row] < latest || (keepUntil[row] == latest && atLatest-- > 0));
            if (!stays) gone.accept(row);
            moved[row] = stays
                    ? out.add(
                            ids[row],
                            new Digest(hashes[2 * row], hashes[2 * row + 1]),
                            new Digest(contents[2 * row], contents[2 * row + 1]),
                            keepUntil[row])
                    : NOTHING;
        }
        for (int i = 0; i < rowOfKey.length; i++)
            if (rowOfKey[i] != NOTHING && moved[rowOfKey[i]] != NOTHING)
                out.put(new Digest(keys[2 * i], keys[2 * i + 1]), moved[rowOfKey[i]]);
        return out;
    }
}
