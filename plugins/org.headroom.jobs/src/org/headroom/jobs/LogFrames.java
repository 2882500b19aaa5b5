package org.headroom.jobs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.headroom.model.job.MissingOutput;

/**
 * Takes apart what an engine sends as a container's output: frames of eight bytes (stream, three zeros, length) and
 * that many bytes of standard output or error. The same output may be read again after a lost connection: what was
 * delivered is not delivered twice. Where the engine has rotated its log in between, the log no longer begins as it did;
 * {@link #align} then finds where the delivered output ends in it. Memory is bounded. One thread.
 */
final class LogFrames {
    /** Larger than any engine makes them; whatever claims more is no frame. */
    static final long MAX_FRAME = 16 << 20;

    private final Consumer<String> text;
    private final Stream[] streams = {new Stream(), new Stream()};
    private boolean lineOpen;

    LogFrames(Consumer<String> text) {
        this.text = text;
    }

    /** The log does not begin as it did when it was read before. */
    static final class Rotated extends IOException {
        private static final long serialVersionUID = 1;

        Rotated() {
            super("the engine rotated its log");
        }
    }

    private interface Bytes {
        void accept(Stream stream, byte[] bytes, int length) throws IOException;
    }

    /**
     * Reads one answer from the log's beginning to the end of the answer.
     *
     * @throws Rotated before anything of it is delivered
     */
    void read(InputStream in) throws IOException {
        for (Stream s : streams) s.seen = 0;
        frames(in, Stream::accept);
    }

    /** As {@link #read}, of an answer that holds all that the engine has, and so no less than before. */
    void readAll(InputStream in) throws IOException {
        read(in);
        for (Stream s : streams) if (s.seen < s.delivered) throw new Rotated();
    }

    /**
     * Reads a rotated log from its beginning to its end and delivers nothing: the next {@link #read} goes on behind what
     * was delivered. Where nothing of that is left in the log, it goes on at the log's beginning, and the text says that
     * output may be missing.
     */
    void align(InputStream in) throws IOException {
        LogTail[] tails = {streams[0].tail.search(), streams[1].tail.search()};
        frames(in, (stream, bytes, length) -> tails[stream == streams[0] ? 0 : 1].accept(bytes, length));
        boolean found = false;
        for (int i = 0; i < streams.length; i++) {
            if (streams[i].delivered == 0) continue;
            long end = tails[i].end();
            // One stream's place is enough: the log has both in the order in which they were written.
            found |= end > 0;
            streams[i].goOnBehind(end, tails[i]);
        }
        if (found) return;
        for (Stream s : streams) s.decoder.flush();
        text.accept(lineOpen ? "\n" + MissingOutput.PERHAPS : MissingOutput.PERHAPS);
        lineOpen = false;
    }

    private void frames(InputStream in, Bytes to) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        byte[] head = new byte[8];
        while (true) {
            int n = in.readNBytes(head, 0, 8);
            if (n == 0) return;
            if (n < 8) throw new EOFException("the output ends in the middle of a frame");
            if (head[0] < 0 || head[0] > 3 || head[1] != 0 || head[2] != 0 || head[3] != 0)
                throw new ProtocolException("the engine's output is not in frames");
            long left = ByteBuffer.wrap(head, 4, 4).getInt() & 0xffffffffL;
            if (left > MAX_FRAME) throw new ProtocolException("a frame of output claims " + left + " bytes");
            Stream stream = streams[head[0] <= 1 ? 0 : 1];
            while (left > 0) {
                int got = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (got < 0) throw new EOFException("the output ends in the middle of a frame");
                left -= got;
                to.accept(stream, buffer, got);
            }
        }
    }

    /** Delivers what is left of characters that never came whole. */
    void end() {
        for (Stream s : streams) s.decoder.flush();
    }

    private void tell(String part) {
        lineOpen = !part.endsWith("\n");
        text.accept(part);
    }

    private final class Stream {
        private final OutputText decoder = new OutputText(LogFrames.this::tell);
        private LogTail tail = new LogTail();
        /** Counted from the beginning of the log as it is now. */
        private long delivered;

        private long seen;

        void accept(byte[] bytes, int length) throws IOException {
            int old = (int) Math.min(length, Math.max(0, delivered - seen));
            if (!tail.beginsWith(seen, bytes, old)) throw new Rotated();
            seen += length;
            if (old == length) return;
            tail.add(bytes, old, length - old);
            delivered = seen;
            decoder.accept(bytes, old, length - old);
        }

        void goOnBehind(long end, LogTail found) {
            delivered = end;
            tail = end == 0 ? new LogTail() : tail.behind(found);
        }
    }
}
