package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlExcludedDeviceInfo_t}. Made by {@code generate.py}. */
public final class ExcludedDeviceInfo extends Struct {
    public static final String C_NAME = "nvmlExcludedDeviceInfo_t";
    public static final int SIZE_BYTES = 148;
    public static final int PCI_INFO = 0;
    public static final int UUID = 68;

    /** In memory of its own, zeroed. */
    public ExcludedDeviceInfo() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ExcludedDeviceInfo(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<ExcludedDeviceInfo> array(int length) {
        return array(length, SIZE_BYTES, ExcludedDeviceInfo::new);
    }

    /** {@code pciInfo}. */
    public PciInfo pciInfo() {
        return new PciInfo(store, offset(PCI_INFO));
    }

    /** {@code uuid}: text of 80 bytes. */
    public String uuid() {
        return getText(UUID, 80);
    }

    /** {@code uuid}: text of 80 bytes. */
    public ExcludedDeviceInfo uuid(String value) {
        putText(UUID, 80, value);
        return this;
    }
}
