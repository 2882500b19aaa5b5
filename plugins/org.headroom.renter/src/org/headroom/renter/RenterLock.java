package org.headroom.renter;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.headroom.model.files.PrivateFiles;

/** Whoever holds it drives this directory's rentals; two would open two streams. The system frees it with the process. */
final class RenterLock implements AutoCloseable {
    private final FileChannel channel;

    private RenterLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Empty where another renter has it. */
    static Optional<RenterLock> take(Path home) throws IOException {
        PrivateFiles.createFolders(home);
        FileChannel channel =
                PrivateFiles.open(home.resolve("renter.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                new RentalFiles(home).tighten();
                return Optional.of(new RenterLock(channel));
            }
        } catch (OverlappingFileLockException e) {
            // Another renter of this very process.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(RenterLock.class).debug("The lock could not be released", e);
        }
    }
}
