package org.headroom.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rig's socket and its hostile clients. */
@Timeout(60)
class ControlServerTest {
    private static final ControlServer.Limits LIMITS =
            new ControlServer.Limits(8, 64 * 1024, Duration.ofMillis(1_500), Duration.ofMillis(1_500));

    @TempDir
    Path home;

    private final List<SocketChannel> open = new ArrayList<>();
    private final CountDownLatch forever = new CountDownLatch(1);
    private final AtomicInteger handled = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();
    private ControlServer server;

    @BeforeEach
    void listens() throws IOException {
        server = ControlServer.open(home, Map.of(), this::handle, LIMITS);
    }

    @AfterEach
    void ends() throws IOException {
        for (SocketChannel channel : open) channel.close();
        server.close();
    }

    private void handle(JsonNode request, Replies replies) throws IOException, InterruptedException {
        handled.incrementAndGet();
        switch (request.path("do").asText("")) {
            case "throw" -> throw new IllegalStateException("a fault");
            case "flood" -> {
                for (int i = 0; i < 100_000; i++) replies.progress("x".repeat(1000));
            }
            case "wait" -> {
                try {
                    forever.await();
                } catch (InterruptedException e) {
                    interrupted.incrementAndGet();
                    throw e;
                }
            }
            default -> replies.send(Json.done().put("said", request.path("text").asText()));
        }
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        open.add(channel);
        channel.connect(UnixDomainSocketAddress.of(ControlPath.find(home)));
        return channel;
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) channel.write(bytes);
    }

    /** All that comes until the connection is closed. */
    private static String read(SocketChannel channel) throws IOException {
        StringBuilder said = new StringBuilder();
        ByteBuffer chunk = ByteBuffer.allocate(64 * 1024);
        try {
            while (channel.read(chunk) >= 0) {
                said.append(StandardCharsets.UTF_8.decode(chunk.flip()));
                chunk.clear();
            }
        } catch (SocketException e) {
            // Closed before all that was sent to it was read.
        }
        return said.toString();
    }

    private void assertAnswers() throws Exception {
        try (ControlClient client = new ControlClient(home)) {
            JsonNode answer = client.ask(ControlClient.request("echo").put("text", "héllo"), words -> {});
            assertThat(answer.path("ok").asBoolean()).isTrue();
            assertThat(answer.path("said").asText()).isEqualTo("héllo");
        }
    }

    @Test
    void ownerIsAnsweredOverASocketThatIsTheirsAlone() throws Exception {
        assertAnswers();
        Path socket = home.resolve("control/socket");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void anotherUserIsRefusedEvenWhereTheFilesLetThemConnect() throws Exception {
        assumeTrue(
                System.getProperty("user.name").equals("root") && Files.isExecutable(Path.of("/usr/bin/perl")),
                "only root can become another user, and perl does it");
        for (Path path = home.toRealPath(); path.getNameCount() > 1; path = path.getParent())
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path socket = home.resolve("control/socket");
        Files.setPosixFilePermissions(socket.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
        String script = "use Socket; $) = $( = 65534; $> = $< = 65534; die \"still root\" if $> == 0;"
                + "socket(S, AF_UNIX, SOCK_STREAM, 0) or die; connect(S, sockaddr_un($ARGV[0])) or die \"connect $!\";"
                + "syswrite(S, qq({\"v\":1,\"do\":\"echo\"}\\n)); sysread(S, $b, 4096); print \"got[$b]\";";
        Process other = new ProcessBuilder("/usr/bin/perl", "-e", script, socket.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("got[]");
        assertThat(handled).hasValue(0);
        assertAnswers();
    }

    @Test
    void secondRigOnTheSameFolderDoesNotTakeALivingSocket() throws Exception {
        assertThatThrownBy(() -> ControlServer.open(home, Map.of(), this::handle, LIMITS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another rig listens there");
        assertAnswers();
    }

    @Test
    void socketThatAKilledRigLeftIsReplaced() throws Exception {
        server.close();
        // Closing it leaves its file, as a kill does.
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(home.resolve("control/socket")));
        }
        try (ControlClient client = new ControlClient(home)) {
            assertThatThrownBy(() -> client.ask(ControlClient.request("echo"), words -> {}))
                    .isInstanceOf(ControlClient.NoRig.class)
                    .hasMessageContaining("No rig runs in " + home);
        }
        listens();
        assertAnswers();
    }

    @Test
    void socketIsGoneAfterTheRig() throws Exception {
        server.close();
        assertThat(home.resolve("control/socket")).doesNotExist();
        try (ControlClient client = new ControlClient(home)) {
            assertThatThrownBy(() -> client.ask(ControlClient.request("echo"), words -> {}))
                    .isInstanceOf(ControlClient.NoRig.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json\n",
                "null\n",
                "[]\n",
                "\n",
                "\u0000\u0001\u0002\n",
                "{\"v\":1\n",
                "{\"v\":\"x\"}\n",
                "{\"v\":1e999999999}\n",
                "{\"v\":2,\"do\":\"echo\"}\n",
                "{\"v\":1,\"v\":1}\n"
            })
    void garbageIsRefusedInASentenceAndHandledByNobody(String garbage) throws Exception {
        SocketChannel channel = connect();
        write(channel, garbage);
        JsonNode answer = new ObjectMapper().readTree(read(channel));
        assertThat(answer.path("ok").asBoolean(true)).isFalse();
        assertThat(answer.path("message").asText()).endsWith(".");
        assertThat(handled).hasValue(0);
        assertAnswers();
    }

    @Test
    void deeplyNestedRequestIsRefused() throws Exception {
        SocketChannel channel = connect();
        write(channel, "[".repeat(30_000) + "\n");
        assertThat(read(channel)).contains("no line of JSON");
        assertAnswers();
    }

    @Test
    void randomBytesHarmNothing() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            byte[] bytes = new byte[random.nextInt(2_000) + 1];
            random.nextBytes(bytes);
            bytes[bytes.length - 1] = '\n';
            SocketChannel channel = connect();
            channel.write(ByteBuffer.wrap(bytes));
            assertThat(read(channel)).contains("\"ok\":false");
        }
        assertAnswers();
    }

    @Test
    void requestThatIsTooLargeIsRefusedWhileItIsSent() throws Exception {
        SocketChannel channel = connect();
        String said;
        try {
            write(channel, "x".repeat(8 << 20));
            said = read(channel);
        } catch (IOException e) {
            said = read(channel);
        }
        assertThat(said).contains("too-large");
        assertAnswers();
    }

    @Test
    void slowRequestIsCutOffAfterItsTimeThoughBytesKeepComing() throws Exception {
        SocketChannel channel = connect();
        long start = System.nanoTime();
        assertThatThrownBy(() -> {
                    while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20)) {
                        write(channel, " ");
                        TimeUnit.MILLISECONDS.sleep(20);
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertAnswers();
    }

    @Test
    void halfOpenAndEmptyConnectionsAreEnded() throws Exception {
        SocketChannel half = connect();
        half.shutdownOutput();
        assertThat(read(half)).isEmpty();
        connect().close();
        SocketChannel silent = connect();
        assertThat(read(silent)).as("closed by the rig, not by us").isEmpty();
        assertAnswers();
    }

    @Test
    void clientThatTakesNothingOfALongAnswerIsCutOff() throws Exception {
        SocketChannel channel = connect();
        write(channel, "{\"v\":1,\"do\":\"flood\"}\n");
        assertAnswers();
        // What fitted into the buffer, and then the end; without the limit the rest would come as it is read.
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        assertThat(read(channel).length()).isLessThan(2_000_000);
        assertAnswers();
    }

    @Test
    void faultOfAHandlerIsToldAndTheNextRequestIsAnswered() throws Exception {
        try (ControlClient client = new ControlClient(home)) {
            JsonNode answer = client.ask(ControlClient.request("throw"), words -> {});
            assertThat(answer.path("code").asText()).isEqualTo("fault");
            assertThat(answer.toString()).doesNotContain("a fault\"");
        }
        assertAnswers();
    }

    @Test
    void thousandConnectionsAreTurnedAwayAndTheOwnerIsAnsweredSoon() throws Exception {
        int before = Thread.getAllStackTraces().size();
        for (int i = 0; i < 1_000; i++) connect();
        long start = System.nanoTime();
        assertAnswers();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("as soon as a place is free")
                .isLessThan(Duration.ofSeconds(8));
        assertThat(handled).hasValue(1);
        assertThat(Thread.getAllStackTraces().size()).isLessThan(before + 20);
        // All places are free again: as many at once as there are places.
        List<SocketChannel> several = new ArrayList<>();
        for (int i = 0; i < LIMITS.connections(); i++) several.add(connect());
        for (SocketChannel channel : several) {
            write(channel, "{\"v\":1,\"do\":\"echo\"}\n");
            assertThat(read(channel)).contains("\"ok\":true");
        }
    }

    @Test
    void connectionBeyondThePlacesIsToldSo() throws Exception {
        List<SocketChannel> all = new ArrayList<>();
        for (int i = 0; i < LIMITS.connections(); i++) {
            SocketChannel channel = connect();
            write(channel, "{\"v\":1,\"do\":\"wait\"}\n");
            all.add(channel);
        }
        await().until(() -> handled.get() == LIMITS.connections());
        assertThat(read(connect())).contains("\"code\":\"busy\"");
        forever.countDown();
        for (SocketChannel channel : all) assertThat(read(channel)).isEmpty();
        assertAnswers();
    }

    @Test
    void closingEndsWhatIsUnderWay() throws Exception {
        SocketChannel channel = connect();
        write(channel, "{\"v\":1,\"do\":\"wait\"}\n");
        await().until(() -> handled.get() == 1);
        server.close();
        assertThat(read(channel)).isEmpty();
        assertThat(interrupted).hasValue(1);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().equals("control-timer") && t.isAlive());
    }
}
