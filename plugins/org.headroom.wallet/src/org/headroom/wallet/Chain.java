package org.headroom.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.jspecify.annotations.Nullable;

/** The questions we ask an EVM node, with typed and checked answers. Any thread; blocks. */
final class Chain implements AutoCloseable {
    /** @param baseFee zero on a chain without EIP-1559 */
    record Block(long number, Instant time, BigInteger baseFee) {}

    record Log(EthAddress contract, List<String> topics, String data, Hash32 transaction, long block) {}

    /** @param fee gas × price paid, and on a roll-up the cost of the data on its parent chain */
    record Receipt(
            Hash32 transaction,
            boolean succeeded,
            long block,
            long gasUsed,
            BigInteger fee,
            EthAddress from,
            List<Log> logs) {}

    private static final Pattern CODE = Pattern.compile("0x([0-9a-fA-F]{2})*+");
    private static final Pattern QUANTITY = Pattern.compile("0x[0-9a-fA-F]{1,64}");

    private final JsonRpc rpc;

    Chain(JsonRpc rpc) {
        this.rpc = rpc;
    }

    long chainId() throws PaymentFailure {
        return number("eth_chainId", rpc.call("eth_chainId"));
    }

    Block latest() throws PaymentFailure {
        return block("latest");
    }

    Block block(long number) throws PaymentFailure {
        return block(quantity(number));
    }

    String code(EthAddress account) throws PaymentFailure {
        String code = text("eth_getCode", rpc.call("eth_getCode", account.hex(), "latest"));
        if (!CODE.matcher(code).matches()) throw bad("eth_getCode");
        return code;
    }

    Wei balance(EthAddress account) throws PaymentFailure {
        return new Wei(integer("eth_getBalance", rpc.call("eth_getBalance", account.hex(), "latest")));
    }

    /** What the contract would answer in a block's state. */
    String call(EthAddress to, String data, long block) throws PaymentFailure {
        return text("eth_call", rpc.call("eth_call", Map.of("to", to.hex(), "data", data), quantity(block)));
    }

    /** Tries a transaction without sending it. @throws PaymentFailure with the contract's reason */
    void rehearse(EthAddress from, EthAddress to, String data, BigInteger value) throws PaymentFailure {
        rpc.call("eth_call", transaction(from, to, data, value), "latest");
    }

    long estimateGas(EthAddress from, EthAddress to, String data, BigInteger value) throws PaymentFailure {
        return number("eth_estimateGas", rpc.call("eth_estimateGas", transaction(from, to, data, value)));
    }

    /** The tip that gets a transaction into one of the next blocks. */
    BigInteger tip() throws PaymentFailure {
        return integer("eth_maxPriorityFeePerGas", rpc.call("eth_maxPriorityFeePerGas"));
    }

    void send(String rawTransaction) throws PaymentFailure {
        rpc.call("eth_sendRawTransaction", rawTransaction);
    }

    Optional<Receipt> receipt(Hash32 transaction) throws PaymentFailure {
        JsonNode r = rpc.call("eth_getTransactionReceipt", transaction.hex());
        if (r.isNull() || r.path("blockNumber").isNull()) return Optional.empty();
        BigInteger gas = integer("gasUsed", r.path("gasUsed"));
        BigInteger fee = gas.multiply(integer("effectiveGasPrice", r.path("effectiveGasPrice")));
        if (r.path("l1Fee").isTextual()) fee = fee.add(integer("l1Fee", r.path("l1Fee")));
        return Optional.of(new Receipt(
                transaction,
                number("status", r.path("status")) == 1,
                number("blockNumber", r.path("blockNumber")),
                number("gasUsed", r.path("gasUsed")),
                fee,
                address("from", r.path("from")),
                logs("logs", r.path("logs"))));
    }

    /** The coin that a transaction carried. */
    BigInteger value(Hash32 transaction) throws PaymentFailure {
        return integer(
                "value", rpc.call("eth_getTransactionByHash", transaction.hex()).path("value"));
    }

    /** @param topics null stands for any */
    List<Log> logs(EthAddress contract, List<@Nullable String> topics, long from, long to) throws PaymentFailure {
        Map<String, Object> filter = new LinkedHashMap<>();
        filter.put("address", contract.hex());
        filter.put("topics", topics);
        filter.put("fromBlock", quantity(from));
        filter.put("toBlock", quantity(to));
        List<Log> found = logs("eth_getLogs", rpc.call("eth_getLogs", filter));
        // A node that answers more than was asked is not believed.
        return found.stream()
                .filter(l -> l.contract().equals(contract) && l.block() >= from && l.block() <= to)
                .toList();
    }

    @Override
    public void close() {
        rpc.close();
    }

    private Block block(String which) throws PaymentFailure {
        JsonNode b = rpc.call("eth_getBlockByNumber", which, false);
        if (!b.isObject()) throw bad("eth_getBlockByNumber");
        BigInteger baseFee = b.path("baseFeePerGas").isTextual()
                ? integer("baseFeePerGas", b.path("baseFeePerGas"))
                : BigInteger.ZERO;
        BigInteger time = integer("timestamp", b.path("timestamp"));
        if (time.bitLength() > 40) throw bad("timestamp");
        return new Block(number("number", b.path("number")), Instant.ofEpochSecond(time.longValueExact()), baseFee);
    }

    private static Map<String, String> transaction(EthAddress from, EthAddress to, String data, BigInteger value) {
        return Map.of("from", from.hex(), "to", to.hex(), "data", data, "value", "0x" + value.toString(16));
    }

    private static List<Log> logs(String what, JsonNode list) throws PaymentFailure {
        if (!list.isArray()) throw bad(what);
        List<Log> logs = new ArrayList<>();
        for (JsonNode l : list) {
            if (l.path("removed").asBoolean()) continue;
            List<String> topics = StreamSupport.stream(l.path("topics").spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
            logs.add(new Log(
                    address(what, l.path("address")),
                    topics,
                    text(what, l.path("data")),
                    hash(what, l.path("transactionHash")),
                    number(what, l.path("blockNumber"))));
        }
        return logs;
    }

    private static String quantity(long n) {
        return "0x" + Long.toHexString(n);
    }

    private static String text(String what, JsonNode n) throws PaymentFailure {
        if (!n.isTextual()) throw bad(what);
        return n.asText();
    }

    private static BigInteger integer(String what, JsonNode n) throws PaymentFailure {
        String text = text(what, n);
        if (!QUANTITY.matcher(text).matches()) throw bad(what);
        return new BigInteger(text.substring(2), 16);
    }

    private static long number(String what, JsonNode n) throws PaymentFailure {
        BigInteger value = integer(what, n);
        if (value.bitLength() > 63) throw bad(what);
        return value.longValueExact();
    }

    private static EthAddress address(String what, JsonNode n) throws PaymentFailure {
        try {
            return new EthAddress(text(what, n));
        } catch (IllegalArgumentException e) {
            throw bad(what);
        }
    }

    private static Hash32 hash(String what, JsonNode n) throws PaymentFailure {
        try {
            return new Hash32(text(what, n));
        } catch (IllegalArgumentException e) {
            throw bad(what);
        }
    }

    /** How many transactions of an account a state counts. @param tag {@code latest} or {@code pending} */
    BigInteger nonce(EthAddress account, String tag) throws PaymentFailure {
        BigInteger count = integer("eth_getTransactionCount", rpc.call("eth_getTransactionCount", account.hex(), tag));
        if (count.bitLength() > 62) throw bad("eth_getTransactionCount");
        return count;
    }

    /** The number of the block behind a tag such as {@code finalized}. @throws PaymentFailure also where the tag is unknown */
    long tagged(String tag) throws PaymentFailure {
        return block(tag).number();
    }

    private static PaymentFailure bad(String what) {
        return new PaymentFailure(
                Kind.BAD_ANSWER,
                "The chain's node gave no usable answer for " + what + ": try again, or use another node.");
    }
}
