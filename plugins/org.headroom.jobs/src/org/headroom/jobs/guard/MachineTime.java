package org.headroom.jobs.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time as rig and guard compare it: since the machine's start, suspend included (Linux, {@code CLOCK_BOOTTIME} as
 * {@code /proc/uptime} shows it), and by the wall clock. Where the system tells no boot time, the wall clock stands for it.
 */
public interface MachineTime {
    /**
     * One moment.
     *
     * @param bootId names this start of the machine; {@link #NO_BOOT} where the system tells none
     * @param boot milliseconds since the machine's start
     */
    record Moment(String bootId, long boot, Instant wall) {}

    String NO_BOOT = "none";

    Moment now();

    static MachineTime ofThisMachine() {
        return of(Path.of("/proc"));
    }

    /** @param proc stands for {@code /proc} */
    static MachineTime of(Path proc) {
        return new Proc(proc);
    }

    /** Reads {@code uptime} each time: nothing else counts the time in suspend and is the same in two programs. */
    final class Proc implements MachineTime {
        private static final Pattern UPTIME = Pattern.compile("([0-9]{1,12})\\.([0-9]{2}) .*");
        private static final Pattern ID = Pattern.compile("[0-9a-zA-Z-]{1,64}");

        private final Path uptime;
        private final String bootId;

        private Proc(Path proc) {
            uptime = proc.resolve("uptime");
            String id = NO_BOOT;
            try {
                String text = read(proc.resolve("sys/kernel/random/boot_id"));
                if (ID.matcher(text).matches() && UPTIME.matcher(read(uptime)).matches()) id = text;
            } catch (IOException e) {
                // Not Linux.
            }
            bootId = id;
        }

        private static String read(Path file) throws IOException {
            return Files.readString(file, StandardCharsets.US_ASCII).strip();
        }

        @Override
        public Moment now() {
            Instant wall = Instant.now();
            if (bootId.equals(NO_BOOT)) return new Moment(NO_BOOT, wall.toEpochMilli(), wall);
            try {
                Matcher text = UPTIME.matcher(read(uptime));
                if (text.matches())
                    return new Moment(
                            bootId, Long.parseLong(text.group(1)) * 1000 + Long.parseLong(text.group(2)) * 10, wall);
            } catch (IOException e) {
                // As where there is none: files with a boot id are then read by their wall time.
            }
            return new Moment(NO_BOOT, wall.toEpochMilli(), wall);
        }
    }
}
