package org.headroom.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Between a client and a server of the test's own, over real sockets. */
@Timeout(30)
class TapTest {
    private static final String CREATE = "POST /v4.0.0/libpod/containers/create HTTP/1.1\r\n\r\n";

    @TempDir
    Path folder;

    private final Trigger trigger = new Trigger();
    private final Queue<String> arrived = new ConcurrentLinkedQueue<>();
    private ServerSocketChannel part;
    private Tap tap;

    @BeforeEach
    void begin() throws IOException {
        part = listening(folder.resolve("part"));
        tap = new Tap(
                UnixDomainSocketAddress.of(folder.resolve("tap")),
                UnixDomainSocketAddress.of(folder.resolve("part")),
                Victim.ENGINE,
                Passage.OF_ENGINE,
                Passage.TO_RIG,
                trigger,
                1);
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void end() throws IOException {
        tap.close();
        part.close();
    }

    private static ServerSocketChannel listening(Path at) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(at));
        return channel;
    }

    /** Answers each request with the same word. */
    private void serve() {
        while (part.isOpen()) {
            try (SocketChannel client = part.accept()) {
                ByteBuffer chunk = ByteBuffer.allocate(1024);
                // A connection that ends before anything was asked.
                if (client.read(chunk) < 0) continue;
                chunk.flip();
                arrived.add(StandardCharsets.UTF_8.decode(chunk).toString());
                client.write(ByteBuffer.wrap("done".getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                // Closed, or the next one.
            }
        }
    }

    /** Empty where the connection ends without an answer. */
    private String ask(String request) throws IOException {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("tap")))) {
            client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            ByteBuffer chunk = ByteBuffer.allocate(1024);
            client.read(chunk);
            chunk.flip();
            return StandardCharsets.UTF_8.decode(chunk).toString();
        }
    }

    private CompletableFuture<Aim> arm(Victim victim, KillStep step) {
        return trigger.arm(new Aim.AtStep(victim, step), () -> {});
    }

    @Test
    void whatIsNotAwaitedPassesBothWays() throws Exception {
        arm(Victim.RIG, KillStep.STARTED);
        assertThat(ask(CREATE)).isEqualTo("done");
        assertThat(arrived).containsExactly(CREATE);
        assertThat(trigger.disarm()).isTrue();
    }

    @Test
    void rigKilledBeforeARequestPassesHasNotAskedIt() throws Exception {
        CompletableFuture<Aim> killed = arm(Victim.RIG, KillStep.CREATE_ASKED);
        assertThat(ask(CREATE)).isEmpty();
        assertThat(killed).isDone();
        assertThat(arrived).isEmpty();
    }

    @Test
    void rigKilledBetweenCreateAndStartHasAskedAndGotNoAnswer() throws Exception {
        CompletableFuture<Aim> killed = arm(Victim.RIG, KillStep.CREATED);
        assertThat(ask(CREATE)).isEmpty();
        assertThat(killed).isDone();
        assertThat(arrived).containsExactly(CREATE);
    }

    @Test
    void otherPartKilledAtAStepDoesNotHoldTheRequestUp() throws Exception {
        CompletableFuture<Aim> killed = arm(Victim.BROKER, KillStep.CREATE_ASKED);
        assertThat(ask(CREATE)).isEqualTo("done");
        assertThat(killed).isDone();
    }

    @Test
    void killIsCarriedOutOnce() throws Exception {
        arm(Victim.NODE, KillStep.CREATED);
        ask(CREATE);
        assertThat(trigger.disarm()).isFalse();
        assertThat(trigger.reached(KillStep.CREATED)).isEmpty();
        assertThat(ask(CREATE)).isEqualTo("done");
    }
}
