package org.headroom.nvml.raw.struct;

/** {@code nvmlConfComputeGpuCertificate_t}. */
public final class ConfComputeGpuCertificate {
    public static final String C_NAME = "nvmlConfComputeGpuCertificate_t";
    public static final int SIZE_BYTES = 9224;
    public static final int CERT_CHAIN_SIZE = 0;
    public static final int ATTESTATION_CERT_CHAIN_SIZE = 4;
    public static final int CERT_CHAIN = 8;
    public static final int ATTESTATION_CERT_CHAIN = 4104;

    private ConfComputeGpuCertificate() {}
}
