package org.headroom.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The embedded broker in a process of its own with a small heap, which ends at its first OutOfMemoryError. */
final class BrokerProgram implements AutoCloseable {
    private final Process process;
    private final Path log;
    private final BufferedReader answers;
    private final int port;

    private BrokerProgram(Process process, Path log) throws IOException {
        this.process = process;
        this.log = log;
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        String line = answers.readLine();
        if (line == null) throw new IOException("The broker did not start: " + Files.readString(log));
        port = Integer.parseInt(line);
    }

    public static void main(String[] args) throws IOException {
        // What is logged must not come between the answers.
        PrintStream out = System.out;
        System.setOut(System.err);
        try (var broker = EmbeddedBroker.start(Path.of(args[0]));
                var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            out.println(broker.port());
            while (questions.readLine() != null) {
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                out.println((runtime.totalMemory() - runtime.freeMemory()) + " " + broker.sessions() + " "
                        + broker.topics() + " " + broker.queues() + " " + broker.retainedBytes());
            }
        }
    }

    static BrokerProgram start(Path directory, int heapMib) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path log = directory.resolveSibling(directory.getFileName() + ".log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx" + heapMib + "m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        BrokerProgram.class.getName(),
                        directory.toString())
                .redirectError(log.toFile())
                .start();
        return new BrokerProgram(process, log);
    }

    int port() {
        return port;
    }

    /** After a collection of garbage. */
    record State(long heapBytes, int sessions, int topics, int queues, long retainedBytes) {}

    State state() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        String line = answers.readLine();
        if (line == null) throw new IOException("The broker has ended: " + log());
        String[] parts = line.split(" ");
        return new State(
                Long.parseLong(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                Long.parseLong(parts[4]));
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Lets it end by itself. @return its exit code */
    int end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) throw new IOException("The broker does not end");
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
