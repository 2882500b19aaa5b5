package org.headroom.wallet;

import java.util.function.Supplier;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.headroom.model.signing.Sealed;
import org.headroom.model.signing.Sealer;
import org.headroom.model.signing.SealingKey;

/** Seals by HPKE as {@link HpkeSuite} has it. */
public final class HpkeSealer implements Sealer {
    private final Supplier<AsymmetricCipherKeyPair> oneTimeKeys;

    public HpkeSealer() {
        this(() -> HpkeSuite.make().generatePrivateKey());
    }

    /** @param oneTimeKeys never the same twice, but for a published example */
    HpkeSealer(Supplier<AsymmetricCipherKeyPair> oneTimeKeys) {
        this.oneTimeKeys = oneTimeKeys;
    }

    @Override
    public Sealed seal(SealingKey to, byte[] info, byte[] aad, byte[] plaintext) {
        HPKE suite = HpkeSuite.make();
        try {
            var context = suite.setupBaseS(suite.deserializePublicKey(to.bytes()), info, oneTimeKeys.get());
            return Sealed.of(context.getEncapsulation(), context.seal(aad, plaintext));
        } catch (InvalidCipherTextException | RuntimeException e) {
            throw new IllegalArgumentException("nothing can be sealed to the key " + to, e);
        }
    }
}
