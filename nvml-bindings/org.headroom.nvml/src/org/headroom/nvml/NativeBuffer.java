package org.headroom.nvml;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Memory that C may write to, with room beyond what it is told of: not every library keeps to the sizes. */
final class NativeBuffer {
    private static final int SPARE = 512;

    private final ByteBuffer bytes;
    private final long address;
    private final int size;

    NativeBuffer(int size) {
        this.size = size;
        this.bytes = ByteBuffer.allocateDirect(size + SPARE).order(ByteOrder.nativeOrder());
        this.address = Pointer.nativeValue(Native.getDirectBufferPointer(bytes));
    }

    int size() {
        return size;
    }

    long address() {
        return address;
    }

    void clear(int length) {
        fill(0, length, (byte) 0);
    }

    void fill(int from, int to, byte value) {
        for (int i = from; i < to; i++) bytes.put(i, value);
    }

    byte get(int at) {
        return bytes.get(at);
    }

    int getInt(int at) {
        return bytes.getInt(at);
    }

    void put(int at, byte value) {
        bytes.put(at, value);
    }

    void putInt(int at, int value) {
        bytes.putInt(at, value);
    }

    long getLong(int at) {
        return bytes.getLong(at);
    }

    void putLong(int at, long value) {
        bytes.putLong(at, value);
    }

    double getDouble(int at) {
        return bytes.getDouble(at);
    }

    /** C text of at most {@code length} bytes, up to its NUL if it has one, without control characters. */
    String text(int from, int length) {
        byte[] copy = new byte[length];
        int n = 0;
        while (n < length) {
            byte b = bytes.get(from + n);
            if (b == 0) break;
            copy[n++] = b;
        }
        StringBuilder text = new StringBuilder(n);
        new String(copy, 0, n, StandardCharsets.UTF_8)
                .codePoints()
                .filter(c -> !Character.isISOControl(c) && c != 0xfffd)
                .forEach(text::appendCodePoint);
        return text.toString().strip();
    }
}
