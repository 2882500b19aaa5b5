package org.headroom.wallet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.headroom.model.signing.Opener;
import org.headroom.model.signing.Sealed;
import org.headroom.model.signing.SealingKey;
import org.web3j.crypto.ECKeyPair;
import org.web3j.utils.Numeric;

/** Opens by HPKE as {@link HpkeSuite} has it. */
final class HpkeOpener implements Opener {
    /** Another label would be another key pair: what was sealed to the old one could not be opened any more. */
    private static final String LABEL = "headroom sealing key 1";

    private final AsymmetricCipherKeyPair pair;
    private final SealingKey key;

    private HpkeOpener(AsymmetricCipherKeyPair pair) {
        this.pair = pair;
        this.key = SealingKey.of(HpkeSuite.make().serializePublicKey(pair.getPublic()));
    }

    /**
     * The key pair is HPKE's DeriveKeyPair(ikm), where ikm is 32 bytes of HKDF-SHA256 (RFC 5869) with the operating key (32
     * bytes, big-endian) as input, no salt, and {@value #LABEL} in ASCII as info. The label keeps it apart from whatever else
     * may one day be derived from the same key, and no way leads back from it.
     */
    static HpkeOpener of(ECKeyPair operatingKey) {
        byte[] secret = Numeric.toBytesPadded(operatingKey.getPrivateKey(), 32);
        byte[] ikm = new byte[32];
        try {
            var kdf = new HKDFBytesGenerator(new SHA256Digest());
            kdf.init(new HKDFParameters(secret, null, LABEL.getBytes(StandardCharsets.US_ASCII)));
            kdf.generateBytes(ikm, 0, ikm.length);
            return ofMaterial(ikm);
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(ikm, (byte) 0);
        }
    }

    /** @param ikm 32 bytes or more that nobody can guess; the caller wipes them */
    static HpkeOpener ofMaterial(byte[] ikm) {
        return new HpkeOpener(HpkeSuite.make().deriveKeyPair(ikm));
    }

    @Override
    public SealingKey key() {
        return key;
    }

    @Override
    public Optional<byte[]> open(Sealed sealed, byte[] info, byte[] aad) {
        HPKE suite = HpkeSuite.make();
        try {
            return Optional.of(suite.setupBaseR(sealed.encBytes(), pair, info).open(aad, sealed.ciphertextBytes()));
        } catch (InvalidCipherTextException | RuntimeException e) {
            // A point of low order, say, makes the agreement fail with an exception of its own.
            return Optional.empty();
        }
    }

    /** Never the private half. */
    @Override
    public String toString() {
        return "HpkeOpener[" + key + "]";
    }
}
