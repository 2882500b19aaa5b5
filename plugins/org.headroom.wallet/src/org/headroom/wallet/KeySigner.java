package org.headroom.wallet;

import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.signing.Signature;
import org.headroom.model.signing.Signer;
import org.headroom.model.signing.TypedData;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/** Signs with an operating key that was opened from a {@link Keystore}. Any thread; about a millisecond. */
public final class KeySigner implements Signer {
    private final Credentials credentials;
    private final EthAddress address;

    KeySigner(Credentials credentials) {
        this.credentials = credentials;
        this.address = new EthAddress(credentials.getAddress());
    }

    @Override
    public EthAddress address() {
        return address;
    }

    @Override
    public Signature sign(TypedData data) {
        Hash32 hash = TypedDataHash.of(data);
        Sign.SignatureData parts =
                Sign.signMessage(Numeric.hexStringToByteArray(hash.hex()), credentials.getEcKeyPair(), false);
        byte[] all = new byte[65];
        System.arraycopy(parts.getR(), 0, all, 0, 32);
        System.arraycopy(parts.getS(), 0, all, 32, 32);
        all[64] = parts.getV()[0];
        return new Signature(Numeric.toHexString(all));
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
