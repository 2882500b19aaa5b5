package org.headroom.wallet;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.signing.Signature;
import org.headroom.model.signing.SignerRecovery;
import org.headroom.model.signing.TypedData;

/** Recovers signers on secp256k1: some 60 µs a call, a third of which is the hash; 200 µs without the C library. */
public final class Eip712Recovery implements SignerRecovery {
    private static final HexFormat HEX = HexFormat.of();

    /** The number of points of secp256k1. */
    private static final byte[] ORDER =
            HEX.parseHex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

    private static final byte[] HALF_ORDER =
            HEX.parseHex("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");
    private static final byte[] ZERO = new byte[32];

    private final Secp256k1 curve;
    private final TypedDataHash hashes = new TypedDataHash();

    /** By the fastest curve that this machine has. */
    public Eip712Recovery() {
        this(FastestSecp256k1.here());
    }

    Eip712Recovery(Secp256k1 curve) {
        this.curve = curve;
    }

    @Override
    public Optional<EthAddress> recover(Hash32 hash, Signature signature) {
        byte[] bytes = HEX.parseHex(signature.hex(), 2, signature.hex().length());
        byte[] r = Arrays.copyOfRange(bytes, 0, 32);
        byte[] s = Arrays.copyOfRange(bytes, 32, 64);
        byte v = bytes[64];
        // Each signature has a twin with s mirrored; only one of them may count, or a nonce could be played twice.
        if (v != 27 && v != 28 || Arrays.equals(r, ZERO) || Arrays.equals(s, ZERO)) return Optional.empty();
        if (Arrays.compareUnsigned(r, ORDER) >= 0 || Arrays.compareUnsigned(s, HALF_ORDER) > 0) return Optional.empty();
        byte[] digest = HEX.parseHex(hash.hex(), 2, hash.hex().length());
        return curve.recover(digest, Arrays.copyOf(bytes, 64), v - 27).map(Eip712Recovery::address);
    }

    private static EthAddress address(byte[] publicKey) {
        byte[] digest = new Keccak().of(publicKey);
        return new EthAddress("0x" + HEX.formatHex(digest, 12, 32));
    }

    @Override
    public Hash32 hash(TypedData data) {
        return hashes.of(data);
    }
}
