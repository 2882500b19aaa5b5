package org.headroom.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;

/** Reads values from a node's JSON. Anything that is not what it should be is a BAD_ANSWER and nothing else. */
final class RpcValues {
    private static final Pattern CODE = Pattern.compile("0x([0-9a-fA-F]{2})*+");
    private static final Pattern QUANTITY = Pattern.compile("0x[0-9a-fA-F]{1,64}");
    private static final int TIMESTAMP_BITS = 40;
    /** More than all coins of any chain, in its smallest unit. */
    private static final int COIN_BITS = 128;
    /** What is added to a block's number, or taken from it, stays in range. */
    private static final int HEIGHT_BITS = 53;

    private RpcValues() {}

    static String text(String what, JsonNode n) throws PaymentFailure {
        if (!n.isTextual()) throw bad(what);
        return n.asText();
    }

    static BigInteger integer(String what, JsonNode n) throws PaymentFailure {
        String text = text(what, n);
        if (!QUANTITY.matcher(text).matches()) throw bad(what);
        return new BigInteger(text.substring(2), 16);
    }

    static long number(String what, JsonNode n) throws PaymentFailure {
        BigInteger value = integer(what, n);
        if (value.bitLength() > 63) throw bad(what);
        return value.longValueExact();
    }

    /** An amount of the chain's own coin, or a price in it. */
    static BigInteger coin(String what, JsonNode n) throws PaymentFailure {
        return believable(what, integer(what, n));
    }

    private static BigInteger believable(String what, BigInteger amount) throws PaymentFailure {
        if (amount.bitLength() > COIN_BITS) throw bad(what);
        return amount;
    }

    /** The number of a block. */
    private static long height(String what, JsonNode n) throws PaymentFailure {
        BigInteger value = integer(what, n);
        if (value.bitLength() > HEIGHT_BITS) throw bad(what);
        return value.longValueExact();
    }

    static String code(JsonNode n) throws PaymentFailure {
        String code = text("eth_getCode", n);
        if (!CODE.matcher(code).matches()) throw bad("eth_getCode");
        return code;
    }

    static Chain.Block block(JsonNode b) throws PaymentFailure {
        if (!b.isObject()) throw bad("eth_getBlockByNumber");
        BigInteger baseFee =
                b.path("baseFeePerGas").isTextual() ? coin("baseFeePerGas", b.path("baseFeePerGas")) : BigInteger.ZERO;
        BigInteger time = integer("timestamp", b.path("timestamp"));
        if (time.bitLength() > TIMESTAMP_BITS) throw bad("timestamp");
        return new Chain.Block(
                height("number", b.path("number")),
                Instant.ofEpochSecond(time.longValueExact()),
                baseFee,
                b.path("hash").asText(""));
    }

    /** Empty where no block has the transaction. */
    static Optional<Chain.Receipt> receipt(Hash32 transaction, JsonNode r) throws PaymentFailure {
        if (r.isNull() || r.path("blockNumber").isNull()) return Optional.empty();
        if (r.has("transactionHash")
                && !hash("transactionHash", r.path("transactionHash")).equals(transaction))
            throw bad("eth_getTransactionReceipt");
        BigInteger gas = integer("gasUsed", r.path("gasUsed"));
        BigInteger fee = gas.multiply(integer("effectiveGasPrice", r.path("effectiveGasPrice")));
        if (r.path("l1Fee").isTextual()) fee = fee.add(integer("l1Fee", r.path("l1Fee")));
        fee = believable("the fee", fee);
        return Optional.of(new Chain.Receipt(
                transaction,
                number("status", r.path("status")) == 1,
                height("blockNumber", r.path("blockNumber")),
                number("gasUsed", r.path("gasUsed")),
                fee,
                address("from", r.path("from")),
                logs("logs", r.path("logs"))));
    }

    static List<Chain.Log> logs(String what, JsonNode list) throws PaymentFailure {
        if (!list.isArray()) throw bad(what);
        List<Chain.Log> logs = new ArrayList<>();
        for (JsonNode l : list) {
            if (l.path("removed").asBoolean()) continue;
            List<String> topics = StreamSupport.stream(l.path("topics").spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
            logs.add(new Chain.Log(
                    address(what, l.path("address")),
                    topics,
                    text(what, l.path("data")),
                    hash(what, l.path("transactionHash")),
                    height(what, l.path("blockNumber")),
                    number(what, l.path("logIndex"))));
        }
        return logs;
    }

    static EthAddress address(String what, JsonNode n) throws PaymentFailure {
        try {
            return new EthAddress(text(what, n));
        } catch (IllegalArgumentException e) {
            throw bad(what);
        }
    }

    static Hash32 hash(String what, JsonNode n) throws PaymentFailure {
        try {
            return new Hash32(text(what, n));
        } catch (IllegalArgumentException e) {
            throw bad(what);
        }
    }

    static PaymentFailure bad(String what) {
        return new PaymentFailure(
                Kind.BAD_ANSWER,
                "The chain's node gave no usable answer for " + what + ": try again, or use another node.");
    }
}
