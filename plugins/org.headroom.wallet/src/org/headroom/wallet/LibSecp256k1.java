package org.headroom.wallet;

import java.util.Arrays;
import java.util.Optional;
import org.web3j.crypto.ECKeyPair;
import org.web3j.utils.Numeric;

/** The curve by libsecp256k1, Bitcoin's C library: some tens of microseconds for either. */
final class LibSecp256k1 implements Secp256k1 {
    private static final int FIRST_V = 27;

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
        loaded.sign(hash, ECKeyPair.create(one));
        return loaded;
    }

    @Override
    public byte[] sign(byte[] hash, ECKeyPair key) {
        byte[] secret = Numeric.toBytesPadded(key.getPrivateKey(), 32);
        try {
            byte[] rs = library.sign(hash, secret);
            byte[] all = Arrays.copyOf(rs, 65);
            all[64] = (byte) (FIRST_V + oddness(hash, rs, Numeric.toBytesPadded(key.getPublicKey(), KEY)));
            return all;
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** The library keeps it to itself; trying costs one recovery, or two, and checks the signature on the way. */
    private int oddness(byte[] hash, byte[] rs, byte[] publicKey) {
        for (int odd = 0; odd <= 1; odd++)
            if (recover(hash, rs, odd).filter(key -> Arrays.equals(key, publicKey)).isPresent()) return odd;
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
