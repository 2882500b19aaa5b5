package org.headroom.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.headroom.model.market.LeaseId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logs of ended jobs, the last few of those that were asked for in memory. Any thread. */
final class LeaseLogs {
    static final String FILE = "job.log";
    private static final int KEPT = 8;
    private static final String BEING_READ = "";
    private static final String UNREADABLE = "The log of this job cannot be read: ";
    private static final Logger LOG = LoggerFactory.getLogger(LeaseLogs.class);

    private final Function<LeaseId, Path> directory;

    private final Map<LeaseId, String> read = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LeaseId, String> eldest) {
            return size() > KEPT;
        }
    };

    LeaseLogs(Function<LeaseId, Path> directory) {
        this.directory = directory;
    }

    /** The end of the log. Empty the first time: it is read on a thread of its own and there the next time. */
    String tail(LeaseId lease) {
        synchronized (read) {
            Optional<String> known = Optional.ofNullable(read.get(lease));
            if (known.isPresent()) return known.get();
            read.put(lease, BEING_READ);
        }
        Thread.ofVirtual().name("job-log-" + lease).start(() -> {
            String text = read(lease);
            synchronized (read) {
                read.put(lease, text);
            }
        });
        return BEING_READ;
    }

    /** Whatever it meets, there is a text: without one the log would seem to be read for ever. */
    private String read(LeaseId lease) {
        try {
            return tail(directory.apply(lease).resolve(FILE));
        } catch (RuntimeException | Error e) {
            LOG.warn("The log of {} could not be read", lease, e);
            return UNREADABLE + e;
        }
    }

    /** The job has ended: this is the end of its log. */
    void ended(LeaseId lease, String tail) {
        synchronized (read) {
            read.put(lease, tail);
        }
    }

    private static String tail(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size, JobOutput.TAIL));
            channel.position(size - bytes.capacity());
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            return UNREADABLE + e.getMessage();
        }
    }
}
