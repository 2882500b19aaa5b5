package org.headroom.wallet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * scrypt (RFC 7914) whose table lies outside the Java heap, so that a rig with a small heap opens a usual keystore. Where the
 * process may not have the whole table, only each second, fourth … row is kept and the others are computed again: half the
 * table takes about 1.3 times the time, a quarter 1.8 times, an eighth 2.8 times.
 */
final class Scrypt {
    private static final int WORDS_OF_CHUNK = 16;
    /** The smallest part of the table that is tried: beyond it, the time grows out of proportion. */
    private static final int MOST_STRIDE = 32;

    /** So much memory is given back at once; less is left to the next collection. */
    private static final long WORTH_COLLECTING = 8L << 20;

    /** The table, or each {@code stride}-th row of it. */
    private record Table(IntBuffer rows, int stride) {}

    private final int n;
    private final int wordsOfRow;
    private final int[] salsa = new int[WORDS_OF_CHUNK];
    private final int[] mixed;

    private Scrypt(int n, int r) {
        this.n = n;
        this.wordsOfRow = 2 * WORDS_OF_CHUNK * r;
        this.mixed = new int[wordsOfRow];
    }

    /** How much memory the table takes. */
    static long tableBytes(long n, long r) {
        return Math.multiplyExact(128, Math.multiplyExact(n, r));
    }

    /**
     * Derives a key. Takes about a second for n = 2^18, r = 8, more where the code is not compiled fully.
     *
     * @param n a power of two, from 2
     * @param length how many bytes
     * @throws OutOfMemoryError also where no part of the table may be had
     */
    static byte[] derive(byte[] passphrase, byte[] salt, int n, int r, int p, int length) {
        return derive(passphrase, salt, n, r, p, length, 1);
    }

    /** @param stride at most each so many-th row of the table is kept: a power of two */
    static byte[] derive(byte[] passphrase, byte[] salt, int n, int r, int p, int length, int stride) {
        byte[] blocks = pbkdf2(passphrase, salt, 1, p * 128 * r);
        try {
            mix(blocks, n, r, stride);
            return pbkdf2(passphrase, blocks, 1, length);
        } finally {
            Arrays.fill(blocks, (byte) 0);
            // The collector does not see how much memory hangs on the table, which a small object in its heap stands
            // for.
            if (tableBytes(n, r) >= WORTH_COLLECTING) System.gc();
        }
    }

    /** PBKDF2 with HMAC-SHA256. */
    static byte[] pbkdf2(byte[] passphrase, byte[] salt, int iterations, int length) {
        var generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
        generator.init(passphrase, salt, iterations);
        return ((KeyParameter) generator.generateDerivedMacParameters(length * 8)).getKey();
    }

    private static void mix(byte[] blocks, int n, int r, int stride) {
        Scrypt scrypt = new Scrypt(n, r);
        Table table = scrypt.table(stride);
        IntBuffer words = ByteBuffer.wrap(blocks).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        int[] row = new int[scrypt.wordsOfRow];
        for (int at = 0; at < words.capacity(); at += row.length) {
            words.get(at, row);
            scrypt.mix(row, table);
            words.put(at, row);
        }
    }

    private Table table(int least) {
        for (int stride = least; ; stride *= 2) {
            try {
                int bytes = Math.toIntExact(4L * wordsOfRow * (n / stride));
                return new Table(
                        ByteBuffer.allocateDirect(bytes)
                                .order(ByteOrder.nativeOrder())
                                .asIntBuffer(),
                        stride);
            } catch (OutOfMemoryError e) {
                if (stride >= MOST_STRIDE || stride >= n) throw e;
            }
        }
    }

    /** ROMix of the RFC. */
    private void mix(int[] row, Table table) {
        for (int i = 0; i < n; i++) {
            if (i % table.stride() == 0) table.rows().put(i / table.stride() * wordsOfRow, row);
            blockMix(row);
        }
        int[] other = new int[wordsOfRow];
        for (int i = 0; i < n; i++) {
            int j = row[wordsOfRow - WORDS_OF_CHUNK] & n - 1;
            table.rows().get(j / table.stride() * wordsOfRow, other);
            for (int missing = j % table.stride(); missing > 0; missing--) blockMix(other);
            for (int w = 0; w < wordsOfRow; w++) row[w] ^= other[w];
            blockMix(row);
        }
    }

    /** BlockMix of the RFC, in place. */
    private void blockMix(int[] row) {
        System.arraycopy(row, wordsOfRow - WORDS_OF_CHUNK, salsa, 0, WORDS_OF_CHUNK);
        int even = 0;
        int odd = wordsOfRow / 2;
        for (int at = 0; at < wordsOfRow; at += 2 * WORDS_OF_CHUNK) {
            chunk(row, at, even);
            chunk(row, at + WORDS_OF_CHUNK, odd);
            even += WORDS_OF_CHUNK;
            odd += WORDS_OF_CHUNK;
        }
        System.arraycopy(mixed, 0, row, 0, wordsOfRow);
    }

    private void chunk(int[] row, int from, int to) {
        for (int w = 0; w < WORDS_OF_CHUNK; w++) salsa[w] ^= row[from + w];
        Salsa20Engine.salsaCore(8, salsa, salsa);
        System.arraycopy(salsa, 0, mixed, to, WORDS_OF_CHUNK);
    }
}
