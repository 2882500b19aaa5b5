package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlGpuFabricInfo_v3_t}. Made by {@code generate.py}. */
public final class GpuFabricInfoV3 extends Struct {
    public static final String C_NAME = "nvmlGpuFabricInfo_v3_t";
    public static final int SIZE_BYTES = 40;
    public static final int VERSION_WORD = 0x03000028;
    public static final int VERSION = 0;
    public static final int CLUSTER_UUID = 4;
    public static final int STATUS = 20;
    public static final int CLIQUE_ID = 24;
    public static final int STATE = 28;
    public static final int HEALTH_MASK = 32;
    public static final int HEALTH_SUMMARY = 36;

    /** In memory of its own, zeroed but for the version word. */
    public GpuFabricInfoV3() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public GpuFabricInfoV3(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<GpuFabricInfoV3> array(int length) {
        return array(length, SIZE_BYTES, GpuFabricInfoV3::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public GpuFabricInfoV3 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code clusterUuid}: 16 bytes. */
    public byte[] clusterUuid() {
        return getBytes(CLUSTER_UUID, 16);
    }

    /** {@code clusterUuid}: 16 bytes. */
    public GpuFabricInfoV3 clusterUuid(byte[] value) {
        putBytes(CLUSTER_UUID, 16, value);
        return this;
    }

    /** {@code status}. */
    public int status() {
        return store.getInt(offset(STATUS));
    }

    /** {@code status}. */
    public GpuFabricInfoV3 status(int value) {
        store.putInt(offset(STATUS), value);
        return this;
    }

    /** {@code cliqueId}. */
    public int cliqueId() {
        return store.getInt(offset(CLIQUE_ID));
    }

    /** {@code cliqueId}. */
    public GpuFabricInfoV3 cliqueId(int value) {
        store.putInt(offset(CLIQUE_ID), value);
        return this;
    }

    /** {@code state}. */
    public byte state() {
        return store.get(offset(STATE));
    }

    /** {@code state}. */
    public GpuFabricInfoV3 state(byte value) {
        store.put(offset(STATE), value);
        return this;
    }

    /** {@code healthMask}. */
    public int healthMask() {
        return store.getInt(offset(HEALTH_MASK));
    }

    /** {@code healthMask}. */
    public GpuFabricInfoV3 healthMask(int value) {
        store.putInt(offset(HEALTH_MASK), value);
        return this;
    }

    /** {@code healthSummary}. */
    public byte healthSummary() {
        return store.get(offset(HEALTH_SUMMARY));
    }

    /** {@code healthSummary}. */
    public GpuFabricInfoV3 healthSummary(byte value) {
        store.put(offset(HEALTH_SUMMARY), value);
        return this;
    }
}
