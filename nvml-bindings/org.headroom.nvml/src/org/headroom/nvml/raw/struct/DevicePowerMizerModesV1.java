package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlDevicePowerMizerModes_v1_t}. Made by {@code generate.py}. */
public final class DevicePowerMizerModesV1 extends Struct {
    public static final String C_NAME = "nvmlDevicePowerMizerModes_v1_t";
    public static final int SIZE_BYTES = 12;
    public static final int CURRENT_MODE = 0;
    public static final int MODE = 4;
    public static final int SUPPORTED_POWER_MIZER_MODES = 8;

    /** In memory of its own, zeroed. */
    public DevicePowerMizerModesV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public DevicePowerMizerModesV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<DevicePowerMizerModesV1> array(int length) {
        return array(length, SIZE_BYTES, DevicePowerMizerModesV1::new);
    }

    /** {@code currentMode}. */
    public int currentMode() {
        return store.getInt(offset(CURRENT_MODE));
    }

    /** {@code currentMode}. */
    public DevicePowerMizerModesV1 currentMode(int value) {
        store.putInt(offset(CURRENT_MODE), value);
        return this;
    }

    /** {@code mode}. */
    public int mode() {
        return store.getInt(offset(MODE));
    }

    /** {@code mode}. */
    public DevicePowerMizerModesV1 mode(int value) {
        store.putInt(offset(MODE), value);
        return this;
    }

    /** {@code supportedPowerMizerModes}. */
    public int supportedPowerMizerModes() {
        return store.getInt(offset(SUPPORTED_POWER_MIZER_MODES));
    }

    /** {@code supportedPowerMizerModes}. */
    public DevicePowerMizerModesV1 supportedPowerMizerModes(int value) {
        store.putInt(offset(SUPPORTED_POWER_MIZER_MODES), value);
        return this;
    }
}
