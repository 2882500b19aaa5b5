package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlSample_t}. Made by {@code generate.py}. */
public final class Sample extends Struct {
    public static final String C_NAME = "nvmlSample_t";
    public static final int SIZE_BYTES = 16;
    public static final int TIME_STAMP = 0;
    public static final int SAMPLE_VALUE = 8;

    /** In memory of its own, zeroed. */
    public Sample() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public Sample(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<Sample> array(int length) {
        return array(length, SIZE_BYTES, Sample::new);
    }

    /** {@code timeStamp}. */
    public long timeStamp() {
        return store.getLong(offset(TIME_STAMP));
    }

    /** {@code timeStamp}. */
    public Sample timeStamp(long value) {
        store.putLong(offset(TIME_STAMP), value);
        return this;
    }

    /** {@code sampleValue}. */
    public Value sampleValue() {
        return new Value(store, offset(SAMPLE_VALUE));
    }
}
