package org.headroom.app;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/** What the monitor itself costs: processor time of the thread that samples, or of all of Headroom. UI thread. */
final class OwnCost {
    private static final long EVERY_NANOS = 10_000_000_000L;
    private static final String SAMPLER = "nvml-sampler";
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long measuredAt;
    private long measured = -1;
    private boolean sampler;
    private String share = "";

    String words(int gpus) {
        long now = System.nanoTime();
        if (measured < 0 || now - measuredAt > EVERY_NANOS) measure(now);
        if (share.isEmpty()) return "";
        return sampler
                ? "watching " + gpus + (gpus == 1 ? " GPU" : " GPUs") + " costs " + share + " % of one core"
                : "Headroom uses " + share + " % of one core";
    }

    private void measure(long now) {
        long id = samplerThread();
        boolean hasSampler = id >= 0;
        long used = hasSampler
                ? threads.getThreadCpuTime(id)
                : ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .map(d -> d.toNanos())
                        .orElse(-1L);
        if (measured >= 0 && used >= measured && hasSampler == sampler)
            share = String.format(Locale.ROOT, "%.1f", 100.0 * (used - measured) / (now - measuredAt));
        sampler = hasSampler;
        measured = used;
        measuredAt = now;
    }

    private long samplerThread() {
        for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds()))
            if (info != null && info.getThreadName().equals(SAMPLER)) return info.getThreadId();
        return -1;
    }
}
