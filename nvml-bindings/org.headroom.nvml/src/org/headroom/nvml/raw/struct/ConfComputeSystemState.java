package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlConfComputeSystemState_t}. Made by {@code generate.py}. */
public final class ConfComputeSystemState extends Struct {
    public static final String C_NAME = "nvmlConfComputeSystemState_t";
    public static final int SIZE_BYTES = 12;
    public static final int ENVIRONMENT = 0;
    public static final int CC_FEATURE = 4;
    public static final int DEV_TOOLS_MODE = 8;

    /** In memory of its own, zeroed. */
    public ConfComputeSystemState() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ConfComputeSystemState(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<ConfComputeSystemState> array(int length) {
        return array(length, SIZE_BYTES, ConfComputeSystemState::new);
    }

    /** {@code environment}. */
    public int environment() {
        return store.getInt(offset(ENVIRONMENT));
    }

    /** {@code environment}. */
    public ConfComputeSystemState environment(int value) {
        store.putInt(offset(ENVIRONMENT), value);
        return this;
    }

    /** {@code ccFeature}. */
    public int ccFeature() {
        return store.getInt(offset(CC_FEATURE));
    }

    /** {@code ccFeature}. */
    public ConfComputeSystemState ccFeature(int value) {
        store.putInt(offset(CC_FEATURE), value);
        return this;
    }

    /** {@code devToolsMode}. */
    public int devToolsMode() {
        return store.getInt(offset(DEV_TOOLS_MODE));
    }

    /** {@code devToolsMode}. */
    public ConfComputeSystemState devToolsMode(int value) {
        store.putInt(offset(DEV_TOOLS_MODE), value);
        return this;
    }
}
