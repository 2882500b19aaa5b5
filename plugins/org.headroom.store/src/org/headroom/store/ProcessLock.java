package org.headroom.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.headroom.model.files.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Held while a file of ours is open, so that no other program writes it. The system lets go of it when a program dies.
 */
public final class ProcessLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessLock.class);
    /** Beyond the text, so that another program may read who holds it on systems where a lock forbids reading. */
    private static final long LOCKED_BYTE = 1 << 20;

    /**
     * What this program holds already. POSIX drops a lock when the same process closes any other handle on the file, so
     * the file must not even be opened a second time.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    /** Guarded by this, as is the key of the file that it has open. */
    private FileChannel channel;

    private Optional<Object> key;
    private boolean closed;

    private ProcessLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
        this.key = LedgerWatch.key(file);
    }

    /** Another program, or this one, has the file open. */
    public static final class InUse extends Exception {
        private static final long serialVersionUID = 1;

        private final String holder;

        InUse(String holder) {
            super("in use by " + holder);
            this.holder = holder;
        }

        /** Who has it, such as {@code process 4711}. */
        public String holder() {
            return holder;
        }
    }

    /** @param guarded its real path, so that two names of one file are not two locks */
    public static ProcessLock take(Path guarded) throws IOException, InUse {
        Path file = guarded.resolveSibling(guarded.getFileName() + ".lock");
        if (!HELD.add(file)) throw new InUse("this very program");
        boolean taken = false;
        try {
            Optional<FileChannel> channel = locked(file);
            if (channel.isEmpty()) throw new InUse(holder(file));
            taken = true;
            return new ProcessLock(file, channel.get());
        } finally {
            if (!taken) HELD.remove(file);
        }
    }

    private static Optional<FileChannel> locked(Path file) throws IOException {
        PrivateFiles.createFile(file);
        FileChannel channel =
                PrivateFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) return Optional.empty();
            channel.truncate(0);
            String text = "process " + ProcessHandle.current().pid();
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
            taken = true;
            return Optional.of(channel);
        } finally {
            if (!taken) channel.close();
        }
    }

    /**
     * Looks whether the lock file is still at its place, and locks the one that is there now, or a new one, where it is
     * not.
     *
     * @return what keeps it from holding the file of that name, in a sentence; empty where it holds it
     */
    synchronized Optional<String> renew() {
        Optional<Object> now = LedgerWatch.key(file);
        // A system without such keys lets nobody delete a file that is open.
        if (closed || key.isEmpty() || now.equals(key)) return Optional.empty();
        // Unknown is not gone: who opened and closed the file that is locked would drop the lock.
        if (now.isEmpty() && !LedgerWatch.isMissing(file)) return Optional.empty();
        try {
            Optional<FileChannel> renewed = locked(file);
            if (renewed.isEmpty())
                return Optional.of("The lock file " + file + " was replaced while Headroom runs, and " + holder(file)
                        + " has locked the new one. It cannot open the ledger, which this Headroom holds; end it.");
            channel.close();
            channel = renewed.get();
            key = LedgerWatch.key(file);
            LOG.warn(
                    "The lock file {} was deleted or replaced while Headroom runs. It was made and locked again.",
                    file);
            return Optional.empty();
        } catch (IOException | OverlappingFileLockException e) {
            return Optional.of("The lock file " + file + " was deleted while Headroom runs and cannot be made again ("
                    + e.getMessage() + "). The ledger itself still keeps a second Headroom out. It is tried again.");
        }
    }

    private static String holder(Path file) {
        try {
            String text = Files.readString(file).strip();
            return text.isEmpty() ? "another program" : text;
        } catch (IOException e) {
            return "another program";
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // The lock goes with the handle, and the handle is gone either way.
        } finally {
            HELD.remove(file);
        }
    }
}
