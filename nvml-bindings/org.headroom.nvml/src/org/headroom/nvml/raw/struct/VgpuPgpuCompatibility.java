package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuPgpuCompatibility_t}. Made by {@code generate.py}. */
public final class VgpuPgpuCompatibility extends Struct {
    public static final String C_NAME = "nvmlVgpuPgpuCompatibility_t";
    public static final int SIZE_BYTES = 8;
    public static final int VGPU_VM_COMPATIBILITY = 0;
    public static final int COMPATIBILITY_LIMIT_CODE = 4;

    /** In memory of its own, zeroed. */
    public VgpuPgpuCompatibility() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuPgpuCompatibility(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuPgpuCompatibility> array(int length) {
        return array(length, SIZE_BYTES, VgpuPgpuCompatibility::new);
    }

    /** {@code vgpuVmCompatibility}. */
    public int vgpuVmCompatibility() {
        return store.getInt(offset(VGPU_VM_COMPATIBILITY));
    }

    /** {@code vgpuVmCompatibility}. */
    public VgpuPgpuCompatibility vgpuVmCompatibility(int value) {
        store.putInt(offset(VGPU_VM_COMPATIBILITY), value);
        return this;
    }

    /** {@code compatibilityLimitCode}. */
    public int compatibilityLimitCode() {
        return store.getInt(offset(COMPATIBILITY_LIMIT_CODE));
    }

    /** {@code compatibilityLimitCode}. */
    public VgpuPgpuCompatibility compatibilityLimitCode(int value) {
        store.putInt(offset(COMPATIBILITY_LIMIT_CODE), value);
        return this;
    }
}
