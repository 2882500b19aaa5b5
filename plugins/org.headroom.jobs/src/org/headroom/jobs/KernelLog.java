package org.headroom.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the kernel wrote about containers that ran out of memory. Podman's monitor misses that on cgroup v1, where the
 * container's group is gone before it looks; the kernel names the group, and the group is named after the container.
 */
final class KernelLog {
    private static final String MARK = "oom_memcg=";

    private KernelLog() {}

    /** False also where the kernel's log may not be read. */
    static boolean saysOutOfMemory(String containerId) {
        Optional<Path> dmesg = Programs.find("dmesg", Map.of());
        if (dmesg.isEmpty()) return false;
        try {
            Process process = new ProcessBuilder(dmesg.get().toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            try (BufferedReader lines = process.inputReader(StandardCharsets.ISO_8859_1)) {
                return lines.lines().anyMatch(line -> names(line, containerId));
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            return false;
        }
    }

    /** When this machine started; empty where the kernel does not say. */
    static Optional<Instant> bootedAt() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"), StandardCharsets.US_ASCII)) {
            return lines.filter(line -> line.matches("btime [0-9]{1,18}"))
                    .map(line -> Instant.ofEpochSecond(Long.parseLong(line.substring(6))))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    static boolean names(String line, String containerId) {
        int mark = line.indexOf(MARK);
        if (mark < 0) return false;
        int end = line.indexOf(',', mark);
        String group = end < 0 ? line.substring(mark) : line.substring(mark, end);
        return group.contains(containerId);
    }
}
