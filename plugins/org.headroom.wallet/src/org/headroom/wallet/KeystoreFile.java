package org.headroom.wallet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A web3 secret storage file of version 3, with the cipher aes-128-ctr. Whatever the file says, reading and opening it ends
 * with a result or a {@link BadKeystore}.
 *
 * @param address as the file says it; empty where it does not
 */
record KeystoreFile(Optional<String> address, KeyDerivation derivation, byte[] iv, byte[] cipherText, byte[] mac) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HexFormat HEX = HexFormat.of();
    private static final String CIPHER = "aes-128-ctr";
    private static final int HALF = 16;

    static KeystoreFile read(byte[] json) throws BadKeystore {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new BadKeystore("it is no JSON");
        } catch (IOException e) {
            throw new BadKeystore("it cannot be read");
        }
        if (!root.isObject()) throw new BadKeystore("it is no JSON object");
        if (root.path("version").asInt() != 3) throw new BadKeystore("\"version\" must be 3");
        // Files of old clients have a capital letter.
        JsonNode crypto = object(root, root.has("crypto") ? "crypto" : "Crypto");
        if (!text(crypto, "cipher").equalsIgnoreCase(CIPHER)) throw new BadKeystore("\"cipher\" must be " + CIPHER);
        return new KeystoreFile(
                Optional.ofNullable(root.path("address").textValue()).filter(a -> !a.isBlank()),
                KeyDerivation.read(crypto),
                bytes(object(crypto, "cipherparams"), "iv", HALF, HALF),
                bytes(crypto, "ciphertext", 1, 32),
                bytes(crypto, "mac", 32, 32));
    }

    /** Encrypts a key. @param passphrase in UTF-8 */
    static KeystoreFile encrypt(byte[] key, String address, byte[] passphrase, KeyDerivation derivation, byte[] iv)
            throws GeneralSecurityException {
        byte[] derived = derivation.derive(passphrase);
        try {
            byte[] cipherText = cipher(Cipher.ENCRYPT_MODE, derived, iv, key);
            return new KeystoreFile(Optional.of(address), derivation, iv, cipherText, mac(derived, cipherText));
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }

    /** The private key; the caller wipes it. Empty where the passphrase is another. @param passphrase in UTF-8 */
    Optional<byte[]> decrypt(byte[] passphrase) throws GeneralSecurityException {
        byte[] derived = derivation.derive(passphrase);
        try {
            if (!MessageDigest.isEqual(mac, mac(derived, cipherText))) return Optional.empty();
            return Optional.of(cipher(Cipher.DECRYPT_MODE, derived, iv, cipherText));
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }

    byte[] json() throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("address", address.orElse(""));
        root.put("id", UUID.randomUUID().toString());
        root.put("version", 3);
        ObjectNode crypto = root.putObject("crypto");
        crypto.put("cipher", CIPHER);
        crypto.put("ciphertext", HEX.formatHex(cipherText));
        crypto.putObject("cipherparams").put("iv", HEX.formatHex(iv));
        ObjectNode parameters = JSON.createObjectNode();
        parameters.put("dklen", KeyDerivation.KEY_BYTES);
        switch (derivation) {
            case KeyDerivation.ByScrypt s -> {
                crypto.put("kdf", "scrypt");
                parameters.put("n", s.n()).put("p", s.p()).put("r", s.r());
            }
            case KeyDerivation.ByPbkdf2 p -> {
                crypto.put("kdf", "pbkdf2");
                parameters.put("c", p.iterations()).put("prf", "hmac-sha256");
            }
        }
        parameters.put("salt", HEX.formatHex(derivation.salt()));
        crypto.set("kdfparams", parameters);
        crypto.put("mac", HEX.formatHex(mac));
        return JSON.writeValueAsBytes(root);
    }

    static JsonNode object(JsonNode parent, String name) throws BadKeystore {
        JsonNode child = parent.path(name);
        if (!child.isObject()) throw new BadKeystore("\"" + name + "\" is missing");
        return child;
    }

    static String text(JsonNode parent, String name) throws BadKeystore {
        String text = parent.path(name).textValue();
        if (text == null) throw new BadKeystore("\"" + name + "\" is missing");
        return text;
    }

    static byte[] bytes(JsonNode parent, String name, int least, int most) throws BadKeystore {
        String text = text(parent, name).toLowerCase(Locale.ROOT);
        try {
            byte[] bytes = HEX.parseHex(text.startsWith("0x") ? text.substring(2) : text);
            if (bytes.length >= least && bytes.length <= most) return bytes;
        } catch (IllegalArgumentException e) {
            throw new BadKeystore("\"" + name + "\" is not hexadecimal");
        }
        throw new BadKeystore("\"" + name + "\" must have " + (least == most ? "" : least + " to ") + most + " bytes");
    }

    private static byte[] mac(byte[] derived, byte[] cipherText) {
        byte[] checked = Arrays.copyOfRange(derived, HALF, HALF + HALF + cipherText.length);
        System.arraycopy(cipherText, 0, checked, HALF, cipherText.length);
        try {
            return new Keccak().of(checked);
        } finally {
            Arrays.fill(checked, (byte) 0);
        }
    }

    private static byte[] cipher(int mode, byte[] derived, byte[] iv, byte[] text) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(mode, new SecretKeySpec(derived, 0, HALF, "AES"), new IvParameterSpec(iv));
        return cipher.doFinal(text);
    }
}
