package org.headroom.model.signing;

import java.util.Locale;
import java.util.regex.Pattern;

/** A secp256k1 signature as Ethereum writes it: r, s and v (27 or 28), 65 bytes in hexadecimal with {@code 0x}. */
public record Signature(String hex) {
    private static final Pattern FORM = Pattern.compile("0x[0-9a-f]{130}");

    public Signature {
        hex = hex.toLowerCase(Locale.ROOT);
        if (!FORM.matcher(hex).matches()) throw new IllegalArgumentException("not 65 bytes of hexadecimal");
    }
}
