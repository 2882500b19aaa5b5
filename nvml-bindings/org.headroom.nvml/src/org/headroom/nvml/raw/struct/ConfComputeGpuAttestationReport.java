package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlConfComputeGpuAttestationReport_t}. Made by {@code generate.py}. */
public final class ConfComputeGpuAttestationReport extends Struct {
    public static final String C_NAME = "nvmlConfComputeGpuAttestationReport_t";
    public static final int SIZE_BYTES = 12332;
    public static final int IS_CEC_ATTESTATION_REPORT_PRESENT = 0;
    public static final int ATTESTATION_REPORT_SIZE = 4;
    public static final int CEC_ATTESTATION_REPORT_SIZE = 8;
    public static final int NONCE = 12;
    public static final int ATTESTATION_REPORT = 44;
    public static final int CEC_ATTESTATION_REPORT = 8236;

    /** In memory of its own, zeroed. */
    public ConfComputeGpuAttestationReport() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ConfComputeGpuAttestationReport(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<ConfComputeGpuAttestationReport> array(int length) {
        return array(length, SIZE_BYTES, ConfComputeGpuAttestationReport::new);
    }

    /** {@code isCecAttestationReportPresent}. */
    public int isCecAttestationReportPresent() {
        return store.getInt(offset(IS_CEC_ATTESTATION_REPORT_PRESENT));
    }

    /** {@code isCecAttestationReportPresent}. */
    public ConfComputeGpuAttestationReport isCecAttestationReportPresent(int value) {
        store.putInt(offset(IS_CEC_ATTESTATION_REPORT_PRESENT), value);
        return this;
    }

    /** {@code attestationReportSize}. */
    public int attestationReportSize() {
        return store.getInt(offset(ATTESTATION_REPORT_SIZE));
    }

    /** {@code attestationReportSize}. */
    public ConfComputeGpuAttestationReport attestationReportSize(int value) {
        store.putInt(offset(ATTESTATION_REPORT_SIZE), value);
        return this;
    }

    /** {@code cecAttestationReportSize}. */
    public int cecAttestationReportSize() {
        return store.getInt(offset(CEC_ATTESTATION_REPORT_SIZE));
    }

    /** {@code cecAttestationReportSize}. */
    public ConfComputeGpuAttestationReport cecAttestationReportSize(int value) {
        store.putInt(offset(CEC_ATTESTATION_REPORT_SIZE), value);
        return this;
    }

    /** {@code nonce}: 32 bytes. */
    public byte[] nonce() {
        return getBytes(NONCE, 32);
    }

    /** {@code nonce}: 32 bytes. */
    public ConfComputeGpuAttestationReport nonce(byte[] value) {
        putBytes(NONCE, 32, value);
        return this;
    }

    /** {@code attestationReport}: 8192 bytes. */
    public byte[] attestationReport() {
        return getBytes(ATTESTATION_REPORT, 8192);
    }

    /** {@code attestationReport}: 8192 bytes. */
    public ConfComputeGpuAttestationReport attestationReport(byte[] value) {
        putBytes(ATTESTATION_REPORT, 8192, value);
        return this;
    }

    /** {@code cecAttestationReport}: 4096 bytes. */
    public byte[] cecAttestationReport() {
        return getBytes(CEC_ATTESTATION_REPORT, 4096);
    }

    /** {@code cecAttestationReport}: 4096 bytes. */
    public ConfComputeGpuAttestationReport cecAttestationReport(byte[] value) {
        putBytes(CEC_ATTESTATION_REPORT, 4096, value);
        return this;
    }
}
