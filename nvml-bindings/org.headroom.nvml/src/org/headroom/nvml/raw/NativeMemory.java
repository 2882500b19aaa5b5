package org.headroom.nvml.raw;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Memory outside Java's heap that C may read and write, zeroed at first, with room beyond what it is told of: not every library
 * keeps to the sizes. It lives as long as this object is reachable: keep it in a field or read from it after the call. Reading
 * and writing makes no garbage, except for texts and arrays.
 */
public final class NativeMemory {
    private static final int SPARE = 512;

    private final ByteBuffer bytes;
    private final long address;
    private final int size;

    /** @param size in bytes */
    public NativeMemory(int size) {
        this.size = size;
        this.bytes = ByteBuffer.allocateDirect(size + SPARE).order(ByteOrder.nativeOrder());
        this.address = Pointer.nativeValue(Native.getDirectBufferPointer(bytes));
    }

    /** Bytes asked for. */
    public int size() {
        return size;
    }

    /** What C calls the pointer. */
    public long address() {
        return address;
    }

    /** Zeroes the first bytes. */
    public void clear(int length) {
        fill(0, length, (byte) 0);
    }

    public void fill(int from, int to, byte value) {
        for (int i = from; i < to; i++) bytes.put(i, value);
    }

    public byte get(int at) {
        return bytes.get(at);
    }

    public void put(int at, byte value) {
        bytes.put(at, value);
    }

    public short getShort(int at) {
        return bytes.getShort(at);
    }

    public void putShort(int at, short value) {
        bytes.putShort(at, value);
    }

    public int getInt(int at) {
        return bytes.getInt(at);
    }

    public void putInt(int at, int value) {
        bytes.putInt(at, value);
    }

    public long getLong(int at) {
        return bytes.getLong(at);
    }

    public void putLong(int at, long value) {
        bytes.putLong(at, value);
    }

    public float getFloat(int at) {
        return bytes.getFloat(at);
    }

    public void putFloat(int at, float value) {
        bytes.putFloat(at, value);
    }

    public double getDouble(int at) {
        return bytes.getDouble(at);
    }

    public void putDouble(int at, double value) {
        bytes.putDouble(at, value);
    }

    public byte[] getBytes(int from, int length) {
        byte[] copy = new byte[length];
        bytes.get(from, copy);
        return copy;
    }

    public void putBytes(int from, byte[] values) {
        bytes.put(from, values);
    }

    /** C text of at most {@code length} bytes, up to its NUL if it has one, without control characters. */
    public String text(int from, int length) {
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

    /** Text with a NUL behind it in {@code length} bytes; what does not fit is cut off. */
    public void putText(int from, int length, String text) {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        fill(from, from + length, (byte) 0);
        for (int i = 0; i < Math.min(all.length, length - 1); i++) bytes.put(from + i, all[i]);
    }
}
