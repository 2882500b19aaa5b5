package org.headroom.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.model.files.PrivateFiles;

/**
 * What is kept of a rig's ledger outside it, in a small file in the rig's home: that there was one, which one, and up
 * to which number receipts were given. A ledger that is deleted, or older than this, is noticed by it.
 *
 * @param ledger the ledger's name for itself, 32 hexadecimal digits
 * @param highest the highest receipt number that was given; 0 where none was
 */
record LedgerMark(String ledger, long highest) {
    private static final int LONGEST = 1_024;
    private static final Pattern TEXT = Pattern.compile(
            "(headroom ledger mark 1\\nledger ([0-9a-f]{32})\\nreceipts ([0-9]{1,18})\\n)check ([0-9a-f]{16})\\n");

    /** What a mark's file says. */
    sealed interface Reading {
        record Absent() implements Reading {}

        /** It is there and cannot be read: the ledger existed, and nothing else is known. */
        record Damaged() implements Reading {}

        record Found(LedgerMark mark) implements Reading {}
    }

    /** A name of its own, so that who deletes {@code ledger*} leaves it. */
    static Path in(Path home) {
        return home.resolve("numbers-of-" + Ledger.NAME);
    }

    static String newName() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** @throws IOException if it cannot be told what is there */
    static Reading read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST);
        } catch (NoSuchFileException e) {
            return new Reading.Absent();
        }
        Matcher text = TEXT.matcher(new String(bytes, StandardCharsets.UTF_8));
        if (!text.matches() || !check(text.group(1)).equals(text.group(4))) return new Reading.Damaged();
        return new Reading.Found(new LedgerMark(text.group(2), Long.parseLong(text.group(3))));
    }

    /** On disk when it returns; the file holds this mark or the one before. */
    void write(Path file) throws IOException {
        String text = "headroom ledger mark 1\nledger " + ledger + "\nreceipts " + highest + "\n";
        PrivateFiles.replace(file, (text + "check " + check(text) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    LedgerMark raisedTo(long number) {
        return number <= highest ? this : new LedgerMark(ledger, number);
    }

    private static String check(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
