package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlHostname_v1_t}. Made by {@code generate.py}. */
public final class HostnameV1 extends Struct {
    public static final String C_NAME = "nvmlHostname_v1_t";
    public static final int SIZE_BYTES = 64;
    public static final int VALUE = 0;

    /** In memory of its own, zeroed. */
    public HostnameV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public HostnameV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<HostnameV1> array(int length) {
        return array(length, SIZE_BYTES, HostnameV1::new);
    }

    /** {@code value}: text of 64 bytes. */
    public String value() {
        return getText(VALUE, 64);
    }

    /** {@code value}: text of 64 bytes. */
    public HostnameV1 value(String value) {
        putText(VALUE, 64, value);
        return this;
    }
}
