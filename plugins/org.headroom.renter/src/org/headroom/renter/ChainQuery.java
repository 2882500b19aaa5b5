package org.headroom.renter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.WalletBalance;
import org.headroom.wallet.NodeAddress;
import org.headroom.wallet.RetryAfter;

/**
 * The few questions that a renter has beyond the wallet's, to an EVM node by JSON-RPC. Any thread; a question ends within
 * ten seconds.
 */
public final class ChainQuery implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An event of a contract. */
    record Event(List<String> topics, String data, String transaction) {}

    /** The node answered, and will not do what was asked. */
    static final class Refused extends PaymentFailure {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(Kind.BAD_ANSWER, message);
        }
    }

    private static final Pattern QUANTITY = Pattern.compile("0x[0-9a-fA-F]{1,64}");
    /** The selector of {@code balanceOf(address)}. */
    private static final String BALANCE_OF = "0x70a08231";

    private static final int TOO_MANY_REQUESTS = 429;

    private static final int ATTEMPTS = 4;
    private static final long FIRST_PAUSE_MS = 300;
    /** A node that asks to be left alone for longer is not waited for. */
    private static final Duration LONGEST_QUIET = Duration.ofSeconds(3);

    private final URI node;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();

    /** Until when the node has asked to be left alone, as {@link System#nanoTime} counts. */
    private volatile long quietUntil = System.nanoTime();

    /** @param node as {@link NodeAddress#parse} has it */
    public ChainQuery(URI node) {
        this.node = node;
    }

    public long chainId() throws PaymentFailure {
        return number(ask("eth_chainId"));
    }

    public long head() throws PaymentFailure {
        return number(ask("eth_blockNumber"));
    }

    /**
     * What an account holds in the newest block.
     *
     * @param token USDC on this chain
     */
    public WalletBalance balance(EthAddress token, EthAddress account) throws PaymentFailure {
        BigInteger coin = quantity(ask("eth_getBalance", account.hex(), "latest"));
        Map<String, String> call = Map.of("to", token.hex(), "data", BALANCE_OF + word(account));
        BigInteger usdc = quantity(ask("eth_call", call, "latest"));
        if (usdc.bitLength() >= Long.SIZE) throw nonsense("a balance");
        return new WalletBalance(account, Usdc.ofBaseUnits(usdc), new Wei(coin));
    }

    private static String word(EthAddress account) {
        return "0".repeat(24) + account.hex().substring(2);
    }

    /** Whether transactions of an account are known that no block has yet. */
    boolean underWay(EthAddress account) throws PaymentFailure {
        long mined = number(ask("eth_getTransactionCount", account.hex(), "latest"));
        return number(ask("eth_getTransactionCount", account.hex(), "pending")) > mined;
    }

    /**
     * @param topics by position; the first is the event's
     * @throws Refused where the node does not search so many blocks at once, or has no logs of these
     */
    List<Event> events(EthAddress contract, List<String> topics, long from, long to) throws PaymentFailure {
        JsonNode list = ask(
                "eth_getLogs",
                Map.of(
                        "address", contract.hex(),
                        "topics", topics,
                        "fromBlock", hex(from),
                        "toBlock", hex(to)));
        if (!list.isArray()) throw nonsense("eth_getLogs");
        List<Event> events = new java.util.ArrayList<>();
        for (JsonNode log : list) {
            if (log.path("removed").asBoolean(false)) continue;
            List<String> found = new java.util.ArrayList<>();
            log.path("topics").forEach(t -> found.add(t.asText()));
            events.add(new Event(
                    List.copyOf(found),
                    log.path("data").asText(),
                    log.path("transactionHash").asText()));
        }
        return events;
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }

    private long number(JsonNode quantity) throws PaymentFailure {
        try {
            return quantity(quantity).longValueExact();
        } catch (ArithmeticException e) {
            throw nonsense("a number");
        }
    }

    /** Not negative, and no longer than a word of the chain. */
    private BigInteger quantity(JsonNode quantity) throws PaymentFailure {
        String text = quantity.asText();
        if (!QUANTITY.matcher(text).matches()) throw nonsense("a number");
        return new BigInteger(text.substring(2), 16);
    }

    /**
     * All questions are reads: one that a busy node did not answer is asked again, a few times, with growing pauses,
     * and not before the node wants to be asked.
     */
    private JsonNode ask(String method, Object... params) throws PaymentFailure {
        Duration quiet = quiet();
        if (isLong(quiet)) throw unreachable("wants no questions for another " + Math.max(1, quiet.toSeconds()) + " s");
        if (quiet.isPositive()) LockSupport.parkNanos(quiet.toNanos());
        long pause = FIRST_PAUSE_MS;
        for (int attempt = 1; ; attempt++) {
            try {
                return askOnce(method, params);
            } catch (Refused e) {
                throw e;
            } catch (PaymentFailure e) {
                if (attempt == ATTEMPTS
                        || isLong(quiet())
                        || Thread.currentThread().isInterrupted()) throw e;
            }
            LockSupport.parkNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(pause), quiet().toNanos()));
            pause *= 2;
        }
    }

    private Duration quiet() {
        return Duration.ofNanos(quietUntil - System.nanoTime());
    }

    private static boolean isLong(Duration quiet) {
        return quiet.compareTo(LONGEST_QUIET) > 0;
    }

    private JsonNode askOnce(String method, Object... params) throws PaymentFailure {
        String question = JSON.createObjectNode()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", method)
                .set("params", JSON.valueToTree(List.of(params)))
                .toString();
        HttpRequest request = HttpRequest.newBuilder(node)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question))
                .build();
        try {
            HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
            reply.headers()
                    .firstValue("Retry-After")
                    .flatMap(value -> RetryAfter.parse(value, Instant.now()))
                    .ifPresent(pause -> quietUntil = System.nanoTime() + pause.toNanos());
            if (reply.statusCode() / 100 == 5) throw unreachable("cannot answer now");
            if (reply.statusCode() == TOO_MANY_REQUESTS) throw unreachable("limits our requests");
            JsonNode answer = JSON.readTree(reply.body());
            JsonNode error = answer.path("error");
            if (isLimit(error)) throw unreachable("limits our requests");
            if (error.isObject())
                throw new Refused("The chain's node " + NodeAddress.shown(node) + " refused " + method + ".");
            JsonNode result = answer.path("result");
            if (result.isMissingNode() || result.isNull()) throw nonsense(method);
            return result;
        } catch (JsonProcessingException e) {
            throw nonsense(method);
        } catch (IOException e) {
            throw unreachable("cannot be reached");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable("was not waited for: the program is ending");
        }
    }

    private static boolean isLimit(JsonNode error) {
        String message = error.path("message").asText("").toLowerCase(Locale.ROOT);
        return error.path("code").asInt() == TOO_MANY_REQUESTS
                || message.contains("too many requests")
                || message.contains("rate limit")
                || message.contains("request rate");
    }

    private PaymentFailure nonsense(String what) {
        return new PaymentFailure(
                Kind.BAD_ANSWER,
                "The chain's node " + NodeAddress.shown(node) + " did not answer " + what
                        + " as it must: check its address in the settings, or use another node.");
    }

    private PaymentFailure unreachable(String what) {
        return new PaymentFailure(Kind.UNREACHABLE, "The chain's node " + NodeAddress.shown(node) + " " + what + ".");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
