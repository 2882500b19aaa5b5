package org.headroom.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** The time since this machine started, including the time that it was suspended. Setting the clock does not change it. */
public interface BootTime {
    /** Names this start of the machine. */
    String bootId();

    /** Nanoseconds since the machine started. Any thread. */
    long nanos();

    /**
     * The boot time of this machine (Linux, {@code CLOCK_BOOTTIME} as {@code /proc/uptime} shows it). Empty on other
     * systems: {@code System.nanoTime} does not count the time in suspend on each of them.
     */
    static Optional<BootTime> ofThisMachine() {
        return of(Path.of("/proc"), System::nanoTime);
    }

    /** @param nanoTime need not count the time in suspend; gives the resolution that {@code uptime} lacks (10 ms) */
    static Optional<BootTime> of(Path proc, LongSupplier nanoTime) {
        Optional<Long> uptime = Uptime.read(proc.resolve("uptime"));
        try {
            String id = Files.readString(proc.resolve("sys/kernel/random/boot_id"), StandardCharsets.US_ASCII)
                    .strip();
            if (uptime.isEmpty() || !Uptime.ID.matcher(id).matches()) return Optional.empty();
            return Optional.of(new Uptime(id, proc.resolve("uptime"), nanoTime));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Runs with {@code nanoTime}, and forward by what {@code uptime} counted beyond it. That is read at most ten times a
     * second: reading it costs a hundred times what {@code nanoTime} does.
     */
    final class Uptime implements BootTime {
        private static final Pattern ID = Pattern.compile("[0-9a-zA-Z-]{1,64}");
        private static final Pattern SECONDS = Pattern.compile("([0-9]{1,9})(?:\\.([0-9]{1,9}))?(?: .*)?");
        /** More than the resolution of {@code uptime} and the time between the two readings. */
        private static final long NOISE = TimeUnit.MILLISECONDS.toNanos(50);

        private static final long READ_PERIOD = TimeUnit.MILLISECONDS.toNanos(100);

        private final String bootId;
        private final Path uptime;
        private final LongSupplier nanoTime;
        private final AtomicLong offset;
        private final AtomicLong readAt;

        private Uptime(String bootId, Path uptime, LongSupplier nanoTime) {
            this.bootId = bootId;
            this.uptime = uptime;
            this.nanoTime = nanoTime;
            long now = nanoTime.getAsLong();
            this.offset = new AtomicLong(read(uptime).orElse(now) - now);
            this.readAt = new AtomicLong(now);
        }

        @Override
        public String bootId() {
            return bootId;
        }

        @Override
        public long nanos() {
            long before = nanoTime.getAsLong();
            long last = readAt.get();
            // Counting backwards is no time that passes: what uptime says decides, also in the same tenth of a second.
            boolean soon = before >= last && before - last < READ_PERIOD;
            if (soon || !readAt.compareAndSet(last, before)) return before + offset.get();
            Optional<Long> counted = read(uptime);
            long now = nanoTime.getAsLong();
            // Where the thread was held up in between, the two readings cannot be compared.
            if (counted.isPresent() && now - before < NOISE) {
                long suspended = counted.get() - now - offset.get();
                if (suspended > NOISE) offset.addAndGet(suspended);
            }
            return now + offset.get();
        }

        private static Optional<Long> read(Path file) {
            try {
                var text = SECONDS.matcher(
                        Files.readString(file, StandardCharsets.US_ASCII).strip());
                if (!text.matches()) return Optional.empty();
                String fraction = text.group(2) == null ? "" : text.group(2);
                long nanos = Long.parseLong((fraction + "000000000").substring(0, 9));
                return Optional.of(TimeUnit.SECONDS.toNanos(Long.parseLong(text.group(1))) + nanos);
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }
}
