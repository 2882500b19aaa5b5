package org.headroom.cli.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.headroom.localchain.LocalChain;
import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.wallet.JsonRpc;

/**
 * The chain itself, past its nodes and past Headroom's own reading of it: events and balances. Amounts are base units.
 */
final class ChainReader implements AutoCloseable {
    private static final String CREATE = "0xedec8afa4eeca64243a519c152eab5c4f9da1bded6fbb72cba74cd128de68369";
    private static final String DEPOSIT = "0xa06c1466b3c9751408a5ac337a2e8808e5ee0ceed1fd70635d041b21174eb6b4";
    private static final String WITHDRAW = "0x864d728834a993d067a518141636724c1196e5f004565e5b2a7b174b7f74f997";
    private static final String REFUND = "0xe31f2d40d5780915b1e656a67e11bdf09b0a4a925ec42bbeae220c8ca937ab49";
    private static final String BALANCE_OF = "0x70a08231";
    private static final String STREAM_BALANCE = "0x1e010439";
    private static final String STREAM_DEBT = "0x08b87923";

    private final JsonRpc node;
    private final EthAddress flow;
    private final EthAddress token;

    ChainReader(LocalChain chain) {
        node = new JsonRpc(chain.rpc());
        flow = chain.flow();
        token = chain.token();
    }

    /** What became of the money of one stream. */
    static final class Stream {
        long deposited;
        long refunded;
        /** By withdrawals, to each account. */
        final Map<String, Long> withdrawn = new TreeMap<>();

        final List<String> transactions = new ArrayList<>();
        /** Still in the stream. */
        long left;
        /** What the stream owes its recipient. */
        long debt;

        long to(EthAddress account) {
            return withdrawn.getOrDefault(key(account), 0L);
        }

        long withdrawnByAll() {
            return withdrawn.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** All streams that there ever were, by number. */
    Map<Long, Stream> streams() throws IOException {
        JsonNode logs = call("eth_getLogs", Map.of("address", flow.hex(), "fromBlock", "0x0", "toBlock", "latest"));
        Map<Long, Stream> streams = new TreeMap<>();
        for (JsonNode log : logs) {
            String kind = log.path("topics").path(0).asText();
            if (kind.equals(CREATE)) {
                streams.computeIfAbsent(word(log, 0), n -> new Stream());
                continue;
            }
            if (!List.of(DEPOSIT, WITHDRAW, REFUND).contains(kind)) continue;
            long number = quantity(log.path("topics").path(1).asText());
            Stream stream = streams.computeIfAbsent(number, n -> new Stream());
            switch (kind) {
                case DEPOSIT -> stream.deposited += word(log, 0);
                case REFUND -> stream.refunded += word(log, 0);
                default -> {
                    String to = log.path("topics").path(2).asText();
                    stream.withdrawn.merge(to.substring(to.length() - 40), word(log, 1), Long::sum);
                    stream.transactions.add(log.path("transactionHash").asText());
                }
            }
        }
        for (Map.Entry<Long, Stream> stream : streams.entrySet()) {
            stream.getValue().left = ofStream(STREAM_BALANCE, stream.getKey());
            stream.getValue().debt = ofStream(STREAM_DEBT, stream.getKey());
        }
        return streams;
    }

    /** USDC that an account holds. */
    long balance(EthAddress account) throws IOException {
        return quantity(call("eth_call", Map.of("to", token.hex(), "data", BALANCE_OF + padded(key(account))), "latest")
                .asText());
    }

    long balanceOfContract() throws IOException {
        return balance(flow);
    }

    long transactionsOf(EthAddress account) throws IOException {
        return quantity(call("eth_getTransactionCount", account.hex(), "latest").asText());
    }

    private long ofStream(String selector, long number) throws IOException {
        String data = selector + padded(Long.toHexString(number));
        return quantity(call("eth_call", Map.of("to", flow.hex(), "data", data), "latest")
                .asText());
    }

    /** As topics have it, without their zeros. */
    private static String key(EthAddress account) {
        return account.hex().substring(2).toLowerCase(Locale.ROOT);
    }

    private static String padded(String hex) {
        return "0".repeat(64 - hex.length()) + hex;
    }

    private static long word(JsonNode log, int index) {
        String data = log.path("data").asText();
        return new BigInteger(data.substring(2 + 64 * index, 66 + 64 * index), 16).longValueExact();
    }

    private static long quantity(String hex) {
        return new BigInteger(hex.substring(2), 16).longValueExact();
    }

    private JsonNode call(String method, Object... params) throws IOException {
        try {
            return node.call(method, params);
        } catch (PaymentFailure e) {
            throw new IOException("The chain does not answer " + method + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
