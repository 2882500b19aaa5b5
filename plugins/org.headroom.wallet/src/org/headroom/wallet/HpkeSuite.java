package org.headroom.wallet;

import org.bouncycastle.crypto.hpke.HPKE;

/**
 * The one way in which Headroom seals: RFC 9180, base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM. Every key
 * seals one message, so the counter of the AEAD is always zero.
 */
final class HpkeSuite {
    private HpkeSuite() {}

    /** For one call: BouncyCastle's keeps the state of a call in it. */
    static HPKE make() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM128);
    }
}
