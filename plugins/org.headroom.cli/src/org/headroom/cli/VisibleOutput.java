package org.headroom.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.headroom.model.VisibleText;

/**
 * A standard stream of which a terminal shows what is in the text and does nothing else: whatever a command prints, of strangers
 * or of this program, goes through {@link VisibleText#block}. Only the output of jobs may pass it unchanged. Any thread.
 */
final class VisibleOutput extends PrintStream {
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

    private final PrintStream target;

    private VisibleOutput(PrintStream target) {
        super(new Escaping(target), true, target.charset());
        this.target = target;
    }

    /** Standard output and standard error, until {@link #restore}. */
    record Streams(PrintStream out, PrintStream err) {
        static Streams makeVisible() {
            var before = new Streams(System.out, System.err);
            System.setOut(visible(System.out));
            System.setErr(visible(System.err));
            return before;
        }

        void restore() {
            System.out.flush();
            System.err.flush();
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static PrintStream visible(PrintStream stream) {
        return stream instanceof VisibleOutput ? stream : new VisibleOutput(stream);
    }

    /**
     * Prints a job's output to standard output: as it is where that is a file or another program, or where a person wants it
     * so; otherwise made visible.
     */
    static void printJobOutput(String text, boolean raw) {
        PrintStream out = raw || leadsElsewhere(linkTarget()) ? unchanged() : System.out;
        out.print(text);
        out.flush();
    }

    /** Steers the terminal that standard output is, as no text may. */
    static void steer(String sequence) {
        PrintStream out = unchanged();
        out.print(sequence);
        out.flush();
    }

    /** Standard output for bytes that hold nothing hidden, in whatever encoding. What was printed before comes first. */
    static PrintStream unchanged() {
        System.out.flush();
        return System.out instanceof VisibleOutput visible ? visible.target : System.out;
    }

    private static Optional<String> linkTarget() {
        try {
            return Optional.of(Files.readSymbolicLink(STANDARD_OUTPUT).toString());
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Whether standard output is known to be no terminal. @param target what the kernel calls it; empty where it does not say */
    static boolean leadsElsewhere(Optional<String> target) {
        return target.filter(t -> t.startsWith("pipe:")
                        || t.startsWith("socket:")
                        || t.equals("/dev/null")
                        || (t.startsWith("/") && !t.startsWith("/dev/")))
                .isPresent();
    }

    /** Decodes what is printed, escapes it, and encodes it again. */
    private static final class Escaping extends OutputStream {
        private final PrintStream target;
        private final CharsetDecoder decoder;
        private ByteBuffer undecoded = ByteBuffer.allocate(0);
        private String held = "";

        private Escaping(PrintStream target) {
            Charset charset = target.charset();
            this.target = target;
            this.decoder = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            ByteBuffer in = ByteBuffer.allocate(undecoded.remaining() + length);
            in.put(undecoded).put(bytes, from, length).flip();
            CharBuffer out =
                    CharBuffer.allocate((int) Math.ceil(in.remaining() * (double) decoder.maxCharsPerByte()) + 1);
            CoderResult result = decoder.decode(in, out, false);
            if (result.isOverflow()) throw new UncheckedIOException(new IOException("a buffer was too small"));
            // The beginning of a character whose rest is still to come.
            undecoded = ByteBuffer.wrap(remaining(in));
            print(held + out.flip());
        }

        private static byte[] remaining(ByteBuffer in) {
            byte[] rest = new byte[in.remaining()];
            in.get(rest);
            return rest;
        }

        /** A carriage return waits for the line break that may follow. */
        private void print(String text) {
            boolean waits = text.endsWith("\r");
            held = waits ? "\r" : "";
            target.print(VisibleText.block(waits ? text.substring(0, text.length() - 1) : text));
        }

        @Override
        public void flush() {
            target.flush();
        }

        @Override
        public synchronized void close() {
            if (!held.isEmpty()) target.print(VisibleText.block(held));
            held = "";
            target.flush();
        }
    }
}
