package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuPgpuMetadata_t}. Made by {@code generate.py}. */
public final class VgpuPgpuMetadata extends Struct {
    public static final String C_NAME = "nvmlVgpuPgpuMetadata_t";
    public static final int SIZE_BYTES = 128;
    public static final int VERSION = 0;
    public static final int REVISION = 4;
    public static final int HOST_DRIVER_VERSION = 8;
    public static final int PGPU_VIRTUALIZATION_CAPS = 88;
    public static final int RESERVED = 92;
    public static final int RESERVED_LENGTH = 5;
    public static final int HOST_SUPPORTED_VGPU_RANGE = 112;
    public static final int OPAQUE_DATA_SIZE = 120;
    public static final int OPAQUE_DATA = 124;

    /** In memory of its own, zeroed. */
    public VgpuPgpuMetadata() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuPgpuMetadata(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuPgpuMetadata> array(int length) {
        return array(length, SIZE_BYTES, VgpuPgpuMetadata::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public VgpuPgpuMetadata version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code revision}. */
    public int revision() {
        return store.getInt(offset(REVISION));
    }

    /** {@code revision}. */
    public VgpuPgpuMetadata revision(int value) {
        store.putInt(offset(REVISION), value);
        return this;
    }

    /** {@code hostDriverVersion}: text of 80 bytes. */
    public String hostDriverVersion() {
        return getText(HOST_DRIVER_VERSION, 80);
    }

    /** {@code hostDriverVersion}: text of 80 bytes. */
    public VgpuPgpuMetadata hostDriverVersion(String value) {
        putText(HOST_DRIVER_VERSION, 80, value);
        return this;
    }

    /** {@code pgpuVirtualizationCaps}. */
    public int pgpuVirtualizationCaps() {
        return store.getInt(offset(PGPU_VIRTUALIZATION_CAPS));
    }

    /** {@code pgpuVirtualizationCaps}. */
    public VgpuPgpuMetadata pgpuVirtualizationCaps(int value) {
        store.putInt(offset(PGPU_VIRTUALIZATION_CAPS), value);
        return this;
    }

    /** {@code reserved}, one of 5. */
    public int reserved(int i) {
        return store.getInt(element(RESERVED, i, RESERVED_LENGTH, 4));
    }

    /** {@code reserved}, one of 5. */
    public VgpuPgpuMetadata reserved(int i, int value) {
        store.putInt(element(RESERVED, i, RESERVED_LENGTH, 4), value);
        return this;
    }

    /** {@code hostSupportedVgpuRange}. */
    public VgpuVersion hostSupportedVgpuRange() {
        return new VgpuVersion(store, offset(HOST_SUPPORTED_VGPU_RANGE));
    }

    /** {@code opaqueDataSize}. */
    public int opaqueDataSize() {
        return store.getInt(offset(OPAQUE_DATA_SIZE));
    }

    /** {@code opaqueDataSize}. */
    public VgpuPgpuMetadata opaqueDataSize(int value) {
        store.putInt(offset(OPAQUE_DATA_SIZE), value);
        return this;
    }

    /** {@code opaqueData}: 4 bytes. */
    public byte[] opaqueData() {
        return getBytes(OPAQUE_DATA, 4);
    }

    /** {@code opaqueData}: 4 bytes. */
    public VgpuPgpuMetadata opaqueData(byte[] value) {
        putBytes(OPAQUE_DATA, 4, value);
        return this;
    }
}
