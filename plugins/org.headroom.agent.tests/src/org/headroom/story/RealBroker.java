package org.headroom.story;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.headroom.broker.EmbeddedBroker;

/** A real broker on loopback that a story may take away and bring back at the same port. */
interface RealBroker extends AutoCloseable {
    /** Those that every story may be told on. */
    enum Kind {
        ARTEMIS,
        MOSQUITTO;

        RealBroker start(Path folder) throws IOException {
            Files.createDirectories(folder);
            return this == ARTEMIS ? new Artemis(folder) : new Mosquitto(folder);
        }
    }

    int port();

    default String url() {
        return "mqtt://127.0.0.1:" + port();
    }

    void stop() throws Exception;

    void startAgain() throws IOException;

    @Override
    void close();

    /** The embedded one. */
    final class Artemis implements RealBroker {
        private final Path folder;
        private EmbeddedBroker broker;

        Artemis(Path folder) throws IOException {
            this.folder = folder;
            broker = EmbeddedBroker.start(folder);
        }

        @Override
        public int port() {
            return broker.port();
        }

        @Override
        public void stop() {
            broker.close();
        }

        @Override
        public void startAgain() throws IOException {
            broker = EmbeddedBroker.start(folder, broker.port());
        }

        @Override
        public void close() {
            broker.close();
        }
    }

    /** Debian's Mosquitto in a process of its own. */
    final class Mosquitto implements RealBroker {
        private final Path program;
        private final Path configuration;
        private final Path log;
        private final int port;
        private Process process;

        Mosquitto(Path folder) throws IOException {
            Optional<Path> found = Checkout.program("mosquitto");
            assumeTrue(found.isPresent(), "Mosquitto is not installed (apt-get install mosquitto)");
            program = found.orElseThrow();
            port = freePort();
            configuration = folder.resolve("mosquitto.conf");
            log = folder.resolve("mosquitto.log");
            String user = System.getProperty("user.name").equals("root") ? "user root\n" : "";
            Files.writeString(
                    configuration,
                    "listener " + port + " 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\n" + user
                            + "persistence true\npersistence_location " + folder + "/\nautosave_on_changes true\n"
                            + "autosave_interval 1\n");
            process = launch();
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        private Process launch() throws IOException {
            Process started = new ProcessBuilder(program.toString(), "-c", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                if (!started.isAlive()) throw new IllegalStateException("Mosquitto ended: " + Files.readString(log));
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    return socket.isConnected();
                } catch (IOException e) {
                    return false;
                }
            });
            return started;
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public void stop() throws InterruptedException {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) throw new IllegalStateException("Mosquitto does not end");
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
}
