package org.headroom.wallet;

import java.math.BigInteger;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Optional;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

/** The curve in Java, by web3j and BouncyCastle: runs everywhere. Some 350 µs a signature, 150 µs a recovery. */
final class BouncySecp256k1 implements Secp256k1 {
    private static final int FIRST_V = 27;

    @Override
    public byte[] sign(byte[] hash, ECKeyPair key) {
        Sign.SignatureData parts = Sign.signMessage(hash, key, false);
        byte[] all = new byte[65];
        System.arraycopy(parts.getR(), 0, all, 0, 32);
        System.arraycopy(parts.getS(), 0, all, 32, 32);
        all[64] = parts.getV()[0];
        return all;
    }

    @Override
    public Optional<byte[]> recover(byte[] hash, byte[] rs, int odd) {
        var parts = new Sign.SignatureData(
                (byte) (FIRST_V + odd), Arrays.copyOfRange(rs, 0, 32), Arrays.copyOfRange(rs, 32, 64));
        try {
            BigInteger key = Sign.signedMessageHashToKey(hash, parts);
            // The point at infinity, which is nobody's key, comes back as zero.
            return key.signum() == 0 ? Optional.empty() : Optional.of(Numeric.toBytesPadded(key, KEY));
        } catch (SignatureException | RuntimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "BouncyCastle";
    }
}
