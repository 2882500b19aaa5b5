package org.headroom.jobs.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.headroom.jobs.http.SocketHttp.Content;
import org.headroom.jobs.http.SocketHttp.Whole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SocketHttpTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path directory;

    private ServerSocketChannel server;
    private SocketHttp http;
    private final AtomicReference<String> request = new AtomicReference<>("");

    @BeforeEach
    void listen() throws IOException {
        Path socket = directory.resolve("s");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        http = new SocketHttp(socket);
    }

    @AfterEach
    void end() throws IOException {
        http.close();
        server.close();
    }

    /** Answers one request with the pieces, each in a write of its own; then hangs up unless told to stay. */
    private CountDownLatch answering(boolean hangUp, String... pieces) {
        CountDownLatch release = new CountDownLatch(hangUp ? 0 : 1);
        Thread.ofVirtual().start(() -> {
            try (SocketChannel c = server.accept()) {
                ByteBuffer in = ByteBuffer.allocate(1 << 16);
                c.read(in);
                request.set(new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1));
                for (String piece : pieces)
                    for (ByteBuffer b = ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8)); b.hasRemaining(); )
                        c.write(b);
                release.await(20, TimeUnit.SECONDS);
            } catch (IOException | InterruptedException e) {
                request.set("server: " + e);
            }
        });
        return release;
    }

    private Whole get() throws IOException {
        return http.call("GET", "/x", Content.NONE, SHORT);
    }

    @Test
    void readsBodiesOfEveryKind() throws IOException {
        answering(true, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more");
        assertThat(get()).isEqualTo(new Whole(200, "hello"));
        answering(
                true,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chun",
                "ked\r\n\r\n5\r\nhel",
                "lo\r\n1;x=y\r\n!\r\n0\r\nT: r\r\n\r\n");
        assertThat(get()).isEqualTo(new Whole(200, "hello!"));
        answering(true, "HTTP/1.0 500 No\r\n\r\nuntil the end");
        assertThat(get()).isEqualTo(new Whole(500, "until the end"));
        answering(false, "HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\n");
        assertThat(get()).isEqualTo(new Whole(204, ""));
        answering(true, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201\r\nContent-Length: 1\r\n\r\n1");
        assertThat(get()).isEqualTo(new Whole(201, "1"));
        answering(true, "HTTP/1.1 101 UPGRADED\r\nContent-Type: x\r\n\r\nraw stream");
        assertThat(get()).isEqualTo(new Whole(101, "raw stream"));
    }

    @Test
    void sendsLengthAndTypeAndBody() throws IOException {
        answering(true, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        http.call("POST", "/a?b=%20c", Content.json("{\"ä\":1}"), SHORT);
        assertThat(request.get())
                .startsWith("POST /a?b=%20c HTTP/1.1\r\nHost: ")
                .contains("\r\nContent-Type: application/json\r\n", "\r\nContent-Length: 8\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SSH-2.0-OpenSSH                                                   | not an HTTP answer",
                "HTTP/1.1 2x0 OK~~                                                 | not an HTTP answer",
                "HTTP/1.1 200 OK~Content-Length: -1~~                              | malformed content length",
                "HTTP/1.1 200 OK~Content-Length: 99999999999999999999~~            | malformed content length",
                "HTTP/1.1 200 OK~Content-Length: 1~Content-Length: 2~~ab           | malformed content length",
                "HTTP/1.1 200 OK~Content-Length: 2~Transfer-Encoding: chunked~~    | both a length and chunks",
                "HTTP/1.1 200 OK~Transfer-Encoding: gzip~~                         | unknown transfer encoding",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~-5~                   | malformed chunk size",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~ffffffffffffffff~     | malformed chunk size",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2~abc~0~~             | a chunk is longer than it says",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~ab                  | in the middle of a chunk",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2~ab~                 | ends in its head",
                "HTTP/1.1 200 OK~Content-Length: 10~~abc                           | ends 7 bytes early",
                "HTTP/1.1 200 OK~Content-Le                                        | ends in its head",
                "HTTP/1.1 200 OK~No colon~~                                        | malformed header",
                "HTTP/1.1 200 OK~A: b~ folded~~                                    | malformed header",
            })
    void refusesWhatCanBeReadInTwoWays(String answer, String reason) {
        answering(true, answer.replace("~", "\r\n") + (answer.startsWith("SSH") ? "\r\n" : ""));
        assertThatThrownBy(this::get).isInstanceOf(IOException.class).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nA: ", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel"})
    void silenceIsATimeout(String begin) {
        CountDownLatch release = answering(false, begin);
        assertThatThrownBy(this::get).isInstanceOf(SocketTimeoutException.class).hasMessage("no answer within 300 ms");
        release.countDown();
    }

    @Test
    void endlessHeadsAreCutOff() {
        answering(true, "HTTP/1.1 200 " + "x".repeat(20_000));
        assertThatThrownBy(this::get).hasMessageContaining("longer than");
        answering(true, "HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(300));
        assertThatThrownBy(this::get).hasMessageContaining("more than 200 headers");
        answering(true, "HTTP/1.1 100 Continue\r\n\r\n".repeat(20));
        assertThatThrownBy(this::get).hasMessageContaining("interim answers without end");
        answering(true, "HTTP/1.1 200 OK\r\nA: \u0001\r\n\r\n");
        assertThatThrownBy(this::get).hasMessageContaining("control character");
        answering(true);
        assertThatThrownBy(this::get).hasMessageContaining("hung up without an answer");
    }

    @Test
    void requestCannotBeSplitByItsTarget() {
        assertThatThrownBy(() -> http.call("GET", "/x HTTP/1.1\r\nA: b", Content.NONE, SHORT))
                .hasMessageContaining("malformed target");
    }

    @Test
    void streamMayBeSilentAndIsEndedFromAnotherThread() throws Exception {
        CountDownLatch release = answering(false, "HTTP/1.1 200 OK\r\n\r\nfirst");
        Reply reply = http.stream("GET", "/x", SHORT);
        assertThat(new String(reply.body().readNBytes(5), StandardCharsets.UTF_8))
                .isEqualTo("first");
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                reply.body().read();
            } catch (IOException e) {
                end.set(e);
            }
        });
        assertThat(reader.join(SHORT.multipliedBy(3))).as("still reading").isFalse();
        reply.close();
        assertThat(reader.join(Duration.ofSeconds(5))).isTrue();
        assertThat(end.get()).isInstanceOf(IOException.class);
        release.countDown();
    }

    @Property(tries = 2000)
    void noAnswerWhateverBreaksTheReaderOtherwiseThanByAnIoException(@ForAll @Size(max = 300) byte[] noise) {
        byte[] start = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        int keep = noise.length == 0 ? 0 : (noise[0] & 0xff) % (start.length + 1);
        var in = new java.io.SequenceInputStream(
                new java.io.ByteArrayInputStream(start, 0, keep), new java.io.ByteArrayInputStream(noise));
        try {
            HeadReader.Head head = HeadReader.read(in);
            assertThat(HeadReader.body("GET", head, in).readAllBytes().length).isLessThanOrEqualTo(noise.length);
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
