package org.headroom.jobs;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.headroom.model.job.MissingOutput;

/**
 * Reads the log that Podman's monitor writes for a container, in the form {@code TIME STREAM P|F TEXT}. At its limit the
 * monitor puts an empty file in the log's place; the old file stays readable to whoever has it open, so that nothing is
 * lost as long as the reader is less than a whole log behind. Where it may have been further behind, the text says so.
 * Podman's own log request loses what lies between. Needs no answer of the engine. One thread.
 */
final class LogFile implements Closeable {
    /** The monitor's own are at most 8 KiB; what is longer is no log of its making. */
    private static final int MAX_LINE = 64 * 1024;

    private static final int CHUNK = 64 * 1024;
    private static final byte[] STDERR = "stderr".getBytes(StandardCharsets.US_ASCII);
    /** No monitor writes faster than that. */
    private static final long BYTES_A_MILLISECOND = 250_000;
    /** Longer than a reader pauses that keeps up. */
    private static final long PAUSE_MS = 25;

    /** Which file it is; a number alone may be given to a new file. */
    record Identity(Object key, Instant created) {
        static Identity of(Path file) throws IOException {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            Object key = is.fileKey();
            return new Identity(key == null ? file : key, is.creationTime().toInstant());
        }
    }

    /** A log that was opened before anything of it was replaced. @param lookedAt by {@link System#nanoTime} */
    record First(Path file, FileChannel channel, Identity identity, long lookedAt) implements Closeable {
        /** @throws NoSuchFileException where there is none yet */
        static First open(Path file) throws IOException {
            long now = System.nanoTime();
            // Looked at before it is opened, as below.
            Identity identity = Identity.of(file);
            return new First(file, FileChannel.open(file, StandardOpenOption.READ), identity, now);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private final Path file;
    private final Consumer<String> text;
    private final OutputText[] streams;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    /** Of one stream, not delivered yet. */
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream(CHUNK);

    private @org.jspecify.annotations.Nullable OutputText from;
    private byte[] line = new byte[1024];
    private int length;
    private boolean tooLong;
    private boolean lineOpen;
    private @org.jspecify.annotations.Nullable FileChannel channel;
    private @org.jspecify.annotations.Nullable Identity open;
    private Optional<Identity> next = Optional.empty();
    private boolean lost;
    private boolean perhapsLost;
    private long lookedAt = System.nanoTime();
    private long bytes;

    private LogFile(Path file, Consumer<String> text) {
        this.file = file;
        this.text = text;
        this.streams = new OutputText[] {new OutputText(this::tell), new OutputText(this::tell)};
    }

    /** Reads a log from its beginning, and closes it. */
    LogFile(First first, Consumer<String> text) {
        this(first.file(), text);
        this.channel = first.channel();
        this.open = first.identity();
        this.lookedAt = first.lookedAt();
    }

    /** @param startedAt of the job: a log that was made later is not the first */
    LogFile(Path file, Instant startedAt, Consumer<String> text) throws IOException {
        this(file, text);
        openNext();
        BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
        if (!is.creationTime().toInstant().isAfter(startedAt)) return;
        // Without a time of making it is that of the last line, where there is one.
        missing(is.size() == 0 || tellsMaking(is) ? MissingOutput.LOST : MissingOutput.PERHAPS);
    }

    /**
     * Where the file system knows no time of making, it tells that of the last change instead. A file that was made just now
     * has the same for both, too; the directory has had others made in it.
     */
    private boolean tellsMaking(BasicFileAttributes is) throws IOException {
        if (!is.creationTime().equals(is.lastModifiedTime())) return true;
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) return false;
        BasicFileAttributes around = Files.readAttributes(directory, BasicFileAttributes.class);
        return !around.creationTime().equals(around.lastModifiedTime());
    }

    /**
     * Delivers what was added since the last call.
     *
     * @return false where the log is gone and everything of it was read
     */
    boolean read() throws IOException {
        while (true) {
            boolean there = lookForNext();
            boolean more = readChunk();
            if (more) continue;
            if (next.isEmpty()) return there;
            // The monitor writes no more to the old one, and all of it was read.
            if (lost) missing(MissingOutput.LOST);
            else if (perhapsLost) missing(MissingOutput.PERHAPS);
            length = 0;
            tooLong = false;
            try {
                openNext();
            } catch (NoSuchFileException e) {
                return false;
            }
        }
    }

    /** How much was read so far. */
    long bytes() {
        return bytes;
    }

    private void openNext() throws IOException {
        FileChannel old = channel;
        if (old != null) old.close();
        // Looked at before it is opened: should it be replaced in between, the next look finds another one.
        Identity identity = Identity.of(file);
        if (next.isPresent() && !next.get().equals(identity)) missing(MissingOutput.LOST);
        channel = FileChannel.open(file, StandardOpenOption.READ);
        open = identity;
        next = Optional.empty();
        lost = false;
        perhapsLost = false;
    }

    /** Notices that the log was replaced, and whether that happened again before the old one was read. */
    private boolean lookForNext() throws IOException {
        long before = lookedAt;
        lookedAt = System.nanoTime();
        try {
            Identity now = Identity.of(file);
            if (now.equals(open)) return true;
            if (next.isEmpty()) perhapsLost = mayHaveFilled(lookedAt - before);
            else if (!next.get().equals(now)) lost = true;
            next = Optional.of(now);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Whether another whole log may have come and gone in that time, as fast as a monitor writes. */
    private boolean mayHaveFilled(long nanos) throws IOException {
        FileChannel full = channel;
        long size = full == null ? 0 : full.size();
        return nanos > TimeUnit.MILLISECONDS.toNanos(Math.max(PAUSE_MS, size / BYTES_A_MILLISECOND));
    }

    private boolean readChunk() throws IOException {
        FileChannel in = channel;
        if (in == null) return false;
        if (in.position() > in.size()) {
            // Cut in place, by somebody else than the monitor.
            missing(MissingOutput.LOST);
            length = 0;
            in.position(0);
        }
        chunk.clear();
        int n = in.read(chunk);
        if (n <= 0) return false;
        bytes += n;
        byte[] data = chunk.array();
        int start = 0;
        for (int i = 0; i < n; i++) {
            if (data[i] != '\n') continue;
            add(data, start, i - start);
            if (!tooLong) entry();
            length = 0;
            tooLong = false;
            start = i + 1;
        }
        add(data, start, n - start);
        hand();
        return true;
    }

    /** A part of a line of the log. */
    private void add(byte[] data, int from, int count) {
        tooLong |= length + count > MAX_LINE;
        if (tooLong) return;
        if (length + count > line.length) line = Arrays.copyOf(line, Math.max(2 * line.length, length + count));
        System.arraycopy(data, from, line, length, count);
        length += count;
    }

    /** One line of the log; what is none of the monitor's is left out. */
    private void entry() {
        int time = indexOf(0);
        int stream = time < 0 ? -1 : indexOf(time + 1);
        int tag = stream < 0 ? -1 : indexOf(stream + 1);
        if (tag < 0) return;
        boolean error = Arrays.equals(line, time + 1, stream, STDERR, 0, STDERR.length);
        OutputText out = streams[error ? 1 : 0];
        boolean partial = tag > stream + 1 && line[stream + 1] == 'P';
        if (out != from) hand();
        from = out;
        lines.write(line, tag + 1, length - tag - 1);
        if (!partial) lines.write('\n');
    }

    /** Delivers lines of one stream together: a call for each would make the reader slower than a job may be. */
    private void hand() {
        OutputText out = from;
        if (out == null || lines.size() == 0) return;
        byte[] together = lines.toByteArray();
        lines.reset();
        out.accept(together, 0, together.length);
    }

    private int indexOf(int from) {
        for (int i = from; i < length; i++) if (line[i] == ' ') return i;
        return -1;
    }

    private void tell(String part) {
        lineOpen = !part.endsWith("\n");
        text.accept(part);
    }

    private void missing(String mark) {
        for (OutputText stream : streams) stream.flush();
        text.accept(lineOpen ? "\n" + mark : mark);
        lineOpen = false;
    }

    /** Delivers what is left of characters that never came whole. */
    void end() {
        for (OutputText stream : streams) stream.flush();
    }

    @Override
    public void close() throws IOException {
        FileChannel in = channel;
        channel = null;
        if (in != null) in.close();
    }
}
