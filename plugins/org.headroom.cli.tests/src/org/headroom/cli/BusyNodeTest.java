package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.renter.ChainQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node of the chain that is busy or out of order, and whose address is right. */
class BusyNodeTest {
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int status = 200;
    private volatile String body = "";
    private volatile String retryAfter = "";
    private HttpServer server;
    private URI node;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            if (!retryAfter.isEmpty()) exchange.getResponseHeaders().set("Retry-After", retryAfter);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        node = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            503 | <html>busy</html>                                     | cannot answer now.
            502 | {"error": {"code": -32000, "message": "no backend"}}  | cannot answer now.
            500 | {"error": {"code": -32603, "message": "internal"}}    | cannot answer now.
            429 | <html>busy</html>                                     | limits our requests.
            200 | {"error": {"code": 429, "message": "slow down"}}      | limits our requests.
            """)
    void isSaidToBeSoAndItsAddressIsNotBlamed(int code, String answer, String words) {
        status = code;
        body = answer;
        assertThatThrownBy(() -> RentNode.read(node, ChainQuery::chainId))
                .isInstanceOfSatisfying(
                        PaymentFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
                .hasMessage("The chain's node 127.0.0.1:" + node.getPort() + " " + words);
        assertThat(asked).as("asked a few times").hasValue(4);
    }

    @Test
    void addressThatLeadsToNoNodeIsToBeChecked() {
        status = 404;
        body = "<html>not here</html>";
        assertThatThrownBy(() -> RentNode.read(node, ChainQuery::chainId)).hasMessageContaining("check its address");
    }

    @Test
    void isLeftAloneForAsLongAsItAsksTo() {
        status = 429;
        retryAfter = "60";
        try (ChainQuery query = new ChainQuery(node)) {
            assertThatThrownBy(query::head).hasMessageContaining("limits our requests");
            assertThatThrownBy(query::head).hasMessageContaining("wants no questions for another");
        }
        assertThat(asked).hasValue(1);
    }
}
