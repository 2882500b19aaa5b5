package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlClkMonFaultInfo_t}. Made by {@code generate.py}. */
public final class ClkMonFaultInfo extends Struct {
    public static final String C_NAME = "nvmlClkMonFaultInfo_t";
    public static final int SIZE_BYTES = 8;
    public static final int CLK_API_DOMAIN = 0;
    public static final int CLK_DOMAIN_FAULT_MASK = 4;

    /** In memory of its own, zeroed. */
    public ClkMonFaultInfo() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ClkMonFaultInfo(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<ClkMonFaultInfo> array(int length) {
        return array(length, SIZE_BYTES, ClkMonFaultInfo::new);
    }

    /** {@code clkApiDomain}. */
    public int clkApiDomain() {
        return store.getInt(offset(CLK_API_DOMAIN));
    }

    /** {@code clkApiDomain}. */
    public ClkMonFaultInfo clkApiDomain(int value) {
        store.putInt(offset(CLK_API_DOMAIN), value);
        return this;
    }

    /** {@code clkDomainFaultMask}. */
    public int clkDomainFaultMask() {
        return store.getInt(offset(CLK_DOMAIN_FAULT_MASK));
    }

    /** {@code clkDomainFaultMask}. */
    public ClkMonFaultInfo clkDomainFaultMask(int value) {
        store.putInt(offset(CLK_DOMAIN_FAULT_MASK), value);
        return this;
    }
}
