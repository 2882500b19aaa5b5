package org.headroom.wallet;

import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.headroom.model.files.SecretFiles;
import org.jspecify.annotations.Nullable;

/**
 * Where a passphrase may come from: a file that only its owner can read, or the console. Never the command line and never
 * the environment, which every process of the user can see. Who gets one wipes it after use.
 */
public final class Passphrase {
    private static final int LONGEST = 4096;

    private Passphrase() {}

    /** What a file with a secret in its first line is called in messages. */
    public enum Kind {
        PASSPHRASE("passphrase file", "passphrase"),
        BROKER_PASSWORD("broker's password file", "broker's password"),
        BROKER_KEY_PASSWORD("password file of the broker's key", "key's password");

        private final String file;
        private final String secret;

        Kind(String file, String secret) {
            this.file = file;
            this.secret = secret;
        }
    }

    /** As {@link #fromFile(Path, Kind)} with the passphrase of a key. */
    public static char[] fromFile(Path file) throws KeystoreFailure {
        return fromFile(file, Kind.PASSPHRASE);
    }

    /**
     * The file's first line.
     *
     * @throws KeystoreFailure if other accounts have access to the file, or it is missing, empty or no text
     */
    public static char[] fromFile(Path file, Kind kind) throws KeystoreFailure {
        String the = "The " + kind.file + " " + file;
        byte[] bytes;
        try {
            Optional<SecretFiles.Exposure> exposure = SecretFiles.exposure("the " + kind.file, file);
            if (exposure.isPresent())
                throw new KeystoreFailure(exposure.get().fact() + ": it was not read. Make it yours alone ("
                        + exposure.get().commands() + ") and, if the machine is shared, change the " + kind.secret
                        + ".");
            if (Files.size(file) > LONGEST)
                throw new KeystoreFailure(the + " is too long to be one: is it the right file?");
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new KeystoreFailure(
                    "There is no " + kind.file + " " + file + ": make it, with the " + kind.secret
                            + " in the first line, for you alone (chmod 600), or correct its name.",
                    e);
        } catch (AccessDeniedException e) {
            throw new KeystoreFailure(the + " could not be read: this account may not.", e);
        } catch (IOException e) {
            throw new KeystoreFailure(the + " could not be read: " + e.getMessage(), e);
        }
        try {
            return firstLine(bytes, the);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Asks without echo. @param console may be null, as {@link System#console()} is where nobody sits */
    public static char[] fromConsole(@Nullable Console console, String prompt) throws KeystoreFailure {
        if (console == null)
            throw new KeystoreFailure(
                    "There is no terminal to ask for the passphrase: name a passphrase file instead.");
        char[] typed = console.readPassword("%s: ", prompt);
        if (typed == null || typed.length == 0) throw new KeystoreFailure("No passphrase was typed.");
        return typed;
    }

    private static char[] firstLine(byte[] bytes, String the) throws KeystoreFailure {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') end++;
        if (end == 0) throw new KeystoreFailure(the + " has an empty first line.");
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, end));
            char[] passphrase = new char[text.remaining()];
            text.get(passphrase);
            Arrays.fill(text.array(), '\0');
            return passphrase;
        } catch (CharacterCodingException e) {
            throw new KeystoreFailure(the + " is not text in UTF-8.", e);
        }
    }
}
