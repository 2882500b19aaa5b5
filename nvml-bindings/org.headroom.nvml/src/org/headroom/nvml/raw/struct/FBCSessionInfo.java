package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlFBCSessionInfo_t}. Made by {@code generate.py}. */
public final class FBCSessionInfo extends Struct {
    public static final String C_NAME = "nvmlFBCSessionInfo_t";
    public static final int SIZE_BYTES = 48;
    public static final int SESSION_ID = 0;
    public static final int PID = 4;
    public static final int VGPU_INSTANCE = 8;
    public static final int DISPLAY_ORDINAL = 12;
    public static final int SESSION_TYPE = 16;
    public static final int SESSION_FLAGS = 20;
    public static final int H_MAX_RESOLUTION = 24;
    public static final int V_MAX_RESOLUTION = 28;
    public static final int H_RESOLUTION = 32;
    public static final int V_RESOLUTION = 36;
    public static final int AVERAGE_FPS = 40;
    public static final int AVERAGE_LATENCY = 44;

    /** In memory of its own, zeroed. */
    public FBCSessionInfo() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public FBCSessionInfo(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<FBCSessionInfo> array(int length) {
        return array(length, SIZE_BYTES, FBCSessionInfo::new);
    }

    /** {@code sessionId}. */
    public int sessionId() {
        return store.getInt(offset(SESSION_ID));
    }

    /** {@code sessionId}. */
    public FBCSessionInfo sessionId(int value) {
        store.putInt(offset(SESSION_ID), value);
        return this;
    }

    /** {@code pid}. */
    public int pid() {
        return store.getInt(offset(PID));
    }

    /** {@code pid}. */
    public FBCSessionInfo pid(int value) {
        store.putInt(offset(PID), value);
        return this;
    }

    /** {@code vgpuInstance}. */
    public int vgpuInstance() {
        return store.getInt(offset(VGPU_INSTANCE));
    }

    /** {@code vgpuInstance}. */
    public FBCSessionInfo vgpuInstance(int value) {
        store.putInt(offset(VGPU_INSTANCE), value);
        return this;
    }

    /** {@code displayOrdinal}. */
    public int displayOrdinal() {
        return store.getInt(offset(DISPLAY_ORDINAL));
    }

    /** {@code displayOrdinal}. */
    public FBCSessionInfo displayOrdinal(int value) {
        store.putInt(offset(DISPLAY_ORDINAL), value);
        return this;
    }

    /** {@code sessionType}. */
    public int sessionType() {
        return store.getInt(offset(SESSION_TYPE));
    }

    /** {@code sessionType}. */
    public FBCSessionInfo sessionType(int value) {
        store.putInt(offset(SESSION_TYPE), value);
        return this;
    }

    /** {@code sessionFlags}. */
    public int sessionFlags() {
        return store.getInt(offset(SESSION_FLAGS));
    }

    /** {@code sessionFlags}. */
    public FBCSessionInfo sessionFlags(int value) {
        store.putInt(offset(SESSION_FLAGS), value);
        return this;
    }

    /** {@code hMaxResolution}. */
    public int hMaxResolution() {
        return store.getInt(offset(H_MAX_RESOLUTION));
    }

    /** {@code hMaxResolution}. */
    public FBCSessionInfo hMaxResolution(int value) {
        store.putInt(offset(H_MAX_RESOLUTION), value);
        return this;
    }

    /** {@code vMaxResolution}. */
    public int vMaxResolution() {
        return store.getInt(offset(V_MAX_RESOLUTION));
    }

    /** {@code vMaxResolution}. */
    public FBCSessionInfo vMaxResolution(int value) {
        store.putInt(offset(V_MAX_RESOLUTION), value);
        return this;
    }

    /** {@code hResolution}. */
    public int hResolution() {
        return store.getInt(offset(H_RESOLUTION));
    }

    /** {@code hResolution}. */
    public FBCSessionInfo hResolution(int value) {
        store.putInt(offset(H_RESOLUTION), value);
        return this;
    }

    /** {@code vResolution}. */
    public int vResolution() {
        return store.getInt(offset(V_RESOLUTION));
    }

    /** {@code vResolution}. */
    public FBCSessionInfo vResolution(int value) {
        store.putInt(offset(V_RESOLUTION), value);
        return this;
    }

    /** {@code averageFPS}. */
    public int averageFPS() {
        return store.getInt(offset(AVERAGE_FPS));
    }

    /** {@code averageFPS}. */
    public FBCSessionInfo averageFPS(int value) {
        store.putInt(offset(AVERAGE_FPS), value);
        return this;
    }

    /** {@code averageLatency}. */
    public int averageLatency() {
        return store.getInt(offset(AVERAGE_LATENCY));
    }

    /** {@code averageLatency}. */
    public FBCSessionInfo averageLatency(int value) {
        store.putInt(offset(AVERAGE_LATENCY), value);
        return this;
    }
}
