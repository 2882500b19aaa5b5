package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlPlatformInfo_v2_t}. Made by {@code generate.py}. */
public final class PlatformInfoV2 extends Struct {
    public static final String C_NAME = "nvmlPlatformInfo_v2_t";
    public static final int SIZE_BYTES = 44;
    public static final int VERSION_WORD = 0x0200002c;
    public static final int VERSION = 0;
    public static final int IB_GUID = 4;
    public static final int CHASSIS_SERIAL_NUMBER = 20;
    public static final int SLOT_NUMBER = 36;
    public static final int TRAY_INDEX = 37;
    public static final int HOST_ID = 38;
    public static final int PEER_TYPE = 39;
    public static final int MODULE_ID = 40;

    /** In memory of its own, zeroed but for the version word. */
    public PlatformInfoV2() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public PlatformInfoV2(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<PlatformInfoV2> array(int length) {
        return array(length, SIZE_BYTES, PlatformInfoV2::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public PlatformInfoV2 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code ibGuid}: 16 bytes. */
    public byte[] ibGuid() {
        return getBytes(IB_GUID, 16);
    }

    /** {@code ibGuid}: 16 bytes. */
    public PlatformInfoV2 ibGuid(byte[] value) {
        putBytes(IB_GUID, 16, value);
        return this;
    }

    /** {@code chassisSerialNumber}: 16 bytes. */
    public byte[] chassisSerialNumber() {
        return getBytes(CHASSIS_SERIAL_NUMBER, 16);
    }

    /** {@code chassisSerialNumber}: 16 bytes. */
    public PlatformInfoV2 chassisSerialNumber(byte[] value) {
        putBytes(CHASSIS_SERIAL_NUMBER, 16, value);
        return this;
    }

    /** {@code slotNumber}. */
    public byte slotNumber() {
        return store.get(offset(SLOT_NUMBER));
    }

    /** {@code slotNumber}. */
    public PlatformInfoV2 slotNumber(byte value) {
        store.put(offset(SLOT_NUMBER), value);
        return this;
    }

    /** {@code trayIndex}. */
    public byte trayIndex() {
        return store.get(offset(TRAY_INDEX));
    }

    /** {@code trayIndex}. */
    public PlatformInfoV2 trayIndex(byte value) {
        store.put(offset(TRAY_INDEX), value);
        return this;
    }

    /** {@code hostId}. */
    public byte hostId() {
        return store.get(offset(HOST_ID));
    }

    /** {@code hostId}. */
    public PlatformInfoV2 hostId(byte value) {
        store.put(offset(HOST_ID), value);
        return this;
    }

    /** {@code peerType}. */
    public byte peerType() {
        return store.get(offset(PEER_TYPE));
    }

    /** {@code peerType}. */
    public PlatformInfoV2 peerType(byte value) {
        store.put(offset(PEER_TYPE), value);
        return this;
    }

    /** {@code moduleId}. */
    public byte moduleId() {
        return store.get(offset(MODULE_ID));
    }

    /** {@code moduleId}. */
    public PlatformInfoV2 moduleId(byte value) {
        store.put(offset(MODULE_ID), value);
        return this;
    }
}
