package org.headroom.model.money;

import java.util.Locale;
import java.util.regex.Pattern;

/** An account or contract on an EVM chain, kept in lower case: {@code 0x} and 40 hexadecimal digits. */
public record EthAddress(String hex) {
    private static final Pattern FORM = Pattern.compile("0x[0-9a-f]{40}");
    public static final EthAddress ZERO = new EthAddress("0x" + "0".repeat(40));

    public EthAddress {
        hex = hex.toLowerCase(Locale.ROOT);
        if (!FORM.matcher(hex).matches()) throw new IllegalArgumentException("not an address: " + hex);
    }

    /** As tables show it: {@code 0x8c41…d2e0}. */
    public String brief() {
        return hex.substring(0, 6) + "…" + hex.substring(38);
    }

    @Override
    public String toString() {
        return hex;
    }
}
