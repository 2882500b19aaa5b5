package org.headroom.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * How the key that encrypts a keystore follows from the passphrase, read from a file that anybody may have written: what it
 * costs is limited before it is begun.
 */
sealed interface KeyDerivation {
    /** scrypt with n = 2^20, r = 8, which Ethereum tools call sensitive, takes just as much. */
    long MOST_MEMORY = 1L << 30;
    /** n · r · p: twice that of n = 2^20, r = 8, p = 1. */
    long MOST_WORK = 1L << 24;

    /** r · p, each 128 bytes that are held on the heap. */
    long MOST_BLOCKS = 1L << 15;

    int MOST_ITERATIONS = 10_000_000;
    /** 16 bytes for the cipher, 16 for the check of the passphrase. */
    int KEY_BYTES = 32;

    int MOST_KEY_BYTES = 1_024;

    byte[] salt();

    /** The first {@value #KEY_BYTES} bytes of the derived key. @param passphrase in UTF-8 */
    byte[] derive(byte[] passphrase);

    /** @param n a power of two */
    record ByScrypt(int n, int r, int p, byte[] salt) implements KeyDerivation {
        @Override
        public byte[] derive(byte[] passphrase) {
            return Scrypt.derive(passphrase, salt, n, r, p, KEY_BYTES);
        }
    }

    /** PBKDF2 with HMAC-SHA256. */
    record ByPbkdf2(int iterations, byte[] salt) implements KeyDerivation {
        @Override
        public byte[] derive(byte[] passphrase) {
            return Scrypt.pbkdf2(passphrase, salt, iterations, KEY_BYTES);
        }
    }

    /** @param crypto the object {@code crypto} of a keystore */
    static KeyDerivation read(JsonNode crypto) throws BadKeystore {
        JsonNode parameters = KeystoreFile.object(crypto, "kdfparams");
        long length = number(parameters, "dklen");
        if (length < KEY_BYTES || length > MOST_KEY_BYTES)
            throw new BadKeystore("\"dklen\" must be from " + KEY_BYTES + " to " + MOST_KEY_BYTES + ", not " + length);
        byte[] salt = KeystoreFile.bytes(parameters, "salt", 0, 1_024);
        String kind = KeystoreFile.text(crypto, "kdf").toLowerCase(Locale.ROOT);
        return switch (kind) {
            case "scrypt" -> scrypt(number(parameters, "n"), number(parameters, "r"), number(parameters, "p"), salt);
            case "pbkdf2" -> pbkdf2(number(parameters, "c"), KeystoreFile.text(parameters, "prf"), salt);
            default -> throw new BadKeystore("\"kdf\" must be scrypt or pbkdf2");
        };
    }

    private static KeyDerivation scrypt(long n, long r, long p, byte[] salt) throws BadKeystore {
        if (n < 2 || Long.bitCount(n) != 1) throw new BadKeystore("\"n\" must be a power of two, not " + n);
        if (r < 1) throw new BadKeystore("\"r\" must be at least 1, not " + r);
        if (p < 1) throw new BadKeystore("\"p\" must be at least 1, not " + p);
        // Each of them is within the range of int, so that the products are within that of long.
        if (n * r > MOST_MEMORY / 128)
            throw new BadKeystore.TooCostly("needs " + (Scrypt.tableBytes(n, r) + (1 << 20) - 1 >> 20)
                    + " MiB to be opened (n = " + n + ", r = " + r + "), the limit is " + (MOST_MEMORY >> 20) + " MiB");
        if (r * p > MOST_BLOCKS || n * r > MOST_WORK / p)
            throw new BadKeystore.TooCostly("takes too long to be opened (n = " + n + ", r = " + r + ", p = " + p
                    + "), the limits are n × r × p = " + MOST_WORK + " and r × p = " + MOST_BLOCKS);
        return new ByScrypt((int) n, (int) r, (int) p, salt);
    }

    private static KeyDerivation pbkdf2(long iterations, String function, byte[] salt) throws BadKeystore {
        if (!function.equalsIgnoreCase("hmac-sha256")) throw new BadKeystore("\"prf\" must be hmac-sha256");
        if (iterations < 1) throw new BadKeystore("\"c\" must be at least 1, not " + iterations);
        if (iterations > MOST_ITERATIONS)
            throw new BadKeystore.TooCostly(
                    "takes too long to be opened (c = " + iterations + "), the limit is " + MOST_ITERATIONS);
        return new ByPbkdf2((int) iterations, salt);
    }

    private static long number(JsonNode parameters, String name) throws BadKeystore {
        JsonNode value = parameters.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt())
            throw new BadKeystore("\"" + name + "\" must be a whole number of at most " + Integer.MAX_VALUE);
        return value.longValue();
    }
}
