package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuProcessUtilizationInfo_v1_t}. Made by {@code generate.py}. */
public final class VgpuProcessUtilizationInfoV1 extends Struct {
    public static final String C_NAME = "nvmlVgpuProcessUtilizationInfo_v1_t";
    public static final int SIZE_BYTES = 104;
    public static final int PROCESS_NAME = 0;
    public static final int TIME_STAMP = 64;
    public static final int VGPU_INSTANCE = 72;
    public static final int PID = 76;
    public static final int SM_UTIL = 80;
    public static final int MEM_UTIL = 84;
    public static final int ENC_UTIL = 88;
    public static final int DEC_UTIL = 92;
    public static final int JPG_UTIL = 96;
    public static final int OFA_UTIL = 100;

    /** In memory of its own, zeroed. */
    public VgpuProcessUtilizationInfoV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuProcessUtilizationInfoV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuProcessUtilizationInfoV1> array(int length) {
        return array(length, SIZE_BYTES, VgpuProcessUtilizationInfoV1::new);
    }

    /** {@code processName}: text of 64 bytes. */
    public String processName() {
        return getText(PROCESS_NAME, 64);
    }

    /** {@code processName}: text of 64 bytes. */
    public VgpuProcessUtilizationInfoV1 processName(String value) {
        putText(PROCESS_NAME, 64, value);
        return this;
    }

    /** {@code timeStamp}. */
    public long timeStamp() {
        return store.getLong(offset(TIME_STAMP));
    }

    /** {@code timeStamp}. */
    public VgpuProcessUtilizationInfoV1 timeStamp(long value) {
        store.putLong(offset(TIME_STAMP), value);
        return this;
    }

    /** {@code vgpuInstance}. */
    public int vgpuInstance() {
        return store.getInt(offset(VGPU_INSTANCE));
    }

    /** {@code vgpuInstance}. */
    public VgpuProcessUtilizationInfoV1 vgpuInstance(int value) {
        store.putInt(offset(VGPU_INSTANCE), value);
        return this;
    }

    /** {@code pid}. */
    public int pid() {
        return store.getInt(offset(PID));
    }

    /** {@code pid}. */
    public VgpuProcessUtilizationInfoV1 pid(int value) {
        store.putInt(offset(PID), value);
        return this;
    }

    /** {@code smUtil}. */
    public int smUtil() {
        return store.getInt(offset(SM_UTIL));
    }

    /** {@code smUtil}. */
    public VgpuProcessUtilizationInfoV1 smUtil(int value) {
        store.putInt(offset(SM_UTIL), value);
        return this;
    }

    /** {@code memUtil}. */
    public int memUtil() {
        return store.getInt(offset(MEM_UTIL));
    }

    /** {@code memUtil}. */
    public VgpuProcessUtilizationInfoV1 memUtil(int value) {
        store.putInt(offset(MEM_UTIL), value);
        return this;
    }

    /** {@code encUtil}. */
    public int encUtil() {
        return store.getInt(offset(ENC_UTIL));
    }

    /** {@code encUtil}. */
    public VgpuProcessUtilizationInfoV1 encUtil(int value) {
        store.putInt(offset(ENC_UTIL), value);
        return this;
    }

    /** {@code decUtil}. */
    public int decUtil() {
        return store.getInt(offset(DEC_UTIL));
    }

    /** {@code decUtil}. */
    public VgpuProcessUtilizationInfoV1 decUtil(int value) {
        store.putInt(offset(DEC_UTIL), value);
        return this;
    }

    /** {@code jpgUtil}. */
    public int jpgUtil() {
        return store.getInt(offset(JPG_UTIL));
    }

    /** {@code jpgUtil}. */
    public VgpuProcessUtilizationInfoV1 jpgUtil(int value) {
        store.putInt(offset(JPG_UTIL), value);
        return this;
    }

    /** {@code ofaUtil}. */
    public int ofaUtil() {
        return store.getInt(offset(OFA_UTIL));
    }

    /** {@code ofaUtil}. */
    public VgpuProcessUtilizationInfoV1 ofaUtil(int value) {
        store.putInt(offset(OFA_UTIL), value);
        return this;
    }
}
