package org.headroom.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Held while a file of ours is open, so that no other program writes it. The system lets go of it when a program dies.
 */
public final class ProcessLock implements AutoCloseable {
    /** Beyond the text, so that another program may read who holds it on systems where a lock forbids reading. */
    private static final long LOCKED_BYTE = 1 << 20;

    /**
     * What this program holds already. POSIX drops a lock when the same process closes any other handle on the file, so
     * the file must not even be opened a second time.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private ProcessLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
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
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
                if (lock == null) throw new InUse(holder(file));
                channel.truncate(0);
                String text = "process " + ProcessHandle.current().pid();
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
                taken = true;
                return new ProcessLock(file, channel);
            } finally {
                if (!taken) channel.close();
            }
        } finally {
            if (!taken) HELD.remove(file);
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
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock goes with the handle, and the handle is gone either way.
        } finally {
            HELD.remove(file);
        }
    }
}
