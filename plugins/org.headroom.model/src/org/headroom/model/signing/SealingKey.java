package org.headroom.model.signing;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The public half of an X25519 key pair: to whom something is sealed. Thirty-two bytes in lower-case hexadecimal with
 * {@code 0x}. That it belongs to somebody is known only once that somebody has signed it.
 */
public record SealingKey(String hex) {
    private static final Pattern FORM = Pattern.compile("0x[0-9a-f]{64}");

    public SealingKey {
        if (!FORM.matcher(hex).matches())
            throw new IllegalArgumentException("not a sealing key (0x and 64 lower-case hexadecimal digits)");
    }

    /** @throws IllegalArgumentException if there are not 32 bytes */
    public static SealingKey of(byte[] bytes) {
        return new SealingKey("0x" + HexFormat.of().formatHex(bytes));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex, 2, hex.length());
    }

    @Override
    public String toString() {
        return hex;
    }
}
