package org.headroom.jobs.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that is told apart from a later one of the same number.
 *
 * @param start the kernel's start time of it; 0 where the system does not tell, and the number alone counts
 */
public record ProcessId(long pid, long start) {
    private static final int START_TIME = 19;

    public static ProcessId own() {
        long pid = ProcessHandle.current().pid();
        return new ProcessId(pid, start(pid));
    }

    /** Whether it runs. One that has ended and is not collected yet does not. */
    public boolean lives() {
        if (start != 0) return start(pid) == start;
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private static long start(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ");
            if (fields.length <= START_TIME || fields[0].equals("Z") || fields[0].equals("X")) return 0;
            return Long.parseLong(fields[START_TIME]);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
