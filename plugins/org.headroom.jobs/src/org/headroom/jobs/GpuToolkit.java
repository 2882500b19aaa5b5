package org.headroom.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.model.job.EngineStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * NVIDIA's container toolkit, which hands GPUs to containers. No engine tells its version, so the program itself is asked:
 * once, and again when it has been replaced. Any thread.
 */
public final class GpuToolkit {
    private static final Logger LOG = LoggerFactory.getLogger(GpuToolkit.class);
    /** As its package is called, and as the status calls it. */
    private static final String NAME = "nvidia-container-toolkit";
    /** Before 1.11 there is only the second. */
    private static final List<String> PROGRAMS = List.of("nvidia-ctk", NAME);

    /** {@code NVIDIA Container Toolkit CLI version 1.17.8}; the older one calls itself a runtime hook. */
    private static final Pattern VERSION = Pattern.compile("\\bversion:? v?(\\d{1,6}(?:\\.\\d{1,6}){1,3}\\S{0,40})");

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 4_096;
    private static final long ANOTHER_TRY_NS = TimeUnit.MINUTES.toNanos(1);

    private final Function<String, Optional<Path>> finder;
    private final LongSupplier nanoTime;
    private Optional<Asked> asked = Optional.empty();

    /** @param at by {@code System.nanoTime()} */
    private record Asked(Path program, FileTime changed, Optional<String> version, long at) {
        boolean holds(Path now, FileTime changedNow, long time) {
            return program.equals(now)
                    && changed.equals(changedNow)
                    && (version.isPresent() || time - at < ANOTHER_TRY_NS);
        }
    }

    /** @param environment whose {@code PATH} counts; usually {@code System.getenv()} */
    public GpuToolkit(Map<String, String> environment) {
        this(name -> Programs.find(name, environment), System::nanoTime);
    }

    /** @param finder of a program by its name */
    GpuToolkit(Function<String, Optional<Path>> finder, LongSupplier nanoTime) {
        this.finder = finder;
        this.nanoTime = nanoTime;
    }

    /** The status with the toolkit among the engine's parts, where there is one that tells its version. */
    EngineStatus addTo(EngineStatus engine) {
        if (!engine.up()) return engine;
        Optional<String> version = version();
        if (version.isEmpty()) return engine;
        Map<String, String> parts = new HashMap<>(engine.parts());
        parts.put(NAME, version.get());
        return new EngineStatus(true, engine.engine(), engine.version(), engine.message(), parts);
    }

    /** Empty where it is not installed or does not say. May take as long as the program does, five seconds at most. */
    synchronized Optional<String> version() {
        Optional<Path> program =
                PROGRAMS.stream().flatMap(name -> finder.apply(name).stream()).findFirst();
        if (program.isEmpty()) return Optional.empty();
        try {
            Path path = program.get();
            FileTime changed = Files.getLastModifiedTime(path);
            long now = nanoTime.getAsLong();
            if (asked.filter(a -> a.holds(path, changed, now)).isEmpty())
                asked = Optional.of(new Asked(path, changed, ask(path), now));
            return asked.get().version();
        } catch (IOException e) {
            LOG.debug("It went away meanwhile: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<String> ask(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            try (InputStream output = process.getInputStream()) {
                process.getOutputStream().close();
                if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.warn("{} did not tell its version within {} s", program, PATIENCE.toSeconds());
                    return Optional.empty();
                }
                // Only what is there: something that the program has left running might hold the other end open.
                String text =
                        new String(output.readNBytes(Math.min(MOST_BYTES, output.available())), StandardCharsets.UTF_8);
                Matcher version = VERSION.matcher(text);
                if (version.find()) return Optional.of(version.group(1));
                LOG.warn("{} does not tell its version", program);
                return Optional.empty();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be asked for its version: {}", program, e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
