package org.headroom.model.signing;

import java.util.Locale;
import java.util.regex.Pattern;

/** The X25519 key to which secrets are sealed: 32 bytes in hexadecimal with {@code 0x}, lower case. */
public record SealingKey(String hex) {
    private static final Pattern FORM = Pattern.compile("0x[0-9a-f]{64}");

    public SealingKey {
        hex = hex.toLowerCase(Locale.ROOT);
        if (!FORM.matcher(hex).matches()) throw new IllegalArgumentException("not 32 bytes of hexadecimal");
    }

    @Override
    public String toString() {
        return hex;
    }
}
