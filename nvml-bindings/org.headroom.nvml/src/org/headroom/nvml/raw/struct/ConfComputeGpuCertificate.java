package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlConfComputeGpuCertificate_t}. Made by {@code generate.py}. */
public final class ConfComputeGpuCertificate extends Struct {
    public static final String C_NAME = "nvmlConfComputeGpuCertificate_t";
    public static final int SIZE_BYTES = 9224;
    public static final int CERT_CHAIN_SIZE = 0;
    public static final int ATTESTATION_CERT_CHAIN_SIZE = 4;
    public static final int CERT_CHAIN = 8;
    public static final int ATTESTATION_CERT_CHAIN = 4104;

    /** In memory of its own, zeroed. */
    public ConfComputeGpuCertificate() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ConfComputeGpuCertificate(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<ConfComputeGpuCertificate> array(int length) {
        return array(length, SIZE_BYTES, ConfComputeGpuCertificate::new);
    }

    /** {@code certChainSize}. */
    public int certChainSize() {
        return store.getInt(offset(CERT_CHAIN_SIZE));
    }

    /** {@code certChainSize}. */
    public ConfComputeGpuCertificate certChainSize(int value) {
        store.putInt(offset(CERT_CHAIN_SIZE), value);
        return this;
    }

    /** {@code attestationCertChainSize}. */
    public int attestationCertChainSize() {
        return store.getInt(offset(ATTESTATION_CERT_CHAIN_SIZE));
    }

    /** {@code attestationCertChainSize}. */
    public ConfComputeGpuCertificate attestationCertChainSize(int value) {
        store.putInt(offset(ATTESTATION_CERT_CHAIN_SIZE), value);
        return this;
    }

    /** {@code certChain}: 4096 bytes. */
    public byte[] certChain() {
        return getBytes(CERT_CHAIN, 4096);
    }

    /** {@code certChain}: 4096 bytes. */
    public ConfComputeGpuCertificate certChain(byte[] value) {
        putBytes(CERT_CHAIN, 4096, value);
        return this;
    }

    /** {@code attestationCertChain}: 5120 bytes. */
    public byte[] attestationCertChain() {
        return getBytes(ATTESTATION_CERT_CHAIN, 5120);
    }

    /** {@code attestationCertChain}: 5120 bytes. */
    public ConfComputeGpuCertificate attestationCertChain(byte[] value) {
        putBytes(ATTESTATION_CERT_CHAIN, 5120, value);
        return this;
    }
}
