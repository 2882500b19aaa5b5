package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlPlatformInfo_v1_t}. Made by {@code generate.py}. */
public final class PlatformInfoV1 extends Struct {
    public static final String C_NAME = "nvmlPlatformInfo_v1_t";
    public static final int SIZE_BYTES = 44;
    public static final int VERSION_WORD = 0x0100002c;
    public static final int VERSION = 0;
    public static final int IB_GUID = 4;
    public static final int RACK_GUID = 20;
    public static final int CHASSIS_PHYSICAL_SLOT_NUMBER = 36;
    public static final int COMPUTE_SLOT_INDEX = 37;
    public static final int NODE_INDEX = 38;
    public static final int PEER_TYPE = 39;
    public static final int MODULE_ID = 40;

    /** In memory of its own, zeroed but for the version word. */
    public PlatformInfoV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public PlatformInfoV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<PlatformInfoV1> array(int length) {
        return array(length, SIZE_BYTES, PlatformInfoV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public PlatformInfoV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code ibGuid}: 16 bytes. */
    public byte[] ibGuid() {
        return getBytes(IB_GUID, 16);
    }

    /** {@code ibGuid}: 16 bytes. */
    public PlatformInfoV1 ibGuid(byte[] value) {
        putBytes(IB_GUID, 16, value);
        return this;
    }

    /** {@code rackGuid}: 16 bytes. */
    public byte[] rackGuid() {
        return getBytes(RACK_GUID, 16);
    }

    /** {@code rackGuid}: 16 bytes. */
    public PlatformInfoV1 rackGuid(byte[] value) {
        putBytes(RACK_GUID, 16, value);
        return this;
    }

    /** {@code chassisPhysicalSlotNumber}. */
    public byte chassisPhysicalSlotNumber() {
        return store.get(offset(CHASSIS_PHYSICAL_SLOT_NUMBER));
    }

    /** {@code chassisPhysicalSlotNumber}. */
    public PlatformInfoV1 chassisPhysicalSlotNumber(byte value) {
        store.put(offset(CHASSIS_PHYSICAL_SLOT_NUMBER), value);
        return this;
    }

    /** {@code computeSlotIndex}. */
    public byte computeSlotIndex() {
        return store.get(offset(COMPUTE_SLOT_INDEX));
    }

    /** {@code computeSlotIndex}. */
    public PlatformInfoV1 computeSlotIndex(byte value) {
        store.put(offset(COMPUTE_SLOT_INDEX), value);
        return this;
    }

    /** {@code nodeIndex}. */
    public byte nodeIndex() {
        return store.get(offset(NODE_INDEX));
    }

    /** {@code nodeIndex}. */
    public PlatformInfoV1 nodeIndex(byte value) {
        store.put(offset(NODE_INDEX), value);
        return this;
    }

    /** {@code peerType}. */
    public byte peerType() {
        return store.get(offset(PEER_TYPE));
    }

    /** {@code peerType}. */
    public PlatformInfoV1 peerType(byte value) {
        store.put(offset(PEER_TYPE), value);
        return this;
    }

    /** {@code moduleId}. */
    public byte moduleId() {
        return store.get(offset(MODULE_ID));
    }

    /** {@code moduleId}. */
    public PlatformInfoV1 moduleId(byte value) {
        store.put(offset(MODULE_ID), value);
        return this;
    }
}
