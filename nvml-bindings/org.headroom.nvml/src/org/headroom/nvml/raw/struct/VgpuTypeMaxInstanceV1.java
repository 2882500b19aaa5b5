package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuTypeMaxInstance_v1_t}. Made by {@code generate.py}. */
public final class VgpuTypeMaxInstanceV1 extends Struct {
    public static final String C_NAME = "nvmlVgpuTypeMaxInstance_v1_t";
    public static final int SIZE_BYTES = 12;
    public static final int VERSION_WORD = 0x0100000c;
    public static final int VERSION = 0;
    public static final int VGPU_TYPE_ID = 4;
    public static final int MAX_INSTANCE_PER_GI = 8;

    /** In memory of its own, zeroed but for the version word. */
    public VgpuTypeMaxInstanceV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuTypeMaxInstanceV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuTypeMaxInstanceV1> array(int length) {
        return array(length, SIZE_BYTES, VgpuTypeMaxInstanceV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public VgpuTypeMaxInstanceV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code vgpuTypeId}. */
    public int vgpuTypeId() {
        return store.getInt(offset(VGPU_TYPE_ID));
    }

    /** {@code vgpuTypeId}. */
    public VgpuTypeMaxInstanceV1 vgpuTypeId(int value) {
        store.putInt(offset(VGPU_TYPE_ID), value);
        return this;
    }

    /** {@code maxInstancePerGI}. */
    public int maxInstancePerGI() {
        return store.getInt(offset(MAX_INSTANCE_PER_GI));
    }

    /** {@code maxInstancePerGI}. */
    public VgpuTypeMaxInstanceV1 maxInstancePerGI(int value) {
        store.putInt(offset(MAX_INSTANCE_PER_GI), value);
        return this;
    }
}
