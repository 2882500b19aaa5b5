package org.headroom.jobs.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code stat} in {@code /proc} says of a process or of one of its threads.
 *
 * @param ended whether its first thread, or the thread, has ended
 * @param ending whether that is ending or has ended: its control groups of version 1 are not told any more
 * @param threads of the process; the first one counts until all have ended
 * @param start the kernel's start time of it
 */
public record ProcessStat(boolean ended, boolean ending, long threads, long start) {
    /** Fields counted from the one after the program's name. */
    private static final int STATE = 0;

    private static final int FLAGS = 6;
    private static final int THREADS = 17;
    private static final int START_TIME = 19;
    /** The kernel's PF_EXITING. */
    private static final long EXITING = 4;

    /** @param directory of the process or thread in {@code /proc} */
    public static ProcessStat of(Path directory) throws IOException {
        return parse(Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1));
    }

    static ProcessStat parse(String line) throws IOException {
        // A program's name may hold spaces and parentheses; what follows the last one holds neither.
        String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ");
        try {
            boolean ended = fields[STATE].equals("Z") || fields[STATE].equals("X");
            boolean ending = ended || (Long.parseLong(fields[FLAGS]) & EXITING) != 0;
            return new ProcessStat(ended, ending, Long.parseLong(fields[THREADS]), Long.parseLong(fields[START_TIME]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("a process has a malformed stat", e);
        }
    }

    /** Whether the process runs: a first thread that has ended leaves one where others have not. */
    public boolean runs() {
        return !ended || threads > 1;
    }
}
