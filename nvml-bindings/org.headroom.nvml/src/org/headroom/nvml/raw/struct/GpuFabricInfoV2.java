package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlGpuFabricInfo_v2_t}. Made by {@code generate.py}. */
public final class GpuFabricInfoV2 extends Struct {
    public static final String C_NAME = "nvmlGpuFabricInfo_v2_t";
    public static final int SIZE_BYTES = 36;
    public static final int VERSION_WORD = 0x02000024;
    public static final int VERSION = 0;
    public static final int CLUSTER_UUID = 4;
    public static final int STATUS = 20;
    public static final int CLIQUE_ID = 24;
    public static final int STATE = 28;
    public static final int HEALTH_MASK = 32;

    /** In memory of its own, zeroed but for the version word. */
    public GpuFabricInfoV2() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public GpuFabricInfoV2(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<GpuFabricInfoV2> array(int length) {
        return array(length, SIZE_BYTES, GpuFabricInfoV2::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public GpuFabricInfoV2 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code clusterUuid}: 16 bytes. */
    public byte[] clusterUuid() {
        return getBytes(CLUSTER_UUID, 16);
    }

    /** {@code clusterUuid}: 16 bytes. */
    public GpuFabricInfoV2 clusterUuid(byte[] value) {
        putBytes(CLUSTER_UUID, 16, value);
        return this;
    }

    /** {@code status}. */
    public int status() {
        return store.getInt(offset(STATUS));
    }

    /** {@code status}. */
    public GpuFabricInfoV2 status(int value) {
        store.putInt(offset(STATUS), value);
        return this;
    }

    /** {@code cliqueId}. */
    public int cliqueId() {
        return store.getInt(offset(CLIQUE_ID));
    }

    /** {@code cliqueId}. */
    public GpuFabricInfoV2 cliqueId(int value) {
        store.putInt(offset(CLIQUE_ID), value);
        return this;
    }

    /** {@code state}. */
    public byte state() {
        return store.get(offset(STATE));
    }

    /** {@code state}. */
    public GpuFabricInfoV2 state(byte value) {
        store.put(offset(STATE), value);
        return this;
    }

    /** {@code healthMask}. */
    public int healthMask() {
        return store.getInt(offset(HEALTH_MASK));
    }

    /** {@code healthMask}. */
    public GpuFabricInfoV2 healthMask(int value) {
        store.putInt(offset(HEALTH_MASK), value);
        return this;
    }
}
