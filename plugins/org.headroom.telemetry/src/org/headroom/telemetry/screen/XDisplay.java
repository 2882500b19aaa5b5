package org.headroom.telemetry.screen;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An X server on this machine and the key to it.
 *
 * @param socket where it listens
 * @param number the display's number
 * @param keys the file with the user's keys; it may be missing
 */
record XDisplay(Path socket, int number, Path keys) {
    private static final Pattern LOCAL = Pattern.compile("(?:unix)?:(\\d{1,5})(?:\\.\\d+)?");
    private static final String COOKIE = "MIT-MAGIC-COOKIE-1";
    private static final int FAMILY_LOCAL = 256;
    private static final int FAMILY_WILD = 65535;

    /** The display that the environment names; empty where there is none, or it is another machine's. */
    static Optional<XDisplay> local(Map<String, String> environment, Path home) {
        Matcher display = LOCAL.matcher(environment.getOrDefault("DISPLAY", ""));
        if (!display.matches()) return Optional.empty();
        int number = Integer.parseInt(display.group(1));
        String keys = environment.getOrDefault("XAUTHORITY", "");
        return Optional.of(new XDisplay(
                Path.of("/tmp/.X11-unix/X" + number),
                number,
                keys.isEmpty() ? home.resolve(".Xauthority") : Path.of(keys)));
    }

    /** The key's kind and the key; both empty where there is none, as where the server asks for none. */
    record Key(byte[] kind, byte[] secret) {
        static final Key NONE = new Key(new byte[0], new byte[0]);
    }

    Key key() {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(keys))) {
            while (in.available() > 0) {
                int family = in.readUnsignedShort();
                block(in);
                String of = text(block(in));
                String kind = text(block(in));
                byte[] secret = block(in);
                boolean here = family == FAMILY_LOCAL || family == FAMILY_WILD;
                boolean mine = of.isEmpty() || of.equals(Integer.toString(number));
                if (here && mine && kind.equals(COOKIE))
                    return new Key(kind.getBytes(StandardCharsets.US_ASCII), secret);
            }
        } catch (IOException e) {
            // No file, or half a one: a server that asks for a key will say so.
            return Key.NONE;
        }
        return Key.NONE;
    }

    private static byte[] block(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readUnsignedShort()];
        in.readFully(bytes);
        return bytes;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
