package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlSystemRegisterEventRequest_v1_t}. Made by {@code generate.py}. */
public final class SystemRegisterEventRequestV1 extends Struct {
    public static final String C_NAME = "nvmlSystemRegisterEventRequest_v1_t";
    public static final int SIZE_BYTES = 24;
    public static final int VERSION_WORD = 0x01000018;
    public static final int VERSION = 0;
    public static final int EVENT_TYPES = 8;
    public static final int SET = 16;

    /** In memory of its own, zeroed but for the version word. */
    public SystemRegisterEventRequestV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public SystemRegisterEventRequestV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<SystemRegisterEventRequestV1> array(int length) {
        return array(length, SIZE_BYTES, SystemRegisterEventRequestV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public SystemRegisterEventRequestV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code eventTypes}. */
    public long eventTypes() {
        return store.getLong(offset(EVENT_TYPES));
    }

    /** {@code eventTypes}. */
    public SystemRegisterEventRequestV1 eventTypes(long value) {
        store.putLong(offset(EVENT_TYPES), value);
        return this;
    }

    /** {@code set}. */
    public long set() {
        return store.getLong(offset(SET));
    }

    /** {@code set}. */
    public SystemRegisterEventRequestV1 set(long value) {
        store.putLong(offset(SET), value);
        return this;
    }
}
