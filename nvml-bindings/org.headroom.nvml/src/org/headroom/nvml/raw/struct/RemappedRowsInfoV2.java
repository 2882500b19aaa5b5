package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlRemappedRowsInfo_v2_t}. Made by {@code generate.py}. */
public final class RemappedRowsInfoV2 extends Struct {
    public static final String C_NAME = "nvmlRemappedRowsInfo_v2_t";
    public static final int SIZE_BYTES = 24;
    public static final int CORR_ACTIVE_REMAPS = 0;
    public static final int CORR_INACTIVE_REMAPS = 4;
    public static final int UNC_ACTIVE_REMAPS = 8;
    public static final int UNC_INACTIVE_REMAPS = 12;
    public static final int B_PENDING = 16;
    public static final int B_FAILURE_OCCURRED = 20;

    /** In memory of its own, zeroed. */
    public RemappedRowsInfoV2() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public RemappedRowsInfoV2(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<RemappedRowsInfoV2> array(int length) {
        return array(length, SIZE_BYTES, RemappedRowsInfoV2::new);
    }

    /** {@code corrActiveRemaps}. */
    public int corrActiveRemaps() {
        return store.getInt(offset(CORR_ACTIVE_REMAPS));
    }

    /** {@code corrActiveRemaps}. */
    public RemappedRowsInfoV2 corrActiveRemaps(int value) {
        store.putInt(offset(CORR_ACTIVE_REMAPS), value);
        return this;
    }

    /** {@code corrInactiveRemaps}. */
    public int corrInactiveRemaps() {
        return store.getInt(offset(CORR_INACTIVE_REMAPS));
    }

    /** {@code corrInactiveRemaps}. */
    public RemappedRowsInfoV2 corrInactiveRemaps(int value) {
        store.putInt(offset(CORR_INACTIVE_REMAPS), value);
        return this;
    }

    /** {@code uncActiveRemaps}. */
    public int uncActiveRemaps() {
        return store.getInt(offset(UNC_ACTIVE_REMAPS));
    }

    /** {@code uncActiveRemaps}. */
    public RemappedRowsInfoV2 uncActiveRemaps(int value) {
        store.putInt(offset(UNC_ACTIVE_REMAPS), value);
        return this;
    }

    /** {@code uncInactiveRemaps}. */
    public int uncInactiveRemaps() {
        return store.getInt(offset(UNC_INACTIVE_REMAPS));
    }

    /** {@code uncInactiveRemaps}. */
    public RemappedRowsInfoV2 uncInactiveRemaps(int value) {
        store.putInt(offset(UNC_INACTIVE_REMAPS), value);
        return this;
    }

    /** {@code bPending}. */
    public int bPending() {
        return store.getInt(offset(B_PENDING));
    }

    /** {@code bPending}. */
    public RemappedRowsInfoV2 bPending(int value) {
        store.putInt(offset(B_PENDING), value);
        return this;
    }

    /** {@code bFailureOccurred}. */
    public int bFailureOccurred() {
        return store.getInt(offset(B_FAILURE_OCCURRED));
    }

    /** {@code bFailureOccurred}. */
    public RemappedRowsInfoV2 bFailureOccurred(int value) {
        store.putInt(offset(B_FAILURE_OCCURRED), value);
        return this;
    }
}
