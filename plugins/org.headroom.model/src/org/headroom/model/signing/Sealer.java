package org.headroom.model.signing;

/** Seals bytes for one reader. It proves nothing about who sealed them. Any thread; a millisecond or less. */
public interface Sealer {
    /**
     * Never twice the same result.
     *
     * @param info what the sealed bytes are for; the opener must say the same
     * @param aad what they belong to (an order's id, say), which travels in the open; the opener must say the same
     * @param plaintext may be empty; left as it is, and the caller's to wipe
     * @throws IllegalArgumentException if nothing can be sealed to this key: it is one of the few points of the curve that
     *     make every secret the same
     */
    Sealed seal(SealingKey to, byte[] info, byte[] aad, byte[] plaintext);
}
