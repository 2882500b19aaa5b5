package org.headroom.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a process has cost so far, as Linux accounts it in {@code /proc}. */
record ProcessCost(Duration cpu, long residentKib, long highestResidentKib) {
    // Linux tells CPU time in hundredths of a second on every architecture it has.
    private static final long TICK_MILLIS = 10;

    static ProcessCost of(long pid) throws IOException {
        Path proc = Path.of("/proc", Long.toString(pid));
        String stat = Files.readString(proc.resolve("stat"));
        // The name in brackets may hold anything, so fields are counted from its end.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        List<String> status = Files.readAllLines(proc.resolve("status"));
        return new ProcessCost(Duration.ofMillis(ticks * TICK_MILLIS), kib(status, "VmRSS:"), kib(status, "VmHWM:"));
    }

    private static long kib(List<String> status, String name) {
        return status.stream()
                .filter(l -> l.startsWith(name))
                .map(l -> l.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    /** CPU time since then, in percent of one core over that time. */
    double percentSince(ProcessCost before, Duration time) {
        return 100.0 * cpu.minus(before.cpu).toNanos() / time.toNanos();
    }
}
