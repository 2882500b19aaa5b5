package org.headroom.wallet;

import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256, Ethereum's digest. One thread: what is made once serves many digests in turn. */
final class Keccak {
    private final KeccakDigest digest = new KeccakDigest(256);

    byte[] of(byte[] bytes) {
        byte[] out = new byte[32];
        into(bytes, out, 0);
        return out;
    }

    /** Writes 32 bytes. */
    void into(byte[] bytes, byte[] out, int at) {
        digest.update(bytes, 0, bytes.length);
        digest.doFinal(out, at);
    }
}
