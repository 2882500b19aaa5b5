package org.headroom.jobs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.jobs.guard.GuardMain;
import org.headroom.model.files.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the guard as a program of its own: in a session of its own, without a file of the rig's, and where systemd runs the
 * machine as a unit of its own, because the end of the rig's unit ends all processes that are in it.
 */
final class GuardStart {
    private static final Logger LOG = LoggerFactory.getLogger(GuardStart.class);
    private static final long SYSTEMD_S = 10;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Map<String, String> environment;
    private final Path systemd;
    private final List<String> more;
    private boolean told;

    GuardStart(Map<String, String> environment) {
        this(environment, Path.of("/run/systemd/system"), List.of());
    }

    /** @param systemd is a folder where systemd runs the machine @param more arguments of the program, for tests */
    GuardStart(Map<String, String> environment, Path systemd, List<String> more) {
        this.environment = Map.copyOf(environment);
        this.systemd = systemd;
        this.more = more;
    }

    /** @param folder the guard's; exists */
    void start(Path home, Path folder) throws IOException {
        if (Files.isDirectory(systemd) && startedAsUnit(home)) return;
        List<String> command = new ArrayList<>();
        Optional<Path> setsid = Programs.find("setsid", environment);
        setsid.ifPresent(program -> command.add(program.toString()));
        if (setsid.isEmpty())
            LOG.warn("There is no setsid on this machine: what ends the terminal of the rig may end its guard, too");
        command.addAll(program(home));
        Path errors = folder.resolve("guard.err");
        PrivateFiles.createFile(errors);
        run(command, errors.toFile(), Map.of());
    }

    private List<String> program(Path home) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                GuardMain.codeSource().toString(),
                GuardMain.class.getName(),
                home.toAbsolutePath().normalize().toString()));
        command.addAll(more);
        return command;
    }

    private boolean startedAsUnit(Path home) throws IOException {
        List<String> command = new ArrayList<>();
        Optional<Path> systemdRun = Programs.find("systemd-run", environment);
        systemdRun.ifPresent(program -> command.add(program.toString()));
        if (!JobUser.weAreRoot()) command.add("--user");
        command.addAll(List.of(
                "--quiet",
                "--collect",
                "--unit=headroom-guard-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet(),
                "--property=WorkingDirectory=/",
                "--"));
        command.addAll(program(home));
        String trouble;
        try {
            if (systemdRun.isEmpty()) throw new IOException("systemd-run is not installed");
            Process process = run(command, null, environment);
            if (!process.waitFor(SYSTEMD_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                trouble = "systemd-run did not answer within " + SYSTEMD_S + " s";
            } else if (process.exitValue() == 0) return true;
            else trouble = "systemd-run failed (" + process.exitValue() + ")";
        } catch (IOException e) {
            trouble = EngineClient.reason(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (!told)
            LOG.warn(
                    "The guard of the jobs is no unit of systemd's ({}): if the rig is one, its end ends the guard,"
                            + " and jobs may run past what is paid for",
                    trouble);
        told = true;
        return false;
    }

    private static Process run(
            List<String> command, @org.jspecify.annotations.Nullable File errors, Map<String, String> variables)
            throws IOException {
        File none = new File("/dev/null");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectInput(none)
                .redirectOutput(none)
                .redirectError(errors == null ? none : errors);
        // Nothing of the rig's environment is needed, and some of it may be secret.
        builder.environment().clear();
        builder.environment().putAll(variables);
        return builder.start();
    }
}
