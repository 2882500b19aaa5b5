package org.headroom.market;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.signing.Signature;
import org.headroom.model.signing.Signer;
import org.headroom.model.signing.SignerRecovery;
import org.headroom.model.signing.TypedData;

/**
 * Signatures that cost nothing and prove nothing: the address and a check sum of it with the data's hash. They fit
 * exactly one address and one content, which is all that the link relies on; the real ones are the wallet's.
 */
class TestKeys implements SignerRecovery {
    private static final HexFormat HEX = HexFormat.of();

    static Signer signer(EthAddress address) {
        return new Signer() {
            @Override
            public EthAddress address() {
                return address;
            }

            @Override
            public Signature sign(TypedData data) {
                String who = address.hex().substring(2);
                return new Signature("0x" + who + sum(who, of(data)) + "0000" + "1b");
            }
        };
    }

    static EthAddress address(int number) {
        return new EthAddress("0x" + String.format("%040x", number));
    }

    @Override
    public Optional<EthAddress> recover(Hash32 hash, Signature signature) {
        String who = signature.hex().substring(2, 42);
        return signature.hex().substring(42, 42 + 84).equals(sum(who, hash))
                ? Optional.of(new EthAddress("0x" + who))
                : Optional.empty();
    }

    @Override
    public Hash32 hash(TypedData data) {
        return of(data);
    }

    private static Hash32 of(TypedData data) {
        return new Hash32("0x" + HEX.formatHex(digest(data.toString())));
    }

    private static String sum(String who, Hash32 hash) {
        String full = HEX.formatHex(digest(who + hash)) + HEX.formatHex(digest(hash + who));
        return full.substring(0, 84);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
