package org.headroom.jobs;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Makes text of the bytes of one output stream. A character may be split between two calls. One thread. */
final class OutputText {
    private final Consumer<String> text;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private ByteBuffer rest = ByteBuffer.allocate(0);

    OutputText(Consumer<String> text) {
        this.text = text;
    }

    void accept(byte[] bytes, int offset, int length) {
        decode(bytes, offset, length, false);
    }

    /** Delivers what is left of a character that never came whole. */
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
