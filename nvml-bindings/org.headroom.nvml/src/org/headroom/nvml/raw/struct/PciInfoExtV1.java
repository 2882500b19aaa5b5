package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlPciInfoExt_v1_t}. Made by {@code generate.py}. */
public final class PciInfoExtV1 extends Struct {
    public static final String C_NAME = "nvmlPciInfoExt_v1_t";
    public static final int SIZE_BYTES = 64;
    public static final int VERSION_WORD = 0x01000040;
    public static final int VERSION = 0;
    public static final int DOMAIN = 4;
    public static final int BUS = 8;
    public static final int DEVICE = 12;
    public static final int PCI_DEVICE_ID = 16;
    public static final int PCI_SUB_SYSTEM_ID = 20;
    public static final int BASE_CLASS = 24;
    public static final int SUB_CLASS = 28;
    public static final int BUS_ID = 32;

    /** In memory of its own, zeroed but for the version word. */
    public PciInfoExtV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public PciInfoExtV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<PciInfoExtV1> array(int length) {
        return array(length, SIZE_BYTES, PciInfoExtV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public PciInfoExtV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code domain}. */
    public int domain() {
        return store.getInt(offset(DOMAIN));
    }

    /** {@code domain}. */
    public PciInfoExtV1 domain(int value) {
        store.putInt(offset(DOMAIN), value);
        return this;
    }

    /** {@code bus}. */
    public int bus() {
        return store.getInt(offset(BUS));
    }

    /** {@code bus}. */
    public PciInfoExtV1 bus(int value) {
        store.putInt(offset(BUS), value);
        return this;
    }

    /** {@code device}. */
    public int device() {
        return store.getInt(offset(DEVICE));
    }

    /** {@code device}. */
    public PciInfoExtV1 device(int value) {
        store.putInt(offset(DEVICE), value);
        return this;
    }

    /** {@code pciDeviceId}. */
    public int pciDeviceId() {
        return store.getInt(offset(PCI_DEVICE_ID));
    }

    /** {@code pciDeviceId}. */
    public PciInfoExtV1 pciDeviceId(int value) {
        store.putInt(offset(PCI_DEVICE_ID), value);
        return this;
    }

    /** {@code pciSubSystemId}. */
    public int pciSubSystemId() {
        return store.getInt(offset(PCI_SUB_SYSTEM_ID));
    }

    /** {@code pciSubSystemId}. */
    public PciInfoExtV1 pciSubSystemId(int value) {
        store.putInt(offset(PCI_SUB_SYSTEM_ID), value);
        return this;
    }

    /** {@code baseClass}. */
    public int baseClass() {
        return store.getInt(offset(BASE_CLASS));
    }

    /** {@code baseClass}. */
    public PciInfoExtV1 baseClass(int value) {
        store.putInt(offset(BASE_CLASS), value);
        return this;
    }

    /** {@code subClass}. */
    public int subClass() {
        return store.getInt(offset(SUB_CLASS));
    }

    /** {@code subClass}. */
    public PciInfoExtV1 subClass(int value) {
        store.putInt(offset(SUB_CLASS), value);
        return this;
    }

    /** {@code busId}: text of 32 bytes. */
    public String busId() {
        return getText(BUS_ID, 32);
    }

    /** {@code busId}: text of 32 bytes. */
    public PciInfoExtV1 busId(String value) {
        putText(BUS_ID, 32, value);
        return this;
    }
}
