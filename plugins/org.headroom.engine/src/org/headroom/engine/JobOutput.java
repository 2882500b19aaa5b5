package org.headroom.engine;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.job.JobLogSize;
import org.headroom.model.job.MissingOutput;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one job: its output cut in the middle, on its way to the file, to the console and to the renter. The first
 * {@link #HEAD} characters are kept as they come; of the rest the last {@link #TAIL} are added at the end, after a line that
 * says how much is left out. Where the file may have fewer bytes than that takes, head and tail are shorter by the same
 * factor. What cannot be sent stays here until it can. Written by the engine's follower, flushed by a timer;
 * thread-safe.
 *
 * <p>After a restart the engine tells its log anew, from the beginning or, where it has rotated the log, from a later place.
 * What is in the file already is neither written nor sent again.
 */
final class JobOutput {
    static final int TAIL = 256 * 1024;
    static final int HEAD = JobLogSize.CHARACTERS - TAIL;
    private static final Logger LOG = LoggerFactory.getLogger(JobOutput.class);
    private static final String LEFT_OUT = " characters of output are left out here]\n";
    private static final int CHUNK = 8 * 1024;
    /** So much of what was sent may stand before what was not. */
    private static final int SLACK = 64 * CHUNK;

    /** To whom the output is handed on. */
    @FunctionalInterface
    interface Receiver {
        /**
         * Takes one piece; one call at a time, in the order of the output.
         *
         * @param offset of the first character
         * @return false where the piece was not taken: it comes again
         */
        boolean take(long offset, String text);
    }

    private final Object sending = new Object();
    private final StringBuilder tail = new StringBuilder();
    /** Text that is not sent yet begins at {@code from}. */
    private final StringBuilder unsent = new StringBuilder();

    private final Receiver receiver;
    private final Path file;
    private final long headBytes;
    private final long tailBytes;
    private @Nullable Writer writer;
    /** What the file has from before a restart, until the engine has told it again. */
    private Optional<EarlierOutput> earlier;

    private boolean unwritable;
    /** Whether the last try to hand it on failed. */
    private volatile boolean failing;

    private boolean finished;
    /** The file has all that it gets. */
    private boolean isClosed;
    /** Some of the output is in neither the file nor the engine's log any more: counts of what is left out are too low. */
    private boolean gap;
    /** A line of missing output is among what is left out: so is what it stands for. */
    private boolean uncounted;

    private long kept;
    private long keptBytes;
    /** Of what is kept, what the file has. */
    private long written;

    private long beyondHead;
    private int from;
    private long sent;

    /** @param bytes that the file may have */
    JobOutput(Path file, long bytes, Receiver receiver) throws IOException {
        this.file = file;
        long text = bytes - JobLogSize.NOTICE_BYTES;
        tailBytes = text * TAIL / JobLogSize.CHARACTERS;
        headBytes = text - tailBytes;
        this.receiver = receiver;
        PrivateFiles.createFolders(file.getParent());
        earlier = EarlierOutput.read(file, HEAD + 2 * TAIL);
        earlier.ifPresent(before -> {
            kept = before.length();
            keptBytes = Utf8Length.of(before.text());
            sent = kept;
            written = kept;
            // Beyond the head there is nothing before the end.
            finished = kept > HEAD || keptBytes > headBytes;
        });
    }

    synchronized void accept(String told) {
        if (finished) return;
        String text = news(told);
        int room = room(text);
        uncounted |= room < text.length() && MissingOutput.isIn(text);
        if (room > 0) keep(text.substring(0, room));
        beyondHead += text.length() - room;
        if (text.length() >= TAIL) {
            tail.setLength(0);
            tail.append(text, text.length() - TAIL, text.length());
            return;
        }
        // Moved seldom and not with each line.
        if (tail.length() + text.length() > 2 * TAIL) tail.delete(0, tail.length() + text.length() - TAIL);
        tail.append(text);
    }

    private String news(String told) {
        if (earlier.isEmpty()) return told;
        EarlierOutput.Told result = earlier.get().told(told);
        gap |= result.gap();
        if (result.over()) earlier = Optional.empty();
        return result.news();
    }

    /** How much of a text belongs to the head. */
    private int room(String text) {
        if (beyondHead > 0) return 0;
        int characters = (int) Math.clamp(HEAD - kept, 0, text.length());
        return Utf8Length.endOfHead(text, characters, headBytes - keptBytes);
    }

    private void keep(String text) {
        kept += text.length();
        keptBytes += Utf8Length.of(text);
        unsent.append(text);
    }

    private void write(String text) {
        written += text.length();
        if (unwritable) return;
        try {
            Writer out = writer;
            if (out == null) writer = out = open();
            out.write(text);
        } catch (IOException e) {
            unwritable = true;
            LOG.warn("The log of a job is not kept in {} from here on: {}", file, e.getMessage());
        }
    }

    private BufferedWriter open() throws IOException {
        return PrivateFiles.writer(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Sends what there is and writes to the file what was sent. */
    void flush() {
        synchronized (sending) {
            String piece = nextPiece();
            while (!piece.isEmpty() && receiver.take(sent(), piece)) {
                sent(piece);
                piece = nextPiece();
            }
        }
        writeOut();
    }

    /** As {@link #flush}; a failure is logged, once until it has succeeded again, and holds back no other output. */
    void tryFlush() {
        try {
            flush();
            failing = false;
        } catch (RuntimeException | Error e) {
            if (!failing) LOG.warn("The output in {} could not be handed on; it is tried again", file, e);
            failing = true;
        }
    }

    private synchronized void writeOut() {
        try {
            Writer out = writer;
            if (out != null) out.flush();
        } catch (IOException e) {
            if (!unwritable) LOG.warn("The log of a job cannot be written to {}: {}", file, e.getMessage());
            unwritable = true;
        }
    }

    private synchronized long sent() {
        return sent;
    }

    /** Empty where all is sent. A cut does not part a surrogate pair. */
    private synchronized String nextPiece() {
        int end = Math.min(from + CHUNK, unsent.length());
        if (end - from > 1 && Character.isHighSurrogate(unsent.charAt(end - 1))) end--;
        return unsent.substring(from, end);
    }

    /** Only now it goes to the file: what is there after a restart counts as sent. */
    private synchronized void sent(String piece) {
        if (!isClosed && sent == written) write(piece);
        sent += piece.length();
        from += piece.length();
        if (from < unsent.length() && from < SLACK) return;
        unsent.delete(0, from);
        from = 0;
        if (unsent.isEmpty() && unsent.capacity() > SLACK) unsent.trimToSize();
    }

    /** No more of the output is read: the last line says so. */
    synchronized void cutShort() {
        boolean lineOpen = kept + beyondHead > 0 && lastCharacter() != '\n';
        accept(lineOpen ? "\n" + MissingOutput.END : MissingOutput.END);
    }

    /** Of what the engine told; a line feed where that is not known. */
    private char lastCharacter() {
        if (!tail.isEmpty()) return tail.charAt(tail.length() - 1);
        return earlier.filter(e -> e.length() > 0)
                .map(e -> e.text().charAt(e.length() - 1))
                .orElse('\n');
    }

    /** Adds the end of an output that was cut, sends all that there is, and closes the file. */
    void finish() {
        end();
        flush();
        close();
    }

    private synchronized void end() {
        if (finished) return;
        finished = true;
        if (beyondHead == 0) return;
        String last = tail();
        last = last.substring((int) (last.length() - Math.min(last.length(), beyondHead)));
        last = last.substring(Utf8Length.beginOfTail(last, tailBytes));
        long leftOut = beyondHead - last.length();
        if (leftOut > 0 || gap) keep("\n[" + (gap || uncounted ? "at least " : "") + leftOut + LEFT_OUT);
        keep(last);
    }

    private synchronized void close() {
        if (written < kept) write(unsent.substring(from + (int) (written - sent)));
        isClosed = true;
        try {
            Writer out = writer;
            if (out != null) out.close();
        } catch (IOException e) {
            LOG.warn("The end of a job's log is not kept in {}: {}", file, e.getMessage());
        }
        writer = null;
    }

    /** How many characters wait to be sent. */
    synchronized int waiting() {
        return unsent.length() - from;
    }

    /** Puts one line that names the offsets in the place of all that waits to be sent. */
    void abandon() {
        synchronized (sending) {
            replaceUnsent();
        }
    }

    private synchronized void replaceUnsent() {
        if (waiting() == 0) return;
        String notice = "\n[characters " + sent + " to " + (sent + waiting())
                + " of the output were not sent: the rig's disk was full]\n";
        unsent.setLength(0);
        unsent.append(notice);
        unsent.trimToSize();
        from = 0;
    }

    synchronized String tail() {
        return tail.length() <= TAIL ? tail.toString() : tail.substring(tail.length() - TAIL);
    }
}
