package org.headroom.wallet;

import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a passphrase may come from: a file that only its owner can read, or the console. Never the command line and never
 * the environment, which every process of the user can see. Who gets one wipes it after use.
 */
public final class Passphrase {
    private static final int LONGEST = 4096;

    private Passphrase() {}

    /** The file's first line. @throws KeystoreFailure if others can read the file, or it is missing, empty or no text */
    public static char[] fromFile(Path file) throws KeystoreFailure {
        byte[] bytes;
        try {
            if (OwnerOnly.readableByOthers(file))
                throw new KeystoreFailure("Other users can read the passphrase file " + file
                        + ": make it yours alone (chmod 600) and, if the machine is shared, change the passphrase.");
            if (Files.size(file) > LONGEST)
                throw new KeystoreFailure(
                        "The passphrase file " + file + " is too long to be one: is it the right file?");
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new KeystoreFailure("There is no passphrase file " + file + ".", e);
        } catch (IOException e) {
            throw new KeystoreFailure("The passphrase file " + file + " could not be read: " + e.getMessage(), e);
        }
        try {
            return firstLine(bytes, file);
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

    private static char[] firstLine(byte[] bytes, Path file) throws KeystoreFailure {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') end++;
        if (end == 0) throw new KeystoreFailure("The passphrase file " + file + " has an empty first line.");
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, end));
            char[] passphrase = new char[text.remaining()];
            text.get(passphrase);
            Arrays.fill(text.array(), '\0');
            return passphrase;
        } catch (CharacterCodingException e) {
            throw new KeystoreFailure("The passphrase file " + file + " is not text in UTF-8.", e);
        }
    }
}
