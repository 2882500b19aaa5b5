package org.headroom.wallet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Wallet;
import org.web3j.crypto.WalletFile;
import org.web3j.crypto.exception.CipherException;

/**
 * The operating key in a web3 secret storage file (version 3), which any Ethereum wallet can open. Making and opening one
 * takes about a second and 256 MiB on purpose: not for the UI thread.
 */
public final class Keystore {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    private static final long LARGEST = 64 * 1024;

    /** How hard a stolen file is to guess at. */
    public enum Strength {
        /** scrypt with n = 2^18, what Ethereum wallets use. */
        STANDARD,
        /** scrypt with n = 2^12, a few milliseconds: for play money only. */
        LIGHT
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

    public static KeySigner open(Path file, char[] passphrase) throws KeystoreFailure {
        WalletFile wallet = read(file);
        try {
            return new KeySigner(Credentials.create(Wallet.decrypt(new String(passphrase), wallet)));
        } catch (CipherException e) {
            if (e.getMessage() != null && e.getMessage().contains("Invalid password"))
                throw new KeystoreFailure("The passphrase does not open " + file + ".", e);
            throw new KeystoreFailure(damaged(file), e);
        } catch (RuntimeException e) {
            throw new KeystoreFailure(damaged(file), e);
        }
    }

    /** The account in a file, as the file says it, without a passphrase. Empty where the file does not say. */
    public static Optional<EthAddress> addressOf(Path file) throws KeystoreFailure {
        String address = read(file).getAddress();
        if (address == null || address.isBlank()) return Optional.empty();
        try {
            return Optional.of(new EthAddress(address.startsWith("0x") ? address : "0x" + address));
        } catch (IllegalArgumentException e) {
            throw new KeystoreFailure(damaged(file), e);
        }
    }

    private static KeySigner write(Path file, char[] passphrase, Strength strength, ECKeyPair key)
            throws KeystoreFailure {
        if (passphrase.length == 0) throw new KeystoreFailure("The passphrase is empty: choose one.");
        try {
            String text = new String(passphrase);
            WalletFile wallet =
                    strength == Strength.LIGHT ? Wallet.createLight(text, key) : Wallet.createStandard(text, key);
            OwnerOnly.write(file, JSON.writeValueAsBytes(wallet));
            return new KeySigner(Credentials.create(key));
        } catch (CipherException e) {
            throw new KeystoreFailure("The key could not be encrypted: " + e.getMessage(), e);
        } catch (FileAlreadyExistsException e) {
            throw new KeystoreFailure("There is a key in " + file + " already; it was left as it is.", e);
        } catch (IOException e) {
            throw new KeystoreFailure("The key could not be written to " + file + ": " + e.getMessage(), e);
        }
    }

    private static WalletFile read(Path file) throws KeystoreFailure {
        try {
            if (Files.size(file) > LARGEST) throw new KeystoreFailure(damaged(file));
            WalletFile wallet = JSON.readValue(Files.readAllBytes(file), WalletFile.class);
            if (wallet == null || wallet.getCrypto() == null) throw new KeystoreFailure(damaged(file));
            return wallet;
        } catch (NoSuchFileException e) {
            throw new KeystoreFailure("There is no key file " + file + ".", e);
        } catch (JsonProcessingException e) {
            throw new KeystoreFailure(damaged(file), e);
        } catch (IOException e) {
            throw new KeystoreFailure("The key file " + file + " could not be read: " + e.getMessage(), e);
        }
    }

    private static String damaged(Path file) {
        return "The file " + file + " is no readable Ethereum keystore: restore it from your backup.";
    }
}
