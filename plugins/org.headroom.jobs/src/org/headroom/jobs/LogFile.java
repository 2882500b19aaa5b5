package org.headroom.jobs;

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
import java.util.function.Consumer;

/**
 * Reads the log that Podman's monitor writes for a container, in the form {@code TIME STREAM P|F TEXT}. At its limit the
 * monitor puts an empty file in the log's place; the old file stays readable to whoever has it open, so that nothing is
 * lost as long as the reader is less than a whole log behind. Podman's own log request loses what lies between. Needs no
 * answer of the engine. One thread.
 */
final class LogFile implements Closeable {
    /** Stands in the text where output is missing for certain. */
    static final String LOST = "[… output lost: the engine rotated its log; how much is unknown]\n";
    /** The monitor's own are at most 8 KiB; what is longer is no log of its making. */
    private static final int MAX_LINE = 64 * 1024;

    private static final int CHUNK = 64 * 1024;

    /** Which file it is; a number alone may be given to a new file. */
    private record Identity(Object key, Instant created) {
        static Identity of(Path file) throws IOException {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            Object key = is.fileKey();
            return new Identity(key == null ? file : key, is.creationTime().toInstant());
        }
    }

    private final Path file;
    private final Consumer<String> text;
    private final OutputText[] streams;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    private byte[] line = new byte[1024];
    private int length;
    private boolean tooLong;
    private boolean lineOpen;
    private @org.jspecify.annotations.Nullable FileChannel channel;
    private @org.jspecify.annotations.Nullable Identity open;
    private Optional<Identity> next = Optional.empty();
    private boolean lost;
    private long bytes;

    /** @param startedAt of the job: a log that was made later is not the first */
    LogFile(Path file, Instant startedAt, Consumer<String> text) throws IOException {
        this.file = file;
        this.text = text;
        this.streams = new OutputText[] {new OutputText(this::tell), new OutputText(this::tell)};
        openNext();
        BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
        Instant created = is.creationTime().toInstant();
        // Where the file system knows no time of making, it tells that of the last change instead.
        boolean known = !is.creationTime().equals(is.lastModifiedTime());
        if (known && created.isAfter(startedAt)) lost();
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
            if (lost) lost();
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
        if (next.isPresent() && !next.get().equals(identity)) lost();
        channel = FileChannel.open(file, StandardOpenOption.READ);
        open = identity;
        next = Optional.empty();
        lost = false;
    }

    /** Notices that the log was replaced, and whether that happened again before the old one was read. */
    private boolean lookForNext() throws IOException {
        try {
            Identity now = Identity.of(file);
            if (now.equals(open)) return true;
            if (next.isPresent() && !next.get().equals(now)) lost = true;
            next = Optional.of(now);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private boolean readChunk() throws IOException {
        FileChannel in = channel;
        if (in == null) return false;
        if (in.position() > in.size()) {
            // Cut in place, by somebody else than the monitor.
            lost();
            length = 0;
            in.position(0);
        }
        chunk.clear();
        int n = in.read(chunk);
        if (n <= 0) return false;
        bytes += n;
        for (int i = 0; i < n; i++) {
            byte b = chunk.get(i);
            if (b == '\n') {
                if (!tooLong) entry();
                length = 0;
                tooLong = false;
            } else if (length == MAX_LINE) {
                tooLong = true;
            } else {
                if (length == line.length) line = Arrays.copyOf(line, line.length * 2);
                line[length++] = b;
            }
        }
        return true;
    }

    /** One line of the log; what is none of the monitor's is left out. */
    private void entry() {
        int time = indexOf(0);
        int stream = time < 0 ? -1 : indexOf(time + 1);
        int tag = stream < 0 ? -1 : indexOf(stream + 1);
        if (tag < 0) return;
        String name = new String(line, time + 1, stream - time - 1, StandardCharsets.US_ASCII);
        OutputText out = name.equals("stderr") ? streams[1] : streams[0];
        boolean partial = tag > stream + 1 && line[stream + 1] == 'P';
        if (!partial) {
            if (length == line.length) line = Arrays.copyOf(line, line.length + 1);
            line[length++] = '\n';
        }
        out.accept(line, tag + 1, length - tag - 1);
    }

    private int indexOf(int from) {
        for (int i = from; i < length; i++) if (line[i] == ' ') return i;
        return -1;
    }

    private void tell(String part) {
        lineOpen = !part.endsWith("\n");
        text.accept(part);
    }

    private void lost() {
        for (OutputText stream : streams) stream.flush();
        text.accept(lineOpen ? "\n" + LOST : LOST);
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
