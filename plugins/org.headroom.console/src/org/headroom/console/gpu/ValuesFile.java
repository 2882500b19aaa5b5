package org.headroom.console.gpu;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BooleanSupplier;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuWatch;

/** Writes a GPU's values to a file, piece by piece, so that it can be followed and cancelled. Any thread but the UI's. */
final class ValuesFile {
    /** Pieces of work, for those who show progress. */
    static final int PIECES = 40;

    private ValuesFile() {}

    /**
     * The file is there whole or not at all; one of that name is kept until then.
     *
     * @param done told after each piece
     * @param cancelled asked between pieces
     * @return whether it was written; false where it was cancelled
     */
    static boolean write(
            GpuWatch watch, GpuId gpu, Instant from, Instant to, Path file, Runnable done, BooleanSupplier cancelled)
            throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        boolean whole = false;
        try (BufferedWriter out = Files.newBufferedWriter(beside)) {
            // Where only minutes are kept, a piece that begins within a minute would have it twice.
            long minutes = Math.max(1, (Duration.between(from, to).toMinutes() + PIECES - 1) / PIECES);
            Instant at = from;
            boolean first = true;
            while (at.isBefore(to) && !cancelled.getAsBoolean()) {
                Instant next = at.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(minutes));
                Instant end = next.isAfter(to) ? to : next;
                watch.csv(gpu, at, end, first ? out : new WithoutHeader(out));
                first = false;
                at = end;
                done.run();
            }
            whole = !at.isBefore(to);
        } finally {
            if (!whole) Files.deleteIfExists(beside);
        }
        if (whole) Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        return whole;
    }

    /** Lets everything through after the first line. */
    private static final class WithoutHeader implements Appendable {
        private final Appendable out;
        private boolean past;

        WithoutHeader(Appendable out) {
            this.out = out;
        }

        @Override
        public Appendable append(CharSequence text) throws IOException {
            return append(text, 0, text.length());
        }

        @Override
        public Appendable append(CharSequence text, int start, int end) throws IOException {
            int from = start;
            while (!past && from < end) past = text.charAt(from++) == '\n';
            if (from < end) out.append(text, from, end);
            return this;
        }

        @Override
        public Appendable append(char c) throws IOException {
            if (past) out.append(c);
            else past = c == '\n';
            return this;
        }
    }
}
