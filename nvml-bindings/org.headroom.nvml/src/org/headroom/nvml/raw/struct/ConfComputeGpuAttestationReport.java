package org.headroom.nvml.raw.struct;

/** {@code nvmlConfComputeGpuAttestationReport_t}. */
public final class ConfComputeGpuAttestationReport {
    public static final String C_NAME = "nvmlConfComputeGpuAttestationReport_t";
    public static final int SIZE_BYTES = 12332;
    public static final int IS_CEC_ATTESTATION_REPORT_PRESENT = 0;
    public static final int ATTESTATION_REPORT_SIZE = 4;
    public static final int CEC_ATTESTATION_REPORT_SIZE = 8;
    public static final int NONCE = 12;
    public static final int ATTESTATION_REPORT = 44;
    public static final int CEC_ATTESTATION_REPORT = 8236;

    private ConfComputeGpuAttestationReport() {}
}
