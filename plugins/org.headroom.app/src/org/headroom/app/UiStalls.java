package org.headroom.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.slf4j.LoggerFactory;

/**
 * Measures how long the UI thread is away from its event loop, for benchmarks: a line a second with the longest stretch of
 * that second in milliseconds, and how many there were. A stretch lasts from waking up to the next sleep, so it is the most
 * that anyone can have waited. UI thread but for the writing.
 */
final class UiStalls {
    private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path file;
    private long wokeAt = System.nanoTime();
    private long secondBegan = wokeAt;
    private long longest;
    private int stretches;

    private UiStalls(Path file) {
        this.file = file;
    }

    /** Begins where {@code headroom.stalls} names a file; else costs nothing. */
    static void measure(Display display) {
        String name = System.getProperty("headroom.stalls", "");
        if (name.isEmpty()) return;
        UiStalls stalls = new UiStalls(Path.of(name));
        display.addListener(SWT.PostExternalEventDispatch, e -> stalls.woke());
        display.addListener(SWT.PreExternalEventDispatch, e -> stalls.sleeps());
    }

    private void woke() {
        wokeAt = System.nanoTime();
    }

    private void sleeps() {
        long now = System.nanoTime();
        longest = Math.max(longest, now - wokeAt);
        stretches++;
        if (now - secondBegan < LINE_NANOS) return;
        String line = String.format(Locale.ROOT, "%.3f %d%n", longest / 1e6, stretches);
        secondBegan = now;
        longest = 0;
        stretches = 0;
        Thread.ofVirtual().start(() -> write(line));
    }

    private void write(String line) {
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LoggerFactory.getLogger(UiStalls.class).debug("The stalls could not be written", e);
        }
    }
}
