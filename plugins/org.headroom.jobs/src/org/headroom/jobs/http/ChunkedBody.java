package org.headroom.jobs.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.regex.Pattern;

/** A body in chunks. Delivers each chunk's bytes as they come, so that a log can be followed. */
final class ChunkedBody extends InputStream {
    private static final Pattern SIZE = Pattern.compile("[0-9A-Fa-f]{1,15}");
    private final InputStream in;
    private long left;
    private boolean begun;
    private boolean over;

    ChunkedBody(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (left == 0 && !over) nextChunk();
        if (over) return -1;
        int n = in.read(to, offset, (int) Math.min(length, left));
        if (n < 0) throw new EOFException("the answer ends in the middle of a chunk");
        left -= n;
        return n;
    }

    private void nextChunk() throws IOException {
        if (begun && !HeadReader.readLine(in, false).isEmpty())
            throw new ProtocolException("a chunk is longer than it says");
        begun = true;
        String line = HeadReader.readLine(in, false);
        int extension = line.indexOf(';');
        String size = (extension < 0 ? line : line.substring(0, extension)).strip();
        if (!SIZE.matcher(size).matches())
            throw new ProtocolException("malformed chunk size: " + HeadReader.shortened(line));
        left = Long.parseLong(size, 16);
        if (left > 0) return;
        over = true;
        for (int n = 0; !HeadReader.readLine(in, false).isEmpty(); n++)
            if (n == HeadReader.MAX_HEADERS) throw new ProtocolException("trailers without end");
    }
}
