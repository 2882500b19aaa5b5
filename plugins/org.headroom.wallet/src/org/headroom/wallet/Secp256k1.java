package org.headroom.wallet;

import java.util.Optional;
import org.web3j.crypto.ECKeyPair;

/**
 * The two things that Ethereum does on its curve. Every realisation gives the same bytes for the same bytes. Any thread;
 * pure.
 */
interface Secp256k1 {
    /** The length of a public key: x and y, in bytes. */
    int KEY = 64;

    /** @param hash 32 bytes @return r, s and v (27 or 28), 65 bytes; the nonce is that of RFC 6979, and s is the low one */
    byte[] sign(byte[] hash, ECKeyPair key);

    /**
     * @param hash 32 bytes
     * @param rs r and s, 64 bytes; both are above zero and below the number of points, which the caller has seen to
     * @param odd 0 or 1: whether the point behind r has an odd y
     * @return the public key's x and y, 64 bytes; empty where there is none
     */
    Optional<byte[]> recover(byte[] hash, byte[] rs, int odd);
}
