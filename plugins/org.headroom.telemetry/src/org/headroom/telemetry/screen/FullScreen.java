package org.headroom.telemetry.screen;

import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the user's own program, such as a game or a film, fills the screen. Any thread; answers at once with what was seen some
 * seconds ago at most, and looks again on a thread of its own. Where it cannot be found out the answer is no.
 */
public final class FullScreen implements BooleanSupplier {
    private static final Logger LOG = LoggerFactory.getLogger(FullScreen.class);
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration STALE = Duration.ofSeconds(30);

    /** One look, which may take as long as the screen likes. */
    @FunctionalInterface
    interface Look {
        boolean now() throws IOException;
    }

    private final Look look;
    private final LongSupplier nanos;
    private final Executor thread;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean seen;
    private volatile long seenAt;
    private boolean failed;

    FullScreen(Look look, LongSupplier nanos, Executor thread) {
        this.look = look;
        this.nanos = nanos;
        this.thread = thread;
        this.seenAt = nanos.getAsLong() - FRESH.toNanos();
    }

    /** On this machine: through X11 or Windows; elsewhere no program is seen. */
    public static BooleanSupplier ofThisMachine() {
        if (Platform.isWindows()) return new FullScreen(new WindowsScreen(), System::nanoTime, ownThread());
        Map<String, String> environment = System.getenv();
        return XDisplay.local(environment, Path.of(System.getProperty("user.home", "/")))
                .<BooleanSupplier>map(display -> new FullScreen(new XScreen(display), System::nanoTime, ownThread()))
                .orElse(() -> false);
    }

    private static Executor ownThread() {
        return new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread t = new Thread(work, "screen-look");
            t.setDaemon(true);
            return t;
        });
    }

    @Override
    public boolean getAsBoolean() {
        long age = nanos.getAsLong() - seenAt;
        if (age >= FRESH.toNanos() && looking.compareAndSet(false, true)) thread.execute(this::look);
        return seen && age < STALE.toNanos();
    }

    private void look() {
        try {
            seen = look.now();
        } catch (IOException | RuntimeException | LinkageError e) {
            seen = false;
            if (!failed) LOG.info("Full-screen programs are not seen here: {}", String.valueOf(e.getMessage()));
            failed = true;
        } finally {
            seenAt = nanos.getAsLong();
            looking.set(false);
        }
    }
}
