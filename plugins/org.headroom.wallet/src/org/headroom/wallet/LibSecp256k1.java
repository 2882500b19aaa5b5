package org.headroom.wallet;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.web3j.crypto.ECKeyPair;
import org.web3j.utils.Numeric;

/** The curve by libsecp256k1, Bitcoin's C library: some 90 µs a signature, 40 µs a recovery. */
final class LibSecp256k1 implements Secp256k1 {
    private static final int FIRST_V = 27;

    /** The public key of the private key 1; to work it out in Java would take longer than all the rest of loading. */
    private static final byte[] GENERATOR = HexFormat.of()
            .parseHex("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                    + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8");

    private final fr.acinq.secp256k1.Secp256k1 library;

    private LibSecp256k1(fr.acinq.secp256k1.Secp256k1 library) {
        this.library = library;
    }

    /**
     * Unpacks the library into the folder for temporary files and loads it, the first time.
     *
     * @throws LinkageError if it does not load here
     * @throws RuntimeException if it does not load here, or does not do what it should
     */
    static LibSecp256k1 load() {
        var loaded = new LibSecp256k1(fr.acinq.secp256k1.Secp256k1.get());
        byte[] hash = new byte[32];
        Arrays.fill(hash, (byte) 1);
        byte[] one = new byte[32];
        one[31] = 1;
        // Throws unless the signature leads back to the key.
        loaded.sign(hash, one, GENERATOR);
        return loaded;
    }

    @Override
    public byte[] sign(byte[] hash, ECKeyPair key) {
        byte[] secret = Numeric.toBytesPadded(key.getPrivateKey(), 32);
        try {
            return sign(hash, secret, Numeric.toBytesPadded(key.getPublicKey(), KEY));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private byte[] sign(byte[] hash, byte[] secret, byte[] publicKey) {
        byte[] rs = library.sign(hash, secret);
        byte[] all = Arrays.copyOf(rs, 65);
        all[64] = (byte) (FIRST_V + oddness(hash, rs, publicKey));
        return all;
    }

    /** The library keeps it to itself; trying costs one recovery, or two, and checks the signature on the way. */
    private int oddness(byte[] hash, byte[] rs, byte[] publicKey) {
        for (int odd = 0; odd <= 1; odd++)
            if (recover(hash, rs, odd)
                    .filter(key -> Arrays.equals(key, publicKey))
                    .isPresent()) return odd;
        throw new IllegalStateException("libsecp256k1 made a signature that does not lead back to its key");
    }

    @Override
    public Optional<byte[]> recover(byte[] hash, byte[] rs, int odd) {
        try {
            // The first of the 65 bytes says that both coordinates follow.
            return Optional.of(Arrays.copyOfRange(library.ecdsaRecover(rs, hash, odd), 1, 1 + KEY));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "libsecp256k1";
    }
}
