package org.headroom.jobs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Takes apart what an engine sends as a container's output: frames of eight bytes (stream, three zeros, length) and
 * that many bytes of standard output or error. A character may be split between two frames of the same stream. The same
 * output may be read again after a lost connection: what was delivered is not delivered twice. One thread.
 */
final class LogFrames {
    /** Larger than any engine makes them; whatever claims more is no frame. */
    static final long MAX_FRAME = 16 << 20;

    private final Consumer<String> text;
    private final Stream[] streams = {new Stream(), new Stream()};

    LogFrames(Consumer<String> text) {
        this.text = text;
    }

    /** Reads one answer from the log's beginning to the end of the answer. */
    void read(InputStream in) throws IOException {
        for (Stream s : streams) s.seen = 0;
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
                stream.accept(buffer, got);
            }
        }
    }

    /** Delivers what is left of characters that never came whole. */
    void end() {
        for (Stream s : streams) s.flush();
    }

    private final class Stream {
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private ByteBuffer rest = ByteBuffer.allocate(0);
        private long delivered;
        private long seen;

        void accept(byte[] bytes, int length) {
            long old = Math.min(length, Math.max(0, delivered - seen));
            seen += length;
            if (old == length) return;
            delivered = seen;
            decode(bytes, (int) old, length - (int) old, false);
        }

        void flush() {
            decode(new byte[0], 0, 0, true);
            decoder.reset();
        }

        private void decode(byte[] bytes, int offset, int length, boolean last) {
            ByteBuffer in = ByteBuffer.allocate(rest.remaining() + length);
            in.put(rest).put(bytes, offset, length).flip();
            CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
            decoder.decode(in, out, last);
            if (last) decoder.flush(out);
            rest = in.slice();
            if (out.flip().hasRemaining()) text.accept(out.toString());
        }
    }
}
