package org.headroom.jobs;

import java.util.Arrays;

/**
 * The first and the last bytes that were delivered of one output stream: by the first ones a log is known again, by the
 * last ones the place in a rotated log where reading goes on. One thread.
 */
final class LogTail {
    static final int SIZE = 1024;

    private byte[] head = new byte[0];
    private byte[] tail = new byte[0];

    /** While a rotated log is searched: what is looked for, and its table of borders (Knuth, Morris and Pratt). */
    private byte[] wanted = new byte[0];

    private int[] borders = new int[0];
    private int matched;
    private long offset;
    private long found;

    void add(byte[] bytes, int from, int length) {
        if (head.length < SIZE) {
            int taken = Math.min(SIZE - head.length, length);
            byte[] longer = Arrays.copyOf(head, head.length + taken);
            System.arraycopy(bytes, from, longer, head.length, taken);
            head = longer;
        }
        byte[] all = Arrays.copyOf(tail, tail.length + length);
        System.arraycopy(bytes, from, all, tail.length, length);
        tail = all.length <= SIZE ? all : Arrays.copyOfRange(all, all.length - SIZE, all.length);
    }

    /** Whether a log whose bytes from {@code at} on are these may be the one that was read before. */
    boolean beginsWith(long at, byte[] bytes, int length) {
        if (at >= head.length) return true;
        int n = (int) Math.min(length, head.length - at);
        return Arrays.equals(head, (int) at, (int) at + n, bytes, 0, n);
    }

    /** A search for these last bytes. */
    LogTail search() {
        LogTail search = new LogTail();
        search.wanted = tail;
        search.borders = borders(tail);
        return search;
    }

    /** The next bytes of the log that is searched. */
    void accept(byte[] bytes, int length) {
        int kept = Math.min(SIZE - head.length, length);
        if (kept > 0) {
            byte[] longer = Arrays.copyOf(head, head.length + kept);
            System.arraycopy(bytes, 0, longer, head.length, kept);
            head = longer;
        }
        for (int i = 0; i < length && found == 0 && wanted.length > 0; i++) {
            offset++;
            while (matched > 0 && wanted[matched] != bytes[i]) matched = borders[matched - 1];
            if (wanted[matched] == bytes[i]) matched++;
            if (matched == wanted.length) found = offset;
        }
    }

    /**
     * Where in the log what is looked for ends, zero where it is not there. A log that was rotated just before the end of
     * what was delivered begins in the midst of it.
     */
    long end() {
        if (found > 0) return found;
        for (int n = Math.min(wanted.length, head.length); n > 0; n--)
            if (Arrays.equals(wanted, wanted.length - n, wanted.length, head, 0, n)) return n;
        return 0;
    }

    /** These last bytes, at their place in the log that was searched. */
    LogTail behind(LogTail search) {
        LogTail here = new LogTail();
        here.tail = tail;
        here.head = search.end() >= search.head.length ? search.head : Arrays.copyOf(search.head, (int) search.end());
        return here;
    }

    private static int[] borders(byte[] of) {
        int[] borders = new int[of.length];
        for (int i = 1, n = 0; i < of.length; i++) {
            while (n > 0 && of[n] != of[i]) n = borders[n - 1];
            if (of[n] == of[i]) n++;
            borders[i] = n;
        }
        return borders;
    }
}
