package org.headroom.wallet;

import java.util.HexFormat;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.signing.Opener;
import org.headroom.model.signing.Signature;
import org.headroom.model.signing.Signer;
import org.headroom.model.signing.TypedData;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;

/**
 * Signs with an operating key that was opened from a {@link Keystore}. Any thread; a tenth of a millisecond, and a third of
 * one without the C library.
 */
public final class KeySigner implements Signer {
    private final Credentials credentials;
    private final EthAddress address;
    private final Secp256k1 curve;
    private final TypedDataHash hashes = new TypedDataHash();

    KeySigner(Credentials credentials) {
        this(credentials, FastestSecp256k1.here());
    }

    KeySigner(Credentials credentials, Secp256k1 curve) {
        this.credentials = credentials;
        this.address = new EthAddress(credentials.getAddress());
        this.curve = curve;
    }

    @Override
    public EthAddress address() {
        return address;
    }

    @Override
    public Signature sign(TypedData data) {
        Hash32 hash = hashes.of(data);
        byte[] digest = HexFormat.of().parseHex(hash.hex(), 2, hash.hex().length());
        return new Signature("0x" + HexFormat.of().formatHex(curve.sign(digest, credentials.getEcKeyPair())));
    }

    /**
     * Opens what is sealed to this key's owner. Its key pair follows from the operating key, so there is no second file to
     * lose: who has the one has the other. A millisecond; keep what you get.
     */
    public Opener opener() {
        return HpkeOpener.of(credentials.getEcKeyPair());
    }

    byte[] sign(RawTransaction transaction, long chainId) {
        return TransactionEncoder.signMessage(transaction, chainId, credentials);
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "KeySigner[" + address + "]";
    }
}
