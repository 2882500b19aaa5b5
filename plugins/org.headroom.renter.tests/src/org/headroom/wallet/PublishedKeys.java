package org.headroom.wallet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.headroom.model.signing.Opener;
import org.headroom.model.signing.Sealed;
import org.headroom.model.signing.SealingKey;
import org.headroom.model.signing.TypedData;
import org.web3j.crypto.Credentials;

/** What the wallet hides for good reasons, for keys that everybody knows and examples that are printed. */
public final class PublishedKeys {
    private static final List<TypedData.Field> DOMAIN = List.of(
            new TypedData.Field("name", "string"),
            new TypedData.Field("version", "string"),
            new TypedData.Field("chainId", "uint256"));

    private PublishedKeys() {}

    /** @param privateKey 32 bytes in hexadecimal */
    public static KeySigner signer(String privateKey) {
        return new KeySigner(Credentials.create(privateKey));
    }

    /** An X25519 key pair that follows from a label. */
    public record Pair(Opener opener, String privateKey, SealingKey publicKey) {}

    public static Pair sealing(String label) {
        AsymmetricCipherKeyPair pair = derived(label);
        return new Pair(
                HpkeOpener.ofMaterial(sha256(label)),
                hex(HpkeSuite.make().serializePrivateKey(pair.getPrivate())),
                SealingKey.of(HpkeSuite.make().serializePublicKey(pair.getPublic())));
    }

    /** As a renter seals, but for the one-time key, which follows from a label too. */
    public static Sealed seal(SealingKey to, String oneTimeLabel, byte[] info, byte[] aad, byte[] plaintext) {
        return new HpkeSealer(() -> derived(oneTimeLabel)).seal(to, info, aad, plaintext);
    }

    public static String domainSeparator(TypedData data) {
        Map<String, Object> domain = Map.of(
                "name", data.domain().name(),
                "version", data.domain().version(),
                "chainId", Long.toString(data.domain().chainId()));
        return hashStruct(Map.of("EIP712Domain", DOMAIN), "EIP712Domain", domain);
    }

    public static String structHash(TypedData data) {
        return hashStruct(data.types(), data.primaryType(), data.message());
    }

    private static String hashStruct(
            Map<String, List<TypedData.Field>> types, String name, Map<String, Object> values) {
        byte[] out = new byte[32];
        StructTypes.compile(types, name).into(values, name, new Keccak(), out, 0);
        return hex(out);
    }

    private static AsymmetricCipherKeyPair derived(String label) {
        return HpkeSuite.make().deriveKeyPair(sha256(label));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
