package org.headroom.market;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.files.SecretFiles;

/**
 * The MQTT client ids of one program. A broker ends a connection when another client comes with its id, and gives that client
 * the session: whoever can guess an id keeps its owner off the market. So an id comes of a secret that is kept in the
 * program's folder, stays the same from start to start, and is another one for each broker, so that none of them learns
 * what another one knows.
 */
public final class ClientIds {
    static final String FILE = "client-id";
    private static final int SECRET_BYTES = 16;
    private static final HexFormat HEX = HexFormat.of();

    private final String secret;

    private ClientIds(String secret) {
        this.secret = secret;
    }

    /**
     * Those of a program with this folder, which is made where it is not there. Blocks.
     *
     * @throws IOException if the secret can be neither read nor written
     */
    public static ClientIds in(Path folder) throws IOException {
        PrivateFiles.createFolders(folder);
        Path file = folder.resolve(FILE);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == 2L * SECRET_BYTES) {
            String kept = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (kept.matches("[0-9a-f]+")
                    && SecretFiles.exposure("the client id", file).isEmpty()) return new ClientIds(kept);
        }
        // Not there, not whole, or no secret any more: its sessions end by themselves within an hour.
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        String made = HEX.formatHex(random);
        PrivateFiles.replace(file, made.getBytes(StandardCharsets.ISO_8859_1));
        return new ClientIds(made);
    }

    /**
     * @param role what the program is, as a broker's owner sees it in the broker's log
     * @param broker the broker's name or address
     */
    public String of(String role, String broker) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((secret + "\n" + role + "\n" + broker).getBytes(StandardCharsets.UTF_8));
            return role + "-" + HEX.formatHex(hash, 0, SECRET_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
