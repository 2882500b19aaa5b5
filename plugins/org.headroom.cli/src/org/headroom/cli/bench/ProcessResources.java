package org.headroom.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What this process holds.
 *
 * @param heap bytes that are used after garbage collection
 * @param descriptors open file descriptors, as Linux lists them
 * @param threads platform threads, without the workers of Java's own pools: their number follows the work, and Java ends them
 * @param virtualThreads all that have not ended
 */
record ProcessResources(long heap, int descriptors, int threads, int virtualThreads) {
    private static final int COLLECTIONS = 4;
    /** Carriers of virtual threads, and those that run what {@code java.net.http} has to do. */
    private static final Pattern POOLED = Pattern.compile("ForkJoinPool.*|HttpClient-\\d+-Worker-\\d+");

    /** Collects garbage first. */
    static ProcessResources now() throws IOException, JMException {
        long heap = usedHeap();
        Set<Thread> platform = Thread.getAllStackTraces().keySet();
        int threads = (int) platform.stream()
                .filter(t -> !POOLED.matcher(t.getName()).matches())
                .count();
        Set<Long> ids = platform.stream().map(Thread::threadId).collect(Collectors.toSet());
        return new ProcessResources(heap, openDescriptors(), threads, virtualThreads(ids));
    }

    /** Besides memory. */
    boolean holdsMoreThan(ProcessResources other) {
        return descriptors > other.descriptors || threads > other.threads || virtualThreads > other.virtualThreads;
    }

    static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private static int openDescriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return (int) open.count();
        }
    }

    /** From the thread dump that lists virtual threads, too. */
    private static int virtualThreads(Set<Long> platform) throws IOException, JMException {
        Path file = Files.createTempDirectory("headroom-threads").resolve("threads.json");
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            String string = String.class.getName();
            server.invoke(
                    new ObjectName("com.sun.management:type=HotSpotDiagnostic"),
                    "dumpThreads",
                    new Object[] {file.toString(), "JSON"},
                    new String[] {string, string});
            int virtual = 0;
            for (JsonNode container : new ObjectMapper().readTree(file.toFile()).at("/threadDump/threadContainers"))
                for (JsonNode thread : container.path("threads"))
                    if (!platform.contains(thread.path("tid").asLong()) && isVirtual(thread)) virtual++;
            return virtual;
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.getParent());
        }
    }

    /** A platform thread may have begun since the others were listed; from Java 24 on the dump tells. */
    private static boolean isVirtual(JsonNode thread) {
        return !thread.has("virtual") || thread.path("virtual").asBoolean();
    }
}
