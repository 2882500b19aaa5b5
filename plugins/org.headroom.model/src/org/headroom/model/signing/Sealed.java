package org.headroom.model.signing;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Bytes that only the holder of one sealing key can read (HPKE, RFC 9180). Both parts are lower-case hexadecimal with
 * {@code 0x}, as they travel; whether they open is found out by an {@link Opener} alone.
 *
 * @param enc the sender's one-time public key, 32 bytes
 * @param ciphertext as long as what is sealed, and 16 bytes that prove it whole
 */
public record Sealed(String enc, String ciphertext) {
    /** What the proof of wholeness adds to the length, in bytes. */
    public static final int TAG = 16;

    private static final int PREFIX = 2;
    private static final Pattern KEY = Pattern.compile("0x[0-9a-f]{64}");
    private static final Pattern BYTES = Pattern.compile("0x(?:[0-9a-f]{2})*+");

    public Sealed {
        if (!KEY.matcher(enc).matches()) throw new IllegalArgumentException("enc is not 32 bytes of hexadecimal");
        if (ciphertext.length() < PREFIX + 2 * TAG || !BYTES.matcher(ciphertext).matches())
            throw new IllegalArgumentException("the ciphertext is not " + TAG + " or more bytes of hexadecimal");
    }

    /** @throws IllegalArgumentException if either has a length that nothing sealed has */
    public static Sealed of(byte[] enc, byte[] ciphertext) {
        HexFormat hex = HexFormat.of();
        return new Sealed("0x" + hex.formatHex(enc), "0x" + hex.formatHex(ciphertext));
    }

    public byte[] encBytes() {
        return HexFormat.of().parseHex(enc, PREFIX, enc.length());
    }

    public byte[] ciphertextBytes() {
        return HexFormat.of().parseHex(ciphertext, PREFIX, ciphertext.length());
    }

    /** How long it is, and not what: it may be long, and a log is for people. */
    @Override
    public String toString() {
        return "Sealed[" + (ciphertext.length() - PREFIX) / 2 + " bytes]";
    }
}
