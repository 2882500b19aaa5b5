package org.headroom.jobs.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body of known length. Ending early is an error: half an answer must not pass for one. */
final class CountedBody extends InputStream {
    private final InputStream in;
    private long left;

    CountedBody(InputStream in, long length) {
        this.in = in;
        left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (left == 0) return -1;
        int n = in.read(to, offset, (int) Math.min(length, left));
        if (n < 0) throw new EOFException("the answer ends " + left + " bytes early");
        left -= n;
        return n;
    }
}
