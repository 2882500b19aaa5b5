package org.headroom.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A folder that is removed with all that is in it when it is closed, or when the program is ended by a signal before. */
final class TemporaryFolder implements AutoCloseable {
    private static final long AT_EXIT_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Path path;
    private final Thread atExit = new Thread(this::removeAtExit, "temporary-folder");

    TemporaryFolder(Path path) {
        this.path = path;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        Folders.remove(path);
        ExitHooks.forget(atExit);
    }

    /** Whoever still writes into it may hold that up for a moment. */
    private void removeAtExit() {
        for (long end = System.nanoTime() + AT_EXIT_NS; System.nanoTime() - end < 0; LockSupport.parkNanos(AGAIN_NS)) {
            try {
                Folders.remove(path);
                if (!Files.exists(path)) return;
            } catch (IOException | UncheckedIOException e) {
                // A file came or went meanwhile: tried again.
            }
        }
        System.err.println("Could not remove " + path + ".");
    }
}
