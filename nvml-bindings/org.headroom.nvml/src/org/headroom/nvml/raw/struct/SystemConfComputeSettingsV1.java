package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlSystemConfComputeSettings_v1_t}. Made by {@code generate.py}. */
public final class SystemConfComputeSettingsV1 extends Struct {
    public static final String C_NAME = "nvmlSystemConfComputeSettings_v1_t";
    public static final int SIZE_BYTES = 20;
    public static final int VERSION_WORD = 0x01000014;
    public static final int VERSION = 0;
    public static final int ENVIRONMENT = 4;
    public static final int CC_FEATURE = 8;
    public static final int DEV_TOOLS_MODE = 12;
    public static final int MULTI_GPU_MODE = 16;

    /** In memory of its own, zeroed but for the version word. */
    public SystemConfComputeSettingsV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public SystemConfComputeSettingsV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<SystemConfComputeSettingsV1> array(int length) {
        return array(length, SIZE_BYTES, SystemConfComputeSettingsV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public SystemConfComputeSettingsV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code environment}. */
    public int environment() {
        return store.getInt(offset(ENVIRONMENT));
    }

    /** {@code environment}. */
    public SystemConfComputeSettingsV1 environment(int value) {
        store.putInt(offset(ENVIRONMENT), value);
        return this;
    }

    /** {@code ccFeature}. */
    public int ccFeature() {
        return store.getInt(offset(CC_FEATURE));
    }

    /** {@code ccFeature}. */
    public SystemConfComputeSettingsV1 ccFeature(int value) {
        store.putInt(offset(CC_FEATURE), value);
        return this;
    }

    /** {@code devToolsMode}. */
    public int devToolsMode() {
        return store.getInt(offset(DEV_TOOLS_MODE));
    }

    /** {@code devToolsMode}. */
    public SystemConfComputeSettingsV1 devToolsMode(int value) {
        store.putInt(offset(DEV_TOOLS_MODE), value);
        return this;
    }

    /** {@code multiGpuMode}. */
    public int multiGpuMode() {
        return store.getInt(offset(MULTI_GPU_MODE));
    }

    /** {@code multiGpuMode}. */
    public SystemConfComputeSettingsV1 multiGpuMode(int value) {
        store.putInt(offset(MULTI_GPU_MODE), value);
        return this;
    }
}
