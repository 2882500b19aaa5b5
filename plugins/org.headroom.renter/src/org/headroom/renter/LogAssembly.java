package org.headroom.renter;

import java.util.Map;
import java.util.TreeMap;

/** Puts a job's output together from pieces that come late, twice, overlapping or never. Thread-safe. */
public final class LogAssembly {
    /** What is kept of one job's output; a provider sends less. */
    static final int MOST = 16 << 20;

    private final StringBuilder text = new StringBuilder();
    private final TreeMap<Long, String> ahead = new TreeMap<>();
    private long aheadLength;
    /** Whether a piece came from beyond what is kept. */
    private boolean beyond;

    /**
     * What a piece brought.
     *
     * @param fresh whether any of it was unknown
     * @param text what can be read on from where the reader is; empty while an earlier piece is missing
     */
    public record Added(boolean fresh, String text) {
        static final Added NOTHING = new Added(false, "");
    }

    /** @param offset of the piece's first character in the whole output. What was read once is not changed. */
    public synchronized Added add(long offset, String piece) {
        long end = offset + piece.length();
        if (offset < 0 || end <= text.length()) return Added.NOTHING;
        if (end > MOST) return addSome(offset, piece);
        if (offset > text.length()) return keep(offset, piece);
        int before = text.length();
        append(offset, piece);
        while (!ahead.isEmpty() && ahead.firstKey() <= text.length()) {
            Map.Entry<Long, String> next = ahead.pollFirstEntry();
            aheadLength -= next.getValue().length();
            append(next.getKey(), next.getValue());
        }
        return new Added(true, text.substring(before));
    }

    /** Of a piece that is partly or wholly beyond what is kept. The first is fresh, so that it is recorded. */
    private Added addSome(long offset, String piece) {
        boolean first = !beyond;
        beyond = true;
        Added added = offset < MOST ? add(offset, piece.substring(0, (int) (MOST - offset))) : Added.NOTHING;
        return new Added(first || added.fresh(), added.text());
    }

    private Added keep(long offset, String piece) {
        String known = ahead.getOrDefault(offset, "");
        if (known.length() >= piece.length() || aheadLength + piece.length() > MOST) return Added.NOTHING;
        ahead.put(offset, piece);
        aheadLength += piece.length() - known.length();
        return new Added(true, "");
    }

    private void append(long offset, String piece) {
        int known = (int) (text.length() - offset);
        if (known < piece.length()) text.append(piece, known, piece.length());
    }

    /** All that is known, with a line where something is missing. */
    public synchronized String text() {
        return text + rest();
    }

    /** What is known behind the first gap, with a line for each gap; empty where there is none. */
    public synchronized String rest() {
        StringBuilder all = new StringBuilder();
        long at = text.length();
        for (Map.Entry<Long, String> piece : ahead.entrySet()) {
            long missing = piece.getKey() - at;
            if (missing > 0) all.append("\n[").append(missing).append(" characters did not arrive]\n");
            int known = (int) Math.max(0, -missing);
            if (known < piece.getValue().length())
                all.append(piece.getValue(), known, piece.getValue().length());
            at = Math.max(at, piece.getKey() + piece.getValue().length());
        }
        if (beyond)
            all.append("\n[the output goes on; no more than ").append(MOST).append(" characters are kept]\n");
        return all.toString();
    }

    /** Whether there is nothing missing before the last character known. */
    public synchronized boolean whole() {
        return ahead.isEmpty() && !beyond;
    }
}
