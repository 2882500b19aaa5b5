package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LogFramesTest {
    private final StringBuilder text = new StringBuilder();
    private final LogFrames frames = new LogFrames(text::append);

    private static byte[] frame(int stream, byte[] bytes) {
        return ByteBuffer.allocate(8 + bytes.length)
                .putInt(stream << 24)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private void read(byte[]... all) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] one : all) out.writeBytes(one);
        frames.read(new ByteArrayInputStream(out.toByteArray()));
    }

    @Test
    void characterSplitByAFrameOfTheOtherStreamStaysWhole() throws IOException {
        byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
        read(frame(1, new byte[] {euro[0]}), frame(2, "err".getBytes(StandardCharsets.UTF_8)), frame(1, new byte[] {
            euro[1], euro[2]
        }));
        assertThat(text).hasToString("err€");
    }

    @Test
    void whatIsNoTextIsShownAsSuchAndLosesNothingElse() throws IOException {
        read(frame(1, new byte[] {'a', (byte) 0xff, 'b', (byte) 0xe2}));
        frames.end();
        assertThat(text).hasToString("a\ufffdb\ufffd");
    }

    @Test
    void whatIsNoFrameIsRefused() {
        assertThatThrownBy(() -> read("plain text, no frames".getBytes(StandardCharsets.US_ASCII)))
                .hasMessage("the engine's output is not in frames");
        assertThatThrownBy(() -> read(new byte[] {1, 0, 0, 0, (byte) 0xff, 0, 0, 0}))
                .hasMessageContaining("claims 4278190080 bytes");
        assertThatThrownBy(() -> read(new byte[] {1, 0, 0})).hasMessageContaining("in the middle of a frame");
        assertThatThrownBy(() -> read(new byte[] {1, 0, 0, 0, 0, 0, 0, 9, 'x'}))
                .hasMessageContaining("in the middle of a frame");
    }

    @Property(tries = 500)
    void anyTextCutAnywhereComesWholeAndOnceHoweverOftenItIsReadAgain(
            @ForAll @StringLength(max = 60) String any,
            @ForAll @IntRange(max = 200) int cut,
            @ForAll @IntRange(max = 200) int lost)
            throws IOException {
        byte[] bytes = any.getBytes(StandardCharsets.UTF_8);
        String expected = new String(bytes, StandardCharsets.UTF_8);
        int at = bytes.length == 0 ? 0 : cut % bytes.length;
        int heard = bytes.length == 0 ? 0 : lost % bytes.length;
        StringBuilder told = new StringBuilder();
        LogFrames again = new LogFrames(told::append);
        again.read(new ByteArrayInputStream(frame(1, java.util.Arrays.copyOf(bytes, heard))));
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(frame(1, java.util.Arrays.copyOf(bytes, at)));
        whole.writeBytes(frame(1, java.util.Arrays.copyOfRange(bytes, at, bytes.length)));
        again.read(new ByteArrayInputStream(whole.toByteArray()));
        again.end();
        assertThat(told).hasToString(expected);
    }
}
