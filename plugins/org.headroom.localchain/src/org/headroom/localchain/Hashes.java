package org.headroom.localchain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes for what does not exist, the same at each request. */
final class Hashes {
    private Hashes() {}

    static String of(String kind, long number) {
        try {
            byte[] seed = (kind + " " + number).getBytes(StandardCharsets.UTF_8);
            return "0x"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(seed));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
