package org.headroom.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** By what a rig's containers are known: two rigs of one name on one machine must not take each other's for their own. */
public final class RigIdentity {
    private static final int DIGITS = 12;

    private RigIdentity() {}

    /**
     * The rig's name and what tells its folder from all others.
     *
     * @param home the rig's folder, which need not exist yet
     */
    public static String of(String name, Path home) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(real(home).toString().getBytes(StandardCharsets.UTF_8));
            return name + "@" + HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Path real(Path home) {
        try {
            return home.toRealPath();
        } catch (IOException e) {
            return home.toAbsolutePath().normalize();
        }
    }
}
