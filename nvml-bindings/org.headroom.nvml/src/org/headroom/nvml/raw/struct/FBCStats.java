package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlFBCStats_t}. Made by {@code generate.py}. */
public final class FBCStats extends Struct {
    public static final String C_NAME = "nvmlFBCStats_t";
    public static final int SIZE_BYTES = 12;
    public static final int SESSIONS_COUNT = 0;
    public static final int AVERAGE_FPS = 4;
    public static final int AVERAGE_LATENCY = 8;

    /** In memory of its own, zeroed. */
    public FBCStats() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public FBCStats(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<FBCStats> array(int length) {
        return array(length, SIZE_BYTES, FBCStats::new);
    }

    /** {@code sessionsCount}. */
    public int sessionsCount() {
        return store.getInt(offset(SESSIONS_COUNT));
    }

    /** {@code sessionsCount}. */
    public FBCStats sessionsCount(int value) {
        store.putInt(offset(SESSIONS_COUNT), value);
        return this;
    }

    /** {@code averageFPS}. */
    public int averageFPS() {
        return store.getInt(offset(AVERAGE_FPS));
    }

    /** {@code averageFPS}. */
    public FBCStats averageFPS(int value) {
        store.putInt(offset(AVERAGE_FPS), value);
        return this;
    }

    /** {@code averageLatency}. */
    public int averageLatency() {
        return store.getInt(offset(AVERAGE_LATENCY));
    }

    /** {@code averageLatency}. */
    public FBCStats averageLatency(int value) {
        store.putInt(offset(AVERAGE_LATENCY), value);
        return this;
    }
}
