package org.headroom.wallet;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.PaymentFailure;
import org.jspecify.annotations.Nullable;

/** Requests to an EVM node, with typed and checked answers. Any thread; blocks. */
final class Chain implements AutoCloseable {
    /** @param baseFee zero on a chain without EIP-1559 */
    /** @param hash tells it from another block of the same number; empty where the node does not say it */
    record Block(long number, Instant time, BigInteger baseFee, String hash) {
        Block(long number, Instant time, BigInteger baseFee) {
            this(number, time, baseFee, "");
        }

        /** Empty where the node says none, or nonsense. */
        Optional<Hash32> knownHash() {
            try {
                return Optional.of(new Hash32(hash));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    /** @param index position in the block: names the log together with block and transaction */
    record Log(EthAddress contract, List<String> topics, String data, Hash32 transaction, long block, long index) {}

    /** @param fee gas × price paid, and on a roll-up the cost of the data on its parent chain */
    record Receipt(
            Hash32 transaction,
            boolean succeeded,
            long block,
            long gasUsed,
            BigInteger fee,
            EthAddress from,
            List<Log> logs) {}

    /** No block of any chain has room for as much. */
    private static final long MOST_GAS = 10_000_000_000L;

    private final RpcClient rpc;

    Chain(RpcClient rpc) {
        this.rpc = rpc;
    }

    long chainId() throws PaymentFailure {
        return RpcValues.number("eth_chainId", rpc.call("eth_chainId"));
    }

    Block latest() throws PaymentFailure {
        return block("latest");
    }

    Block block(long number) throws PaymentFailure {
        return block(RpcRequest.quantity(number));
    }

    String code(EthAddress account) throws PaymentFailure {
        return RpcValues.code(rpc.call("eth_getCode", account.hex(), "latest"));
    }

    Wei balance(EthAddress account) throws PaymentFailure {
        return new Wei(RpcValues.coin("eth_getBalance", rpc.call("eth_getBalance", account.hex(), "latest")));
    }

    /** What the contract would answer in a block's state. */
    String call(EthAddress to, String data, long block) throws PaymentFailure {
        return RpcValues.text(
                "eth_call", rpc.call("eth_call", Map.of("to", to.hex(), "data", data), RpcRequest.quantity(block)));
    }

    /** Tries a transaction without sending it. @throws PaymentFailure with the contract's reason */
    void rehearse(EthAddress from, EthAddress to, String data, BigInteger value) throws PaymentFailure {
        rpc.call("eth_call", transaction(from, to, data, value), "latest");
    }

    long estimateGas(EthAddress from, EthAddress to, String data, BigInteger value) throws PaymentFailure {
        long gas = RpcValues.number("eth_estimateGas", rpc.call("eth_estimateGas", transaction(from, to, data, value)));
        if (gas > MOST_GAS) throw RpcValues.bad("eth_estimateGas");
        return gas;
    }

    /** The tip that gets a transaction into one of the next blocks. */
    BigInteger tip() throws PaymentFailure {
        return RpcValues.coin("eth_maxPriorityFeePerGas", rpc.call("eth_maxPriorityFeePerGas"));
    }

    void send(String rawTransaction) throws PaymentFailure {
        rpc.call("eth_sendRawTransaction", rawTransaction);
    }

    Optional<Receipt> receipt(Hash32 transaction) throws PaymentFailure {
        return RpcValues.receipt(transaction, rpc.call("eth_getTransactionReceipt", transaction.hex()));
    }

    /** The coin that a transaction carried. */
    BigInteger value(Hash32 transaction) throws PaymentFailure {
        return RpcValues.coin(
                "value", rpc.call("eth_getTransactionByHash", transaction.hex()).path("value"));
    }

    /** @param topics null stands for any */
    List<Log> logs(EthAddress contract, List<@Nullable String> topics, long from, long to) throws PaymentFailure {
        LogFilter filter = new LogFilter(contract, topics, from, to);
        RpcRequest request = filter.request();
        return filter.accepted(rpc.call(request.method(), request.params().toArray()));
    }

    @Override
    public void close() {
        rpc.close();
    }

    private Block block(String which) throws PaymentFailure {
        return RpcValues.block(rpc.call("eth_getBlockByNumber", which, false));
    }

    private static Map<String, String> transaction(EthAddress from, EthAddress to, String data, BigInteger value) {
        return Map.of("from", from.hex(), "to", to.hex(), "data", data, "value", "0x" + value.toString(16));
    }

    /** How many transactions of an account a state counts. @param tag {@code latest} or {@code pending} */
    BigInteger nonce(EthAddress account, String tag) throws PaymentFailure {
        BigInteger count =
                RpcValues.integer("eth_getTransactionCount", rpc.call("eth_getTransactionCount", account.hex(), tag));
        if (count.bitLength() > 62) throw RpcValues.bad("eth_getTransactionCount");
        return count;
    }

    /** The number of the block behind a tag such as {@code finalized}. @throws PaymentFailure also where the tag is unknown */
    long tagged(String tag) throws PaymentFailure {
        return block(tag).number();
    }
}
