package org.headroom.jobs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.headroom.jobs.http.SocketHttp;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobFailure.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code podman system service} on a socket of our own, for machines where Podman is installed but serves nothing. It
 * hangs on a leash: a shell waits for the end of its standard input, which comes when this process dies, however it
 * dies, and then ends the service. The containers are not the service's children and go on.
 */
public final class PodmanService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PodmanService.class);
    private static final Duration START = Duration.ofSeconds(30);
    private static final int MAX_SOCKET_PATH = 100;
    /**
     * $0 is the program, the rest its arguments. The waiting half reads in the shell itself, so that it is one process
     * with the service's number at hand; the other half ends when the service ends.
     */
    private static final String LEASH = "exec 3<&0 </dev/null; \"$0\" \"$@\" 3<&- & s=$!; "
            + "( while read -r line <&3; do :; done; kill \"$s\" ) & w=$!; "
            + "wait \"$s\"; r=$?; kill \"$w\"; exit \"$r\"";

    private final Path program;
    private final Path directory;
    private final Map<String, String> environment;
    private final Optional<String> settings;
    private @org.jspecify.annotations.Nullable Process process;

    /**
     * @param program the podman program
     * @param directory ours alone; made if absent; holds socket, log and settings
     * @param environment that the service gets, usually {@code System.getenv()}
     */
    public PodmanService(Path program, Path directory, Map<String, String> environment) {
        this(program, directory, environment, neededHere(environment));
    }

    PodmanService(Path program, Path directory, Map<String, String> environment, Optional<String> settings) {
        this.program = program;
        this.directory = directory.toAbsolutePath();
        this.environment = Map.copyOf(environment);
        this.settings = settings;
    }

    private static Optional<String> neededHere(Map<String, String> environment) {
        boolean given = environment.containsKey("CONTAINERS_CONF");
        boolean runc = Programs.find("runc", environment).isPresent();
        return PodmanSettings.needed(PodmanSettings.Machine.probe(Path.of("/"), runc, given));
    }

    public Path socket() {
        return directory.resolve("podman-" + ProcessHandle.current().pid() + ".sock");
    }

    /**
     * Starts the service unless it runs. Takes a second or two.
     *
     * @throws JobFailure NO_ENGINE with what Podman said
     */
    public synchronized void ensureUp() throws JobFailure {
        Process running = process;
        if (running != null && running.isAlive() && answers()) return;
        end();
        try {
            makeReady();
            String said = "";
            for (List<String> storage : storages()) {
                said = begin(storage);
                if (said.isEmpty()) return;
                LOG.info("Podman does not start with {}: {}", storage.isEmpty() ? "its own storage" : storage, said);
                if (!said.contains("overlay") && !said.contains("storage") && !said.contains("driver")) break;
            }
            throw new JobFailure(
                    Kind.NO_ENGINE, "Podman is installed but its service does not start, so no job can run: " + said);
        } catch (IOException e) {
            throw new JobFailure(
                    Kind.NO_ENGINE,
                    "Podman's service cannot be started in " + directory + ": " + EngineClient.reason(e) + ".",
                    e);
        }
    }

    private void makeReady() throws IOException {
        PrivateFiles.ownFolder(directory);
        if (socket().toString().length() > MAX_SOCKET_PATH)
            throw new IOException("its path is too long for a socket; choose a directory of fewer letters");
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) if (isLeftOver(file)) Files.deleteIfExists(file);
        }
    }

    /** A socket whose process died by force. */
    private static boolean isLeftOver(Path file) {
        String name = file.getFileName().toString();
        if (!name.matches("podman-[0-9]{1,10}\\.sock")) return false;
        long pid = Long.parseLong(name.substring(7, name.length() - 5));
        return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
    }

    /** Its own storage first; where overlay does not work, what does everywhere, at the price of disk and time. */
    private List<List<String>> storages() {
        List<List<String>> all = new ArrayList<>(List.of(List.of()));
        if (environment.containsKey("STORAGE_DRIVER")) return all;
        Programs.find("fuse-overlayfs", environment)
                .filter(f -> Files.exists(Path.of("/dev/fuse")))
                .ifPresent(f ->
                        all.add(List.of("--storage-driver", "overlay", "--storage-opt", "overlay.mount_program=" + f)));
        String root = directory.resolve("vfs").toString();
        all.add(List.of("--root", root, "--runroot", root + "-run", "--storage-driver", "vfs"));
        return all;
    }

    /** Empty when it answers, else what it said before it gave up. */
    private String begin(List<String> storage) throws IOException {
        Path log = directory.resolve("podman-service.log");
        // A redirection would make it with the rights that the umask gives; one that is there keeps its own.
        PrivateFiles.createFile(log);
        List<String> command = new ArrayList<>();
        // Away from the terminal's process group: Ctrl-C is for us, and we still need Podman to end jobs in order.
        Programs.find("setsid", environment).ifPresent(s -> command.add(s.toString()));
        command.addAll(List.of("sh", "-c", LEASH, program.toString()));
        command.addAll(storage);
        command.addAll(List.of("system", "service", "--time=0", "unix://" + socket()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(new File("/"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        if (settings.isPresent())
            builder.environment()
                    .put(
                            "CONTAINERS_CONF",
                            PodmanSettings.write(directory, settings.get()).toString());
        Process started = builder.start();
        process = started;
        long deadline = System.nanoTime() + START.toNanos();
        try {
            do {
                if (answers()) return "";
            } while (!started.waitFor(25, TimeUnit.MILLISECONDS) && System.nanoTime() < deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end();
        List<String> lines = Files.readAllLines(log);
        String last = lines.stream().filter(l -> !l.isBlank()).reduce("", (a, b) -> b);
        return last.isEmpty() ? "it did not answer within " + START.toSeconds() + " s" : EngineClient.oneLine(last);
    }

    private boolean answers() {
        if (!Files.exists(socket())) return false;
        try (SocketHttp http = new SocketHttp(socket())) {
            return http.call("GET", "/_ping", SocketHttp.Content.NONE, START).ok();
        } catch (IOException e) {
            return false;
        }
    }

    private void end() {
        Process old = process;
        if (old == null) return;
        process = null;
        try {
            old.getOutputStream().close();
            if (!old.waitFor(10, TimeUnit.SECONDS)) old.destroyForcibly();
        } catch (IOException e) {
            old.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            old.destroy();
        }
    }

    /** Ends the service; containers go on. */
    @Override
    public synchronized void close() {
        end();
        try {
            Files.deleteIfExists(socket());
        } catch (IOException e) {
            LOG.debug("The socket stays behind: {}", e.getMessage());
        }
    }
}
