package org.headroom.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a part of {@code bench life} in a process of its own, with the options of the rig without a window. */
public final class RigProcess {
    /** As {@code ./headroom run --headless} has it. */
    static final List<String> HEAP = List.of("-XX:-UsePerfData", "-Xms16m", "-Xmx128m");

    private static final List<String> FAST_START =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xlog:disable");
    private static final int UNSAFE_WARNS_FROM = 23;
    private static final long END_WAIT_SECONDS = 10;

    private RigProcess() {}

    /**
     * The result of a part.
     *
     * @param ready from the start of the process to the line that says it is ready; zero where it says none
     * @param json its last line
     */
    record Ended(Duration ready, JsonNode json) {}

    static Ended run(String... arguments) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command(arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread atExit = new Thread(process::destroy, "part-end");
        Runtime.getRuntime().addShutdownHook(atExit);
        try (BufferedReader out = process.inputReader()) {
            Duration ready = Duration.ZERO;
            String last = "";
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.equals(BenchLifePart.READY)) ready = Duration.ofNanos(System.nanoTime() - began);
                else last = line;
            }
            int exit = process.waitFor();
            if (exit != 0) throw new IOException("A part of the bench failed with exit code " + exit + ".");
            return new Ended(ready, new ObjectMapper().readTree(last));
        } finally {
            process.destroy();
            if (!process.waitFor(END_WAIT_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
            ExitHooks.forget(atExit);
        }
    }

    private static List<String> command(String... arguments) {
        List<String> command = javaCommand();
        command.addAll(List.of("bench", "life-part"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** This command line, in a process of its own: a new list that ends before the arguments. */
    public static List<String> javaCommand() {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(FAST_START);
        command.addAll(HEAP);
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= UNSAFE_WARNS_FROM) command.add("--sun-misc-unsafe-memory-access=allow");
        // Java's archive of classes, where this process was started with it.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(a -> a.contains("SharedArchive"))
                .forEach(command::add);
        String logging = System.getProperty("logback.configurationFile");
        if (logging != null) command.add("-Dlogback.configurationFile=" + logging);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.headroom.cli.Main"));
        return command;
    }
}
