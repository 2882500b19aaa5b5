package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlGpuFabricInfo_t}. Made by {@code generate.py}. */
public final class GpuFabricInfo extends Struct {
    public static final String C_NAME = "nvmlGpuFabricInfo_t";
    public static final int SIZE_BYTES = 28;
    public static final int CLUSTER_UUID = 0;
    public static final int STATUS = 16;
    public static final int CLIQUE_ID = 20;
    public static final int STATE = 24;

    /** In memory of its own, zeroed. */
    public GpuFabricInfo() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public GpuFabricInfo(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<GpuFabricInfo> array(int length) {
        return array(length, SIZE_BYTES, GpuFabricInfo::new);
    }

    /** {@code clusterUuid}: 16 bytes. */
    public byte[] clusterUuid() {
        return getBytes(CLUSTER_UUID, 16);
    }

    /** {@code clusterUuid}: 16 bytes. */
    public GpuFabricInfo clusterUuid(byte[] value) {
        putBytes(CLUSTER_UUID, 16, value);
        return this;
    }

    /** {@code status}. */
    public int status() {
        return store.getInt(offset(STATUS));
    }

    /** {@code status}. */
    public GpuFabricInfo status(int value) {
        store.putInt(offset(STATUS), value);
        return this;
    }

    /** {@code cliqueId}. */
    public int cliqueId() {
        return store.getInt(offset(CLIQUE_ID));
    }

    /** {@code cliqueId}. */
    public GpuFabricInfo cliqueId(int value) {
        store.putInt(offset(CLIQUE_ID), value);
        return this;
    }

    /** {@code state}. */
    public byte state() {
        return store.get(offset(STATE));
    }

    /** {@code state}. */
    public GpuFabricInfo state(byte value) {
        store.put(offset(STATE), value);
        return this;
    }
}
