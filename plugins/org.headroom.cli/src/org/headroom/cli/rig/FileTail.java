package org.headroom.cli.rig;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.headroom.model.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * The end of a file and what is added to it, also where it is replaced by a new one. Control characters in it are written
 * out. Holds at most {@value #MOST_BYTES} bytes. One thread.
 */
final class FileTail implements AutoCloseable {
    private static final int MOST_BYTES = 16 << 20;
    /** A longer line is shown in parts. */
    private static final int LONGEST = 64 * 1024;

    private static final Duration LOOK = Duration.ofMillis(300);

    private final List<Path> files;
    private final PrintStream out;
    private @Nullable FileChannel current;
    private @Nullable Object key;
    private byte[] begun = new byte[0];

    /** @param files the current one, then what it was before, the latest first; each may be absent */
    FileTail(List<Path> files, PrintStream out) {
        this.files = files;
        this.out = out;
    }

    /** Prints the last lines. @param stay whether {@link #follow} goes on: a line that is not ended waits then */
    void last(int lines, boolean stay) throws IOException {
        Optional<FileChannel> open = open();
        Deque<byte[]> parts = new ArrayDeque<>();
        long ends = 0;
        if (open.isPresent()) {
            byte[] end = end(open.get(), MOST_BYTES);
            open.get().position(open.get().size());
            parts.addFirst(end);
            ends = ends(end);
        }
        long left = MOST_BYTES - parts.stream().mapToLong(p -> p.length).sum();
        for (Path older : files.subList(1, files.size())) {
            if (ends >= lines || left <= 0 || !Files.isRegularFile(older, LinkOption.NOFOLLOW_LINKS)) break;
            try (FileChannel channel = FileChannel.open(older, StandardOpenOption.READ)) {
                byte[] end = end(channel, left);
                parts.addFirst(end);
                ends += ends(end);
                left -= end.length;
            }
        }
        byte[] all = joined(parts);
        print(all, from(all, lines), !stay);
        if (!stay) close();
    }

    /** Prints what is added, until the thread is interrupted. */
    void follow() throws IOException, InterruptedException {
        while (true) {
            boolean replaced = isReplaced();
            FileChannel channel = current;
            if (channel != null) {
                if (channel.size() < channel.position()) channel.position(0);
                byte[] more = next(channel);
                while (more.length > 0) {
                    print(more, 0, false);
                    more = next(channel);
                }
            }
            if (replaced) {
                close();
                open();
                continue;
            }
            out.flush();
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
    }

    private Optional<FileChannel> open() throws IOException {
        try {
            FileChannel channel =
                    FileChannel.open(files.getFirst(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            current = channel;
            key = key();
            return Optional.of(channel);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private @Nullable Object key() throws IOException {
        try {
            return Files.readAttributes(files.getFirst(), BasicFileAttributes.class)
                    .fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Whether another file has the name. */
    private boolean isReplaced() throws IOException {
        Object now = key();
        return now != null && !now.equals(key);
    }

    private static byte[] next(FileChannel channel) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(LONGEST);
        int read = channel.read(chunk);
        return read <= 0 ? new byte[0] : Arrays.copyOf(chunk.array(), read);
    }

    private static byte[] end(FileChannel channel, long most) throws IOException {
        long size = channel.size();
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size, most));
        channel.position(size - bytes.capacity());
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static boolean begins(byte[] text) {
        return text.length == 0 || text[text.length - 1] == '\n';
    }

    private static long ends(byte[] text) {
        long ends = 0;
        for (byte b : text) if (b == '\n') ends++;
        return ends;
    }

    private static byte[] joined(Deque<byte[]> parts) {
        byte[] all = new byte[parts.stream().mapToInt(p -> p.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** Where the last lines begin. */
    private static int from(byte[] text, int lines) {
        int end = text.length;
        if (lines == 0) return end;
        int left = lines;
        for (int i = end - (begins(text) ? 2 : 1); i >= 0; i--) if (text[i] == '\n' && --left == 0) return i + 1;
        return 0;
    }

    /** @param all whether a line that is not ended is printed, too */
    private void print(byte[] text, int from, boolean all) {
        byte[] joined = Arrays.copyOf(begun, begun.length + text.length - from);
        System.arraycopy(text, from, joined, begun.length, text.length - from);
        int start = 0;
        for (int i = 0; i < joined.length; i++) {
            if (joined[i] != '\n' && i - start < LONGEST - 1) continue;
            println(joined, start, joined[i] == '\n' ? i : i + 1);
            start = i + 1;
        }
        begun = Arrays.copyOfRange(joined, start, joined.length);
        if (!all || begun.length == 0) return;
        println(begun, 0, begun.length);
        begun = new byte[0];
    }

    private void println(byte[] text, int from, int to) {
        int end = to > from && text[to - 1] == '\r' ? to - 1 : to;
        out.println(VisibleText.block(new String(text, from, end - from, StandardCharsets.UTF_8)));
    }

    @Override
    public void close() throws IOException {
        FileChannel channel = current;
        current = null;
        key = null;
        if (channel != null) channel.close();
    }
}
