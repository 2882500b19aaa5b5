package org.headroom.cli.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Instant;
import org.headroom.model.money.EthAddress;
import org.headroom.wallet.NodeProbe;

/**
 * What an honest node of a made-up chain answers: two streams that pay an account and owe it something, one withdrawal from the
 * first. Any thread; pure.
 */
final class NodeAnswers {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final long HEAD = 1_000;
    private static final long WITHDRAWN_IN = 950;
    private static final String WITHDRAWN = "0x864d728834a993d067a518141636724c1196e5f004565e5b2a7b174b7f74f997";
    private static final int SELECTOR = 10;

    private final EthAddress account;
    private final Instant now;

    /** @param account whom the streams pay @param now the newest block's time */
    NodeAnswers(EthAddress account, Instant now) {
        this.account = account;
        this.now = now;
    }

    JsonNode result(String method, JsonNode parameters) {
        JsonNode first = parameters.path(0);
        return switch (method) {
            case "eth_chainId" -> hex(NodeProbe.CHAIN);
            case "eth_getCode" -> NODES.textNode("0x6001");
            case "eth_getBalance" -> hex(1_000_000_000_000_000_000L);
            case "eth_estimateGas" -> hex(120_000);
            case "eth_maxPriorityFeePerGas" -> hex(1_000_000);
            case "eth_getTransactionCount" -> hex(5);
            case "eth_getBlockByNumber" -> block(first.asText());
            case "eth_call" -> NODES.textNode(called(first.path("data").asText()));
            case "eth_getLogs" -> NODES.arrayNode().add(log("0x" + "ab".repeat(32)));
            case "eth_getTransactionReceipt" -> receipt(first.asText());
            case "eth_getTransactionByHash" -> NODES.objectNode().put("value", "0x0");
            default -> NODES.textNode("0x" + "ab".repeat(32));
        };
    }

    private ObjectNode block(String which) {
        long number = switch (which) {
            case "latest" -> HEAD;
            case "finalized", "safe" -> HEAD - 64;
            default -> which.matches("0x[0-9a-f]{1,15}") ? Long.parseLong(which.substring(2), 16) : HEAD;
        };
        ObjectNode block = NODES.objectNode();
        block.set("number", hex(number));
        block.set("timestamp", hex(now.getEpochSecond() - 2 * (HEAD - Math.min(HEAD, number))));
        block.set("baseFeePerGas", hex(100_000_000));
        block.put("hash", "0x" + word(number));
        block.putArray("transactions").add("0x" + "ab".repeat(32));
        return block;
    }

    private ObjectNode receipt(String hash) {
        ObjectNode receipt = NODES.objectNode();
        receipt.put("transactionHash", hash);
        receipt.set("blockNumber", hex(HEAD));
        receipt.put("status", "0x1");
        receipt.set("gasUsed", hex(90_000));
        receipt.set("effectiveGasPrice", hex(110_000_000));
        receipt.put("l1Fee", "0x10");
        receipt.put("from", account.hex());
        receipt.putArray("logs").add(log(hash));
        return receipt;
    }

    private ObjectNode log(String transaction) {
        ObjectNode log = NODES.objectNode();
        log.put("address", NodeProbe.FLOW.hex());
        log.putArray("topics")
                .add(WITHDRAWN)
                .add("0x" + word(1))
                .add("0x" + word(account))
                .add("0x" + word(NodeProbe.TOKEN));
        log.put("data", "0x" + word(account) + word(1_000));
        log.put("transactionHash", transaction);
        log.set("blockNumber", hex(WITHDRAWN_IN));
        log.put("logIndex", "0x0");
        log.put("removed", false);
        return log;
    }

    private String called(String data) {
        if (data.length() < SELECTOR) return "0x";
        return "0x"
                + switch (data.substring(0, SELECTOR)) {
                    case "0x894e9a0d" -> stream();
                    case "0x6d0cee75" -> word(account);
                    case "0xd975dfed" -> word(50_000);
                    case "0xcca138e5" -> word(0);
                    case "0x70a08231" -> word(7_000_000);
                    case "0x313ce567" -> word(6);
                    case "0x82ad56cb" -> aggregate(data, true);
                    case "0x1e897afb" -> aggregate(data, false);
                    default -> word(1);
                };
    }

    /** As many results as there were calls, all the same. */
    private String aggregate(String data, boolean isMulticall) {
        String count = data.length() < SELECTOR + 128 ? "" : data.substring(SELECTOR + 64, SELECTOR + 128);
        int calls = count.matches("0{60}[0-9a-f]{4}") ? Math.min(Integer.parseInt(count, 16), 300) : 1;
        var out = new StringBuilder(word(32)).append(word(calls));
        for (int i = 0; i < calls; i++) out.append(word(32L * calls));
        if (isMulticall) out.append(word(1)).append(word(64));
        return out.append(word(320)).append(stream()).toString();
    }

    private String stream() {
        return word(10_000_000)
                + word(100_000_000_000_000L)
                + word(NodeProbe.RENTER)
                + word(now.getEpochSecond() - 500)
                + word(1)
                + word(0)
                + word(0)
                + word(NodeProbe.TOKEN)
                + word(6)
                + word(0);
    }

    private static JsonNode hex(long number) {
        return NODES.textNode("0x" + Long.toHexString(number));
    }

    private static String word(long number) {
        return "%064x".formatted(BigInteger.valueOf(number));
    }

    private static String word(EthAddress address) {
        return "0".repeat(24) + address.hex().substring(2);
    }
}
