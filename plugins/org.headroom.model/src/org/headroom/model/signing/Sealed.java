package org.headroom.model.signing;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What only the holder of a key can open (HPKE, RFC 9180).
 *
 * @param enc the encapsulated key: 32 bytes in hexadecimal with {@code 0x}
 * @param ciphertext with its tag of 16 bytes at the end, in hexadecimal with {@code 0x}
 */
public record Sealed(String enc, String ciphertext) {
    private static final Pattern ENC = Pattern.compile("0x[0-9a-f]{64}");

    public Sealed {
        enc = enc.toLowerCase(Locale.ROOT);
        ciphertext = ciphertext.toLowerCase(Locale.ROOT);
        if (!ENC.matcher(enc).matches()) throw new IllegalArgumentException("enc: not 32 bytes of hexadecimal");
        // The tag alone is 16 bytes. Checked by hand: a repeated group overflows the stack on long texts.
        if (ciphertext.length() < 34 || ciphertext.length() % 2 != 0 || !hexadecimal(ciphertext))
            throw new IllegalArgumentException("ciphertext: not at least 16 bytes of hexadecimal");
    }

    private static boolean hexadecimal(String text) {
        return text.startsWith("0x") && text.chars().skip(2).allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }

    /** Short: a ciphertext in a log helps nobody. */
    @Override
    public String toString() {
        return "Sealed[" + (ciphertext.length() / 2 - 1) + " bytes]";
    }
}
