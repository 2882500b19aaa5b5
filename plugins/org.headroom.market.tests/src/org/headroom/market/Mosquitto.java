package org.headroom.market;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Debian's Mosquitto in a process of its own on a free loopback port; the test is skipped where it is not installed. */
final class Mosquitto implements TestBroker {
    private static final Path BINARY = Path.of("/usr/sbin/mosquitto");
    private final Path configuration;
    private final Path log;
    private final int port;
    private Process process;

    /** @param extra lines of configuration; the listener's own come first */
    Mosquitto(Path directory, String extra, boolean persistent) throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(BINARY), "Mosquitto is not installed (apt-get install mosquitto)");
        port = freePort();
        configuration = directory.resolve("mosquitto.conf");
        log = directory.resolve("mosquitto.log");
        Files.writeString(
                configuration,
                "listener " + port + " 127.0.0.1\n"
                        + (System.getProperty("user.name").equals("root") ? "user root\n" : "")
                        + (persistent
                                ? "persistence true\npersistence_location " + directory + "/\n"
                                        + "autosave_on_changes true\nautosave_interval 1\n"
                                : "persistence false\n")
                        + "set_tcp_nodelay true\n" + extra);
        process = launch();
    }

    Mosquitto(Path directory, String extra) throws IOException {
        this(directory, extra, true);
    }

    static Mosquitto open(Path directory) throws IOException {
        return new Mosquitto(directory, "allow_anonymous true\n");
    }

    /** One that has forgotten everything when it comes back. */
    static Mosquitto forgetful(Path directory) throws IOException {
        return new Mosquitto(directory, "allow_anonymous true\n", false);
    }

    private Process launch() throws IOException {
        var started = new ProcessBuilder(BINARY.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            if (!started.isAlive()) throw new IllegalStateException("Mosquitto ended: " + Files.readString(log));
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
        return started;
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public int port() {
        return port;
    }

    /** With SIGKILL: it says goodbye to nobody. */
    @Override
    public void stop() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** It keeps its connections and does nothing at all. */
    void pause() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void goOn() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String which) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", which, Long.toString(process.pid())).start();
        if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0)
            throw new IllegalStateException("Mosquitto could not be sent " + which);
    }

    @Override
    public void startAgain() throws IOException {
        process = launch();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
