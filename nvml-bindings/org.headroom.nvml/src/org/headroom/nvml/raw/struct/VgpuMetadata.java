package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuMetadata_t}. Made by {@code generate.py}. */
public final class VgpuMetadata extends Struct {
    public static final String C_NAME = "nvmlVgpuMetadata_t";
    public static final int SIZE_BYTES = 212;
    public static final int VERSION = 0;
    public static final int REVISION = 4;
    public static final int GUEST_INFO_STATE = 8;
    public static final int GUEST_DRIVER_VERSION = 12;
    public static final int HOST_DRIVER_VERSION = 92;
    public static final int RESERVED = 172;
    public static final int RESERVED_LENGTH = 6;
    public static final int VGPU_VIRTUALIZATION_CAPS = 196;
    public static final int GUEST_VGPU_VERSION = 200;
    public static final int OPAQUE_DATA_SIZE = 204;
    public static final int OPAQUE_DATA = 208;

    /** In memory of its own, zeroed. */
    public VgpuMetadata() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuMetadata(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuMetadata> array(int length) {
        return array(length, SIZE_BYTES, VgpuMetadata::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public VgpuMetadata version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code revision}. */
    public int revision() {
        return store.getInt(offset(REVISION));
    }

    /** {@code revision}. */
    public VgpuMetadata revision(int value) {
        store.putInt(offset(REVISION), value);
        return this;
    }

    /** {@code guestInfoState}. */
    public int guestInfoState() {
        return store.getInt(offset(GUEST_INFO_STATE));
    }

    /** {@code guestInfoState}. */
    public VgpuMetadata guestInfoState(int value) {
        store.putInt(offset(GUEST_INFO_STATE), value);
        return this;
    }

    /** {@code guestDriverVersion}: text of 80 bytes. */
    public String guestDriverVersion() {
        return getText(GUEST_DRIVER_VERSION, 80);
    }

    /** {@code guestDriverVersion}: text of 80 bytes. */
    public VgpuMetadata guestDriverVersion(String value) {
        putText(GUEST_DRIVER_VERSION, 80, value);
        return this;
    }

    /** {@code hostDriverVersion}: text of 80 bytes. */
    public String hostDriverVersion() {
        return getText(HOST_DRIVER_VERSION, 80);
    }

    /** {@code hostDriverVersion}: text of 80 bytes. */
    public VgpuMetadata hostDriverVersion(String value) {
        putText(HOST_DRIVER_VERSION, 80, value);
        return this;
    }

    /** {@code reserved}, one of 6. */
    public int reserved(int i) {
        return store.getInt(element(RESERVED, i, RESERVED_LENGTH, 4));
    }

    /** {@code reserved}, one of 6. */
    public VgpuMetadata reserved(int i, int value) {
        store.putInt(element(RESERVED, i, RESERVED_LENGTH, 4), value);
        return this;
    }

    /** {@code vgpuVirtualizationCaps}. */
    public int vgpuVirtualizationCaps() {
        return store.getInt(offset(VGPU_VIRTUALIZATION_CAPS));
    }

    /** {@code vgpuVirtualizationCaps}. */
    public VgpuMetadata vgpuVirtualizationCaps(int value) {
        store.putInt(offset(VGPU_VIRTUALIZATION_CAPS), value);
        return this;
    }

    /** {@code guestVgpuVersion}. */
    public int guestVgpuVersion() {
        return store.getInt(offset(GUEST_VGPU_VERSION));
    }

    /** {@code guestVgpuVersion}. */
    public VgpuMetadata guestVgpuVersion(int value) {
        store.putInt(offset(GUEST_VGPU_VERSION), value);
        return this;
    }

    /** {@code opaqueDataSize}. */
    public int opaqueDataSize() {
        return store.getInt(offset(OPAQUE_DATA_SIZE));
    }

    /** {@code opaqueDataSize}. */
    public VgpuMetadata opaqueDataSize(int value) {
        store.putInt(offset(OPAQUE_DATA_SIZE), value);
        return this;
    }

    /** {@code opaqueData}: 4 bytes. */
    public byte[] opaqueData() {
        return getBytes(OPAQUE_DATA, 4);
    }

    /** {@code opaqueData}: 4 bytes. */
    public VgpuMetadata opaqueData(byte[] value) {
        putBytes(OPAQUE_DATA, 4, value);
        return this;
    }
}
