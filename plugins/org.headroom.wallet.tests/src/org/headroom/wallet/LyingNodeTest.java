package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.headroom.localchain.ChainNode;
import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.VerifiedStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node may be dead, another chain's, broken or hostile; it takes its time, and there is no chain behind it. */
class LyingNodeTest {
    private static final EthAddress FLOW = new EthAddress("0x" + "f1".repeat(20));
    private static final EthAddress TOKEN = new EthAddress("0x" + "d0".repeat(20));
    private static final StreamRef STREAM = new StreamRef(8453, FLOW, TOKEN, BigInteger.ONE);
    /** Nothing is repeated, so that each failure shows at once. */
    private static final RetryPolicy ONCE =
            new RetryPolicy(Duration.ofSeconds(15), Duration.ofSeconds(10), 1, Duration.ZERO, Duration.ZERO);

    private static final String SIX = word("6");
    /** Of {@code batch(bytes[])}. */
    private static final String BATCH =
            CallAggregate.FLOW_BATCH.encode(List.of()).substring(0, 10);

    @TempDir
    Path folder;

    private final Map<String, String> answers = new HashMap<>();
    private HttpServer server;
    private FlowPaymentRail rail;

    @BeforeEach
    void anHonestNodeToBeginWith() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            JsonNode question = new ObjectMapper().readTree(exchange.getRequestBody());
            LockSupport.parkNanos(Duration.ofMillis(ChainNode.DELAY_MILLIS).toNanos());
            String body = question.isArray() ? list(question) : answer(question);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        answers.put("eth_chainId", "\"0x2105\"");
        answers.put("eth_getCode", "\"0x6001\"");
        String now = Long.toHexString(Instant.now().getEpochSecond());
        answers.put(
                "eth_getBlockByNumber",
                "{\"number\":\"0x10\",\"timestamp\":\"0x" + now + "\",\"baseFeePerGas\":\"0x1\"}");
        answers.put("eth_getLogs", "[]");
        answers.put("decimals", "\"0x" + SIX + "\"");
        answers.put("getStream", "\"0x" + stream("989680", "1f6d", SIX) + "\"");
        answers.put("getRecipient", "\"0x" + word("aa") + "\"");
        rail = rail(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void end() {
        rail.close();
        server.stop(0);
    }

    @Test
    void theHonestAnswersAreRead() throws Exception {
        assertThat(rail.verify(STREAM, Optional.of(1L)).balance().baseUnits()).isEqualTo(10_000_000);
    }

    @Test
    void aNodeOfAnotherChainIsRefused() {
        answers.put("eth_chainId", "\"0x1\"");
        assertThat(failure().kind()).isEqualTo(Kind.WRONG_CHAIN);
        assertThat(rail.status().up()).isFalse();
        assertThat(rail.status().message()).contains("serves chain 1");
    }

    @Test
    void anAddressWithoutContractIsNamed() {
        answers.put("eth_getCode", "\"0x\"");
        answers.put("getStream", "\"0x\"");
        answers.put("getRecipient", "\"0x\"");
        assertThat(failure()).hasMessageContaining("There is no contract at " + FLOW);
        assertThat(rail.status().message()).contains("There is no contract at " + FLOW);
    }

    @Test
    void aTokenWithOtherDecimalsIsNotUsdc() {
        answers.put("decimals", "\"0x" + word("12") + "\"");
        assertThat(rail.status().up()).isFalse();
        assertThat(rail.status().message()).contains("has 18 decimals");
    }

    @Test
    void aStreamInATokenWithOtherDecimalsIsNoPayment() {
        answers.put("getStream", "\"0x" + stream("989680", "1f6d", word("12")) + "\"");
        assertThat(failure().kind()).isEqualTo(Kind.NO_SUCH_STREAM);
    }

    @Test
    void valuesOutOfRangeAreNotBelieved() {
        String huge = "f".repeat(64);
        answers.put("getStream", "\"0x" + stream(huge, "1", SIX) + "\"");
        assertThat(failure().kind()).isEqualTo(Kind.BAD_ANSWER);
        answers.put("getStream", "\"0x" + stream("7fffffffffffffff", "1", SIX) + "\"");
        answers.put("getRecipient", "\"0x" + huge + "\"");
        assertThat(failure().kind()).isEqualTo(Kind.BAD_ANSWER);
        answers.put("getStream", "\"0x" + stream("1", huge, SIX) + "\"");
        assertThat(failure().kind()).isEqualTo(Kind.BAD_ANSWER);
    }

    @Test
    void nodeThatRefusesAllLogsDoesNotKeepAStreamFromBeingAccepted() throws PaymentFailure {
        answers.put("eth_getLogs", "!{\"error\":{\"code\":-32601,\"message\":\"not on this plan\"}}");
        VerifiedStream verified = rail.verifyOpened(STREAM, Optional.of(1L));
        assertThat(verified.state().balance().baseUnits()).isEqualTo(10_000_000);
        assertThat(verified.searchFrom()).contains(1L);
    }

    @Test
    void nonsenseOfEveryKindIsAFailureWithASentence() {
        for (String method :
                List.of("eth_chainId", "eth_getCode", "eth_getBlockByNumber", "getStream", "eth_getLogs")) {
            String honest = answers.get(method);
            for (String nonsense : List.of(
                    "null",
                    "7",
                    "\"\"",
                    "\"0x\"",
                    "\"0xzz\"",
                    "\"hello\"",
                    "[[]]",
                    "{}",
                    "true",
                    "!",
                    "![",
                    "!<html>",
                    "!{\"id\":1}",
                    "!{\"jsonrpc\":\"2.0\",\"id\":-5,\"result\":\"0x1\"}",
                    "!{\"error\":{}}",
                    "!{\"error\":{\"code\":-32000,\"message\":\"boom\\n\\tat x\"}}",
                    "!{\"error\":{\"code\":3,\"data\":\"0x1\"}}")) {
                // A node that refuses logs has said all that decides: see below.
                if (method.equals("eth_getLogs") && nonsense.startsWith("!{\"error\"")) continue;
                answers.put(method, nonsense);
                assertThat(
                                method.equals("eth_getCode")
                                        ? poll()
                                        : String.valueOf(failure().getMessage()))
                        .as(method + " " + nonsense)
                        .isNotBlank()
                        .doesNotContain("\n", "Exception");
            }
            answers.put(method, honest);
        }
    }

    @Test
    void anEndlessAnswerIsCutOff() {
        answers.put("eth_chainId", "!" + "[".repeat(17 * 1024 * 1024));
        assertThat(failure()).hasMessageContaining("absurdly long");
    }

    @Test
    void aDeadNodeIsAStatusAndWorthAnotherTry() throws Exception {
        int port;
        try (ServerSocket s = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = s.getLocalPort();
        }
        try (FlowPaymentRail dead = rail(URI.create("http://127.0.0.1:" + port))) {
            assertThat(dead.status().up()).isFalse();
            assertThat(dead.status().message()).contains("nothing listens there");
            PaymentFailure e = catchThrowableOfType(PaymentFailure.class, () -> dead.verify(STREAM, Optional.empty()));
            assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(e.kind().worthRetrying()).isTrue();
        }
    }

    @Test
    void hostNameThatIsNotKnownIsNamedAsTheCause() throws Exception {
        try (FlowPaymentRail unknown = rail(URI.create("http://node.example.invalid:8545"))) {
            assertThat(unknown.status().up()).isFalse();
            assertThat(unknown.status().message()).contains("its host name is not known");
        }
    }

    @Test
    void theAccessKeyInANodesAddressIsNeverShown() throws IOException, KeystoreFailure {
        server.stop(0);
        URI secret = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v2/s3cr3t?k=s3cr3t");
        try (FlowPaymentRail hosted = rail(secret)) {
            assertThat(hosted.status().message()).contains("127.0.0.1").doesNotContain("s3cr3t");
        }
    }

    /** What a poll fails with, which checks the contracts, too. */
    private String poll() {
        assertThat(rail.status().up()).isFalse();
        return rail.status().message();
    }

    private PaymentFailure failure() {
        PaymentFailure e = catchThrowableOfType(PaymentFailure.class, () -> rail.verify(STREAM, Optional.of(1L)));
        // What was learned from one answer must not outlive it.
        if (e == null) throw new AssertionError("it was believed");
        return e;
    }

    private FlowPaymentRail rail(URI node) throws KeystoreFailure {
        Path file = folder.resolve("key" + System.nanoTime());
        KeySigner signer = Keystore.create(file, new char[] {'x'}, Keystore.Strength.LIGHT);
        ChainSettings settings = new ChainSettings(node, 8453, "Base", FLOW, TOKEN);
        return new FlowPaymentRail(
                settings,
                signer,
                signer.address(),
                Clock.systemUTC(),
                new MemoryTransactionLog(),
                Timing.STANDARD,
                ONCE);
    }

    private String list(JsonNode questions) {
        List<String> each = new ArrayList<>();
        for (JsonNode q : questions) each.add(answer(q));
        return "[" + String.join(",", each) + "]";
    }

    private String answer(JsonNode q) {
        String method = q.path("method").asText();
        String result = method.equals("eth_call") ? callResult(q) : answers.getOrDefault(method, "null");
        return result.startsWith("!")
                ? result.substring(1)
                : "{\"jsonrpc\":\"2.0\",\"id\":" + q.path("id") + ",\"result\":" + result + "}";
    }

    private String callResult(JsonNode question) {
        String data = question.at("/params/0/data").asText();
        if (data.equals(FlowContract.decimals())) return answers.get("decimals");
        if (data.equals(FlowContract.getStream(BigInteger.ONE))) return answers.get("getStream");
        return data.startsWith(BATCH) ? batch() : answers.get("getRecipient");
    }

    /** Both calls in one of the contract's own batch, where each has an answer that looks like one. */
    private String batch() {
        String stream = answers.getOrDefault("getStream", "null");
        String recipient = answers.getOrDefault("getRecipient", "null");
        for (String answer : List.of(stream, recipient)) if (!answer.matches("\"0x([0-9a-f]{64})+\"")) return answer;
        String first = stream.substring(3, stream.length() - 1);
        String second = recipient.substring(3, recipient.length() - 1);
        String offsets = word("40") + word(Integer.toHexString(0x60 + first.length() / 2));
        return "\"0x" + word("20") + word("2") + offsets + bytes(first) + bytes(second) + "\"";
    }

    private static String bytes(String hex) {
        return word(Integer.toHexString(hex.length() / 2)) + hex;
    }

    private static String stream(String balance, String rate, String decimals) {
        return String.join(
                "",
                word(balance),
                word(rate),
                word("bb"),
                word("6b039000"),
                word("1"),
                word("0"),
                word("0"),
                word(TOKEN.hex().substring(2)),
                decimals,
                word("0"));
    }

    private static String word(String hex) {
        return "0".repeat(64 - hex.length()) + hex;
    }
}
