package org.headroom.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The programs that are measured: the rig without a window, nvtop, the console. Each is ended when it is closed. */
final class TelemetryStage implements AutoCloseable {
    private static final String SCENARIO = "HEADROOM_STANDIN_SCENARIO";
    private static final long END_WAIT_SECONDS = 10;

    private final Path folder;
    private final Path library;
    private final List<Process> running = new ArrayList<>();

    /** @param library the stand-in driver, a file named {@code libnvidia-ml.so.1} */
    TelemetryStage(Path folder, Path library) {
        this.folder = folder;
        this.library = library.toAbsolutePath();
    }

    /** Starts the rig without a window, on so many simulated GPUs that all work. */
    Process headless(int gpus) throws IOException {
        Path home = home("headless-" + gpus);
        ProcessHandle.Info self = ProcessHandle.current().info();
        List<String> command = new ArrayList<>(List.of(
                self.command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xlog:disable",
                "-XX:-UsePerfData",
                "-Xms16m",
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED"));
        String logging = System.getProperty("logback.configurationFile");
        if (logging != null) command.add("-Dlogback.configurationFile=" + logging);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "org.headroom.cli.Main",
                "run",
                "--headless",
                "--home",
                home.toString()));
        return start(command, gpus, home.resolve("log"));
    }

    /** Starts nvtop on the same library; it draws into a terminal that nobody sees. */
    Process nvtop(Path program, int gpus) throws IOException {
        String command = "stty rows 60 cols 200; LD_LIBRARY_PATH='" + library.getParent() + "' TERM=xterm exec '"
                + program.toAbsolutePath() + "' -d 10";
        return start(List.of("script", "-qfc", command, "/dev/null"), gpus, folder.resolve("nvtop.log"));
    }

    /** Starts the console with all GPUs' charts in view; {@code stalls} gets a line a second of the UI thread's stretches. */
    Process window(Path java, Path product, int gpus, Path stalls) throws IOException {
        Path home = home("window-" + gpus);
        Path launcher;
        try (Stream<Path> plugins = Files.list(product.resolve("plugins"))) {
            launcher = plugins.filter(p -> p.getFileName().toString().startsWith("org.eclipse.equinox.launcher_"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("There is no console in " + product + ": build it anew."));
        }
        // As a person leaves it who wants to see every card at once.
        Path settings = home.resolve("workspace/.metadata/.plugins/org.eclipse.core.runtime/.settings");
        Files.createDirectories(settings);
        Files.writeString(
                settings.resolve("org.headroom.console.prefs"),
                "eclipse.preferences.version=1\ngpu.charts=power;minutes;true;power\n");
        return start(
                List.of(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xlog:disable",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx512m",
                        "-Dheadroom.home=" + home,
                        "-Dheadroom.stalls=" + stalls,
                        "-jar",
                        launcher.toString(),
                        "-data",
                        home.resolve("workspace").toString()),
                gpus,
                home.resolve("log"));
    }

    /** The process that the bench is about: nvtop itself, not the terminal around it. */
    static Optional<ProcessHandle> child(Process process, String name) {
        return process.descendants()
                .filter(p ->
                        p.info().command().filter(c -> c.endsWith("/" + name)).isPresent())
                .findFirst();
    }

    private Path home(String name) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.writeString(
                home.resolve("rig.json"),
                "{\"rig\": \"bench\", \"askPerHour\": \"0.40\", \"nvml\": \"" + library + "\"}\n");
        return home;
    }

    private Process start(List<String> command, int gpus, Path log) throws IOException {
        Path scenario = folder.resolve("scenario-" + gpus + ".txt");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < gpus; i++)
            text.append("gpu NVIDIA GeForce RTX 4090\nload wave\nprocess ")
                    .append(4000 + i)
                    .append(" 9000\n");
        Files.writeString(scenario, text);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put(SCENARIO, scenario.toString());
        // The terminal's reader ends when its input does, so the pipe to it stays open.
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        running.add(process);
        return process;
    }

    void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(END_WAIT_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        running.remove(process);
    }

    @Override
    public void close() {
        List.copyOf(running).forEach(this::end);
    }
}
