package org.headroom.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.headroom.model.files.PrivateFiles;

/**
 * The file that holds the ledger's reserve. Given up it is a file of a few bytes that says how large it was. One thread at a
 * time changes it; its length may be read by any.
 */
final class ReserveFile {
    /** What is shorter was given up. */
    private static final int SHORTEST = 4_096;

    private final Path path;
    private volatile long held;

    private ReserveFile(Path path) throws IOException {
        this.path = path;
        long length = Files.exists(path) ? Files.size(path) : 0;
        this.held = length < SHORTEST ? 0 : length;
    }

    /** {@code ledger.reserve} beside {@code ledger.db}. */
    static ReserveFile beside(Path ledger) throws IOException {
        return new ReserveFile(pathBeside(ledger));
    }

    static Path pathBeside(Path ledger) {
        String name = String.valueOf(ledger.getFileName());
        int dot = name.lastIndexOf('.');
        return ledger.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".reserve");
    }

    long held() {
        return held;
    }

    /** How large it was before it was given up, 0 where nobody knows; empty where it was not given up. */
    OptionalLong givenUp() throws IOException {
        if (held > 0 || !Files.exists(path)) return OptionalLong.empty();
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(path).strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.of(0);
        }
    }

    /** For {@link #append}, behind what is there. */
    FileChannel open() throws IOException {
        PrivateFiles.createFile(path);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
        boolean ready = false;
        try {
            channel.truncate(held).position(held);
            ready = true;
            return channel;
        } finally {
            if (!ready) channel.close();
        }
    }

    void append(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) held += channel.write(bytes);
    }

    void truncate(long length) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(length);
            held = length;
        }
    }

    /** @param goal how large it is to be again */
    void giveUp(long goal) throws IOException {
        truncate(0);
        PrivateFiles.writeString(path, goal + "\n");
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
        held = 0;
    }
}
