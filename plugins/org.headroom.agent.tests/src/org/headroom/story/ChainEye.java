package org.headroom.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;

/** Looks at the chain by bare JSON-RPC, with nothing of Headroom's own in between: the figures are checked against it. */
final class ChainEye {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Keccak-256 of {@code Transfer(address,address,uint256)}. */
    private static final String TRANSFER = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

    private static final String BALANCE_OF = "0x70a08231";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI node;
    private final EthAddress token;
    private final EthAddress flow;

    ChainEye(URI node, EthAddress token, EthAddress flow) {
        this.node = node;
        this.token = token;
        this.flow = flow;
    }

    /** USDC in an account. */
    Usdc balanceOf(EthAddress account) throws IOException, InterruptedException {
        JsonNode words = ask(
                "eth_call",
                Map.of("to", token.hex(), "data", BALANCE_OF + word(account).substring(2)),
                "latest");
        return Usdc.ofBaseUnits(number(words));
    }

    /** All that the payment contract ever sent to an account. */
    Usdc paidOutTo(EthAddress account) throws IOException, InterruptedException {
        JsonNode logs = ask(
                "eth_getLogs",
                Map.of(
                        "address",
                        token.hex(),
                        "topics",
                        List.of(TRANSFER, word(flow), word(account)),
                        "fromBlock",
                        "0x0",
                        "toBlock",
                        "latest"));
        BigInteger sum = BigInteger.ZERO;
        for (JsonNode log : logs) sum = sum.add(number(log.path("data")));
        return Usdc.ofBaseUnits(sum);
    }

    /** What the contract still holds for a stream: Flow's {@code getBalance(uint256)}. */
    Usdc heldFor(StreamRef stream) throws IOException, InterruptedException {
        String id = String.format("%064x", stream.id());
        return Usdc.ofBaseUnits(number(ask("eth_call", Map.of("to", flow.hex(), "data", "0x1e010439" + id), "latest")));
    }

    /** How many blocks there are from the one that has a transaction on. */
    int blocksSince(Hash32 transaction) throws IOException, InterruptedException {
        BigInteger block =
                number(ask("eth_getTransactionReceipt", transaction.hex()).path("blockNumber"));
        return number(ask("eth_blockNumber")).subtract(block).intValueExact() + 1;
    }

    /** How many transactions of an account are in blocks. */
    long transactionsOf(EthAddress account) throws IOException, InterruptedException {
        return number(ask("eth_getTransactionCount", account.hex(), "latest")).longValueExact();
    }

    private JsonNode ask(String method, Object... params) throws IOException, InterruptedException {
        String question =
                JSON.writeValueAsString(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(params)));
        HttpRequest request = HttpRequest.newBuilder(node)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question))
                .build();
        JsonNode answer = JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        if (answer.path("result").isMissingNode()) throw new IOException(method + ": " + answer);
        return answer.path("result");
    }

    private static BigInteger number(JsonNode hex) {
        return new BigInteger(hex.asText().substring(2), 16);
    }

    private static String word(EthAddress address) {
        return "0x" + "0".repeat(24) + address.hex().substring(2);
    }
}
