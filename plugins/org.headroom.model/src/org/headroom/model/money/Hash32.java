package org.headroom.model.money;

import java.util.Locale;
import java.util.regex.Pattern;

/** Thirty-two bytes in hexadecimal with {@code 0x}, lower case: a transaction's name, or a digest. */
public record Hash32(String hex) {
    private static final Pattern FORM = Pattern.compile("0x[0-9a-f]{64}");
    public static final Hash32 ZERO = new Hash32("0x" + "0".repeat(64));

    public Hash32 {
        hex = hex.toLowerCase(Locale.ROOT);
        if (!FORM.matcher(hex).matches()) throw new IllegalArgumentException("not 32 bytes of hexadecimal: " + hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
