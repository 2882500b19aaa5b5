package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlEncoderSessionInfo_t}. Made by {@code generate.py}. */
public final class EncoderSessionInfo extends Struct {
    public static final String C_NAME = "nvmlEncoderSessionInfo_t";
    public static final int SIZE_BYTES = 32;
    public static final int SESSION_ID = 0;
    public static final int PID = 4;
    public static final int VGPU_INSTANCE = 8;
    public static final int CODEC_TYPE = 12;
    public static final int H_RESOLUTION = 16;
    public static final int V_RESOLUTION = 20;
    public static final int AVERAGE_FPS = 24;
    public static final int AVERAGE_LATENCY = 28;

    /** In memory of its own, zeroed. */
    public EncoderSessionInfo() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public EncoderSessionInfo(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<EncoderSessionInfo> array(int length) {
        return array(length, SIZE_BYTES, EncoderSessionInfo::new);
    }

    /** {@code sessionId}. */
    public int sessionId() {
        return store.getInt(offset(SESSION_ID));
    }

    /** {@code sessionId}. */
    public EncoderSessionInfo sessionId(int value) {
        store.putInt(offset(SESSION_ID), value);
        return this;
    }

    /** {@code pid}. */
    public int pid() {
        return store.getInt(offset(PID));
    }

    /** {@code pid}. */
    public EncoderSessionInfo pid(int value) {
        store.putInt(offset(PID), value);
        return this;
    }

    /** {@code vgpuInstance}. */
    public int vgpuInstance() {
        return store.getInt(offset(VGPU_INSTANCE));
    }

    /** {@code vgpuInstance}. */
    public EncoderSessionInfo vgpuInstance(int value) {
        store.putInt(offset(VGPU_INSTANCE), value);
        return this;
    }

    /** {@code codecType}. */
    public int codecType() {
        return store.getInt(offset(CODEC_TYPE));
    }

    /** {@code codecType}. */
    public EncoderSessionInfo codecType(int value) {
        store.putInt(offset(CODEC_TYPE), value);
        return this;
    }

    /** {@code hResolution}. */
    public int hResolution() {
        return store.getInt(offset(H_RESOLUTION));
    }

    /** {@code hResolution}. */
    public EncoderSessionInfo hResolution(int value) {
        store.putInt(offset(H_RESOLUTION), value);
        return this;
    }

    /** {@code vResolution}. */
    public int vResolution() {
        return store.getInt(offset(V_RESOLUTION));
    }

    /** {@code vResolution}. */
    public EncoderSessionInfo vResolution(int value) {
        store.putInt(offset(V_RESOLUTION), value);
        return this;
    }

    /** {@code averageFps}. */
    public int averageFps() {
        return store.getInt(offset(AVERAGE_FPS));
    }

    /** {@code averageFps}. */
    public EncoderSessionInfo averageFps(int value) {
        store.putInt(offset(AVERAGE_FPS), value);
        return this;
    }

    /** {@code averageLatency}. */
    public int averageLatency() {
        return store.getInt(offset(AVERAGE_LATENCY));
    }

    /** {@code averageLatency}. */
    public EncoderSessionInfo averageLatency(int value) {
        store.putInt(offset(AVERAGE_LATENCY), value);
        return this;
    }
}
