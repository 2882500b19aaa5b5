package org.headroom.wallet;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.headroom.model.files.SecretFiles;
import org.headroom.model.money.EthAddress;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.utils.Numeric;

/**
 * The operating key in a web3 secret storage file (version 3), which any Ethereum wallet can open. Making and opening one
 * takes seconds on purpose, and memory outside the Java heap ({@link Scrypt}): not for the UI thread.
 */
public final class Keystore {
    private static final long LARGEST = 64 * 1024;
    /** The order of secp256k1: a private key is smaller. */
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    /** How hard a stolen file is to guess at. */
    public enum Strength {
        /** scrypt with n = 2^18, what Ethereum wallets use. */
        STANDARD(1 << 18, 1),
        /** scrypt with n = 2^12, a few milliseconds: for play money only. */
        LIGHT(1 << 12, 6);

        private final int n;
        private final int p;

        Strength(int n, int p) {
            this.n = n;
            this.p = p;
        }

        KeyDerivation derivation(byte[] salt) {
            return new KeyDerivation.ByScrypt(n, 8, p, salt);
        }
    }

    private Keystore() {}

    /** Makes a new key. @throws KeystoreFailure if the file exists or cannot be written */
    public static KeySigner create(Path file, char[] passphrase) throws KeystoreFailure {
        return create(file, passphrase, Strength.STANDARD);
    }

    public static KeySigner create(Path file, char[] passphrase, Strength strength) throws KeystoreFailure {
        try {
            return write(file, passphrase, strength, Keys.createEcKeyPair());
        } catch (GeneralSecurityException e) {
            throw new KeystoreFailure("This Java cannot make a key: " + e.getMessage(), e);
        }
    }

    /** Takes over a key that exists elsewhere. @param privateKey 32 bytes; the caller wipes them */
    public static KeySigner importKey(Path file, char[] passphrase, Strength strength, byte[] privateKey)
            throws KeystoreFailure {
        if (privateKey.length != 32)
            throw new KeystoreFailure("A private key has 32 bytes, not " + privateKey.length + ".");
        return write(file, passphrase, strength, ECKeyPair.create(privateKey));
    }

    /** @throws KeystoreFailure whatever is wrong: the passphrase, the file, or what opening it would cost */
    public static KeySigner open(Path file, char[] passphrase) throws KeystoreFailure {
        KeystoreFile keystore = read(file);
        byte[] typed = utf8(passphrase);
        byte[] key = new byte[0];
        try {
            key = keystore.decrypt(typed)
                    .orElseThrow(() -> new KeystoreFailure("The passphrase does not open " + file + "."));
            BigInteger secret = new BigInteger(1, key);
            if (secret.signum() == 0 || secret.compareTo(ORDER) >= 0)
                throw new KeystoreFailure(damaged(file, "what it holds is no private key"));
            return new KeySigner(Credentials.create(ECKeyPair.create(secret)));
        } catch (OutOfMemoryError e) {
            throw new KeystoreFailure(noMemory("opened: " + file), e);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new KeystoreFailure(damaged(file, "it cannot be decrypted"), e);
        } finally {
            Arrays.fill(typed, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }

    /** The account in a file, as the file says it, without a passphrase. Empty where the file does not say. */
    public static Optional<EthAddress> addressOf(Path file) throws KeystoreFailure {
        Optional<String> address = read(file).address();
        if (address.isEmpty()) return Optional.empty();
        String hex = address.get();
        try {
            return Optional.of(new EthAddress(hex.startsWith("0x") ? hex : "0x" + hex));
        } catch (IllegalArgumentException e) {
            throw new KeystoreFailure(damaged(file, "\"address\" is no address"), e);
        }
    }

    private static KeySigner write(Path file, char[] passphrase, Strength strength, ECKeyPair key)
            throws KeystoreFailure {
        if (passphrase.length == 0) throw new KeystoreFailure("The passphrase is empty: choose one.");
        byte[] typed = utf8(passphrase);
        byte[] secret = Numeric.toBytesPadded(key.getPrivateKey(), 32);
        try {
            KeyDerivation derivation = strength.derivation(random(32));
            KeystoreFile keystore = KeystoreFile.encrypt(secret, Keys.getAddress(key), typed, derivation, random(16));
            OwnerOnly.write(file, keystore.json());
            return new KeySigner(Credentials.create(key));
        } catch (OutOfMemoryError e) {
            throw new KeystoreFailure(noMemory("made: " + file), e);
        } catch (GeneralSecurityException e) {
            throw new KeystoreFailure("The key could not be encrypted: " + e.getMessage(), e);
        } catch (FileAlreadyExistsException e) {
            throw new KeystoreFailure("There is a file " + file + " already; it was left as it is.", e);
        } catch (NotDirectoryException e) {
            throw new KeystoreFailure(
                    "The key could not be written to " + file + ": " + e.getFile() + " is no folder.", e);
        } catch (IOException e) {
            throw new KeystoreFailure("The key could not be written to " + file + ": " + e.getMessage(), e);
        } finally {
            Arrays.fill(typed, (byte) 0);
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static KeystoreFile read(Path file) throws KeystoreFailure {
        try {
            Optional<SecretFiles.Exposure> exposure = SecretFiles.exposure("the key file", file);
            if (exposure.isPresent())
                throw new KeystoreFailure(exposure.get().fact() + ": nothing was opened. Make it yours alone ("
                        + exposure.get().commands() + ") and, if the machine is shared, take a new key: whoever has a"
                        + " copy can guess at its passphrase.");
            if (Files.size(file) > LARGEST)
                throw new KeystoreFailure(damaged(file, "it is larger than " + LARGEST / 1024 + " KiB"));
            return KeystoreFile.read(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new KeystoreFailure("There is no key file " + file + ".", e);
        } catch (IOException e) {
            throw new KeystoreFailure("The key file " + file + " could not be read: " + e.getMessage(), e);
        } catch (BadKeystore.TooCostly e) {
            throw new KeystoreFailure(
                    "The keystore " + file + " " + e.getMessage()
                            + ": write it anew with a usual cost, such as scrypt with n = 262144, r = 8, p = 1.",
                    e);
        } catch (BadKeystore e) {
            throw new KeystoreFailure(damaged(file, String.valueOf(e.getMessage())), e);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static byte[] utf8(char[] text) {
        ByteBuffer buffer = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        Arrays.fill(buffer.array(), (byte) 0);
        return bytes;
    }

    private static String damaged(Path file, String why) {
        return "The file " + file + " is no readable Ethereum keystore (" + why + "): restore it from your backup.";
    }

    private static String noMemory(String what) {
        return "There is too little memory for the keystore to be " + what
                + ". End other programs, or write it anew with a smaller cost, such as scrypt with n = 131072, r = 8, p = 1.";
    }
}
