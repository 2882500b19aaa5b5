package org.headroom.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.headroom.engine.BidParts;
import org.headroom.model.bidding.ScriptAnswer;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.market.Order;

/**
 * Runs the owner's bid script for an order and keeps it in bounds: no shell, an environment of its own, five seconds, a few
 * KiB of output, and at the end nothing of it is left running. The calling thread waits.
 */
final class ScriptRunner implements BidParts.PriceScripts {
    static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MOST_OUTPUT = 4 << 10;
    private static final long LAST_WORDS_MS = 200;
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Duration limit;

    ScriptRunner() {
        this(LIMIT);
    }

    ScriptRunner(Duration limit) {
        this.limit = limit;
    }

    @Override
    public Optional<String> problem(String program) {
        Path path;
        try {
            path = Path.of(program);
        } catch (java.nio.file.InvalidPathException e) {
            return Optional.of("\"" + ScriptOutput.shown(program) + "\" is not the name of a file.");
        }
        if (!path.isAbsolute())
            return Optional.of("Name the bid script with its whole path, such as /home/you/price.sh, not \""
                    + ScriptOutput.shown(program) + "\".");
        if (!Files.isRegularFile(path)) return Optional.of("There is no bid script " + path + ".");
        return Files.isExecutable(path)
                ? Optional.empty()
                : Optional.of("The bid script " + path + " cannot be run: chmod +x " + path + ".");
    }

    /** What came of one of a program's outputs. */
    private static final class Caught {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CountDownLatch end = new CountDownLatch(1);
        private boolean tooMuch; // guarded by this

        synchronized boolean tooMuch() {
            return tooMuch;
        }

        synchronized byte[] bytes() {
            return bytes.toByteArray();
        }

        /** Reads to the end, so that nothing stands still; keeps the first few KiB. */
        void read(InputStream from) {
            byte[] piece = new byte[1024];
            try (from) {
                for (int n = from.read(piece); n >= 0; n = from.read(piece)) {
                    synchronized (this) {
                        int room = MOST_OUTPUT - bytes.size();
                        bytes.write(piece, 0, Math.min(n, room));
                        if (n > room) {
                            tooMuch = true;
                            return;
                        }
                    }
                }
            } catch (IOException e) {
                // It has ended, or was ended.
            } finally {
                end.countDown();
            }
        }
    }

    @Override
    public ScriptAnswer ask(String program, Order order, List<GpuReading> gpus) {
        Optional<String> problem = problem(program);
        if (problem.isPresent()) return ScriptOutput.none(program, problem.get());
        Process process;
        try {
            process = start(program, order);
        } catch (IOException e) {
            return ScriptOutput.none(program, "it could not be started (" + e.getMessage() + ")");
        }
        try {
            return answer(program, process, ScriptInput.of(order, gpus));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ScriptOutput.none(program, "the rig is closing");
        } finally {
            ProcessSession.end(process);
        }
    }

    private static Process start(String program, Order order) throws IOException {
        List<String> command = new ArrayList<>();
        // A session of its own: whatever it starts can be found and ended.
        if (Files.isExecutable(SETSID)) command.add(SETSID.toString());
        command.add(program);
        ProcessBuilder builder = new ProcessBuilder(command);
        Path folder = Path.of(program).getParent();
        if (folder != null) builder.directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.put("LANG", "C.UTF-8");
        environment.put("AKASH_OWNER", order.renter().hex());
        environment.put("AKASH_DENOM", "usdc");
        return builder.start();
    }

    private ScriptAnswer answer(String program, Process process, byte[] question) throws InterruptedException {
        Caught out = new Caught();
        Caught errors = new Caught();
        long end = System.nanoTime() + limit.toNanos();
        thread("bid-script-in", () -> write(process.getOutputStream(), question));
        thread("bid-script-out", () -> out.read(process.getInputStream()));
        thread("bid-script-err", () -> errors.read(process.getErrorStream()));
        boolean ended = process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        // What it has started may hold its output open; the answer is there all the same.
        out.end.await(ended ? LAST_WORDS_MS : 0, TimeUnit.MILLISECONDS);
        if (out.tooMuch()) return ScriptOutput.none(program, "it printed more than " + (MOST_OUTPUT >> 10) + " KiB");
        if (!ended)
            return ScriptOutput.none(
                    program, "it gave no answer within " + limit.toMillis() / 1000.0 + " s" + said(errors));
        if (process.exitValue() != 0)
            return ScriptOutput.none(program, "it ended with exit code " + process.exitValue() + said(errors));
        ScriptAnswer answer = ScriptOutput.read(program, out.bytes());
        return answer.price().isPresent() ? answer : ScriptOutput.none(program, answer.words() + said(errors));
    }

    private static void thread(String name, Runnable work) {
        Thread.ofPlatform().daemon().name(name).start(work);
    }

    private static void write(OutputStream to, byte[] question) {
        try (to) {
            to.write(question);
        } catch (IOException e) {
            // The program does not read its input, which is allowed.
        }
    }

    /** The first line of what it complained of. */
    private static String said(Caught errors) throws InterruptedException {
        errors.end.await(LAST_WORDS_MS, TimeUnit.MILLISECONDS);
        String first = ScriptOutput.shown(new String(errors.bytes(), StandardCharsets.UTF_8).strip());
        return first.isEmpty() ? "" : ": " + first;
    }
}
