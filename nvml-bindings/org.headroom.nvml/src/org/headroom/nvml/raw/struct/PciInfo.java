package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlPciInfo_t}. Made by {@code generate.py}. */
public final class PciInfo extends Struct {
    public static final String C_NAME = "nvmlPciInfo_t";
    public static final int SIZE_BYTES = 68;
    public static final int BUS_ID_LEGACY = 0;
    public static final int DOMAIN = 16;
    public static final int BUS = 20;
    public static final int DEVICE = 24;
    public static final int PCI_DEVICE_ID = 28;
    public static final int PCI_SUB_SYSTEM_ID = 32;
    public static final int BUS_ID = 36;

    /** In memory of its own, zeroed. */
    public PciInfo() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public PciInfo(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<PciInfo> array(int length) {
        return array(length, SIZE_BYTES, PciInfo::new);
    }

    /** {@code busIdLegacy}: text of 16 bytes. */
    public String busIdLegacy() {
        return getText(BUS_ID_LEGACY, 16);
    }

    /** {@code busIdLegacy}: text of 16 bytes. */
    public PciInfo busIdLegacy(String value) {
        putText(BUS_ID_LEGACY, 16, value);
        return this;
    }

    /** {@code domain}. */
    public int domain() {
        return store.getInt(offset(DOMAIN));
    }

    /** {@code domain}. */
    public PciInfo domain(int value) {
        store.putInt(offset(DOMAIN), value);
        return this;
    }

    /** {@code bus}. */
    public int bus() {
        return store.getInt(offset(BUS));
    }

    /** {@code bus}. */
    public PciInfo bus(int value) {
        store.putInt(offset(BUS), value);
        return this;
    }

    /** {@code device}. */
    public int device() {
        return store.getInt(offset(DEVICE));
    }

    /** {@code device}. */
    public PciInfo device(int value) {
        store.putInt(offset(DEVICE), value);
        return this;
    }

    /** {@code pciDeviceId}. */
    public int pciDeviceId() {
        return store.getInt(offset(PCI_DEVICE_ID));
    }

    /** {@code pciDeviceId}. */
    public PciInfo pciDeviceId(int value) {
        store.putInt(offset(PCI_DEVICE_ID), value);
        return this;
    }

    /** {@code pciSubSystemId}. */
    public int pciSubSystemId() {
        return store.getInt(offset(PCI_SUB_SYSTEM_ID));
    }

    /** {@code pciSubSystemId}. */
    public PciInfo pciSubSystemId(int value) {
        store.putInt(offset(PCI_SUB_SYSTEM_ID), value);
        return this;
    }

    /** {@code busId}: text of 32 bytes. */
    public String busId() {
        return getText(BUS_ID, 32);
    }

    /** {@code busId}: text of 32 bytes. */
    public PciInfo busId(String value) {
        putText(BUS_ID, 32, value);
        return this;
    }
}
