package org.headroom.nvml.raw.struct;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.headroom.nvml.raw.NativeMemory;

/**
 * A struct as a view of memory: reading and writing a number makes no garbage. A field of C is a method of the same name; one
 * with a value writes it and answers the struct itself. Numbers have no sign of their own: an {@code unsigned int} above 2³¹ is
 * read with {@link Integer#toUnsignedLong}. A struct or array inside a struct is a view of the same memory.
 */
public abstract class Struct {
    // Not private, and no method: a struct's field may be called memory.
    final NativeMemory store;
    private final int offset;
    private final int size;
    private final int versionWord;

    Struct(NativeMemory memory, int offset, int size, int versionWord) {
        Objects.checkFromIndexSize(offset, size, memory.size());
        this.store = memory;
        this.offset = offset;
        this.size = size;
        this.versionWord = versionWord;
    }

    static <T extends Struct> List<T> array(int length, int size, BiFunction<NativeMemory, Integer, T> view) {
        NativeMemory memory = new NativeMemory(Math.multiplyExact(length, size));
        List<T> all = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            T one = view.apply(memory, i * size);
            one.reset();
            all.add(one);
        }
        return List.copyOf(all);
    }

    /** The address for C. Keep this object reachable as long as C may use it. */
    public final long pointer() {
        return store.address() + offset;
    }

    /** C's {@code sizeof}. */
    public final int sizeInBytes() {
        return size;
    }

    /** Zeroes everything but the version word, which is set where the struct has one. */
    public final void reset() {
        store.fill(offset, offset + size, (byte) 0);
        if (versionWord != 0) store.putInt(offset, versionWord);
    }

    final int offset(int field) {
        return offset + field;
    }

    final int element(int field, int index, int length, int bytes) {
        return offset + field + Objects.checkIndex(index, length) * bytes;
    }

    final String getText(int field, int length) {
        return store.text(offset + field, length);
    }

    final void putText(int field, int length, String value) {
        store.putText(offset + field, length, value);
    }

    final byte[] getBytes(int field, int length) {
        return store.getBytes(offset + field, length);
    }

    final void putBytes(int field, int length, byte[] value) {
        Objects.checkFromIndexSize(0, value.length, length);
        store.putBytes(offset + field, value);
    }
}
