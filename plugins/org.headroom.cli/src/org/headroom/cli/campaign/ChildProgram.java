package org.headroom.cli.campaign;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.headroom.cli.bench.RigProcess;
import org.headroom.model.files.PrivateFiles;

/**
 * A process of this command line that is killed and started again. It ends with this process, however this one ends.
 */
final class ChildProgram implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(20);

    private final String name;
    private final List<String> arguments;
    private final Map<String, String> environment;
    private final Path log;
    private Optional<Process> process = Optional.empty();

    /**
     * @param arguments of {@code campaign-part}, after the name
     * @param environment all of it
     * @param log what it prints is added to this file
     */
    ChildProgram(String name, List<String> arguments, Map<String, String> environment, Path log) {
        this.name = name;
        this.arguments = List.copyOf(arguments);
        this.environment = Map.copyOf(environment);
        this.log = log;
    }

    /** Returns when it has said that it is ready. */
    synchronized void start() throws IOException, InterruptedException {
        List<String> command = RigProcess.javaCommand();
        command.addAll(List.of("campaign-part", name));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process started = builder.start();
        process = Optional.of(started);
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        Thread.ofVirtual().name("campaign-log-" + name).start(() -> read(started, ready));
        try {
            if (ready.get(START.toSeconds(), TimeUnit.SECONDS)) return;
            throw new IOException("The " + name + " ended at its start; what it said is in " + log + ".");
        } catch (TimeoutException e) {
            throw new IOException(
                    "The " + name + " is not ready after " + START.toSeconds() + " s; see " + log + ".", e);
        } catch (ExecutionException e) {
            throw new IOException("What the " + name + " says cannot be kept in " + log + ".", e);
        }
    }

    private void read(Process from, CompletableFuture<Boolean> ready) {
        try (BufferedReader said = from.inputReader();
                BufferedWriter kept = PrivateFiles.writer(
                        log, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                kept.write(line);
                kept.newLine();
                kept.flush();
                if (line.startsWith(CampaignPart.READY)) ready.complete(true);
            }
        } catch (IOException | UncheckedIOException e) {
            ready.completeExceptionally(e);
        }
        ready.complete(false);
    }

    synchronized boolean alive() {
        return process.filter(Process::isAlive).isPresent();
    }

    /** SIGKILL: no hook runs, nothing is said to anyone. Returns when it is dead. */
    void kill() {
        process.ifPresent(p -> {
            p.destroyForcibly();
            p.onExit().orTimeout(END.toSeconds(), TimeUnit.SECONDS).join();
        });
    }

    /** Ends it in an orderly way. */
    @Override
    public void close() throws IOException {
        Optional<Process> last = process;
        if (last.isEmpty() || !last.get().isAlive()) return;
        try {
            last.get().getOutputStream().close();
            if (last.get().waitFor(END.toSeconds(), TimeUnit.SECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }
}
