package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.headroom.localchain.Fault;
import org.headroom.localchain.FaultRule;
import org.headroom.localchain.LocalChain;
import org.headroom.localchain.NodeBehaviour;
import org.headroom.localchain.PublicNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/** How a public node is slow and how it fails, and how a person makes it do so. */
class PublicNodeFaultsTest {
    /** anvil's third account; its key is public knowledge. */
    private static final String KEY = "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a";

    private static final String ACCOUNT = "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc";
    private static final String HEAD = RawNode.question(1, "eth_blockNumber").toString();

    @TempDir
    static Path folder;

    private static LocalChain chain;

    private PublicNode node;
    private RawNode raw;

    @BeforeAll
    static void startChain() throws Exception {
        chain = LocalChain.resumeOrStart(folder.resolve("chain"), ChainParts.fetch());
    }

    @AfterAll
    static void endChain() {
        if (chain != null) chain.close();
    }

    @BeforeEach
    void startNode() throws Exception {
        node = PublicNode.open(chain, NodeBehaviour.HONEST);
        raw = new RawNode(node.rpc());
    }

    @AfterEach
    void endNode() {
        raw.close();
        node.close();
    }

    @Test
    void eachRequestTakesTheSetTime() throws Exception {
        node.behave(b -> b.withLatency(60, 120));
        for (int i = 0; i < 5; i++) {
            long began = System.nanoTime();
            raw.number("eth_blockNumber");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
        }
        assertThat(node.counts().delayed()).isEqualTo(5);
        node.behave(b -> b.withLatency(0));
        raw.number("eth_blockNumber");
        assertThat(node.counts().delayed()).isEqualTo(5);
    }

    @Test
    void everyThirdRequestIsOneTooMany() throws Exception {
        node.behave(b -> b.withFaults(FaultRule.every(3, Fault.TOO_MANY_REQUESTS)));
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 6; i++) statuses.add(raw.post(HEAD).statusCode());
        assertThat(statuses).containsExactly(200, 200, 429, 200, 200, 429);
        assertThat(node.counts().limited()).isEqualTo(2);
    }

    @Test
    void ruleWithAFirstRequestStrikesThatOneAndEachNthAfterIt() throws Exception {
        node.behave(
                b -> b.withFaults(FaultRule.every(3, Fault.TOO_MANY_REQUESTS).from(2)));
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 6; i++) statuses.add(raw.post(HEAD).statusCode());
        assertThat(statuses).containsExactly(200, 429, 200, 200, 429, 200);
    }

    @Test
    void tooManyRequestsCarryRetryAfterWhereTheRuleSaysSo() throws Exception {
        node.behave(b -> b.withFaults(FaultRule.next(1, Fault.TOO_MANY_REQUESTS)));
        assertThat(raw.post(HEAD).headers().firstValue("Retry-After")).isEmpty();
        node.behave(b -> b.withFaults(FaultRule.next(2, Fault.TOO_MANY_REQUESTS).retryAfter(7)));
        for (int i = 0; i < 2; i++) {
            var refused = raw.post(HEAD);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("7");
            assertThat(RawNode.JSON
                            .readTree(refused.body())
                            .path("error")
                            .path("message")
                            .asText())
                    .isEqualTo("over rate limit");
        }
        assertThat(raw.post(HEAD).statusCode()).isEqualTo(200);
    }

    @Test
    void moreRequestsThanTheRatePerSecondAreLimited() throws Exception {
        node.behave(b -> b.withFaults(FaultRule.above(2, Fault.RATE_LIMIT_ERROR)));
        int limited = 0;
        for (int i = 0; i < 30; i++) {
            var answer = raw.post(HEAD);
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonNode error = RawNode.JSON.readTree(answer.body()).path("error");
            if (error.path("code").asInt() == -32005) limited++;
        }
        assertThat(limited).isPositive();
        assertThat(node.counts().limited()).isEqualTo(limited);
    }

    @Test
    void aDroppedConnectionHasNoAnswerAndNoEffect() throws Exception {
        node.behave(b -> b.withFaults(FaultRule.next(1, Fault.DROP).forMethod("eth_sendRawTransaction")));
        assertThat(raw.number("eth_blockNumber")).isPositive();
        long nonce = raw.number("eth_getTransactionCount", ACCOUNT, "pending");
        assertThatThrownBy(() -> raw.result("eth_sendRawTransaction", transaction(nonce)))
                .isInstanceOf(IOException.class);
        assertThat(raw.number("eth_getTransactionCount", ACCOUNT, "pending")).isEqualTo(nonce);
        assertThat(node.counts().failed()).isEqualTo(1);
    }

    @Test
    void aConnectionDroppedAfterTheRequestHasAnEffectAndNoAnswer() throws Exception {
        node.behave(b -> b.withFaults(FaultRule.next(1, Fault.DROP_AFTER).forMethod("eth_sendRawTransaction")));
        long nonce = raw.number("eth_getTransactionCount", ACCOUNT, "pending");
        assertThatThrownBy(() -> raw.result("eth_sendRawTransaction", transaction(nonce)))
                .isInstanceOf(IOException.class);
        Awaitility.await().until(() -> raw.number("eth_getTransactionCount", ACCOUNT, "latest") == nonce + 1);
    }

    @Test
    void htmlComesWithEitherStatus() throws Exception {
        node.behave(b -> b.withFaults(FaultRule.next(1, Fault.HTML), FaultRule.next(1, Fault.UNAVAILABLE)));
        for (int status : List.of(200, 503)) {
            var page = raw.post(HEAD);
            assertThat(page.statusCode()).isEqualTo(status);
            assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
            assertThat(page.body()).startsWith("<!DOCTYPE html>");
        }
        assertThat(raw.number("eth_blockNumber")).isPositive();
        assertThat(node.counts().failed()).isEqualTo(2);
    }

    @Test
    void aCutAnswerEndsBeforeItsStatedLength() throws Exception {
        node.behave(b -> b.withFaults(FaultRule.next(1, Fault.CUT)));
        String answer = new String(exchange(HEAD), StandardCharsets.UTF_8);
        int stated = Integer.parseInt(answer.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        assertThat(body).startsWith("{\"jsonrpc\"").hasSizeBetween(1, stated - 1);
        node.behave(b -> b.withFaults(FaultRule.next(1, Fault.CUT)));
        assertThatThrownBy(() -> raw.post(HEAD)).isInstanceOf(IOException.class);
    }

    @Test
    void aHangingRequestGetsNoAnswerForTheSetTime() throws Exception {
        node.behave(b -> b.withFaults(FaultRule.next(1, Fault.HANG).lasting(Duration.ofMillis(700))));
        long began = System.nanoTime();
        assertThat(exchange(HEAD)).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(700));
        assertThat(new String(exchange(HEAD), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void closingTheNodeEndsWhatHangs() throws Exception {
        node.behave(b -> b.withFaults(FaultRule.always(Fault.HANG)));
        try (Socket socket = send(HEAD)) {
            Awaitility.await().until(() -> node.counts().failed() == 1);
            node.close();
            socket.setSoTimeout(5_000);
            assertThat(socket.getInputStream().read()).isNegative();
        }
    }

    @Test
    void aDeadChainBehindItIsADroppedConnection() throws Exception {
        node.follow(java.net.URI.create("http://127.0.0.1:1"));
        assertThatThrownBy(() -> raw.post(HEAD)).isInstanceOf(IOException.class);
        node.follow(chain.rpc());
        assertThat(raw.number("eth_blockNumber")).isPositive();
    }

    @Test
    void nothingListensWhileTheNodeIsOffline() throws Exception {
        raw.number("eth_blockNumber");
        node.goOffline();
        assertThatThrownBy(() -> raw.post(HEAD)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> send(HEAD)).isInstanceOf(java.net.ConnectException.class);
        node.goOnline();
        assertThat(raw.number("eth_blockNumber")).isPositive();
        assertThat(node.counts().requests()).isEqualTo(2);
    }

    @Test
    void whatIsNoJsonRpcIsAnswered() throws Exception {
        assertThat(code(raw.post("{"))).isEqualTo(-32700);
        assertThat(code(raw.post("[]"))).isEqualTo(-32600);
        assertThat(code(raw.post("7"))).isEqualTo(-32600);
        assertThat(code(raw.post("{\"id\":1}"))).isEqualTo(-32600);
        assertThat(raw.error("eth_getBlockByNumber", "0xzz", false).path("code").asInt())
                .isEqualTo(-32602);
        assertThat(raw.error("eth_getLogs", "x").path("code").asInt()).isEqualTo(-32602);
        assertThat(new String(exchange("", "GARBAGE\r\n\r\n"), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(raw.number("eth_blockNumber")).isPositive();
    }

    @Test
    void aChunkedRequestIsRead() throws Exception {
        String half = HEAD.substring(0, 10);
        String rest = HEAD.substring(10);
        String chunked = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\na\r\n"
                + half + "\r\n" + Integer.toHexString(rest.length()) + "\r\n" + rest + "\r\n0\r\n\r\n";
        assertThat(new String(exchange("", chunked), StandardCharsets.UTF_8)).contains("\"result\":\"0x2625a");
    }

    @Test
    void aPersonSeesAndChangesTheBehaviour() throws Exception {
        JsonNode before = RawNode.JSON.readTree(raw.get("/behaviour").body());
        assertThat(before.path("latency").path("maxMillis").asInt()).isZero();
        var changed = raw.post(
                "/behaviour",
                "{\"latency\": {\"maxMillis\": 30}, \"logs\": {\"span\": 500},"
                        + " \"faults\": [{\"fault\": \"HTML\", \"every\": 2}], \"lies\": {\"unreadable\": [4]}}");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(node.behaviour())
                .isEqualTo(NodeBehaviour.HONEST
                        .withLatency(0, 30)
                        .withLogSpan(500)
                        .withFaults(FaultRule.every(2, Fault.HTML))
                        .withUnreadable(BigInteger.valueOf(4)));
        assertThat(RawNode.JSON.readTree(changed.body()))
                .isEqualTo(RawNode.JSON.readTree(raw.get("/behaviour").body()));
        raw.post(HEAD);
        assertThat(RawNode.JSON
                        .readTree(raw.get("/counts").body())
                        .path("methods")
                        .path("eth_blockNumber")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aChangeWithAFaultIsRefusedWhole() throws Exception {
        for (String wrong : List.of(
                "{\"latncy\": {}}",
                "{\"latency\": {\"minMillis\": -1}}",
                "{\"latency\": null}",
                "{\"logs\": {\"error\": \"OTHER\"}}",
                "{\"faults\": [{\"fault\": \"DROP\", \"every\": 0}]}",
                "[]",
                "{")) {
            var refused = raw.post("/behaviour", wrong);
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
            assertThat(RawNode.JSON.readTree(refused.body()).path("error").asText())
                    .as(wrong)
                    .isNotBlank();
        }
        assertThat(node.behaviour()).isEqualTo(NodeBehaviour.HONEST);
        assertThat(raw.get("/other").statusCode()).isEqualTo(404);
        assertThat(raw.post("/reorg", "{\"blocks\": 0}").statusCode()).isEqualTo(400);
        for (String path : List.of("/reorg", "/rollback")) {
            var refused = raw.post(path, "{\"block\": 3}");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("block", "known: blocks");
        }
        for (String path : List.of("/freeze", "/thaw"))
            assertThat(raw.post(path, "{\"head\": 3}").statusCode()).isEqualTo(400);
        assertThat(raw.post("/behaviour", "{\"latency\": {\"min\": 3}}").body()).contains("minMillis", "maxMillis");
    }

    @Test
    void theSummaryIsOneLine() throws Exception {
        node.behave(b -> b.withLatency(1).withFaults(FaultRule.next(1, Fault.HTML)));
        raw.post(HEAD);
        raw.post(HEAD);
        assertThat(node.counts().summary())
                .isEqualTo("node: 2 requests with 2 calls (0 batches): 2 delayed, 0 limited, 1 failed;"
                        + " eth_blockNumber 2");
    }

    // ----

    private static int code(java.net.http.HttpResponse<String> answer) throws IOException {
        return RawNode.JSON.readTree(answer.body()).path("error").path("code").asInt();
    }

    static String transaction(long nonce) {
        RawTransaction transfer = RawTransaction.createEtherTransaction(
                LocalChain.CHAIN_ID,
                BigInteger.valueOf(nonce),
                BigInteger.valueOf(21_000),
                ACCOUNT,
                BigInteger.ONE,
                BigInteger.valueOf(1_000_000_000),
                BigInteger.valueOf(20_000_000_000L));
        return Numeric.toHexString(TransactionEncoder.signMessage(transfer, Credentials.create(KEY)));
    }

    /** All that comes on a connection of its own until it ends. */
    private byte[] exchange(String body) throws IOException {
        return exchange(
                body,
                "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n");
    }

    private byte[] exchange(String body, String head) throws IOException {
        try (Socket socket = send(body, head);
                InputStream in = socket.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private Socket send(String body) throws IOException {
        return send(body, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n");
    }

    private Socket send(String body, String head) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.rpc().getPort());
        socket.setSoTimeout(20_000);
        OutputStream out = socket.getOutputStream();
        out.write((head + body).getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }
}
